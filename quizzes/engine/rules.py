"""The rules of a quiz, as an attempt keeps them from its start: behaviour, penalty, grading, what is told when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from quizzes.engine import behaviours
from quizzes.engine.behaviours import Behaviour

PARTS = ("marks", "correctness", "feedback", "answer")
MOMENTS = ("during", "after", "closed")
PENALTIES = ("0", "1/10", "1/5", "1/4", "1/3", "1/2", "1")
GRADINGS = ("best", "last", "first", "mean")
LAYOUTS = ("one", "sections")

Review = Mapping[str, frozenset[str]]
TELL_ALL: Review = dict.fromkeys(MOMENTS, frozenset(PARTS))


@dataclass(frozen=True, slots=True)
class Rules:
    """How a quiz is sat and counted.

    `tries_each` and `penalty` belong to the behaviour of several tries. `review` says for each of three moments (while
    the attempt is under way, after it, after the quiz has closed) which parts of the result may be seen; the behaviour
    may tell less. `closes` is when the third moment begins. `seed` is what order and draws were made from,
    and `made_from` the key of the site from which questions were made; empty where the quiz's own keys served.
    """

    behaviour: str = "immediate"
    certainty: bool = False
    tries_each: int = 3
    penalty: Fraction = Fraction(1, 3)
    grading: str = "best"
    pass_percent: int | None = None
    review: Review = field(default_factory=lambda: TELL_ALL)
    closes: datetime | None = None
    seconds: int | None = None
    seed: int | None = None
    made_from: str = ""

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Rules":
        """From the JSON of an attempt or of a quiz version; what an older version does not say keeps its default."""
        closes = value.get("closes")
        review = value.get("review") or {}
        return cls(
            behaviour=value.get("behaviour", "deferred"),
            certainty=value.get("certainty", False),
            tries_each=value.get("tries_each", 3),
            penalty=Fraction(value.get("penalty", "1/3")),
            grading=value.get("grading", "best"),
            pass_percent=value.get("pass_percent"),
            review={moment: frozenset(review.get(moment, PARTS)) for moment in MOMENTS},
            closes=datetime.fromisoformat(closes) if closes else None,
            seconds=value.get("seconds"),
            seed=value.get("seed"),
            made_from=value.get("made_from", ""),
        )

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `read` takes. Version 1 had behaviour and pass mark only."""
        return {
            "version": 2,
            "behaviour": self.behaviour,
            "certainty": self.certainty,
            "tries_each": self.tries_each,
            "penalty": str(self.penalty),
            "grading": self.grading,
            "pass_percent": self.pass_percent,
            "review": {moment: [part for part in PARTS if part in self.review[moment]] for moment in MOMENTS},
            "closes": self.closes.isoformat() if self.closes else None,
            "seconds": self.seconds,
            "seed": self.seed,
            **({"made_from": self.made_from} if self.made_from else {}),
        }

    def to_behaviour(self) -> Behaviour:
        """What turns posts into steps under these rules."""
        return behaviours.named(self.behaviour, certainty=self.certainty, tries=self.tries_each, penalty=self.penalty)

    def may_see(self, now: datetime, *, is_over: bool) -> frozenset[str]:
        """The parts of the result that the author lets a learner see at `now`."""
        if not is_over:
            return self.review["during"]
        return self.review["closed" if self.closes is not None and now >= self.closes else "after"]


def of_several(grading: str, scores: Sequence[Decimal]) -> Decimal | None:
    """The score that counts of several attempts, in the order in which they were made; None when there was none."""
    if not scores:
        return None
    if grading == "mean":
        return sum(scores, Decimal(0)) / len(scores)
    return {"last": scores[-1], "first": scores[0]}.get(grading, max(scores))
