"""How the screens of one attempt follow each other: where sections begin, and where pages stand between questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """Questions `first` to `last` (positions, from 1). `entry` is that of the quiz version; 0 where it has none."""

    number: int
    first: int
    last: int
    entry: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The outline of an attempt with `length` questions.

    `begins` and `pages` say before which position a section begins or a page stands, and which entry of the quiz
    version that is. `layout` is `one` question to a screen, or whole `sections`.
    """

    length: int
    layout: str = "one"
    begins: tuple[tuple[int, int], ...] = ()
    pages: tuple[tuple[int, int], ...] = ()

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Plan":
        """From the JSON mapping of an attempt."""
        begins, pages = (tuple((at, entry) for at, entry in value.get(name, ())) for name in ("begins", "pages"))
        return cls(value.get("length", 0), value.get("layout", "one"), begins, pages)

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `read` takes."""
        return {
            "version": 1,
            "length": self.length,
            "layout": self.layout,
            "begins": [list(one) for one in self.begins],
            "pages": [list(one) for one in self.pages],
        }

    def sections(self) -> list[Section]:
        """Its sections in order; what stands before the first is one too, and so is a quiz without any."""
        begins = list(self.begins)
        if not begins or begins[0][0] > 1:
            begins.insert(0, (1, 0))
        ends = [at - 1 for at, _ in begins[1:]] + [self.length]
        spans = [(at, end, entry) for (at, entry), end in zip(begins, ends, strict=True) if at <= end]
        return [Section(number, *span) for number, span in enumerate(spans, 1)]

    def section_of(self, position: int) -> Section:
        """The section in which a question stands."""
        return next(section for section in self.sections() if section.first <= position <= section.last)

    def pages_before(self, position: int) -> list[int]:
        """The pages to read before a question; those at the very end stand before the position after the last."""
        return [entry for at, entry in self.pages if at == position]
