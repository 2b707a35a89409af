"""From a mapping that a person wrote to a story: every slip of form is a problem with its place, and reading goes on.

A place is a path of names, `scenes/arrest/choices/protest/goto`; `lines.line_of` finds its line in a file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizzes.engine.problems import Problem
from quizzes.engine.scenario.story import Choice, Counter, Need, Scene, Story
from quizzes.engine.text import LANGUAGES, Text

STORY_KEYS = frozenset({"counters", "begins", "scenes"})
_COUNTER_KEYS = frozenset({"slug", "name", "start", "least", "most", "says"})
_SCENE_KEYS = frozenset({"slug", "title", "text", "when_date", "record", "choices", "ending", "debrief"})
_CHOICE_KEYS = frozenset({"slug", "text", "needs", "effects", "consequence", "goto"})
_BOUNDS = frozenset({"at_least", "at_most"})
# The order in which people write the keys; a store of JSON may keep them in its own.
WRITTEN_ORDER = (
    *("counters", "begins", "scenes", "slug", "name", "title", "text", "start", "least", "most", "says"),
    *("when_date", "record", "ending", "debrief", "choices", "needs", "effects", "at_least", "at_most"),
    *("consequence", "goto", *LANGUAGES),
)


def read(value: Any) -> tuple[Story, list[Problem]]:
    """The story in `value` as far as it can be read, and what is wrong with its form."""
    node = Node(value, "", [])
    node.only(STORY_KEYS)
    return read_node(node), node.problems


def read_node(node: "Node") -> Story:
    """The story among the keys of `node`, which may hold others."""
    return Story(
        begins=node.words("begins"),
        scenes=tuple(_scene(one) for one in node.many("scenes")),
        counters=tuple(_counter(one) for one in node.many("counters")),
    )


def _counter(node: "Node") -> Counter:
    node.only(_COUNTER_KEYS)
    return Counter(
        node.words("slug"),
        node.text("name"),
        start=node.number("start"),
        least=node.number("least"),
        most=node.number("most"),
        says=node.text("says"),
    )


def _scene(node: "Node") -> Scene:
    node.only(_SCENE_KEYS)
    return Scene(
        node.words("slug"),
        node.text("title"),
        node.text("text"),
        when=node.words("when_date", optional=True),
        record=node.text("record"),
        choices=tuple(_choice(one) for one in node.many("choices")),
        is_ending=node.truth("ending"),
        debrief=node.text("debrief"),
    )


def _choice(node: "Node") -> Choice:
    node.only(_CHOICE_KEYS)
    return Choice(
        node.words("slug"),
        node.text("text"),
        node.text("consequence"),
        node.words("goto"),
        needs=tuple(_need(name, one) for name, one in node.named("needs")),
        effects=tuple(node.child("effects").numbers()),
    )


def _need(counter: str, node: "Node") -> Need:
    node.only(_BOUNDS)
    bounds = dict(node.numbers())
    if not bounds:
        node.complain("shape-need", counter)
    return Need(counter, bounds.get("at_least"), bounds.get("at_most"))


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
