"""A small exchange of our own for the record."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

BEFORE = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def publish_move(db) -> Callable[..., None]:
    """Publish an event that is one move."""
    from sahelapp.timeline.models import Event, EventVersion

    def publish(day: str, mover: str = "paris", target: str = "bamako", instrument: str = "expulsion") -> None:
        slug = f"{mover}-{instrument}-{day}"
        move = {
            **{"slug": slug, "mover": mover, "target": target, "instrument": instrument, "date": day},
            **dict.fromkeys(("date_latest", "announced", "effective", "size")),
            **dict.fromkeys(("reply_to", "reply_source", "row"), ""),
            **{name: {"en": "", "fr": ""} for name in ("what", "movers", "reason", "note")},
            **{"confidential": False, "sources": []},
        }
        draft = Event.objects.create(slug=slug, date=day)
        value = draft.to_value() | {"title": {"en": slug, "fr": slug}, "moves": [move]}
        EventVersion.objects.create(draft=draft, number=1, live_from=BEFORE, published_at=BEFORE, value=value)

    return publish
