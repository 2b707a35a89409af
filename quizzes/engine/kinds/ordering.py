"""Things to put in their right order. A learner gives each a place, 1 to as many as there are.

The ways to give credit are gradings of Moodle's ordering question: `positions` its absolute position, `pairs` its
relative to the next item, `run` its longest contiguous subset (except that a single item is not yet in any order).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any, ClassVar, Self

from quizzes.engine import pairing
from quizzes.engine.faces import Comment, Face, Row
from quizzes.engine.grade import Grade
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import TEXT, WORDS, Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text

Order = tuple[str, ...]  # slugs, the first first


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to put in its place, and what to say of it."""

    slug: str
    text: Text
    feedback: Text = Text()

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Item":
        """From its JSON mapping."""
        return cls(str(value.get("slug", "")), Text.read(value.get("text")), Text.read(value.get("feedback")))

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `read` takes."""
        return {"slug": self.slug, "text": self.text.write(), "feedback": self.feedback.write()}


def _positions(right: Order, given: Order) -> Fraction:
    """The items in their own place, out of all n."""
    return Fraction(sum(one == other for one, other in zip(right, given, strict=True)), len(right))


def _pairs(right: Order, given: Order) -> Fraction:
    """The neighbours of the right order that directly follow each other in the answer too, out of n - 1."""
    return Fraction(sum(_follows(right, given)), len(right) - 1)


def _run(right: Order, given: Order) -> Fraction:
    """The longest run of items in right succession: (its length - 1) out of n - 1, so that a single item earns 0."""
    runs = (len(list(run)) for follows, run in groupby(_follows(right, given)) if follows)
    return Fraction(max(runs, default=0), len(right) - 1)


def _follows(right: Order, given: Order) -> list[bool]:
    """For each two neighbours of the answer, whether they are neighbours of the right order."""
    neighbours = set(pairwise(right))
    return [pair in neighbours for pair in pairwise(given)]


CREDITS: Mapping[str, Callable[[Order, Order], Fraction]] = {"positions": _positions, "pairs": _pairs, "run": _run}


@dataclass(frozen=True, slots=True)
class Ordering:
    """The items stand in their right order. A response is the slugs in the learner's order."""

    kind: ClassVar[str] = "ordering"
    named: ClassVar[Text] = Text("ordering", "mise en ordre")
    shape: ClassVar[Shape] = {"items": [{"slug": WORDS, "text": TEXT, "feedback": TEXT}], "credit": WORDS}

    items: tuple[Item, ...]
    credit: str = "positions"

    def read(self, posted: Posted) -> Order | None:
        """The slugs in the learner's order, or None unless every item has a place of its own."""
        places, order = posted.places(), self._places()
        if not places or set(places) != set(self.shuffles()) or sorted(places.values()) != sorted(order):
            return None
        return tuple(sorted(places, key=lambda slug: order.index(places[slug])))

    def grade(self, response: Order) -> Grade:
        """All for the right order, else what the chosen credit gives."""
        right = self.key_response()
        return Grade(Fraction(1) if response == right else CREDITS.get(self.credit, _positions)(right, response))

    def summarise(self, response: Order) -> Text:
        """`1. Salt; 2. Wood`, in the learner's order."""
        words = {item.slug: item.text for item in self.items}
        told = [(place, words[slug]) for place, slug in enumerate(response, 1)]
        return Text(
            "; ".join(f"{place}. {text.raw('en')}" for place, text in told),
            " ; ".join(f"{place}. {text.raw('fr')}" for place, text in told),
        )

    def key_response(self) -> Order:
        """The author's order."""
        return self.shuffles()

    def write(self, response: Order) -> Posted:
        """One value per item, with its place."""
        return Posted(tuple(f"{slug}={place}" for place, slug in enumerate(response, 1)))

    def face(self) -> Face:
        """The items, each with every place. In the author's order: whoever shows them draws another."""
        places = tuple((place, Text(place, place)) for place in self._places())
        return Face(rows=tuple(Row(item.slug, item.text, options=places) for item in self.items))

    def comments(self, posted: Posted) -> tuple[Comment, ...]:
        """Item by item, whether it stands in its own place."""
        given = posted.places()
        return tuple(
            Comment(item.slug, pairing.verdict(given.get(item.slug), place), item.feedback, _place_in_words(place))
            for item, place in zip(self.items, self._places(), strict=True)
        )

    def shuffles(self) -> tuple[str, ...]:
        """The items, always: the author's order is the key."""
        return tuple(item.slug for item in self.items)

    def problems(self) -> list[Problem]:
        """With one item there is no order."""
        found = [] if self.credit in CREDITS else [Problem("credit-unknown", self.credit)]
        return found + pairing.row_problems([(i.slug, i.text, i.feedback) for i in self.items], least=2)

    def to_value(self) -> dict[str, Any]:
        """The items in their right order."""
        value = {"version": 1, "items": [item.write() for item in self.items]}
        return value if self.credit == "positions" else {**value, "credit": self.credit}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON."""
        items = tuple(Item.read(item) for item in value.get("items", ()))
        return cls(items, str(value.get("credit") or "positions"))

    def _places(self) -> tuple[str, ...]:
        return tuple(str(place) for place in range(1, len(self.items) + 1))


def _place_in_words(place: str) -> Text:
    return Text(f"place {place}", "1re place" if place == "1" else f"{place}e place")
