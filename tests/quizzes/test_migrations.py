"""The way from quizzes that were lists of questions to what they are now, and back, with answers in the database."""

from uuid import uuid4

import pytest
from django.db import connection

from quizzes.actions import attempts
from quizzes.engine.steps import Posted
from quizzes.models import Attempt, Slot, Step
from tests.quizzes.conftest import MONDAY, choice, mapping, text
from tests.quizzes.database_file import copied_to, is_sound, migrate, rows

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps numbers as text or as bytes"),
]

OLD = "0002_versions_steps_and_moves_are_write_once"
FORBIDDEN = "UPDATE quizzes_step SET grade = '1'"


@pytest.fixture
def file(tmp_path, publish, begin, awa, fanta):
    """A database file of today with a quiz that draws, an attempt that ended and one under way; ours until the end."""
    entries = [choice("mig-one"), {"section": {"title": text("A part")}}, {"draw": {"tag": "salt", "count": 1}}]
    version = publish(mapping("mig", "deferred", questions=entries))
    ended, under_way = begin(awa, version), begin(fanta, version)
    for attempt in (ended, under_way):
        slots = attempt.slots.filter(position=1)
        attempts.submit(slots, Posted(("b",)), sent_as=uuid4(), seen=0, now=MONDAY)
    attempts.finish(ended.pk, now=MONDAY)
    under_way.slots.create(position=9, mark=1, frozen={"slug": "made", "value": {}, "rendered": {}})
    with copied_to(tmp_path / "old.sqlite3"):
        yield


def sent_as():
    return dict(Step.objects.values_list("pk", "sent_as"))


@pytest.mark.usefixtures("file")
def test_answers_survive_the_way_back_and_forth_as_they_were():
    today, number = sent_as(), uuid4()
    migrate(OLD)
    assert dict(rows("SELECT id, sent_as FROM quizzes_step")) == {pk: one.hex for pk, one in today.items()}
    # What the old tables cannot hold is left behind: the section, the draw, the question made for one attempt.
    assert rows("SELECT COUNT(*) FROM quizzes_item") == [(1,)]
    assert rows("SELECT COUNT(*) FROM quizzes_slot WHERE question_version_id IS NULL") == [(0,)]
    assert is_sound(FORBIDDEN)

    an_answer_as_it_was_kept_then(number)
    for way_back in (OLD, None):
        migrate()
        assert {kind for (kind,) in rows("SELECT typeof(sent_as) FROM quizzes_step")} == {"blob"}
        assert set(sent_as().values()) == {*today.values(), number}
        assert Step.objects.get(sent_as=number).to_engine().posted == Posted(("a",), ",")
        assert Slot.objects.in_full(list(Attempt.objects.order_by("pk")))[0].worth() == 0  # the later answer counts
        assert Attempt.objects.get(finished_at__isnull=False).score == 1
        assert is_sound(FORBIDDEN)
        if way_back:
            migrate(way_back)


def an_answer_as_it_was_kept_then(number):
    [[slot]] = rows("SELECT slot_id FROM quizzes_step ORDER BY id LIMIT 1")
    rows(
        "INSERT INTO quizzes_step (slot_id, number, sent_as, at, posted, status, grade, current) "
        "VALUES (%s, 2, %s, '2026-03-02 10:05:00', %s, 'saved', '0', 1)",
        slot,
        number.hex,
        '{"version": 1, "values": ["a"], "decimal_sign": ","}',
    )
