"""A quiz of every kind with a word of its own in every secret place: what is not to be told must not be found.

The slugs of options and rows are on the page by design, so they say nothing here.
"""

import json
import re
from typing import Any

from quizzes.engine.kinds import KINDS, from_value
from tests.quizzes.conftest import text

EVERY_KIND = tuple(kind.kind for kind in KINDS)
WEIGHT = "17/23"
NUMBERS = {"numerical": ("48151623", "31415926", "7717717"), "fill_in": ("27182818",)}  # keys and a tolerance
Fields = dict[str, Any]


def word(kind: str, place: str) -> str:
    """What stands in one secret place."""
    return f"CANARY-{kind}-{place}".upper()


def secret(kind: str, place: str) -> dict[str, str]:
    """The same as a text in two languages."""
    return text(word(kind, place))


def body(kind: str) -> dict[str, Any]:
    """What is particular to a kind. `CHOSEN` is said to whoever answers as `WRONG` does (or `PARTLY`)."""
    return _BODIES[kind]()


def _options(kind: str, right: str) -> dict[str, Any]:
    feedback = {slug: "CHOSEN" if slug == "a" else f"FEEDBACK-{slug}" for slug in "abcd"}
    options = [
        {"slug": o, "text": text(f"Option {o}"), "right": o in right, "feedback": secret(kind, feedback[o])}
        for o in "abcd"
    ]
    return {"options": options}


def _fill_in() -> dict[str, Any]:
    own = "fill_in"
    gaps = [
        {"slug": "ga", "takes": "choice", **_options(own, "b"), "feedback": secret(own, "ROW-A")},
        {
            "slug": "gb",
            "takes": "text",
            "answers": [{"text": secret(own, "ACCEPTED"), "weight": "1", "feedback": secret(own, "WORDING")}],
            "feedback": secret(own, "ROW-B"),
        },
        {"slug": "gc", "takes": "number", "key": NUMBERS[own][0], "tolerance": "0", "feedback": secret(own, "ROW-C")},
    ]
    return {"text": text("From {ga} to {gb} it took {gc} days."), "gaps": gaps}


def _numerical() -> dict[str, Any]:
    key, other, tolerance = NUMBERS["numerical"]
    also = [{"key": other, "tolerance": "0", "weight": WEIGHT, "feedback": secret("numerical", "CHOSEN")}]
    return {"key": key, "tolerance": tolerance, "unit": text("bars"), "also": also}


def _short_text() -> dict[str, Any]:
    answers = [
        {"text": secret("short_text", "ACCEPTED"), "weight": "1", "feedback": secret("short_text", "WORDING")},
        {"text": text("salt"), "weight": WEIGHT, "feedback": secret("short_text", "CHOSEN")},
    ]
    return {"answers": answers, "case": False, "accents": False}


def _rows(kind: str, right: dict[str, str], key: str) -> list[dict[str, Any]]:
    return [
        {"slug": slug, "text": text(f"Row {slug}"), key: match, "feedback": secret(kind, f"ROW-{slug}")}
        for slug, match in right.items()
    ]


_BODIES = {
    "single_choice": lambda: _options("single_choice", "b"),
    "multiple_choice": lambda: _options("multiple_choice", "bc"),
    "true_false": lambda: {
        "right": True,
        "feedback_true": secret("true_false", "FEEDBACK"),
        "feedback_false": secret("true_false", "CHOSEN"),
    },
    "short_text": _short_text,
    "numerical": _numerical,
    "ordering": lambda: {
        "items": [
            {"slug": slug, "text": text(f"Item {slug}"), "feedback": secret("ordering", f"ROW-{slug}")}
            for slug in ("mo", "zu", "kx", "ta")
        ],
        "credit": "pairs",
    },
    "matching": lambda: {
        "rows": _rows("matching", {"ra": "cb", "rb": "cc", "rc": "ca"}, "match"),
        "choices": [{"slug": slug, "text": text(f"Choice {slug}")} for slug in ("ca", "cb", "cc", "cd")],
    },
    "fill_in": _fill_in,
    "according_to_whom": lambda: {
        "parties": [{"slug": slug, "text": text(f"Party {slug}")} for slug in ("pa", "pb")],
        "statements": _rows("according_to_whom", {"sa": "pb", "sb": "sources-disagree", "sc": "pa"}, "said_by"),
    },
}

