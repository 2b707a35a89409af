"""A scenario to test with: a caravan between two wells. No word of its canaries appears anywhere else."""

from datetime import UTC, datetime
from typing import Any

from quizzes.actions import publishing, scenarios
from quizzes.models import ScenarioVersion

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)

# What no byte may hold before the player has come that far.
BEFORE_THE_FIRST_CHOICE = (
    "CANARY-CONSEQUENCE",
    "CANARY-RECORD",
    "CANARY-WELL",
    "CANARY-END",
    "CANARY-DEBRIEF",
    "canary-well",
    "canary-end",
)


def text(words: str) -> dict[str, str]:
    """The same words in both languages, told apart."""
    return {"en": words, "fr": f"{words} (fr)"}


def choice(slug: str, goto: str, **fields: Any) -> dict[str, Any]:
    """A choice with a consequence that must not be seen before it is taken."""
    told = {"text": text(f"Let us {slug}"), "consequence": text(f"CANARY-CONSEQUENCE of {slug}.")}
    return {"slug": slug, **told, "goto": goto, **fields}


def mapping(slug: str = "caravan", **fields: Any) -> dict[str, Any]:
    """The scenario as its file says it: two decisions, a way back, a locked way, one ending."""
    gold = {
        "slug": "gold",
        "name": text("Gold"),
        "start": 2,
        "least": 0,
        "most": 5,
        "says": text("What is left to pay"),
    }
    camp = {
        "slug": "camp",
        "title": text("The camp"),
        "text": text("Night falls on the camp.\n\nThe guide waits."),
        "when_date": "1352-02-01",
        "record": text("CANARY-RECORD of the camp."),
        "choices": [
            choice("load-salt", "canary-well", effects="gold -1"),
            choice("hire-riders", "canary-well", **{"if": "gold >= 4"}),
            choice("wait", "camp", effects="gold +1"),
        ],
    }
    well = {
        "slug": "canary-well",
        "title": text("CANARY-WELL"),
        "text": text("The well is deep."),
        "when_date": "1352-03",
        "record": text("CANARY-RECORD of the well."),
        "choices": [choice("draw-water", "canary-end"), choice("turn-back", "camp", **{"if": "gold <= 3"})],
    }
    end = {
        "slug": "canary-end",
        "title": text("CANARY-END"),
        "text": text("They arrive."),
        "ending": "open",
        "debrief": text("CANARY-DEBRIEF: what else?"),
    }
    return {
        "slug": slug,
        "title": text(f"The {slug}"),
        "summary": text("Salt goes south."),
        "seat": "other",
        "as_known_on": "2026-06-30",
        "tags": ["salt"],
        "briefing": text("You lead it."),
        "counters": [gold],
        "begins": "camp",
        "scenes": [camp, well, end],
        **fields,
    }


def published(**fields: Any) -> ScenarioVersion:
    """The scenario as learners meet it."""
    parsed = scenarios.scenario_from_value(mapping(**fields))
    assert not parsed.problems
    outcome = publishing.publish(scenarios.keep(parsed), now=MONDAY, channel="files")
    assert not outcome.problems
    version: Any = outcome.version
    return version
