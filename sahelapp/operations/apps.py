from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Management commands and what `check` tells operators; no tables."""

    name = "sahelapp.operations"
    label = "operations"

    def ready(self) -> None:
        from sahelapp.operations import checks  # noqa: F401  (registers the system check)
