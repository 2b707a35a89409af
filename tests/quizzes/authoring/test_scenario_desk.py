"""The desk of scenarios: the story as text, its problems with their lines, publishing, and runs to look at."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from quizzes import wording
from quizzes.actions import runs, scenarios
from quizzes.authoring import story_text
from quizzes.engine.problems import Problem
from quizzes.models import Scenario, ScenarioVersion
from tests.quizzes.caravan import MONDAY, mapping, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_moussa(moussa) -> Client:
    moussa.is_superuser = True
    moussa.save()
    client = Client()
    client.force_login(moussa)
    return client


@pytest.fixture
def draft():
    return scenarios.keep(scenarios.scenario_from_value(mapping()))


def change_page(draft):
    return reverse("admin:quizzes_scenario_change", args=[draft.pk])


def filled(client, url):
    """What a browser would send back from the form on this page."""
    form = client.get(url).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in data.items() if value not in (None, False)}


def save(client, draft, **changes):
    url = change_page(draft)
    return client.post(url, filled(client, url) | {"_continue": "1"} | changes, follow=True).content.decode()


def test_a_story_survives_the_way_through_the_text(draft):
    assert story_text.read(story_text.write(draft.story)) == (draft.story, [])


def text_page(draft):
    return reverse("admin:quizzes_scenario_text", args=[draft.pk])


def save_text(client, draft, text):
    page = client.get(text_page(draft))
    return client.post(text_page(draft), {"story": text, "seen": page.context["seal"]}, follow=True).content.decode()


def test_saving_without_a_change_changes_nothing(as_moussa, draft):
    before = draft.story
    save_text(as_moussa, draft, as_moussa.get(text_page(draft)).context["form"]["story"].value())
    page = save(as_moussa, draft)
    draft.refresh_from_db()
    assert draft.story == before
    assert "Nothing is to be mended: this may be published." in page


def test_settings_are_saved_without_touching_the_story(as_moussa, draft):
    save(as_moussa, draft, pair="the-other-seat", undo="on")
    after = Scenario.objects.get()
    assert (after.pair, after.undo, after.story) == ("the-other-seat", True, draft.story)


def test_a_text_that_was_changed_elsewhere_meanwhile_is_not_overwritten(as_moussa, draft):
    stale = as_moussa.get(text_page(draft)).context["seal"]
    save_text(as_moussa, draft, "begins: moon\n")
    response = as_moussa.post(text_page(draft), {"story": "begins: sun\n", "seen": stale})
    assert response.status_code == 409
    assert Scenario.objects.get().story == {"begins": "moon"}


def test_a_teacher_publishes_a_scenario(as_moussa, draft):
    assert "version 1 is published" in save(as_moussa, draft, _publish="1")
    assert ScenarioVersion.objects.get().publisher_name == "moussa"


def test_what_is_wrong_with_the_story_is_listed_with_its_line_and_the_draft_is_saved(as_moussa, draft):
    text = story_text.write(draft.story).replace("goto: canary-end", "goto: moon")
    line = text.splitlines().index("        goto: moon") + 1
    page = save_text(as_moussa, draft, text)
    assert "scene “canary-well”, choice “draw-water”, leads to</a>" in page
    assert f"(line {line} of the text): No scene is called “moon”." in page
    draft.refresh_from_db()
    assert draft.story["scenes"][1]["choices"][0]["goto"] == "moon"
    assert "saved as a draft and not published" in save(as_moussa, draft, _publish="1")
    assert not ScenarioVersion.objects.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("begins: camp\nscenes: [", "Line 2: The text cannot be read from here on"),
        ("begins: camp\nbegins: well\n", "Line 2: The text cannot be read from here on"),
        ("- camp\n", "Line 1: The text should begin with"),
        ("begins: &a camp\nscenes: *a\n", "Line 2: References such as “*a” cannot be used."),
        ("begins: camp\n\tscenes: []\n", "cannot be read from here on"),
        ("[" * 5000, "cannot be read from here on"),
    ],
)
def test_a_text_that_cannot_be_read_is_told_with_its_line_and_nothing_is_saved(as_moussa, draft, text, told):
    assert told in save_text(as_moussa, draft, text)
    draft.refresh_from_db()
    assert draft.story["begins"] == "camp"


def test_a_date_typed_without_quotes_is_understood():
    assert story_text.read("when_date: 2025-09-17\n") == ({"when_date": "2025-09-17"}, [])


def test_values_that_json_does_not_know_become_words():
    assert story_text.read("a: .nan\nb: 1.5\n2: null\n") == ({"a": "nan", "b": "1.5", "2": None}, [])


def test_each_problem_has_a_sentence():
    for says in ("dead-end", "record-missing", "unreachable", "no-choice-left", "yaml-unreadable"):
        assert wording.sentence(Problem(says, "camp")) != f"{says}: camp"


def test_a_new_scenario_may_be_saved_unfinished(as_moussa):
    data = {
        "slug": "new", "title_en": "New", "title_fr": "Neuf", "summary_en": "S", "summary_fr": "S", "seat": "other",
        "as_known_on": "2026-06-30", "briefing_en": "B", "briefing_fr": "B",
        "_continue": "1",
    }  # fmt: skip
    page = as_moussa.post(reverse("admin:quizzes_scenario_add"), data, follow=True).content.decode()
    assert Scenario.objects.get().story == {}
    assert "This must not be empty: begins." in page
    assert "There are none yet." in page


@pytest.mark.parametrize("model", ["scenario", "scenarioversion", "run", "move"])
def test_every_list_and_page_opens_and_searches(as_moussa, awa, model):
    run = runs.start(awa, published(), token=uuid4(), seed=7, now=MONDAY)
    move = runs.move(run.pk, runs.Sent("wait", uuid4(), 0), now=MONDAY).move
    things = {"scenario": run.scenario_version.draft, "scenarioversion": run.scenario_version, "run": run, "move": move}
    listing = as_moussa.get(reverse(f"admin:quizzes_{model}_changelist"), {"q": "ca"})
    assert listing.status_code == 200
    page = as_moussa.get(reverse(f"admin:quizzes_{model}_change", args=[things[model].pk]))
    assert page.status_code == 200


def test_what_learners_did_cannot_be_changed_by_hand(as_moussa, awa):
    run = runs.start(awa, published(), token=uuid4(), seed=7, now=MONDAY)
    for page in ("change", "delete"):
        url = reverse(f"admin:quizzes_run_{page}", args=[run.pk])
        assert as_moussa.post(url, {"ending": "camp", "post": "yes"}).status_code == 403
