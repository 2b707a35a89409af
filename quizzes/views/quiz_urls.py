"""Public pages of quizzes, and the private ones of a sitting."""

from django.urls import path

from quizzes.views import ending, paper, play, quizzes

urlpatterns = [
    path("quizzes/", quizzes.index, name="index"),
    path("quizzes/<slug:slug>/", quizzes.quiz, name="quiz"),
    path("quizzes/<slug:slug>/start/", quizzes.start, name="start"),
    path("quizzes/<slug:slug>/print/", paper.paper, name="paper"),
    path("attempts/<uuid:token>/", ending.result, name="result"),
    path("attempts/<uuid:token>/<int:position>/", play.play, name="play"),
    path("attempts/<uuid:token>/<int:position>/flag/", play.flag, name="flag"),
    path("attempts/<uuid:token>/<int:position>/corrected/", play.corrected, name="corrected"),
    path("attempts/<uuid:token>/section/<int:number>/", play.section, name="section"),
    path("attempts/<uuid:token>/page/<int:item>/", play.page, name="page"),
    path("attempts/<uuid:token>/finish/", ending.finish, name="finish"),
    path("attempts/<uuid:token>/again/", ending.again, name="again"),
]
