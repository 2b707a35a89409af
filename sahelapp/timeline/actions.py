"""Writing the timeline from files: themes, and the drafts of events with what they are related to."""

from collections.abc import Iterable, Sequence

from django.db import models, transaction

from quizzes.engine.problems import Problem
from sahelapp.evidence.actions import Loaded
from sahelapp.evidence.models import Actor, Place, Source
from sahelapp.timeline import rows
from sahelapp.timeline.models import Event, Position, Theme, in_order
from sahelapp.timeline.rows import Row


@transaction.atomic
def load_themes(given: Iterable[Row]) -> Loaded:
    """Make the themes say what these rows say, in this order; what a person changed here since stays, and is told."""
    loaded, there = Loaded(), Theme.objects.in_bulk(field_name="slug")
    for position, row in enumerate(given):
        theme, said = there.get(row["slug"]), rows.theme_hash(position, row)
        here = rows.theme_hash(theme.position, rows.theme_row(theme)) if theme else None
        if theme and here not in (said, theme.loaded_hash):
            loaded.conflicts.append(Problem("row-changed-here", theme.slug, "themes.yaml"))
        elif theme and here == said == theme.loaded_hash:
            loaded.unchanged += 1
        else:
            names = {"name_en": row["name_en"], "name_fr": row["name_fr"]}
            defaults = {**names, "position": position, "loaded_hash": said}
            Theme.objects.update_or_create(slug=row["slug"], defaults=defaults)
            loaded.created += theme is None
            loaded.updated += theme is not None
    return loaded


@transaction.atomic
def keep_event(row: Row) -> Event:
    """Write the draft of an event, found again by its id. Publishing is another step."""
    place = Place.objects.get(slug=row["place"]) if row.get("place") else None
    event, _ = Event.objects.update_or_create(slug=row["id"], defaults={**rows.fields(row), "place": place})
    _relate(event, "themes", Theme, row["theme"])
    _relate(event, "actors", Actor, row.get("actors") or ())
    _relate(event, "sources", Source, row["sources"])
    event.positions.all().delete()
    for order, one in enumerate(row.get("positions") or ()):
        _keep_position(event, order, one)
    return event


def _keep_position(event: Event, order: int, row: Row) -> None:
    said = {key: row[key] for key in rows.POSITION_KEYS if key != "sources"}
    position = Position.objects.create(event=event, order=order, **said)
    _relate(position, "sources", Source, row.get("sources") or ())


def _relate(thing: models.Model, field: str, target: type[models.Model], slugs: Sequence[str]) -> None:
    """Point at these, in this order: rows between two tables stand in the order in which a file names them."""
    if in_order(thing, field) == list(slugs):
        return
    through = getattr(thing, field).through
    here, there = f"{thing._meta.model_name}_id", f"{target._meta.model_name}_id"
    through.objects.filter(**{here: thing.pk}).delete()
    found = target._default_manager.in_bulk(list(slugs), field_name="slug")
    through.objects.bulk_create(through(**{here: thing.pk, there: found[slug].pk}) for slug in slugs)
