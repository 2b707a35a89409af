"""The map: where the events of a selection happened."""

from dataclasses import replace
from typing import Any

from django.urls import reverse

from sahelapp.evidence.models import Place
from sahelapp.timeline.locator.layout import on_map
from sahelapp.timeline.locator.marks import PlaceOnMap
from sahelapp.timeline.selection import Selection


def mapped(asked: Selection) -> dict[str, Any]:
    """What the map adds to the page: every place of the selection, wherever it was narrowed to, with its events."""
    anywhere = replace(asked.wanted, place="")
    events = [event for event in asked.known if anywhere.admits(event, asked.language)]
    found = Place.objects.filter(slug__in={event.place for event in events if event.place})

    def address(slug: str) -> str:
        return reverse("timeline:index") + asked.query(view="list", place=slug)

    return {"places": on_map(found, events, address)}


def spot(place: Place, *, is_frozen: bool) -> list[PlaceOnMap]:
    """One place for the small map of a card. Frozen to a day, it leads nowhere: pages of places tell of every day."""
    address = "" if is_frozen else reverse("evidence:place", args=[place.slug])
    return [PlaceOnMap(place.slug, place.name, place.lat, place.lon, 0, address, place.approximate)]
