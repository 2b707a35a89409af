from django.apps import AppConfig

# A package's own module lists nothing, so each desk is named; one that does not exist yet is passed over.
DESKS = ("question", "quiz", "scenario", "attempt", "run")


class QuizzesConfig(AppConfig):
    """Loads the system checks and the teacher's desk."""

    name = "quizzes"
    label = "quizzes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from quizzes import checks  # noqa: F401  (registers the system checks)

        autodiscover_modules(*(f"authoring.{desk}" for desk in DESKS))
