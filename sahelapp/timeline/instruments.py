"""What the instruments of moves are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

INSTRUMENT_WORDS: dict[str, Promise] = {
    # Not the statement of a quiz, which is true or false.
    "statement": pgettext_lazy("diplomatic move", "statement"),
    "report": _("report"),
    "demand": _("demand"),
    "accusation": _("accusation"),
    "complaint": _("complaint"),
    "information": _("publication"),
    "cancellation": _("cancellation"),
    "refusal": _("refusal"),
    "summons": _("summons"),
    "recall": _("recall"),
    "persona-non-grata": _("persona non grata"),
    "expulsion": _("expulsion"),
    "arrest": _("arrest"),
    "legal-step": _("legal step"),
    "release": _("release"),
    "coup": _("coup"),
    "sanctions": _("sanctions"),
    "ban": _("ban"),
    "denunciation": _("denunciation of a treaty"),
    "withdrawal": _("withdrawal"),
    "resumption": _("resumption"),
    "travel-advice": _("travel advice"),
    "suspension-operations": _("suspension of operations"),
    "suspension-media": _("suspension of media"),
    "suspension-aid": _("suspension of aid"),
    "suspension-visas": _("suspension of visas"),
    "suspension-flights": _("suspension of flights"),
    "suspension-intelligence": _("suspension of intelligence exchange"),
}
