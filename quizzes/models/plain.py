"""Rows in plain SQL, for the few questions that every request asks: compiling one anew costs more than its answer."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def rows[M: models.Model](model: type[M], where: str, **values: Any) -> "models.query.RawQuerySet[M]":
    """The rows of a model for which `where` holds.

    `where` is our own words, never a visitor's: `%(name)s` stands for one of the values, each that of the model's field
    of the same name. `among` writes the keys of an `IN`.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    prepared = {name: _prepared(model, name, value) for name, value in values.items()}
    return model._default_manager.raw(f"SELECT * FROM {table} WHERE {where}", prepared)


def _prepared(model: type[models.Model], name: str, value: Any) -> Any:
    return model._meta.get_field(name).get_db_prep_value(value, connection)  # type: ignore[union-attr]


def among(keys: Sequence[int]) -> str:
    """The keys of rows as SQL writes a list, for `IN`. There must be one at least."""
    return ", ".join(str(int(key)) for key in keys)
