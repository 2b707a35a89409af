"""Everything that is only a cache, recomputed from what it caches: scores, endings, the catalogue."""

from collections.abc import Iterator

from django.db import transaction

from quizzes.actions import rebuilding, runs
from quizzes.models import Run
from sahelapp import plug


def scores(*, check: bool) -> Iterator[str]:
    """Each score that its answers do not bear out."""
    for differences in rebuilding.rebuild_each(check=check):
        yield from (f"{one.where}: stored {one.stored}, recounted {one.recounted}" for one in differences)


def endings(*, check: bool) -> Iterator[str]:
    """Each ending that the moves do not lead to."""
    for run in Run.objects.whole().iterator(chunk_size=200):
        stored = run.ending or "none"
        with transaction.atomic():
            differs = runs.rebuild(run)
            transaction.set_rollback(check)
        if differs:
            yield f"run {run.token}, ending: stored {stored}, recounted {run.ending or 'none'}"


def catalogue(*, check: bool) -> Iterator[str]:
    """Each entry or mention that is missing, stale or too many."""
    yield from plug.rebuild_catalogue(check=check)
