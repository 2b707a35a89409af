from django.apps import AppConfig


class LabConfig(AppConfig):
    """No tables; an app for its template tags."""

    name = "sahelapp.lab"
    label = "lab"
