"""How typed words and numbers are read: the parts that several kinds ask for."""

from django.utils.translation import gettext_lazy as _

from quizzes.authoring.forms import parts

CASE = parts.tick("case", _("capitals matter"), _("Otherwise “gao” is as good as “Gao”."))
ACCENTS = parts.tick("accents", _("accents matter"), _("Otherwise “Segou” is as good as “Ségou”."))
TOLERANCE = parts.number("tolerance", _("tolerance"), _("How far off is still right. Empty or 0: exactly."))
RELATIVE = parts.tick(
    "relative", _("tolerance as a share"), _("The tolerance is a share of the number: 0.05 is five per cent of it.")
)
UNIT = parts.text("unit", _("unit"), rows=1)
