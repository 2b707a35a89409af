"""What the timeline lends to questions made from it: the events of a selection, as moments."""

from datetime import datetime
from urllib.parse import parse_qsl

from quizzes.engine.from_moments import Moment
from quizzes.engine.text import LANGUAGES, Text
from sahelapp.timeline import reading
from sahelapp.timeline.filters import TimelineFilter
from sahelapp.timeline.values import EventValue


def selected(key: str, now: datetime) -> tuple[Moment, ...]:
    """The sourced events that the query string of a timeline page finds, in either language; all for an empty one.

    A theme or actor that does not exist finds nothing: readers are shown more than they asked for rather
    than an empty page, but nobody is asked about events that the author did not mean.
    """
    query = dict(parse_qsl(key.removeprefix("?")))
    given = query.values()
    wanted = TimelineFilter.from_query(query, themes=given, actors=given, places=given)
    return tuple(_moment(event) for event in reading.live(now) if event.sources and _is_wanted(event, wanted))


def _is_wanted(event: EventValue, wanted: TimelineFilter) -> bool:
    return any(wanted.admits(event, language) for language in LANGUAGES)


def _moment(event: EventValue) -> Moment:
    """Its beginning: a duration is no doubt about when it began."""
    start = event.when.start
    when = Text(*(event.when.in_words(language) for language in LANGUAGES))
    return Moment(event.slug, event.titles, start.earliest, start.latest, when, event.sources)
