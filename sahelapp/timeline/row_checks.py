"""What any row of our files must hold: the keys we know, none missing, and values that fit their columns."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from django.db.models import Model

from quizzes.engine.problems import Problem
from quizzes.models.fitting import unfit


def keys_problems(row: Mapping[str, Any], keys: tuple[str, ...], optional: AbstractSet[str]) -> Iterator[Problem]:
    """Keys that nobody knows, keys that are missing, and texts that are none."""
    yield from (Problem("row-key-unknown", str(key), str(key)) for key in row if key not in keys)
    for key in keys:
        if key not in optional and row.get(key) in (None, "", []):
            yield Problem("row-key-missing", key, key)
    for key in keys:
        if key.endswith(("_en", "_fr")) and not isinstance(row.get(key) or "", str):
            yield Problem("shape-words", str(row[key]), key)


def unfit_problems(model: type[Model], values: Mapping[str, Any], *, ident: str = "slug") -> Iterator[Problem]:
    """Values that their columns cannot hold, with the key of the file as the place; `ident` is that of the slug."""
    for problem in unfit(model, {name: str(value) for name, value in values.items()}):
        where = problem.where.replace(" (", "_").rstrip(")")
        yield replace(problem, where=ident if where == "slug" else where)


def fingerprint(said: list[Any]) -> str:
    """Equal for rows that say the same."""
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
