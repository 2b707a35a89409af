"""Public pages of quizzes, and the private ones of a sitting."""

from django.urls import path

from quizzes.views import ending, play, quizzes

urlpatterns = [
    path("quizzes/", quizzes.index, name="index"),
    path("quizzes/<slug:slug>/", quizzes.quiz, name="quiz"),
    path("quizzes/<slug:slug>/start/", quizzes.start, name="start"),
    path("attempts/<uuid:token>/", ending.result, name="result"),
    path("attempts/<uuid:token>/<int:position>/", play.play, name="play"),
    path("attempts/<uuid:token>/finish/", ending.finish, name="finish"),
]
