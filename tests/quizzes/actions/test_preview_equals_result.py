"""A thousand random repairs of every kind of question: what the preview says is what comes of it.

Reckoned twice: by the code under test, and here by playing every answer again with the new key.
"""

import random
from copy import deepcopy
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from quizzes.actions import attempts, rebuilding, regrading
from quizzes.engine import kinds
from quizzes.engine.behaviours import replay
from quizzes.engine.grade import total
from quizzes.engine.steps import Posted
from quizzes.models import Attempt, Question, QuestionVersion, Slot
from tests.quizzes.canaries import EVERY_KIND, body, question
from tests.quizzes.conftest import MONDAY, mapping

pytestmark = pytest.mark.django_db

EDITS = 1000 // len(EVERY_KIND) + 1
IN_A_ROW = 4  # repairs that stand on each other before all starts again
RULES = [(behaviour, sure) for behaviour in ("immediate", "deferred", "tries") for sure in (False, True)]
WORDS = ("salt", "gold", "s*", "sand")


def edited(kind: str, dice: random.Random) -> dict[str, Any]:
    """The body of a question with another key: nothing but chance decides which."""
    value = deepcopy(body(kind))
    _EDITS[kind](value, dice)
    return kinds.from_value(kind, value).to_value()


def _one_right(options: list[dict[str, Any]], dice: random.Random) -> None:
    right = dice.randrange(len(options))
    for number, option in enumerate(options):
        option["right"] = number == right


def _single(value: dict[str, Any], dice: random.Random) -> None:
    del value["options"][dice.randrange(4) :][2:]  # now and then an option is gone
    _one_right(value["options"], dice)


def _multiple(value: dict[str, Any], dice: random.Random) -> None:
    right = dice.sample("abcd", dice.randint(1, 4))
    for option in value["options"]:
        option["right"] = option["slug"] in right
    value["all_or_nothing"] = dice.random() < 0.3


def _wordings(value: dict[str, Any], dice: random.Random) -> None:
    words = dice.sample(WORDS, 2)
    weights = ("1", dice.choice(["1/2", "1/3", "17/23"]))
    value["answers"] = [{"text": {"en": w, "fr": w}, "weight": x} for w, x in zip(words, weights, strict=True)]


def _amounts(value: dict[str, Any], dice: random.Random) -> None:
    value["key"], value["tolerance"] = str(dice.randint(1, 4)), str(dice.randint(0, 1))
    value["also"] = [{"key": str(dice.randint(1, 4)), "tolerance": "0", "weight": "1/3"}]


def _ordering(value: dict[str, Any], dice: random.Random) -> None:
    dice.shuffle(value["items"])
    value["credit"] = dice.choice(["positions", "pairs", "run"])


def _rows(rows: str, key: str, choices: tuple[str, ...]) -> Any:
    def edit(value: dict[str, Any], dice: random.Random) -> None:
        for row in value[rows]:
            row[key] = dice.choice(choices)

    return edit


def _gaps(value: dict[str, Any], dice: random.Random) -> None:
    choice, words, number = value["gaps"]
    _one_right(choice["options"], dice)
    _wordings(words, dice)
    number["key"] = str(dice.randint(1, 4))
    choice["weight"] = dice.choice(["1", "2", "1/3"])


_EDITS: dict[str, Any] = {
    "single_choice": _single,
    "multiple_choice": _multiple,
    "true_false": lambda value, dice: value.update(right=dice.random() < 0.5),
    "short_text": _wordings,
    "numerical": _amounts,
    "ordering": _ordering,
    "matching": _rows("rows", "match", ("ca", "cb", "cc", "cd")),
    "fill_in": _gaps,
    "according_to_whom": _rows("statements", "said_by", ("pa", "pb", "sources-disagree")),
}


def response(kind: str, dice: random.Random) -> Posted:
    """What a learner may send: often an answer, now and then nothing or nonsense."""
    if dice.random() < 0.15:
        return Posted(dice.choice([(), ("",), ("zz",), ("salt=1",)]))
    number, word = str(dice.randint(1, 4)), dice.choice(("salt", "gold", "sand", "tin"))
    face = kinds.from_value(kind, body(kind)).face()
    if face.rows and kind == "ordering":
        places = dice.sample("1234", 4)
        return Posted(tuple(f"{row.slug}={place}" for row, place in zip(face.rows, places, strict=True)))
    if face.rows:
        given = {"choice": lambda row: dice.choice(row.options)[0], "text": lambda _: word, "number": lambda _: number}
        rows = dice.sample(face.rows, dice.randint(1, len(face.rows)))
        return Posted(tuple(f"{row.slug}={given[row.takes](row)}" for row in rows))
    if face.options:
        most = len(face.options) if kind == "multiple_choice" else 1
        return Posted(tuple(slug for slug, _ in dice.sample(face.options, dice.randint(1, most))))
    return Posted((number if kind == "numerical" else word,))


