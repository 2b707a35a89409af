"""Fields for numbers and weights, typed as people of the author's language type them."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from quizzes.engine.numbers import read_number
from quizzes.engine.weights import is_part, read_weight


def read(typed: str) -> Decimal:
    """The number an author typed, or a `ValidationError` that says how to write it."""
    if (number := read_number(typed, decimal_sign())) is None:
        sign = _("a comma") if decimal_sign() == "," else _("a point")
        words = _("This is not a number, or can be read as two. Write digits, with %(sign)s for decimals.")
        raise ValidationError(words, params={"sign": sign})
    return number


def shown(stored: Any) -> str:
    """A stored number as the author's language writes it; what is none stays as it is."""
    number = read_number(str(stored), ".")
    return str(stored) if number is None else f"{number:f}".replace(".", decimal_sign())


def decimal_sign() -> str:
    """How the author's language marks decimals."""
    return "," if get_format("DECIMAL_SEPARATOR") == "," else "."


class NumberField(forms.CharField):
    """A number, stored as digits with a point. An empty one is an empty text: drafts may be unfinished."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        return f"{read(typed):f}" if typed else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or "") != (data or "").strip()


class WeightField(forms.CharField):
    """What an answer is worth: 1/2, 50 %, 0.5 and 0,5 are the same. An empty one is full marks."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("weight"))
        kwargs.setdefault("help_text", _("Empty is full marks. Half of them: 1/2, 0.5 or 50 %."))
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        return weight(typed) if typed else ""


class CountsField(forms.CharField):
    """How much a part counts beside others: any share or number above nothing. An empty one is 1."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = "".join((super().to_python(value) or "").split()).replace(",", ".")
        if typed and not read_weight(typed):
            words = _("“%(typed)s” is not a number above 0. Write 2, 1.5 or 1/2.")
            raise ValidationError(words, params={"typed": value})
        return typed


def weight(typed: str) -> str:
    """A weight as it is stored, `1/2` or `0.5`, or a `ValidationError` that says how to write one."""
    plain = "".join(typed.split()).replace(",", ".")
    number = read_number(plain.removesuffix("%"), ".") if plain.endswith("%") else None
    stored = plain if number is None else str(Fraction(number) / 100)
    if not is_part(read_weight(stored)):
        words = _("“%(typed)s” is not a weight. Write a share of full marks: 1/2, 0.5 or 50 %%.")
        raise ValidationError(words, params={"typed": typed})
    return stored
