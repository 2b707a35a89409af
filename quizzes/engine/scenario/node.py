"""One mapping that a person wrote, read key by key: each slip of form is noted with its place, and reading goes on.

A place is a path of names, `scenes/arrest/choices/protest/goto`; `lines.line_of` finds its line in a file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizzes.engine.problems import Problem
from quizzes.engine.text import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Node:
    """One mapping in the file and where it stands. Wrong forms are noted in `problems` and read as empty."""

    value: Any
    where: str
    problems: list[Problem] = field(repr=False)

    def place(self, key: object) -> str:
        """The path of a key below this node."""
        return f"{self.where}/{key}".lstrip("/")

    def complain(self, says: str, detail: object, key: object = "") -> None:
        """Note one problem, at the node or at one of its keys."""
        self.problems.append(Problem(says, str(detail)[:80], self.place(key) if key else self.where))

    def get(self, key: str) -> Any:
        """What stands under `key`, or None."""
        return self.value.get(key) if isinstance(self.value, Mapping) else None

    def only(self, known: frozenset[str]) -> None:
        """Note keys that nobody reads: mostly slips of the pen."""
        if not isinstance(self.value, Mapping):
            self.complain("shape-mapping", self.where)
            return
        for key in self.value:
            if key not in known:
                self.complain("shape-unknown-key", key, key)

    def words(self, key: str, *, optional: bool = False) -> str:
        """A plain string; required unless `optional`."""
        found = self.get(key)
        if found is None or found == "":
            if not optional:
                self.complain("empty", key, key)
            return ""
        if not isinstance(found, str):
            self.complain("shape-words", found, key)
            return ""
        return str(found)

    def number(self, key: str) -> int:
        """A whole number; required."""
        found = self.get(key)
        # bool is an int in Python; a file that says "start: true" means something else.
        if not isinstance(found, int) or isinstance(found, bool):
            self.complain("shape-number", "" if found is None else found, key)
            return 0
        return int(found)

    def truth(self, key: str) -> bool:
        """True or false; false when absent."""
        found = self.get(key)
        if found is not None and not isinstance(found, bool):
            self.complain("shape-truth", found, key)
        return found is True

    def slugs(self, key: str) -> tuple[str, ...]:
        """A list of names; empty when absent."""
        found = self.get(key)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self.complain("shape-list", key, key)
            return ()
        return tuple(str(one) for one in found)

    def text(self, key: str) -> Text:
        """A text in two languages; empty when absent, which lint may mind."""
        found = self.get(key)
        if found is None:
            return Text()
        sides = {language: found.get(language) or "" for language in LANGUAGES} if isinstance(found, Mapping) else {}
        if not sides or set(found) - set(LANGUAGES) or not all(isinstance(side, str) for side in sides.values()):
            self.complain("shape-text", key, key)
            return Text()
        return Text(**{language: str(side).strip() for language, side in sides.items()})

    def many(self, key: str) -> list["Node"]:
        """A list of mappings; each is called by its slug if it has one, else by its number."""
        found = self.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            self.complain("shape-list", key, key)
            return []
        return [
            Node(one, self.place(f"{key}/{_name(one, number)}"), self.problems) for number, one in enumerate(found, 1)
        ]

    def child(self, key: str) -> "Node":
        """The mapping under `key`; empty when absent."""
        found = self.get(key)
        if found is not None and not isinstance(found, Mapping):
            self.complain("shape-mapping", key, key)
            found = None
        return Node(found or {}, self.place(key), self.problems)

    def named(self, key: str) -> Iterator[tuple[str, "Node"]]:
        """The mappings in the mapping under `key`, by name."""
        child = self.child(key)
        for name, one in child.value.items():
            yield str(name), Node(one, child.place(name), self.problems)

    def numbers(self) -> Iterator[tuple[str, int]]:
        """The node itself as name -> whole number."""
        for name in self.value if isinstance(self.value, Mapping) else ():
            yield str(name), self.number(name)


def _name(one: Any, number: int) -> str:
    slug = one.get("slug") if isinstance(one, Mapping) else None
    return slug if isinstance(slug, str) and slug else str(number)
