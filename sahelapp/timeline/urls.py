from django.urls import path
from django.views.decorators.http import require_safe

from sahelapp.timeline import embedding, exporting, views
from sahelapp.timeline.exchange_view import exchange
from sahelapp.timeline.feed import EventFeed

app_name = "timeline"
urlpatterns = [
    path("", views.index, name="index"),
    path("feed.atom", require_safe(EventFeed()), name="feed"),
    path("exchange/", exchange, name="exchange"),
    path("events.csv", exporting.csv, name="csv"),
    path("events.json", exporting.json, name="json"),
    path("timelinejs.json", exporting.timelinejs_json, name="timelinejs"),
    path("anniversaries.ics", exporting.ics, name="ics"),
    path("oembed.json", embedding.oembed, name="oembed"),
    path("<slug:slug>/", views.event, name="event"),
]
