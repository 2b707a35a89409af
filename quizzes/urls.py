"""Public pages of quizzes and scenarios, and the private ones of a sitting or a run."""

from django.urls import include, path

app_name = "quizzes"
urlpatterns = [
    path("", include("quizzes.views.quiz_urls")),
    path("", include("quizzes.views.scenario_urls")),
]
