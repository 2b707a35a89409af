"""What a column can hold. SQLite keeps longer words than a column is declared for; PostgreSQL refuses them."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Field, Model

from quizzes.engine.problems import Problem

_SENTENCES = {"max_length": "value-too-long", "invalid": "slug-shape"}


def unfit(model: type[Model], values: Mapping[str, Any]) -> Iterator[Problem]:
    """What of `values`, by field, the fields of `model` refuse; `where` is the field, "title (en)" for `title_en`."""
    for name, value in values.items():
        field = cast(Field, model._meta.get_field(name))
        try:
            field.run_validators(value)
        except ValidationError as refused:
            says = _SENTENCES.get(str(refused.error_list[0].code), "row-value-refused")
            detail = {"value-too-long": str(field.max_length), "slug-shape": str(value)}
            yield Problem(says, detail.get(says, f"{name}: {value}"), _where(name))


def _where(name: str) -> str:
    base, _, language = name.rpartition("_")
    return f"{base} ({language})" if language in ("en", "fr") else name
