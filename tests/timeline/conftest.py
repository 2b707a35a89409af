"""A small timeline of our own: what happened is invented, how it is told is not."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from quizzes.actions import publishing

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def make_event(db) -> Callable:
    """Make and publish an event."""
    from sahelapp.timeline.models import Event

    def make(slug: str = "salt-road", date: str = "2022-01-31", **fields: str):
        texts = {
            "title_en": f"The {slug} opens",
            "title_fr": f"Ouverture de {slug}",
            "summary_en": "Caravans pass again.",
            "summary_fr": "Les caravanes passent de nouveau.",
        }
        event = Event.objects.create(slug=slug, date=date, **{**texts, **fields})
        outcome = publishing.publish(event, now=NOW, channel=publishing.FILES)
        assert outcome.version, outcome.problems
        return event

    return make


@pytest.fixture
def make_sourced(make_event):
    """Make and publish an event that the gazette tells, filed under a theme where one is named."""
    from sahelapp.evidence import actions as evidence
    from sahelapp.evidence.models import Source
    from sahelapp.timeline.models import Theme

    source = {"publisher": "P", "title": "T", "url": "https://example.org/", "language": "en", "kind": "newspaper"}
    evidence.load_sources([{"id": "gazette", **source}])
    trade = Theme.objects.create(slug="trade", name_en="Trade", name_fr="Commerce")

    def make(slug: str, date: str, *, theme: bool = False, **fields: str):
        event = make_event(slug, date, **fields)
        event.sources.set(Source.objects.filter(slug="gazette"))
        event.themes.set([trade] if theme else [])
        publishing.publish(event, now=NOW, channel=publishing.FILES)
        return event

    return make
