"""Lessons and their drafts: what may be published, what is kept of readers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from quizzes.actions import publishing
from quizzes.models.version import VersionsNeverChange
from sahelapp.accounts.models import User
from sahelapp.catalogue.models import Entry
from sahelapp.lessons import actions
from sahelapp.lessons.models import LessonVersion, MarksNeverChange, ReadingMark
from tests.lessons.conftest import BODY, MONDAY, mapping

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + timedelta(days=1)


def refused(**fields: object) -> list[tuple[str, str]]:
    outcome = publishing.publish(actions.keep(mapping(**fields)), now=MONDAY, channel="files")
    assert outcome.version is None
    return [(problem.says, problem.detail) for problem in outcome.problems]


def test_a_lesson_knows_what_it_says_and_says_it_back(salt) -> None:
    assert actions.to_mapping(salt.draft) == mapping()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"themes": ["gold"]}, ("reference-unknown", "themes: gold")),
        ({"events": ["never"]}, ("reference-unknown", "events: never")),
        ({"check": "another"}, ("reference-unknown", "check: another")),
        ({"check": ""}, ("question-elsewhere", "when")),
        ({"title": {"en": "Salt", "fr": ""}}, ("language-missing", "title (fr)")),
        ({"objectives": {"en": ["a", "b"], "fr": ["a"]}}, ("pair-fact", "objectives")),
        ({"body": {"en": BODY["en"] + " More [@news].", "fr": ""}}, ("language-missing", "body (fr)")),
        ({"body": {"en": "Bare.", "fr": "Nu."}}, ("citation-missing", "Bare.")),
        ({"body": {"en": "A [@nobody].", "fr": "A [@nobody]."}}, ("citation-unknown", "nobody")),
        ({"body": {"en": "A [@news].\n\nB [@news].", "fr": "A [@news]."}}, ("pair-shape", "B .")),
    ],
)  # fmt: skip
def test_a_lesson_with_a_gap_is_not_published(world, fields, problem) -> None:
    found = refused(**fields)
    assert problem in found or (problem[0] == "pair-shape" and problem[0] in dict(found)), found


def test_versions_never_change(salt) -> None:
    with pytest.raises(VersionsNeverChange):
        salt.save()


def test_a_lesson_is_found_by_its_words_and_mentions_what_it_cites(salt) -> None:
    entry = Entry.objects.visible().matching("caravane").get(kind="lesson", language="fr")
    assert entry.url == "/fr/lessons/salt/"
    assert Entry.objects.mentioning("source", "news").filter(kind="lesson").count() == 2


def test_lessons_stand_in_the_order_of_the_course(publish) -> None:
    publish("second", order=2)
    publish("first")
    assert [lesson.slug for lesson in LessonVersion.objects.for_lists(MONDAY)] == ["first", "second"]


def test_reading_is_marked_once_however_often_it_is_sent(salt, awa) -> None:
    sent_as = uuid4()
    first = actions.mark_read(awa, "salt", sent_as=sent_as, now=MONDAY)
    assert actions.mark_read(awa, "salt", sent_as=sent_as, now=TUESDAY) == first
    assert actions.mark_read(awa, "salt", sent_as=uuid4(), now=TUESDAY) == first
    assert ReadingMark.objects.get().at == MONDAY


def test_a_mark_pins_the_version_that_was_read(salt, publish, awa) -> None:
    mark = actions.mark_read(awa, "salt", sent_as=uuid4(), now=MONDAY)
    publish(title={"en": "Other", "fr": "Autre"})
    assert mark.lesson_version == salt
    assert actions.mark_read(awa, "salt", sent_as=uuid4(), now=TUESDAY) == mark


def test_what_is_not_there_cannot_be_marked(world, awa) -> None:
    assert actions.mark_read(awa, "nothing", sent_as=uuid4(), now=MONDAY) is None


def test_marks_never_change(salt, awa) -> None:
    mark = actions.mark_read(awa, "salt", sent_as=uuid4(), now=MONDAY)
    with pytest.raises(MarksNeverChange):
        mark.save()


def test_the_database_too_refuses_a_second_mark_of_one_sending(salt, awa) -> None:
    mark = actions.mark_read(awa, "salt", sent_as=uuid4(), now=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingMark.objects.create(learner=awa, lesson_version=salt, sent_as=mark.sent_as, at=TUESDAY)


def test_marks_belong_to_their_reader(salt, awa, fanta) -> None:
    from django.contrib.auth.models import AnonymousUser

    actions.mark_read(awa, "salt", sent_as=uuid4(), now=MONDAY)
    assert ReadingMark.objects.belonging_to(awa).first_of_each() == {"salt": MONDAY}
    assert not ReadingMark.objects.belonging_to(fanta).exists()
    assert not ReadingMark.objects.belonging_to(AnonymousUser()).exists()


def test_a_guests_marks_go_to_the_account_and_the_first_counts(salt, awa, make_user) -> None:
    guest = make_user("guest", User.Kind.GUEST)
    actions.mark_read(guest, "salt", sent_as=uuid4(), now=MONDAY)
    actions.mark_read(awa, "salt", sent_as=uuid4(), now=TUESDAY)
    assert actions.carry_over(guest, awa) == 1
    assert ReadingMark.objects.belonging_to(awa).first_of_each() == {"salt": MONDAY}


def test_what_one_read_can_be_taken_along_and_erased(salt, awa, fanta) -> None:
    actions.mark_read(awa, "salt", sent_as=uuid4(), now=MONDAY)
    actions.mark_read(fanta, "salt", sent_as=uuid4(), now=MONDAY)
    [row] = actions.export(awa)
    assert (row["lesson"], row["version"], row["read_at"]) == ("salt", 1, MONDAY.isoformat())
    assert actions.erase(awa) == 1
    assert ReadingMark.objects.get().learner == fanta
