"""A quiz as our course files say it: the mapping of one YAML file <-> values. Files themselves are somebody else's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from quizzes.engine import behaviours
from quizzes.engine.formats import course_questions
from quizzes.engine.formats.course_questions import Asked, Drawn, Entry, Told
from quizzes.engine.problems import Problem
from quizzes.engine.rules import GRADINGS, LAYOUTS, MOMENTS, PARTS, PENALTIES, TELL_ALL, Rules
from quizzes.engine.shapes import NUMBER, TEXT, TRUTH, WORDS, Shape, misshapen
from quizzes.engine.text import Text

SHAPE: Shape = {
    "slug": WORDS,
    "listed": TRUTH,
    "title": TEXT,
    "intro": TEXT,
    "behaviour": WORDS,
    "certainty": TRUTH,
    "tries_each": NUMBER,
    "penalty": WORDS,
    "layout": WORDS,
    "shuffle_questions": TRUTH,
    "shuffle_options": TRUTH,
    "seconds": NUMBER,
    "attempts": NUMBER,
    "grading": WORDS,
    "opens": WORDS,
    "closes": WORDS,
    "review": {moment: [WORDS] for moment in MOMENTS},
    "tags": [WORDS],
    "pass_percent": NUMBER,
}
_CHOICES = {
    "layout": LAYOUTS,
    "penalty": PENALTIES,
    "grading": GRADINGS,
    "behaviour": tuple(behaviour.name for behaviour in behaviours.BEHAVIOURS),
}
DEFAULTS = Rules()
_RANGES = {"tries_each": (1, 9), "seconds": (1, 10**7), "attempts": (1, 10**4), "pass_percent": (1, 100)}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was made of one mapping. Where there are problems, nothing of it should be kept."""

    slug: str
    title: Text = Text()
    intro: Text = Text()
    rules: Rules = DEFAULTS
    layout: str = "one"
    shuffle_questions: bool = False
    shuffle_options: bool = True
    opens: datetime | None = None
    attempts: int | None = None
    listed: bool = True
    tags: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The questions that stand in it, without what is drawn or made."""
        return tuple(entry for entry in self.entries if isinstance(entry, Asked))

    @property
    def all_tags(self) -> set[str]:
        """Every tag it names: its own, those of its questions, and those it draws from."""
        drawn = (entry.source for entry in self.entries if isinstance(entry, Drawn) and entry.what == "draw")
        return set(self.tags).union(drawn, *(asked.question.tags for asked in self.asked))

    def prose(self) -> dict[str, Text]:
        """The texts that ask or introduce, by name, for the site to check."""
        told = (entry for entry in self.entries if isinstance(entry, Told) and entry.text)
        texts = {f"{entry.what} {number}": entry.text for number, entry in enumerate(told, 1)}
        hints = {
            f"{asked.question.slug} hint {number}": hint
            for asked in self.asked
            for number, hint in enumerate(asked.question.hints, 1)
        }
        return {"intro": self.intro} | {f"{a.question.slug} stem": a.question.stem for a in self.asked} | texts | hints

    def claims(self) -> dict[str, Text]:
        """The texts that state facts and must say who says so."""
        return {f"{a.question.slug} explanation": a.question.explanation for a in self.asked}


def read(value: Mapping[str, Any]) -> Parsed:
    """The quiz in a mapping, and all that is wrong with it."""
    entries, found = course_questions.read(value.get("questions"))
    own = {name: part for name, part in value.items() if name != "questions"}
    shape = misshapen(own, SHAPE)
    wrong = [problem.detail for problem in shape if problem.says == "shape"]
    sound = {name: part for name, part in own.items() if not any(place.startswith(name) for place in wrong)}
    faults = list(_faults(sound))
    unfit = {problem.detail for problem in faults}
    fit = {name: part for name, part in sound.items() if name not in unfit}
    parsed = Parsed(
        slug=str(fit.get("slug") or ""),
        title=Text.read(fit.get("title")),
        intro=Text.read(fit.get("intro")),
        rules=_rules(fit),
        layout=fit.get("layout", "one"),
        shuffle_questions=fit.get("shuffle_questions", False),
        shuffle_options=fit.get("shuffle_options", True),
        opens=moment(fit.get("opens")),
        attempts=_whole(fit.get("attempts")),
        listed=fit.get("listed", True),
        tags=tuple(fit.get("tags") or ()),
        entries=entries,
    )
    return replace(parsed, problems=(*shape, *faults, *_own(parsed), *found))


def _rules(fit: Mapping[str, Any]) -> Rules:
    review = fit.get("review") or {}
    return Rules(
        behaviour=fit.get("behaviour", "immediate"),
        certainty=fit.get("certainty", False),
        tries_each=_whole(fit.get("tries_each")) or 3,
        penalty=Fraction(fit.get("penalty", "1/3")),
        grading=fit.get("grading", "best"),
        pass_percent=_whole(fit.get("pass_percent")),
        review={moment: frozenset(review.get(moment, PARTS)) for moment in MOMENTS},
        closes=moment(fit.get("closes")),
        seconds=_whole(fit.get("seconds")),
    )


def _faults(sound: Mapping[str, Any]) -> Iterator[Problem]:
    """Words that are none of those on offer, numbers out of range, moments that are none; `detail` is the key."""
    for name, offered in _CHOICES.items():
        if name in sound and sound[name] not in offered:
            yield Problem("behaviour-unknown", sound[name]) if name == "behaviour" else Problem("choice-unknown", name)
    for name, (least, most) in _RANGES.items():
        if sound.get(name) is not None and not least <= (_whole(sound[name]) or 0) <= most:
            yield Problem("number", name)
    yield from (Problem("moment", name) for name in ("opens", "closes") if sound.get(name) and not moment(sound[name]))
    review = sound.get("review") or {}
    if set().union(*(review.get(moment) or () for moment in MOMENTS)) - set(PARTS):
        yield Problem("choice-unknown", "review")


def _own(quiz: Parsed) -> list[Problem]:
    found = [Problem("empty", name) for name in ("slug", "title") if not getattr(quiz, name)]
    if not any(not isinstance(entry, Told) for entry in quiz.entries):
        found.append(Problem("quiz-empty"))
    slugs = [asked.question.slug for asked in quiz.asked]
    return found + [Problem("question-twice", slug) for slug in sorted({s for s in slugs if slugs.count(s) > 1})]


def _whole(value: Any) -> int | None:
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) else None


def moment(written: str | None) -> datetime | None:
    """A point in time as ISO 8601 writes it; one without a zone is in UTC, which is also the time of Bamako."""
    try:
        found = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def write(quiz: Parsed) -> dict[str, Any]:
    """The mapping that `read` takes, keys in the order of our files; what is at its default is left out."""
    rules = quiz.rules
    said = {
        "certainty": rules.certainty,
        "tries_each": rules.tries_each,
        "penalty": str(rules.penalty),
        "layout": quiz.layout,
        "shuffle_questions": quiz.shuffle_questions,
        "shuffle_options": quiz.shuffle_options,
        "seconds": rules.seconds,
        "attempts": quiz.attempts,
        "grading": rules.grading,
        "opens": quiz.opens.isoformat() if quiz.opens else None,
        "closes": rules.closes.isoformat() if rules.closes else None,
        "review": None if rules.review == TELL_ALL else rules.write()["review"],
    }
    value = {
        "slug": quiz.slug,
        "listed": quiz.listed,
        "title": quiz.title.write(),
        "intro": quiz.intro.write(),
        "behaviour": rules.behaviour,
        **{name: part for name, part in said.items() if part != _DEFAULTS[name]},
        "tags": list(quiz.tags),
    }
    if rules.pass_percent is not None:
        value["pass_percent"] = rules.pass_percent
    return {**value, "questions": course_questions.write(quiz.entries)}


_DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(("seconds", "attempts", "opens", "closes", "review")),
    "certainty": False,
    "tries_each": 3,
    "penalty": "1/3",
    "layout": "one",
    "shuffle_questions": False,
    "shuffle_options": True,
    "grading": "best",
}
