"""Drafts are edited, versions are published and never change."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.actions import publishing
from quizzes.models import Question, QuestionVersion
from quizzes.models.version import VersionsNeverChange

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _plain_site(settings) -> None:
    settings.QUIZZES_SITE = "quizzes.site.PlainSite"


@pytest.fixture
def salt() -> Question:
    """How many days the caravan takes."""
    return Question.objects.create(
        slug="salt",
        question_kind="numerical",
        stem_en="How many days?",
        stem_fr="Combien de jours ?",
        explanation_en="Thirty.",
        explanation_fr="Trente.",
        body={"version": 1, "key": "30", "tolerance": "0", "unit": None},
    )


def publish(question: Question, **changes):
    return publishing.publish(question, **{"now": NOW, "channel": publishing.ADMIN, **changes})


def live(now: datetime = NOW) -> list[int]:
    return list(QuestionVersion.objects.live(now).values_list("number", flat=True))


def test_publishing_writes_a_numbered_version_and_says_who_and_how(salt: Question, moussa) -> None:
    version = publish(salt, by=moussa).version
    assert (version.number, version.publisher_name, version.channel) == (1, str(moussa), "admin")
    assert version.rendered["stem"]["fr"]["html"] == "<p>Combien de jours\u202f?</p>"


def test_publishing_twice_is_publishing_once(salt: Question) -> None:
    first, second = publish(salt), publish(salt)
    assert (first.is_new, second.is_new, second.version) == (True, False, first.version)


def test_learners_keep_the_last_version_while_a_teacher_edits(salt: Question) -> None:
    publish(salt)
    salt.stem_en = "How many days, with salt?"
    salt.save()
    assert QuestionVersion.objects.live(NOW).get().value["stem"]["en"] == "How many days?"
    assert publish(salt).version.number == 2


def test_a_version_can_wait_for_its_day(salt: Question) -> None:
    publish(salt)
    salt.stem_en = "How many nights?"
    tomorrow = NOW + timedelta(days=1)
    publish(salt, live_from=tomorrow)
    assert (live(), live(tomorrow)) == ([1], [2])


def test_a_missing_language_stops_publishing_and_is_named(salt: Question) -> None:
    salt.explanation_fr = ""
    outcome = publish(salt)
    assert outcome.version is None
    assert [(problem.says, problem.where) for problem in outcome.problems] == [("language-missing", "explanation")]


def test_what_is_withdrawn_is_not_met_and_comes_back_as_it_was(salt: Question) -> None:
    publish(salt)
    Question.objects.update(withdrawn=True)
    assert live() == []
    Question.objects.update(withdrawn=False)
    assert live() == [1]


def test_a_version_never_changes_through_code(salt: Question) -> None:
    version = publish(salt).version
    version.value = {}
    with pytest.raises(VersionsNeverChange):
        version.save()
    with pytest.raises(VersionsNeverChange):
        QuestionVersion.objects.update(value={})


def test_erasing_the_publisher_keeps_the_version_and_the_name(salt: Question, moussa) -> None:
    version = publish(salt, by=moussa).version
    moussa.delete()
    version.refresh_from_db()
    assert (version.publisher, version.publisher_name) == (None, "moussa")


def test_the_line_ends_of_a_browser_are_no_edit(salt: Question) -> None:
    salt.stem_en, salt.stem_fr = "How many\ndays?", "Combien de\njours ?"
    salt.save()
    publish(salt)
    salt.stem_en = "How many\r\ndays?"
    salt.save()
    assert not publish(salt).is_new
