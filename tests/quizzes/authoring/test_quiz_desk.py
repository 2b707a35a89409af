"""The desk of quizzes: rules, sections, draws and pages, in order; what is wrong is said and nothing is lost."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from quizzes.actions import imports, quizzes
from quizzes.engine.rules import MOMENTS, PARTS
from quizzes.models import Item, Question, Quiz, QuizVersion
from tests.quizzes.conftest import MONDAY, mapping

pytestmark = pytest.mark.django_db

NEW = {
    "slug": "caravans", "title_en": "Caravans", "title_fr": "Caravanes", "behaviour": "tries", "tries_each": "2",
    "penalty": "1/2", "layout": "sections", "grading": "mean", "listed": "on",
    "review": ["after-marks", "closed-marks", "closed-answer"],
}  # fmt: skip


def change_page(quiz: Quiz) -> str:
    return reverse("admin:quizzes_quiz_change", args=[quiz.pk])


def rows(*asking: dict[str, Any], telling: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """New rows of both lists, as a browser sends them for a quiz that has none."""
    data: dict[str, Any] = {}
    defaults = {"count": "1", "mark": "1"}
    for prefix, entries in (("items", [defaults | row for row in asking]), ("telling", telling)):
        data |= {f"{prefix}-TOTAL_FORMS": len(entries), f"{prefix}-INITIAL_FORMS": 0}
        data |= {f"{prefix}-{n}-{name}": value for n, row in enumerate(entries) for name, value in row.items()}
    return data


@pytest.fixture
def quiz(salt: QuizVersion) -> Quiz:
    """A published quiz of three questions; one of them carries the tag `salt`, as does another of it."""
    return salt.draft


@pytest.fixture
def post_new(as_moussa: Client, quiz: Quiz) -> Any:
    """Send the page for a new quiz; the page that comes back."""

    def post(data: dict[str, Any], **fields: Any) -> Any:
        return as_moussa.post(reverse("admin:quizzes_quiz_add"), NEW | {"_publish": "1"} | data | fields, follow=True)

    return post


@pytest.fixture
def save(as_moussa: Client, sheet: Any, quiz: Quiz) -> Any:
    """Send back the page of the quiz with some fields filled in otherwise; it must be taken."""

    def save(**fields: Any) -> None:
        response = as_moussa.post(change_page(quiz), sheet(change_page(quiz)) | fields | {"_save": "1"})
        assert response.status_code == 302, response.context["errors"]

    return save


def question(slug: str) -> dict[str, Any]:
    return {"what": "question", "question": Question.objects.get(slug=slug).pk}


def test_a_teacher_makes_a_quiz_with_a_section_a_draw_and_a_page_and_publishes_it(post_new):
    page = post_new(rows(
        {"position": 2, **question("salt-road-number"), "mark": "3"},
        {"position": 3, "what": "draw", "source": "salt", "count": "2"},
        telling=(
            {"position": 1, "what": "section", "title_en": "Roads", "title_fr": "Routes"},
            {"position": 4, "what": "page", "title_en": "Read", "title_fr": "Lire", "text_en": "A.", "text_fr": "B."},
        ),
    ))  # fmt: skip
    assert "version 1 is published" in page.content.decode()
    version = QuizVersion.objects.get(draft__slug="caravans")
    assert [item["what"] for item in version.items] == ["section", "question", "draw", "page"]
    assert (version.items[1]["mark"], version.items[2]["count"], version.items[2]["source"]) == ("3", 2, "salt")
    assert version.rules.behaviour == "tries"
    assert version.rules.review == {
        "during": frozenset(), "after": frozenset({"marks"}), "closed": frozenset({"marks", "answer"}),
    }  # fmt: skip


def test_the_page_tells_how_many_questions_a_tag_has_today(as_moussa, post_new):
    post_new(rows({"position": 1, "what": "draw", "source": "salt"}))
    page = as_moussa.get(change_page(Quiz.objects.get(slug="caravans"))).content.decode()
    assert "salt; published with this tag: 2" in page


def test_more_questions_than_there_are_cannot_be_drawn_and_the_draft_is_kept(post_new):
    page = post_new(rows({"position": 1, "what": "draw", "source": "salt", "count": "3"})).content.decode()
    assert "Fewer questions are to be had than are asked for (salt: 2 / 3)." in page
    assert Item.objects.get(quiz__slug="caravans").count == 3
    assert not QuizVersion.objects.filter(draft__slug="caravans").exists()


def test_what_the_quiz_asks_anyway_is_not_there_to_be_drawn(post_new):
    page = post_new(
        rows(
            {"position": 1, **question("salt-road-one")},
            {"position": 2, "what": "draw", "source": "salt", "count": "2"},
        )
    )
    assert "(salt: 1 / 2)" in page.content.decode()


def test_files_may_draw_from_what_is_loaded_after_them(db):
    draft = imports.keep(imports.quiz_from_value(mapping()))
    Item.objects.create(quiz=draft, position=9, what="draw", source="salt", count=5)
    assert quizzes.publish_quiz(draft, now=MONDAY, channel="files").is_new


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"what": "question", "count": "2"}, "Choose the question"),
        ({"what": "question", "source": "salt"}, "is not drawn: empty this"),
        ({"what": "draw"}, "Write the tag from which to draw."),
        ({"what": "draw", "source": "gold"}, "There is no such tag here."),
        ({"what": "draw", "source": "salt", "count": "0"}, "greater than or equal to 1"),
        ({"what": "question", "source": "", "mark": "-1"}, "greater than or equal to 0"),
        ({"what": "section"}, "Select a valid choice."),
    ],
)
def test_a_row_that_means_nothing_is_told_and_what_was_typed_stays(post_new, monkeypatch, row, told):
    monkeypatch.setattr(
        "tests.quizzes.plain.GuestSite.unknown_tags", lambda self, tags: [t for t in tags if t == "gold"]
    )
    page = post_new(rows({"position": 1, **row}), title_en="Caravans & salt").content.decode()
    assert told in page
    assert 'value="Caravans &amp; salt"' in page
    assert not Quiz.objects.filter(slug="caravans").exists()


def test_a_question_that_is_drawn_and_chosen_is_told(post_new):
    page = post_new(rows({"position": 1, **question("salt-road-one"), "what": "draw", "source": "salt"}))
    assert "Questions are found here when an attempt starts" in page.content.decode()


def test_a_question_asked_twice_is_told_in_words(post_new):
    twice = question("salt-road-one")
    page = post_new(rows({"position": 1, **twice}, {"position": 2, **twice})).content.decode()
    assert "This question stands twice in the quiz." in page


def test_of_a_pasted_address_of_the_timeline_its_filter_is_kept(post_new):
    pasted = "https://example.org/en/timeline/?theme=salt&party=town"
    post_new(rows({"position": 1, "what": "timeline", "source": pasted}))
    assert Item.objects.get(quiz__slug="caravans").source == "theme=salt&party=town"


def test_rows_left_as_they_are_offered_add_nothing(save, quiz):
    save()
    assert quiz.items.count() == 3


def test_rows_offered_before_a_colleague_added_an_entry_add_nothing_either(as_moussa, sheet, quiz):
    seen = sheet(change_page(quiz))
    Item.objects.create(quiz=quiz, position=4, what="draw", source="salt")
    assert as_moussa.post(change_page(quiz), seen | {"_save": "1"}).status_code == 302
    assert quiz.items.count() == 4


def test_a_teacher_who_may_only_look_sees_the_quiz_and_saves_nothing(as_fanta, fanta, quiz):
    fanta.user_permissions.add(*Permission.objects.filter(codename__in=("view_quiz", "view_item")))
    assert "salt-road-number (mark 2)" in as_fanta.get(change_page(quiz)).content.decode()
    assert as_fanta.post(change_page(quiz), {"slug": "mine"}).status_code == 403


def test_a_page_sent_back_as_it_is_changes_nothing(save, quiz):
    Quiz.objects.filter(pk=quiz.pk).update(
        seconds=100, opens=MONDAY, closes=datetime(2030, 1, 1, tzinfo=UTC), review={"during": [], "after": ["marks"]}
    )
    before = Quiz.objects.get().to_value()
    save()
    assert Quiz.objects.get().to_value() == before


@pytest.mark.parametrize(("typed", "kept"), [("20", 1200), ("1.5", 90), ("1.67", 100), ("", None)])
def test_a_time_limit_is_typed_in_minutes_and_kept_in_seconds(save, typed, kept):
    save(seconds=typed)
    assert Quiz.objects.get().seconds == kept


def test_a_quiz_that_closes_before_it_opens_is_not_saved(as_moussa, sheet, quiz):
    times = {"opens_0": "2026-03-02", "opens_1": "08:00", "closes_0": "2026-03-01", "closes_1": "08:00"}
    page = as_moussa.post(change_page(quiz), sheet(change_page(quiz)) | times | {"_save": "1"}).content.decode()
    assert "It closes before it opens." in page
    assert 'value="2026-03-01"' in page
    assert Quiz.objects.get().closes is None


def test_times_are_those_of_the_zone_that_the_page_names(as_moussa, save, quiz, settings):
    settings.TIME_ZONE = "Europe/Oslo"
    assert "Time zone: Europe/Oslo." in as_moussa.get(change_page(quiz)).content.decode()
    save(opens_0="2026-01-02", opens_1="08:00")
    assert Quiz.objects.get().opens == datetime(2026, 1, 2, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ({0: 3}, ["many", "number", "one"]),
        ({2: 1}, ["number", "one", "many"]),
        ({0: 2}, ["many", "one", "number"]),
        ({0: 3, 2: 1}, ["number", "many", "one"]),
    ],
)
def test_an_entry_takes_the_number_that_is_typed_and_the_others_make_room(save, quiz, typed, order):
    save(**{f"items-{row}-position": position for row, position in typed.items()})
    assert [item.question.slug for item in quiz.items.in_order()] == [f"salt-road-{name}" for name in order]
    assert [item.position for item in quiz.items.in_order()] == [1, 2, 3]


def test_a_new_section_stands_before_the_question_whose_number_it_is_given(save, quiz):
    section = {"position": 2, "what": "section", "title_en": "Roads", "title_fr": "Routes"}
    save(**{f"telling-0-{name}": value for name, value in section.items()})
    assert [item.what for item in quiz.items.in_order()] == ["question", "section", "question", "question"]


def test_a_published_quiz_can_be_looked_at_and_printed(as_moussa, quiz):
    page = as_moussa.get(change_page(quiz)).content.decode()
    paper = reverse("quizzes:paper", args=[quiz.slug])
    for address in (reverse("quizzes:quiz", args=[quiz.slug]), paper, f"{paper}?key=1"):
        assert f'href="{address}"' in page
        assert as_moussa.get(address).status_code == 200
    draft = Quiz.objects.create(slug="draft")
    assert "/print/" not in as_moussa.get(change_page(draft)).content.decode()


def test_a_quiz_version_lists_its_entries(as_moussa, quiz):
    version = QuizVersion.objects.get()
    page = as_moussa.get(reverse("admin:quizzes_quizversion_change", args=[version.pk])).content.decode()
    assert "salt-road-number (mark 2)" in page


def test_the_table_of_review_has_a_tick_for_every_part_at_every_moment(as_moussa, quiz):
    page = as_moussa.get(change_page(quiz)).content.decode()
    assert all(f'value="{moment}-{part}"' in page for moment in MOMENTS for part in PARTS)
    assert "style=" not in page.partition('id="id_review"')[2].partition("</table>")[0]
