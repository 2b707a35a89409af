"""Writing the timeline from files: themes, eras, and the drafts of events with what they are related to."""

from collections.abc import Callable, Iterable, Sequence

from django.db import models, transaction

from quizzes.engine.problems import Problem
from sahelapp.evidence.actions import Loaded
from sahelapp.evidence.models import Actor, Place, Source
from sahelapp.timeline import move_rows, rows
from sahelapp.timeline.models import Era, Event, Move, Position, Theme, in_order
from sahelapp.timeline.rows import Row


@transaction.atomic
def load_themes(given: Iterable[Row]) -> Loaded:
    """Make the themes say what these rows say, in this order; what a person changed here since stays, and is told."""

    def keep(theme: Theme, position: int, row: Row) -> None:
        theme.name_en, theme.name_fr, theme.position = row["name_en"], row["name_fr"], position
        theme.save()

    return _load(Theme, given, "themes.yaml", said=rows.theme_said, here=rows.theme_here, keep=keep)


@transaction.atomic
def load_eras(given: Iterable[Row]) -> Loaded:
    """Make the eras say what these rows say; what a person changed here since stays, and is told."""

    def keep(era: Era, position: int, row: Row) -> None:
        for key in move_rows.ERA_KEYS[1:-1]:
            setattr(era, key, row.get(key) or "")
        era.save()
        _relate(era, "sources", Source, row["sources"])

    return _load(Era, given, "eras.yaml", said=move_rows.era_said, here=move_rows.era_here, keep=keep)


def _load[M: (Theme, Era)](
    model: type[M],
    given: Iterable[Row],
    file: str,
    *,
    said: Callable[[int, Row], str],
    here: Callable[[M], str],
    keep: Callable[[M, int, Row], None],
) -> Loaded:
    """`said` and `here` give equal fingerprints for a row and a thing that say the same."""
    loaded, there = Loaded(), model._default_manager.in_bulk(field_name="slug")
    for position, row in enumerate(given):
        thing, wanted = there.get(row["slug"]), said(position, row)
        found = here(thing) if thing else None
        if thing and found not in (wanted, thing.loaded_hash):
            loaded.conflicts.append(Problem("row-changed-here", thing.slug, file))
        elif thing and found == wanted == thing.loaded_hash:
            loaded.unchanged += 1
        else:
            loaded.created += thing is None
            loaded.updated += thing is not None
            kept = thing or model(slug=row["slug"])
            kept.loaded_hash = wanted
            keep(kept, position, row)
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
    event.moves.all().delete()
    for one in sorted(row.get("moves") or (), key=move_rows.ladder):
        _keep_move(event, one)
    return event


def _keep_move(event: Event, row: Row) -> None:
    source = Source.objects.get(slug=row["reply_source"]) if row.get("reply_source") else None
    move = Move.objects.create(event=event, reply_source=source, **move_rows.fields(row))
    _relate(move, "sources", Source, row.get("sources") or ())


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
