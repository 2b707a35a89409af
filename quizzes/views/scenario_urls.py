"""Public pages of scenarios, and the private ones of runs."""

from django.urls import path

from quizzes.views import debrief, scenario, scenario_pair, scenario_paths, scenario_run

urlpatterns = [
    path("scenarios/", scenario.scenarios, name="scenarios"),
    path("scenarios/<slug:slug>/", scenario.scenario, name="scenario"),
    path("scenarios/<slug:slug>/start/", scenario.scenario_start, name="scenario_start"),
    path("scenarios/<slug:slug>/paths/", scenario_paths.paths, name="scenario_paths"),
    path("scenarios/<slug:slug>/both/", scenario_pair.pair, name="scenario_pair"),
    path("runs/<uuid:token>/", scenario_run.run, name="run"),
    path("runs/<uuid:token>/result/", debrief.run_result, name="run_result"),
    path("runs/<uuid:token>/debrief/", debrief.run_sheet, name="run_sheet"),
    path("runs/<uuid:token>/debrief/<int:number>/", debrief.run_debrief, name="run_debrief"),
]
