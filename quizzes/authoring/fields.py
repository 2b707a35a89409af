"""Form fields that several desks share."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class LinesField(forms.CharField):
    """A text of several lines. Browsers end lines with two characters; a text sent back unchanged has not changed."""

    def to_python(self, value: Any) -> Any:
        words = super().to_python(value)
        return words.replace("\r\n", "\n") if isinstance(words, str) else words


class TagsField(forms.CharField):
    """A list of short names, typed with commas between them."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})

    def __init__(self, *, label: Any, **kwargs: Any) -> None:
        kwargs["label"] = capfirst(label)
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "help_text", _("Short names of themes with commas between them: diplomatic-rupture, sanctions.")
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys(filter(None, (tag.strip() for tag in re.split(r"[,\n]", value or "")))))

    def validate(self, value: Any) -> None:
        for tag in value:
            if not SLUG.fullmatch(tag):
                raise ValidationError(
                    _("“%(tag)s” is not a short name: use a-z, digits and hyphens."), params={"tag": tag}
                )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)
