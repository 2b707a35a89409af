"""A quiz as our course files say it: the mapping of one YAML file <-> values. Files themselves are somebody else's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from quizzes.engine import behaviours, kinds
from quizzes.engine.numbers import read_number
from quizzes.engine.problems import Problem
from quizzes.engine.question import Question
from quizzes.engine.text import LANGUAGES, Text

_QUIZ = {"slug", "listed", "title", "intro", "behaviour", "tags", "pass_percent", "questions"}
_QUESTION = {"slug", "kind", "mark", "tags", "stem", "explanation"}  # everything else is the kind's own


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what it is worth in this quiz."""

    question: Question
    kind: str
    mark: Decimal


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was made of one mapping. Where there are problems, nothing of it should be kept."""

    slug: str
    title: Text = Text()
    intro: Text = Text()
    behaviour: str = "immediate"
    listed: bool = True
    tags: tuple[str, ...] = ()
    pass_percent: int | None = None
    asked: tuple[Asked, ...] = ()
    problems: tuple[Problem, ...] = ()

    def prose(self) -> dict[str, Text]:
        """The texts that ask or introduce, by name, for the site to check."""
        return {"intro": self.intro} | {f"{a.question.slug} stem": a.question.stem for a in self.asked}

    def claims(self) -> dict[str, Text]:
        """The texts that state facts and must say who says so."""
        return {f"{a.question.slug} explanation": a.question.explanation for a in self.asked}


def read(value: Mapping[str, Any]) -> Parsed:
    """The quiz in a mapping, and all that is wrong with it."""
    asked, found = _questions(value.get("questions"))
    percent = value.get("pass_percent")
    parsed = Parsed(
        slug=str(value.get("slug") or ""),
        title=_text(value, "title"),
        intro=_text(value, "intro"),
        behaviour=str(value.get("behaviour", "immediate")),
        listed=value.get("listed", True) is True,
        tags=_tags(value),
        pass_percent=percent if isinstance(percent, int) else None,
        asked=asked,
    )
    return replace(parsed, problems=(*_shape(value, _QUIZ), *_own(parsed, percent), *found))


def _own(quiz: Parsed, percent: Any) -> list[Problem]:
    found = [Problem("empty", name) for name in ("slug", "title") if not getattr(quiz, name)]
    if quiz.behaviour not in {behaviour.name for behaviour in behaviours.BEHAVIOURS}:
        found.append(Problem("behaviour-unknown", quiz.behaviour))
    if percent is not None and not (isinstance(percent, int) and 1 <= percent <= 100):
        found.append(Problem("number", "pass_percent"))
    if not quiz.asked:
        found.append(Problem("quiz-empty"))
    slugs = [asked.question.slug for asked in quiz.asked]
    return found + [Problem("question-twice", slug) for slug in sorted({s for s in slugs if slugs.count(s) > 1})]


def _questions(values: Any) -> tuple[tuple[Asked, ...], list[Problem]]:
    asked: list[Asked] = []
    found: list[Problem] = []
    for number, value in enumerate(values if isinstance(values, list) else [], 1):
        if not isinstance(value, Mapping):
            found.append(Problem("shape", f"questions[{number}]"))
            continue
        one, problems = _question(value)
        asked.append(one)
        found += [replace(problem, where=one.question.slug or f"questions[{number}]") for problem in problems]
    return tuple(asked), found


def _question(value: Mapping[str, Any]) -> tuple[Asked, list[Problem]]:
    kind = str(value.get("kind", ""))
    own = {name: part for name, part in value.items() if name not in _QUESTION}
    found = _shape(value, _QUESTION | set(own))
    body_found = _body_shape(own)
    body = kinds.from_value(kind, {} if body_found else own)
    question = Question(
        str(value.get("slug") or ""), _text(value, "stem"), body, _text(value, "explanation"), _tags(value)
    )
    mark = read_number(str(value.get("mark", "1")), ".")
    if mark is None or mark < 0:
        found.append(Problem("number", "mark"))
    if not question.slug:
        found.append(Problem("empty", "slug"))
    found += body_found or question.problems()
    if not body_found:
        found += [Problem("key-unknown", name) for name in sorted(set(own) - set(body.to_value()))]
    return Asked(question, kind, mark or Decimal(0)), found


def _body_shape(own: Mapping[str, Any]) -> list[Problem]:
    """Whether the kind can be handed this at all: options that are mappings, texts that are texts."""
    options = own.get("options", [])
    if not (isinstance(options, list) and all(isinstance(option, Mapping) for option in options)):
        return [Problem("shape", "options")]
    texts = [("unit", own.get("unit"))]
    for option in options:
        texts += [(f"{name} {option.get('slug', '')}", option.get(name)) for name in ("text", "feedback")]
        if not isinstance(option.get("right", False), bool):
            return [Problem("shape", f"right {option.get('slug', '')}")]
    return [Problem("shape", name) for name, text in texts if not _is_text(text)]


def _shape(value: Mapping[str, Any], known: set[str]) -> list[Problem]:
    found = [Problem("key-unknown", str(name)) for name in value if name not in known]
    found += [
        Problem("shape", name) for name in ("title", "intro", "stem", "explanation") if not _is_text(value.get(name))
    ]
    tags = value.get("tags", [])
    if not (isinstance(tags, list) and all(isinstance(tag, str) for tag in tags)):
        found.append(Problem("shape", "tags"))
    if not isinstance(value.get("listed", True), bool):
        found.append(Problem("shape", "listed"))
    return found


def _is_text(value: Any) -> bool:
    if value is None:
        return True
    return (
        isinstance(value, Mapping) and set(value) <= set(LANGUAGES) and all(isinstance(v, str) for v in value.values())
    )


def _text(value: Mapping[str, Any], name: str) -> Text:
    return Text.read(value.get(name)) if _is_text(value.get(name)) else Text()


def _tags(value: Mapping[str, Any]) -> tuple[str, ...]:
    tags = value.get("tags")
    return tuple(str(tag) for tag in tags) if isinstance(tags, list) else ()


def write(quiz: Parsed) -> dict[str, Any]:
    """The mapping that `read` takes, keys in the order in which our files have them."""
    value: dict[str, Any] = {
        "slug": quiz.slug,
        "listed": quiz.listed,
        "title": quiz.title.write(),
        "intro": quiz.intro.write(),
        "behaviour": quiz.behaviour,
        "tags": list(quiz.tags),
    }
    if quiz.pass_percent is not None:
        value["pass_percent"] = quiz.pass_percent
    return {**value, "questions": [_written(asked) for asked in quiz.asked]}


def _written(asked: Asked) -> dict[str, Any]:
    question = asked.question
    body = {name: part for name, part in question.body.to_value().items() if name != "version"}
    return {
        "slug": question.slug,
        "kind": asked.kind,
        "mark": f"{asked.mark.normalize():f}",
        "tags": list(question.tags),
        "stem": question.stem.write(),
        **body,
        "explanation": question.explanation.write(),
    }
