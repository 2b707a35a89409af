"""The desk of lessons and of the timeline: a draft edited there is published there."""

import pytest
from django.urls import reverse

from sahelapp.lessons import actions
from sahelapp.lessons.models import Lesson, LessonVersion
from sahelapp.timeline.models import Event, EventVersion, Theme
from tests.lessons.conftest import mapping

pytestmark = pytest.mark.django_db


def change_page(thing) -> str:
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


def filled(client, url: str) -> dict:
    """What a browser would send back from this page: its lines end in two characters."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            if value is not None and value is not False:
                data[form.add_prefix(name)] = value.replace("\n", "\r\n") if isinstance(value, str) else value
    return data


def test_a_lesson_saved_unchanged_needs_no_new_version(as_moussa, salt) -> None:
    url = change_page(salt.draft)
    answer = as_moussa.post(url, filled(as_moussa, url) | {"_publish": "1"}, follow=True)
    assert "says the same as version 1" in answer.content.decode()
    assert actions.to_mapping(Lesson.objects.get()) == mapping()


def test_a_lesson_edited_at_the_desk_is_published_there(as_moussa, salt) -> None:
    url = change_page(salt.draft)
    data = filled(as_moussa, url) | {"title_en": "Salt, by Moussa", "_publish": "1"}
    assert "version 2 is published" in as_moussa.post(url, data, follow=True).content.decode()
    newest = LessonVersion.objects.first()
    assert (newest.value["title"]["en"], newest.channel, newest.publisher_name) == (
        "Salt, by Moussa",
        "admin",
        "moussa",
    )


def test_what_is_missing_is_said_and_the_draft_is_saved(as_moussa, salt) -> None:
    url = change_page(salt.draft)
    data = filled(as_moussa, url) | {"themes": "trade, gold", "_publish": "1"}
    words = as_moussa.post(url, data, follow=True).content.decode()
    assert "themes: gold" in words
    assert Lesson.objects.get().themes == ["trade", "gold"]
    assert LessonVersion.objects.count() == 1


def test_an_event_is_made_and_published_at_the_desk(as_moussa, world) -> None:
    url = reverse("admin:timeline_event_add")
    texts = {f"{name}_{language}": "x" for name in ("title", "summary") for language in ("en", "fr")}
    data = filled(as_moussa, url) | texts | {"slug": "fair", "date": "2023-05", "themes": [Theme.objects.get().pk]}
    position = {"party": "other", "order": "0", "sources": []}
    said = {f"{name}_{language}": "They say." for name in ("holder", "says") for language in ("en", "fr")}
    inline = {f"positions-0-{name}": value for name, value in (position | said).items()}
    answer = as_moussa.post(url, data | inline | {"positions-TOTAL_FORMS": "1", "_publish": "1"}, follow=True)
    assert "version 1 is published" in answer.content.decode()
    assert EventVersion.objects.get().to_engine().positions[0].says.en == "They say."


def test_a_date_that_is_none_is_told_beside_its_field(as_moussa, world) -> None:
    url = reverse("admin:timeline_event_add")
    texts = {f"{name}_{language}": "x" for name in ("title", "summary") for language in ("en", "fr")}
    answer = as_moussa.post(url, filled(as_moussa, url) | texts | {"slug": "fair", "date": "May 2023"})
    assert "Write 2025-09-17, 2025-09 or 2025" in answer.content.decode()
    assert not Event.objects.exists()


@pytest.mark.parametrize("model", ["lessons_lesson", "lessons_lessonversion", "lessons_readingmark"])
def test_lists_of_lessons_open_and_search(as_moussa, salt, model) -> None:
    assert as_moussa.get(reverse(f"admin:{model}_changelist"), {"q": "salt"}).status_code == 200


@pytest.mark.parametrize("model", ["timeline_event", "timeline_eventversion", "timeline_theme"])
def test_lists_of_the_timeline_open_and_search(as_moussa, world, model) -> None:
    assert as_moussa.get(reverse(f"admin:{model}_changelist"), {"q": "trade"}).status_code == 200
