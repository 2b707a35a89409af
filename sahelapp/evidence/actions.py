"""Writing sources, actors, places, terms and figures: from files, and after an edit by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from quizzes.engine.problems import Problem
from sahelapp.catalogue import actions as catalogue
from sahelapp.evidence import listings
from sahelapp.evidence.models import Evidence
from sahelapp.evidence.rows import ACTORS, FIGURES, PLACES, SOURCES, TERMS, Row, Shape


@dataclass(slots=True)
class Loaded:
    """What came of loading: how many rows are new, changed or as before, and which were changed by hand and left."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: list[Problem] = field(default_factory=list)


@transaction.atomic
def load(shape: Shape, rows: Iterable[Row]) -> Loaded:
    """Make the table say what these rows say. Twice is once; what a person changed here since stays, and is told.

    Rows that the file no longer has stay too: texts may still cite them.
    """
    loaded, written = Loaded(), []
    there = {thing.slug: thing for thing in shape.model._default_manager.all()}
    for row in rows:
        slug = str(row[shape.id_key])
        thing, known = there.get(slug) or shape.model(), slug in there
        if known and not _follows(shape, thing, row, loaded):
            continue
        for name, value in shape.fields(row).items():
            setattr(thing, name, value)
        thing.loaded_hash = shape.fingerprint(row)
        thing.save()
        written.append(thing)
        loaded.updated += known
        loaded.created += not known
    catalogue.enter_all(filter(None, map(listings.of, written)))
    return loaded


def _follows(shape: Shape, thing: Evidence, row: Row, loaded: Loaded) -> bool:
    """Whether the row in the database is to be written again, which only rows untouched since their loading are."""
    here, in_file = shape.fingerprint(shape.row(thing)), shape.fingerprint(row)
    if here == in_file:
        # Somebody may have typed here what the file says by now: that ends the conflict.
        if thing.loaded_hash != in_file:
            shape.model._default_manager.filter(pk=thing.pk).update(loaded_hash=in_file)
        loaded.unchanged += 1
        return False
    if here != thing.loaded_hash:
        loaded.conflicts.append(Problem("row-changed-here", thing.slug, shape.file))
        return False
    return True


def dump(shape: Shape) -> list[dict[str, Any]]:
    """The rows as files hold them, in the order in which they came."""
    return [shape.row(thing) for thing in shape.model._default_manager.order_by("pk")]


def load_sources(rows: Iterable[Row]) -> Loaded:
    """Load content/sources.yaml."""
    return load(SOURCES, rows)


def load_actors(rows: Iterable[Row]) -> Loaded:
    """Load content/actors.yaml."""
    return load(ACTORS, rows)


def load_places(rows: Iterable[Row]) -> Loaded:
    """Load content/places.yaml."""
    return load(PLACES, rows)


def load_terms(rows: Iterable[Row]) -> Loaded:
    """Load content/terms.yaml."""
    return load(TERMS, rows)


def load_figures(rows: Iterable[Row]) -> Loaded:
    """Load content/figures.yaml."""
    return load(FIGURES, rows)


def dump_sources() -> list[dict[str, Any]]:
    """The rows of content/sources.yaml."""
    return dump(SOURCES)


def dump_actors() -> list[dict[str, Any]]:
    """The rows of content/actors.yaml."""
    return dump(ACTORS)


def dump_places() -> list[dict[str, Any]]:
    """The rows of content/places.yaml."""
    return dump(PLACES)


def dump_terms() -> list[dict[str, Any]]:
    """The rows of content/terms.yaml."""
    return dump(TERMS)


def dump_figures() -> list[dict[str, Any]]:
    """The rows of content/figures.yaml."""
    return dump(FIGURES)


@transaction.atomic
def keep(thing: Evidence) -> None:
    """Save what a person edited, and tell the catalogue."""
    thing.save()
    if listing := listings.of(thing):
        catalogue.enter(listing)


@transaction.atomic
def remove(thing: Evidence) -> None:
    """Delete a row that nobody needs, and take it out of the catalogue."""
    catalogue.forget(thing.kind_of_entry, thing.slug)
    thing.delete()
