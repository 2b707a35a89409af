"""Loading a course: everything checked first, all of it or nothing, and twice is once."""

import pytest
from django.core.management.base import CommandError

from quizzes.actions import publishing
from quizzes.models import QuestionVersion, QuizVersion
from sahelapp.catalogue.models import Entry
from sahelapp.evidence.models import Source
from sahelapp.lessons.models import Lesson, LessonVersion
from sahelapp.timeline.models import Event, EventVersion
from tests.course.conftest import MONDAY

pytestmark = pytest.mark.django_db

VERSIONS = (EventVersion, QuestionVersion, QuizVersion, LessonVersion)


def versions() -> list[int]:
    return [model.objects.count() for model in VERSIONS]


def test_a_course_is_loaded_and_published(course) -> None:
    report = course.load()
    assert report.problems == []
    assert versions() == [1, 1, 1, 1]
    event = EventVersion.objects.get()
    assert event.channel == publishing.FILES
    assert event.value["sources"] == ["caravan-news", "salt-herald"]
    assert event.value["positions"][0]["sources"] == ["salt-herald"]
    assert LessonVersion.objects.get().to_engine().aims("fr") == ["Dire quand la route a ouvert."]


def test_loading_twice_changes_nothing(course) -> None:
    course.load()
    before = {model: list(model.objects.values()) for model in (Event, Lesson, Source)}
    report = course.load()
    assert all(tally.created == tally.updated == 0 for tally in report.tallies.values())
    assert versions() == [1, 1, 1, 1]
    assert {model: list(model.objects.values()) for model in before} == before


def test_what_changed_in_a_file_is_published_and_nothing_else(course) -> None:
    course.load()
    course.swap("events.yaml", "Caravans pass again.", "Caravans pass.")
    course.load()
    assert versions() == [2, 1, 1, 1]
    assert Event.objects.get().summary_en == "Caravans pass."


def test_an_order_of_sources_that_changed_is_kept(course) -> None:
    course.load()
    course.swap("events.yaml", "[caravan-news, salt-herald]", "[salt-herald, caravan-news]")
    course.load()
    assert Event.objects.get().to_value()["sources"] == ["salt-herald", "caravan-news"]


def test_what_a_teacher_changed_stays_and_is_told(course) -> None:
    course.load()
    Lesson.objects.update(title_en="Salt, by Moussa")
    course.swap("lessons/salt.en.md", "title: Salt", "title: Salt and gold")
    report = course.load()
    assert [(told.says, told.detail) for told in report.conflicts] == [("row-changed-here", "salt")]
    assert Lesson.objects.get().title_en == "Salt, by Moussa"
    assert LessonVersion.objects.count() == 1


def test_a_question_that_a_teacher_changed_stays(course) -> None:
    course.load()
    question = QuizVersion.objects.get().draft.questions.get()
    question.stem_en = "In which year, then?"
    question.save()
    course.swap("quizzes/check-salt.yaml", "One question.", "A question.")
    report = course.load()
    assert [told.detail for told in report.conflicts] == ["check-salt"]
    question.refresh_from_db()
    assert question.stem_en == "In which year, then?"


def test_a_file_that_comes_to_say_what_the_teacher_wrote_ends_the_conflict(course) -> None:
    course.load()
    Lesson.objects.update(title_en="Salt and gold")
    course.swap("lessons/salt.en.md", "title: Salt", "title: Salt and gold")
    assert course.load().conflicts == []
    assert LessonVersion.objects.live(MONDAY).get().to_engine().titles.en == "Salt and gold"
    course.swap("lessons/salt.en.md", "title: Salt and gold", "title: Gold")
    assert course.load().conflicts == []
    assert Lesson.objects.get().title_en == "Gold"


def test_a_course_with_one_wrong_file_changes_nothing(course) -> None:
    course.load()
    course.swap("events.yaml", "Caravans pass again.", "Caravans pass.")
    course.swap("lessons/salt.fr.md", "[@caravan-news]", "[@nobody]")
    assert course.load().problems
    assert Event.objects.get().summary_en == "Caravans pass again."
    assert versions() == [1, 1, 1, 1]


def test_a_problem_found_only_when_publishing_rolls_everything_back(course, monkeypatch) -> None:
    monkeypatch.setattr(Lesson, "_dangling", lambda lesson: [publishing.Problem("empty", "salt")])
    assert [told.detail for told in course.load().problems] == ["salt"]
    assert Event.objects.count() == 0


def test_what_is_loaded_is_found_and_knows_who_mentions_it(course) -> None:
    course.load()
    mentioning = Entry.objects.mentioning("event", "road-opens").filter(language="en")
    assert [(entry.kind, entry.slug) for entry in mentioning] == [("lesson", "salt")]


def test_the_command_sees_at_a_glance_that_nothing_changed(course, manage, django_assert_max_num_queries) -> None:
    assert "6 new, 0 changed" in manage("load_course", str(course.path))[0]
    with django_assert_max_num_queries(1):
        assert "none of its files has changed" in manage("load_course", str(course.path))[0]
    course.swap("events.yaml", "Caravans pass again.", "Caravans pass.")
    assert "0 new, 1 changed" in manage("load_course", str(course.path))[0]


def test_again_compares_everything_although_no_file_changed(course, manage) -> None:
    manage("load_course", str(course.path))
    Lesson.objects.update(title_en="Salt, by Moussa")
    out, err = manage("load_course", "--again", str(course.path))
    assert "1 left as changed on the site" in out
    assert "“salt” was changed on the site" in err


def test_check_writes_nothing(course, manage) -> None:
    assert "No problems." in manage("load_course", "--check", str(course.path))[0]
    assert not Event.objects.exists()


def test_problems_end_the_command_with_an_error_that_counts_them(course, manage) -> None:
    course.swap("themes.yaml", "name_fr: Commerce", "nom: Commerce")
    with pytest.raises(CommandError, match="2 problems; nothing was loaded"):
        manage("load_course", str(course.path))


def test_a_folder_without_a_course_is_named(tmp_path, manage, db) -> None:
    with pytest.raises(CommandError, match="no course files in"):
        manage("load_course", str(tmp_path))


@pytest.mark.parametrize("is_terminal", [True, False])
def test_the_bar_shows_on_a_terminal_only(course, manage, monkeypatch, is_terminal) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_terminal, raising=False)
    _, err = manage("load_course", str(course.path))
    assert ("####" in err) is is_terminal
