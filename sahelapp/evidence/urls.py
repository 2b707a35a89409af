from django.urls import path

from sahelapp.evidence import views

app_name = "evidence"
urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("actors/", views.actors, name="actors"),
    path("actors/<slug:slug>/", views.actor, name="actor"),
    path("terms/", views.terms, name="terms"),
    path("terms/<slug:slug>/", views.term, name="term"),
    path("places/", views.places, name="places"),
    path("places/<slug:slug>/", views.place, name="place"),
]