# As forms send them.
RIGHT: dict[str, Fields] = {
    "single_choice": {"response": ["b"]},
    "multiple_choice": {"response": ["b", "c"]},
    "true_false": {"response": ["true"]},
    "short_text": {"response": [word("short_text", "ACCEPTED")]},
    "numerical": {"response": [NUMBERS["numerical"][0]]},
    "ordering": {"response-mo": "1", "response-zu": "2", "response-kx": "3", "response-ta": "4"},
    "matching": {"response-ra": "cb", "response-rb": "cc", "response-rc": "ca"},
    "fill_in": {
        "response-ga": "b",
        "response-gb": word("fill_in", "ACCEPTED"),
        "response-gc": NUMBERS["fill_in"][0],
    },
    "according_to_whom": {"response-sa": "pb", "response-sb": "sources-disagree", "response-sc": "pa"},
}
WRONG: dict[str, Fields] = {
    "single_choice": {"response": ["a"]},
    "multiple_choice": {"response": ["a"]},
    "true_false": {"response": ["false"]},
    "short_text": {"response": ["gold"]},
    "numerical": {"response": ["7"]},
    "ordering": {"response-mo": "4", "response-zu": "3", "response-kx": "2", "response-ta": "1"},
    "matching": {"response-ra": "cd", "response-rb": "cd"},
    "fill_in": {"response-ga": "c", "response-gb": "gold", "response-gc": "7"},
    "according_to_whom": {"response-sa": "pa", "response-sb": "pa"},
}
OTHERWISE_WRONG: dict[str, Fields] = WRONG | {
    "single_choice": {"response": ["c"]},
    "multiple_choice": {"response": ["d"]},
    "short_text": {"response": ["sand"]},
    "numerical": {"response": ["8"]},
    "ordering": {"response-mo": "4", "response-zu": "1", "response-kx": "2", "response-ta": "3"},
    "matching": {"response-ra": "cd"},
    "fill_in": {"response-ga": "d", "response-gb": "sand", "response-gc": "8"},
    "according_to_whom": {"response-sa": "pa"},
}
UNREADABLE: dict[str, Fields] = {  # any words can be read as a short text
    **{kind: {"response": ["z"]} for kind in ("single_choice", "multiple_choice", "true_false")},
    "numerical": {"response": ["many"]},
    "ordering": {"response-mo": "1", "response-zu": "1"},
    "matching": {"response-ra": "zz"},
    "fill_in": {"response-gc": "many"},
    "according_to_whom": {"response-sa": "zz"},
}


def question(kind: str, slug: str) -> dict[str, Any]:
    """A question of a kind as its file says it."""
    return {
        "slug": slug,
        "kind": kind,
        "mark": "1",
        "tags": ["salt"],
        "stem": text(f"Asked as {kind}?"),
        **body(kind),
        "hints": [secret(kind, "HINT-1"), secret(kind, "HINT-2")],
        "explanation": secret(kind, "EXPLANATION"),
    }


def quiz(slug: str, **fields: Any) -> dict[str, Any]:
    """Every kind, in the order of the registry."""
    return {
        "slug": slug,
        "listed": True,
        "title": text(f"The quiz {slug}"),
        "intro": text("About salt."),
        "tags": ["salt"],
        "questions": [question(kind, f"{slug}-{number}") for number, kind in enumerate(EVERY_KIND, 1)],
        **fields,
    }


def key_in_words(kind: str) -> tuple[str, ...]:
    """The key as its result page says it, where those words are not on the question's own page."""
    if kind in ("single_choice", "multiple_choice", "true_false"):
        return ()
    value = from_value(kind, body(kind))
    summary = value.summarise(value.key_response())
    return tuple(" ".join(summary.in_(language).split()) for language in ("en", "fr"))


def found(sent: str, kind: str) -> list[str]:
    """What of a kind's secrets stands in something that was sent."""
    words = sorted(set(re.findall(word(kind, r"[A-Z0-9-]+"), sent.upper())))
    digits = re.sub(r"(?<=\d)[,\s](?=\d{3})", "", sent)
    numbers = [number for number in NUMBERS.get(kind, ()) if number in digits]
    keys = [key for key in key_in_words(kind) if key in " ".join(sent.split())]
    return words + numbers + keys


def told(sent: str) -> dict[str, list[str]]:
    """What of all secrets stands in something that was sent, by kind. Names of our own keys and weights are secrets."""
    kinds = {kind: there for kind in EVERY_KIND if (there := found(sent, kind))}
    inner = [name for name in (WEIGHT, "17&#x2F;23", "said_by", '"right":', "&quot;right&quot;:") if name in sent]
    return kinds | ({"": inner} if inner else {})


def every_secret(kind: str) -> set[str]:
    """All canaries that a question of this kind holds."""
    return set(re.findall(word(kind, r"[A-Z0-9-]+"), json.dumps(question(kind, "any")).upper()))
