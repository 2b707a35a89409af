"""YAML as values that know their lines. Strict where a slip of the pen would otherwise pass unseen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from quizzes.engine.problems import Problem

_SAYS: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:int": lambda words: int(words.replace("_", ""), 0) if words[:2] == "0x" else int(words),
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:bool": lambda words: words.lower() == "true",
    "tag:yaml.org,2002:null": lambda words: None,
}
_DATE = "tag:yaml.org,2002:timestamp"


@dataclass(slots=True)
class Lines:
    """Where something stands, counted from zero, in the shape that `engine.scenario.lines` reads."""

    line: int
    data: dict[Any, tuple[int, int]] = field(default_factory=dict)


class Lined(dict[str, Any]):
    """A mapping that knows the lines of its keys."""

    lc: Lines

    def line(self, key: str = "") -> int:
        """The 1-based line of a key, or of the mapping itself."""
        return (self.lc.data[key][0] if key in self.lc.data else self.lc.line) + 1


class LinedList(list[Any]):
    """A list that knows the lines of its items."""

    lc: Lines


def read(words: str, file: str, *, first_line: int = 1) -> tuple[Any, list[Problem]]:
    """The value that a YAML text says, and what is wrong with it. `first_line`: where the text begins in its file."""
    problems: list[Problem] = []
    try:
        node = YAML(typ="safe", pure=True).compose(words)
    except YAMLError as mistake:
        return None, [_syntax(mistake, file, first_line)]
    build = _Builder(file, first_line, problems)
    return (build.value(node) if node is not None else None), problems


def _syntax(mistake: YAMLError, file: str, first_line: int) -> Problem:
    if not isinstance(mistake, MarkedYAMLError):
        return Problem("not-yaml", " ".join(str(mistake).split())[:100], file, first_line)
    mark = mistake.problem_mark or mistake.context_mark
    return Problem("not-yaml", str(mistake.problem or mistake.context), file, mark.line + first_line if mark else None)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Makes values from nodes; notes keys that stand twice and dates that would lose their precision."""

    file: str
    first_line: int
    problems: list[Problem]

    def value(self, node: Node) -> Any:
        if isinstance(node, MappingNode):
            return self._mapping(node)
        if isinstance(node, SequenceNode):
            return self._sequence(node)
        return self._scalar(cast(ScalarNode, node))

    def _mapping(self, node: MappingNode) -> Lined:
        made = Lined()
        made.lc = Lines(self._line(node))
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in made:
                self._complain("key-twice", key, key_node)
            made.lc.data[key] = (self._line(key_node), 0)
            made[key] = self.value(value_node)
        return made

    def _sequence(self, node: SequenceNode) -> LinedList:
        made = LinedList(self.value(one) for one in node.value)
        made.lc = Lines(self._line(node), {at: (self._line(one), 0) for at, one in enumerate(node.value)})
        return made

    def _scalar(self, node: ScalarNode) -> Any:
        if node.tag == _DATE:
            self._complain("date-unquoted", node.value, node)
            return str(node.value)
        try:
            return _SAYS[node.tag](node.value) if node.tag in _SAYS else str(node.value)
        except ValueError:
            return str(node.value)

    def _line(self, node: Node) -> int:
        """Counted from zero in the file."""
        return node.start_mark.line + self.first_line - 1

    def _complain(self, says: str, detail: str, node: Node) -> None:
        self.problems.append(Problem(says, detail, self.file, self._line(node) + 1))
