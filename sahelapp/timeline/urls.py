from django.urls import path
from django.views.decorators.http import require_safe

from sahelapp.timeline import views
from sahelapp.timeline.feed import EventFeed

app_name = "timeline"
urlpatterns = [
    path("", views.index, name="index"),
    path("feed.atom", require_safe(EventFeed()), name="feed"),
    path("<slug:slug>/", views.event, name="event"),
]
