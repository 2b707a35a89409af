from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# A package's own module lists nothing, so each desk is named.
DESKS = ("question", "quiz", "scenario", "attempt", "run")


class QuizzesConfig(AppConfig):
    """Loads the system checks and the teacher's desk."""

    name = "quizzes"
    label = "quizzes"
    verbose_name = _("quizzes and scenarios")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from quizzes import checks  # noqa: F401  (registers the system checks)

        autodiscover_modules(*(f"authoring.{desk}" for desk in DESKS))
