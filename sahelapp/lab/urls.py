from django.urls import path

from sahelapp.lab import views

app_name = "lab"
urlpatterns = [
    path("", views.index, name="index"),
    path("steps/<slug:slug>/", views.step, name="step"),
    path("play/", views.play_by_hand, name="play_by_hand"),
    path("play/new/", views.new_game, name="new_game"),
    path("match/", views.match, name="match"),
    path("tournament/", views.tournament, name="tournament"),
]
