"""What an attempt consists of: the questions found, drawn or made for it, in their order. Nothing is saved here.

The same for a sitting and for a printed paper. What chance decided is in the slots, and is never drawn again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from quizzes.engine import draws
from quizzes.engine.dice import Dice, seeded, shuffled
from quizzes.engine.plan import Plan
from quizzes.engine.question import Kind
from quizzes.engine.question import Question as QuestionValue
from quizzes.models import QuestionVersion, QuizVersion, Slot
from quizzes.models.question import prose_of, value_of
from quizzes.site import render_all, site

LARGEST = 2**31


@dataclass(frozen=True, slots=True)
class Drawn:
    """The slots, not yet saved, and how the screens of the attempt follow each other."""

    slots: tuple[Slot, ...]
    plan: Plan


@dataclass(slots=True)
class _Table:
    """What is laid out so far."""

    dice: Dice
    version: QuizVersion
    seen: Mapping[int, int]
    now: datetime
    made_from: str
    pinned: dict[int, QuestionVersion]
    slots: list[Slot] = field(default_factory=list)
    block: list[Slot] = field(default_factory=list)  # since the last section or page: what may change places

    def used(self) -> set[int | None]:
        return {slot.question_version.draft_id for slot in self.slots + self.block if slot.question_version}

    def made(self) -> set[str]:
        return {slot.frozen["slug"] for slot in self.slots + self.block if slot.frozen}


def draw(version: QuizVersion, *, seed: int, now: datetime, seen: Mapping[int, int], made_from: str = "") -> Drawn:
    """The questions of one attempt. `seen` counts how often its learner met each question, by the key of its draft.

    `made_from` takes the place of the keys from which the quiz has questions made.
    """
    pins = version.pinned.select_related("question_version__draft")
    pinned = {pin.position: pin.question_version for pin in pins}
    table = _Table(seeded(seed), version, seen, now, made_from, pinned)
    told: dict[str, list[tuple[int, int]]] = {"section": [], "page": []}
    # Drawn last, a fixed question is never also one of those drawn by tag.
    for number, item in enumerate(version.items, 1):
        if item["what"] in told:
            _close_block(table)
            told[item["what"]].append((len(table.slots) + 1, number))
        else:
            table.block += _FINDERS[item["what"]](table, number, item)
    _close_block(table)
    for position, slot in enumerate(table.slots, 1):
        slot.position = position
    layout = version.value.get("layout", "one")
    return Drawn(tuple(table.slots), Plan(len(table.slots), layout, tuple(told["section"]), tuple(told["page"])))


def _close_block(table: _Table) -> None:
    drawn = shuffled(table.block, table.dice) if table.version.shuffles("questions") else table.block
    table.slots.extend(drawn)
    table.block = []


def _fixed(table: _Table, number: int, item: Mapping[str, Any]) -> Iterator[Slot]:
    yield _slot(table, table.pinned[number], item)


def _by_tag(table: _Table, number: int, item: Mapping[str, Any]) -> Iterator[Slot]:
    taken = table.used() | {version.draft_id for version in table.pinned.values()}
    found = QuestionVersion.objects.live(table.now).tagged(item["source"]).order_by("draft_id").select_related("draft")
    pool = {version.draft_id: version for version in found if version.draft_id not in taken}
    for key in draws.draw(list(pool), table.seen, item["count"], table.dice):
        yield _slot(table, pool[key], item)


def _made(table: _Table, number: int, item: Mapping[str, Any]) -> Iterator[Slot]:
    made = site().make_questions(table.made_from or item["source"], int(table.dice.random() * LARGEST))
    fresh = [question for question in made if question.slug not in table.made()]
    for question in fresh[: item["count"]]:
        yield Slot(frozen=freeze(question), mark=Decimal(item["mark"]), order=_order(table, question.body))


_FINDERS = {"question": _fixed, "draw": _by_tag, "timeline": _made}


def freeze(question: QuestionValue) -> dict[str, Any]:
    """A question that belongs to one attempt alone, as its slot keeps it."""
    return {
        "slug": question.slug,
        "value": value_of(question, question.body.kind),
        "rendered": render_all(prose_of(question), name=question.slug),
    }


def _slot(table: _Table, version: QuestionVersion, item: Mapping[str, Any]) -> Slot:
    return Slot(question_version=version, mark=Decimal(item["mark"]), order=_order(table, version.to_engine()))


def _order(table: _Table, body: Kind) -> list[str]:
    """Rows are always shuffled: authors write them in the right order, or beside what they match.

    Sorted first, so that who knows how dice fall for a seed (a printed paper names it) cannot reckon back to that.
    """
    may_stay = not body.face().rows and not table.version.shuffles("options")
    return list(body.shuffles() if may_stay else shuffled(sorted(body.shuffles()), table.dice))


def seen_by(learner: Any) -> Mapping[int, int]:
    """How often a learner met each question, by the key of its draft."""
    met = Slot.objects.filter(attempt__learner=learner, question_version__isnull=False)
    return Counter(met.values_list("question_version__draft_id", flat=True))
