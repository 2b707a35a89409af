"""The Atom feed of events: the newest thirty, each with its summary, in the language of the path."""

from datetime import UTC, datetime, time

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sahelapp.timeline import reading
from sahelapp.timeline.values import EventValue

NEWEST = 30


class EventFeed(Feed):
    """One entry per event; `updated` is the day on which it began, as far as that is known."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Sahelapp: events of the timeline")

    def link(self) -> str:
        return reverse("timeline:index")

    def items(self) -> list[EventValue]:
        return reading.live(now())[: -NEWEST - 1 : -1]

    def item_title(self, item: EventValue) -> str:
        return f"{item.when.in_words(get_language())}: {item.title(get_language())}"

    def item_description(self, item: EventValue) -> str:
        return item.summaries.in_(get_language())

    def item_link(self, item: EventValue) -> str:
        return reverse("timeline:event", args=[item.slug])

    def item_updateddate(self, item: EventValue) -> datetime:
        return datetime.combine(item.when.earliest, time(), UTC)

    item_pubdate = item_updateddate
