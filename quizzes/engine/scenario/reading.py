"""From a mapping that a person wrote to a story: every slip of form is a problem with its place, and reading goes on.

Two versions of the shape are read, those of files and of published versions alike; `Story.write` writes the second.
Version 1 had neither flags nor chance, and conditions and effects were mappings (`version_1.py`).
"""

from typing import Any

from quizzes.engine.problems import Problem
from quizzes.engine.scenario import language, version_1
from quizzes.engine.scenario.node import Node
from quizzes.engine.scenario.story import OPEN, Chance, Choice, Counter, Flag, Level, Passage, Scene, Story
from quizzes.engine.text import LANGUAGES

VERSION = 2  # of the shape that is written
STORY_KEYS = frozenset({"counters", "flags", "begins", "scenes"})
_COUNTER_KEYS = frozenset({"slug", "name", "start", "least", "most", "says", "words"})
_SCENE_KEYS = frozenset(
    {"slug", "title", "text", "when_date", "texts", "know", "record", "no_record", "choices", "ending", "debrief"}
)
_CHOICE_KEYS = frozenset({"slug", "text", "if", "effects", "shows", "feedback", "consequence", "goto"})
# The order in which people write the keys; a store of JSON may keep them in its own.
WRITTEN_ORDER = (
    *("counters", "flags", "begins", "scenes", "slug", "name", "title", "text", "from", "to", "weight"),
    *("start", "least", "most", "says", "words", "when_date", "texts", "know", "record", "no_record"),
    *("ending", "debrief", "choices", "if", "needs", "effects", "at_least", "at_most", "shows", "feedback"),
    *("consequence", "goto", *LANGUAGES),
)


def read(value: Any) -> tuple[Story, list[Problem]]:
    """The story in `value` as far as it can be read, and what is wrong with its form."""
    node = Node(value, "", [])
    node.only(STORY_KEYS)
    return read_node(node), node.problems


def read_node(node: Node) -> Story:
    """The story among the keys of `node`, which may hold others."""
    return Story(
        begins=node.words("begins"),
        scenes=tuple(_scene(one) for one in node.many("scenes")),
        counters=tuple(_counter(one) for one in node.many("counters")),
        flags=tuple(_flag(one) for one in node.many("flags")),
    )


def _counter(node: Node) -> Counter:
    node.only(_COUNTER_KEYS)
    return Counter(
        node.words("slug"),
        node.text("name"),
        start=node.number("start"),
        least=node.number("least"),
        most=node.number("most"),
        says=node.text("says"),
        levels=tuple(_level(one) for one in node.many("words")),
    )


def _level(node: Node) -> Level:
    node.only(frozenset({"from", "name"}))
    return Level(node.number("from"), node.text("name"))


def _flag(node: Node) -> Flag:
    node.only(frozenset({"slug", "says"}))
    return Flag(node.words("slug"), node.text("says"))


def _scene(node: Node) -> Scene:
    node.only(_SCENE_KEYS)
    return Scene(
        node.words("slug"),
        node.text("title"),
        node.text("text"),
        when=node.words("when_date", optional=True),
        texts=tuple(_passage(one) for one in node.many("texts")),
        know=node.text("know"),
        record=node.text("record"),
        no_record=node.truth("no_record"),
        choices=tuple(_choice(one) for one in node.many("choices")),
        ending=_ending(node),
        debrief=node.text("debrief"),
    )


def _ending(node: Node) -> str:
    if isinstance(node.get("ending"), bool):
        return OPEN if node.truth("ending") else ""
    return node.words("ending", optional=True)


def _passage(node: Node) -> Passage:
    node.only(frozenset({"if", "text"}))
    return Passage(_condition(node, optional=False), node.text("text"))


def _choice(node: Node) -> Choice:
    node.only(_CHOICE_KEYS | ({"needs"} if node.get("if") is None else frozenset()))
    chances = tuple(_chance(one) for one in node.many("goto")) if isinstance(node.get("goto"), list) else ()
    return Choice(
        node.words("slug"),
        node.text("text"),
        node.text("consequence"),
        "" if chances else node.words("goto"),
        condition=_condition(node) if node.get("needs") is None else version_1.condition(node),
        effects=version_1.effects(node) if version_1.has_effects(node) else _effects(node),
        shows=node.slugs("shows"),
        feedback=node.text("feedback"),
        chances=chances,
    )


def _chance(node: Node) -> Chance:
    node.only(frozenset({"to", "weight"}))
    return Chance(node.words("to"), node.number("weight"))


def _condition(node: Node, *, optional: bool = True) -> str:
    words = node.words("if", optional=optional).strip()
    for mistake in language.condition(words).mistakes:
        node.complain(mistake.says, mistake.detail, "if")
    return words


def _effects(node: Node) -> str:
    words = node.words("effects", optional=True).strip()
    for mistake in language.effects(words).mistakes:
        node.complain(mistake.says, mistake.detail, "effects")
    return words
