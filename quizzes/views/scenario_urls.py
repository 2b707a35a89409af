"""Public pages of scenarios, and the private ones of a run."""

from django.urls import path

from quizzes.views import debrief, scenario, scenario_run

urlpatterns = [
    path("scenarios/", scenario.scenarios, name="scenarios"),
    path("scenarios/<slug:slug>/", scenario.scenario, name="scenario"),
    path("scenarios/<slug:slug>/start/", scenario.scenario_start, name="scenario_start"),
    path("runs/<uuid:token>/", scenario_run.run, name="run"),
    path("runs/<uuid:token>/result/", debrief.run_result, name="run_result"),
]
