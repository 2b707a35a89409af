"""A body of each kind, as its stored value says it."""

from typing import Any


def both(words: str) -> dict[str, str]:
    return {"en": words, "fr": f"{words} (fr)"}


def entry(slug: str, **more: Any) -> dict[str, Any]:
    return {"slug": slug, "text": both(slug.capitalize()), **more, "feedback": both(f"On {slug}.")}


BODIES: dict[str, dict[str, Any]] = {
    "single_choice": {"version": 1, "options": [entry("salt", right=True), entry("gold", right=False)]},
    "multiple_choice": {
        "version": 1,
        "options": [entry(slug, right=slug != "gold") for slug in ("salt", "gold", "cloth", "books", "dates")],
        "all_or_nothing": True,
    },
    "true_false": {"version": 1, "right": False, "feedback_false": both("So it is.")},
    "short_text": {
        "version": 1,
        "answers": [
            {"text": both("Tombou*"), "weight": "1"},
            {"text": both("Djenne"), "weight": "1/2", "feedback": both("Near.")},
        ],
        "accents": True,
    },
    "numerical": {
        "version": 1,
        "key": "1312.5",
        "tolerance": "0.05",
        "relative": True,
        "unit": both("kg"),
        "units": [{"text": both("t"), "factor": "1000"}],
        "also": [{"key": "1300", "tolerance": "0", "weight": "1/2", "feedback": both("Nearly.")}],
        "moment": {"earliest": "2022-01-31", "latest": "2022-01-31"},
    },
    "ordering": {"version": 1, "items": [entry("taghaza"), entry("timbuktu"), entry("gao")], "credit": "run"},
    "matching": {
        "version": 1,
        "rows": [entry("salt", match="north"), entry("gold", match="south"), entry("copper", match="north")],
        "choices": [{"slug": slug, "text": both(slug.capitalize())} for slug in ("south", "sea", "north")],
    },
    "fill_in": {
        "version": 1,
        "text": {"en": "In {year}, {who} sold {what}.", "fr": "En {year}, {who} vendait {what}."},
        "gaps": [
            {"slug": "who", "takes": "text", "case": True, "answers": [
                {"text": {"en": "Awa", "fr": "Awa"}, "weight": "1"},
                {"text": {"en": "a woman", "fr": "une femme"}, "weight": "1/2", "feedback": both("Her name?")},
            ]},
            {"slug": "year", "takes": "number", "key": "1235.5", "tolerance": "2", "unit": both("AD"), "weight": "2"},
            {"slug": "what", "takes": "choice", "options": [entry("salt", right=True), entry("gold", right=False)],
             "feedback": both("Look again.")},
        ],
    },
    "according_to_whom": {
        "version": 1,
        "parties": [{"slug": slug, "text": both(slug.capitalize())} for slug in ("caravan", "town")],
        "statements": [entry("first", said_by="town"), entry("second", said_by="sources-disagree")],
    },
}  # fmt: skip