def sat(learner: Any, version: Any, kind: str, dice: random.Random) -> Attempt:
    """A finished attempt with up to four random answers, sent as sure as chance has it."""
    attempt: Any = attempts.start(learner, version, seed=1, now=MONDAY).attempt
    slot = attempt.slots.get()
    for minute in range(dice.randint(0, 4)):
        sure = dice.choice([None, 1, 2, 3]) if attempt.behaviour.asks_certainty else None
        posted = Posted(response(kind, dice).values, certainty=sure)
        seen = max((step.number for step in slot.steps.filter(current=True)), default=0)
        now = MONDAY + timedelta(minutes=minute)
        attempts.submit(Slot.objects.filter(pk=slot.pk), posted, sent_as=uuid4(), seen=seen, now=now)
    return attempts.finish(attempt.pk, now=MONDAY + timedelta(hours=1))


def played_again(slots: list[Slot], kind: str, value: dict[str, Any]) -> list[Fraction]:
    """What each slot is worth when all that was sent meets this key; reckoned without the code under test."""
    body = kinds.from_value(kind, value)
    histories = [
        replay(body, slot.attempt.behaviour, [(step.to_engine().posted, step.at) for step in slot.current()])
        for slot in slots
    ]
    pairs = zip(slots, histories, strict=True)
    return [slot.attempt.behaviour.worth(steps[-1]) if steps else Fraction(0) for slot, steps in pairs]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_what_the_preview_says_is_what_comes_of_it(kind, publish, make_user):
    dice = random.Random(f"repairs of {kind}")
    learner = make_user("somebody")
    for number, (behaviour, sure) in enumerate(dice.sample(RULES, 3), 1):
        questions = [question(kind, "the-question")]
        version = publish(mapping(f"quiz-{number}", behaviour, certainty=sure, questions=questions))
        sat(learner, version, kind, dice)
    asked = Question.objects.get(slug="the-question")
    slots = Slot.objects.in_full(Attempt.objects.order_by("pk"))
    moved = 0
    for first in range(0, EDITS, IN_A_ROW):
        with transaction.atomic():
            moved += _repairs(asked, kind, slots, dice)
            assert list(rebuilding.rebuild(check=True)) == [], first
            transaction.set_rollback(True)
    assert moved > EDITS / 4  # or the dice fell so that this proves nothing


def _repairs(asked: Question, kind: str, slots: list[Slot], dice: random.Random) -> int:
    """Several random repairs, each on what the last one left; how many marks moved in all."""
    stands, moved = [slot.worth() for slot in slots], 0
    for minute in range(IN_A_ROW):
        now, value = MONDAY + timedelta(days=1, minutes=minute), edited(kind, dice)
        version = None if dice.random() < 0.1 else _version(asked, value, minute, now)
        found = regrading.preview(asked, version, now) if minute == IN_A_ROW - 1 else None
        _, applied = regrading.apply(asked, version, by=None, why="", now=now)
        most = [Fraction(slot.attempt.behaviour.most) for slot in slots]
        after = played_again(slots, kind, value) if version else most
        moves = [new - old for old, new in zip(stands, after, strict=True)]
        assert [change.marks for change in applied.changes] == moves
        assert (applied.attempts, applied.up, applied.down) == (3, sum(m > 0 for m in moves), sum(m < 0 for m in moves))
        assert found is None or [(c.old, c.new, c.marks) for c in found.changes] == [
            (c.old, c.new, c.marks) for c in applied.changes
        ]
        scores = list(Attempt.objects.order_by("pk").values_list("score", flat=True))
        assert scores == [total([(Decimal(1), worth)]) for worth in after]
        stands, moved = after, moved + sum(move != 0 for move in moves)
    return moved


def _version(asked: Question, value: dict[str, Any], number: int, now: datetime) -> QuestionVersion:
    """Written as publishing writes it, which would cost more than all the rest."""
    last: Any = asked.latest()
    at = {"live_from": now, "published_at": now}
    return QuestionVersion.objects.create(
        draft=asked, number=10 + number, value={**last.value, "body": value}, rendered={}, channel="admin", **at
    )
