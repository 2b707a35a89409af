"""Fills a database with invented events, to see what pages do with many: `python -m bench.events 10000`.

The events of one number are always the same: over sixty years, in both languages, as long and as often vague, lasting
or disputed as those of the course. Never run it on a site that people use: what is published cannot be taken back.
"""

import os
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

FIRST, DAYS = date(1966, 1, 1), 60 * 365
THEMES = {
    "bench-salt": ("Salt", "Sel"),
    "bench-roads": ("Roads", "Routes"),
    "bench-wells": ("Wells", "Puits"),
    "bench-schools": ("Schools", "Écoles"),
    "bench-markets": ("Markets", "Marchés"),
    "bench-harvests": ("Harvests", "Récoltes"),
    "bench-rivers": ("Rivers", "Fleuves"),
    "bench-treaties": ("Treaties", "Traités"),
}
ACTORS, PLACES, SOURCES = 24, 16, 60  # how many of each
# Stands in every summary: whatever is picked from these words finds every event (`visits.Visitors`).
WORDS = {
    "en": "caravans merchants council agreed weekly market before rains travellers carried letters between towns",
    "fr": "caravanes marchands conseil convint marché avant pluies voyageurs portèrent lettres entre villes",
}
_VERBS = (("opens", "ouvre"), ("closes", "ferme"), ("is agreed", "est convenu"), ("is contested", "est contesté"))


def values(count: int) -> Iterator[dict[str, Any]]:
    """What the versions of so many events hold; the first ones are the same for every count."""
    # Not for secrets: the same numbers everywhere and every time.
    chance = random.Random(1960)
    for number in range(1, count + 1):
        yield _value(number, chance)


def _value(number: int, chance: random.Random) -> dict[str, Any]:
    first = FIRST + timedelta(days=chance.randrange(DAYS))
    theme = chance.choice(list(THEMES))
    (verb_en, verb_fr), (name_en, name_fr) = chance.choice(_VERBS), THEMES[theme]
    place = chance.randrange(PLACES)
    sources = [f"bench-source-{n}" for n in sorted(chance.sample(range(SOURCES), chance.choice((1, 2, 3, 4))))]
    is_disputed = chance.random() < 0.35
    return {
        "version": 1,
        "slug": f"bench-{number}",
        **_dates(first, chance),
        "title": {"en": f"{name_en} of town {place}: {number} {verb_en}", "fr": f"{name_fr} {number} {verb_fr}"},
        "summary": {
            "en": f"In town {place} the {WORDS['en']}; day {number}, as told by {len(sources)} sources.",
            "fr": f"Dans la ville {place}, {WORDS['fr']} ; jour {number}, selon {len(sources)} sources.",
        },
        "disputed": {"en": "Some call it late.", "fr": "D'aucuns le disent tardif."} if is_disputed else _nothing(),
        "confidence": chance.choice(("high", "high", "medium", "low")),
        "themes": list(dict.fromkeys([theme, *chance.sample(list(THEMES), chance.choice((0, 0, 1)))])),
        "actors": [f"bench-actor-{n}" for n in sorted(chance.sample(range(ACTORS), chance.choice((2, 3, 5))))],
        "place": f"bench-place-{place}",
        "sources": sources,
        "positions": [_position(party, sources[:1]) for party in ("paris", "bamako")] if is_disputed else [],
        "kind_of_date": "",
        "about": False,
        "later": _nothing(),
        "moves": [],
    }


def _dates(first: date, chance: random.Random) -> dict[str, Any]:
    """A day; of ten events one has only a month, of forty one a year, and one of four lasted for some days."""
    dice = chance.random()
    if dice < 0.125:
        return {"date": first.isoformat()[: 4 if dice < 0.025 else 7], "end": None}
    lasted = chance.randrange(1, 200) if dice > 0.75 else 0
    return {"date": first.isoformat(), "end": (first + timedelta(days=lasted)).isoformat() if lasted else None}


def _position(party: str, sources: list[str]) -> dict[str, Any]:
    said = {"holder": {"en": "The council", "fr": "Le conseil"}, "says": {"en": "It came late.", "fr": "Il a tardé."}}
    return {"party": party, **said, "sources": sources}


def _nothing() -> dict[str, str]:
    return {"en": "", "fr": ""}


def fill(count: int) -> int:
    """Publish so many events and what they name, in one transaction; those that are there stay. Gives the new ones."""
    from django.db import transaction
    from django.utils.timezone import now

    from sahelapp.catalogue import editions
    from sahelapp.timeline.models import Event, EventVersion

    with transaction.atomic():
        _fill_names()
        there = set(Event.objects.filter(slug__startswith="bench-").values_list("slug", flat=True))
        wanted = [value for value in values(count) if value["slug"] not in there]
        events = Event.objects.bulk_create(map(_draft, wanted), batch_size=500)
        moment = now()
        told = {"live_from": moment, "published_at": moment, "channel": "bench", "number": 1}
        EventVersion.objects.bulk_create(
            (
                EventVersion(draft=event, value=value, rendered=_rendered(value), **told)
                for event, value in zip(events, wanted, strict=True)
            ),
            batch_size=500,
        )
        editions.begin()
    return len(wanted)


def _fill_names() -> None:
    from sahelapp.evidence.models import Actor, Place, Source
    from sahelapp.timeline.models import Theme

    themes = enumerate(THEMES.items())
    rows: list[Any] = [Theme(slug=slug, name_en=en, name_fr=fr, position=n) for n, (slug, (en, fr)) in themes]
    rows += [
        Actor(slug=f"bench-actor-{n}", kind="person", name_en=f"Actor {n}", name_fr=f"Acteur {n}")
        for n in range(ACTORS)
    ]
    rows += [
        Place(slug=f"bench-place-{n}", name_en=f"Town {n}", name_fr=f"Ville {n}", lat=12 + n % 8, lon=n % 9 - 8)
        for n in range(PLACES)
    ]
    rows += [
        Source(slug=f"bench-source-{n}", publisher="The bench", title=f"Salt {n}", url=f"https://example.org/{n}")
        for n in range(SOURCES)
    ]
    for model in (Theme, Actor, Place, Source):
        model._default_manager.bulk_create([row for row in rows if isinstance(row, model)], ignore_conflicts=True)


def _draft(value: dict[str, Any]) -> Any:
    """The draft behind a version, without what it is related to: pages read versions."""
    from sahelapp.timeline.models import Event

    names = ("title", "summary", "disputed")
    texts = {f"{name}_{language}": value[name][language] for name in names for language in ("en", "fr")}
    texts |= {"date": value["date"], "end": value["end"] or ""}
    return Event(slug=value["slug"], confidence=value["confidence"], **texts)


def _rendered(value: dict[str, Any]) -> dict[str, Any]:
    """As publishing stores texts without links or notes."""
    return {
        name: {
            language: {"html": f"<p>{words}</p>", "sources": [], "mentions": []}
            for language, words in value[name].items()
        }
        for name in ("summary", "disputed")
        if any(value[name].values())
    }


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahelapp.settings")
    django.setup()
    print(f"{fill(int(sys.argv[1]))} events published")
