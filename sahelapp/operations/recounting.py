"""Everything that is only a cache, recomputed from what it caches: scores, endings, the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from quizzes.actions import rebuilding, runs
from quizzes.models import Attempt, Run
from sahelapp import plug


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of cache: how many things it holds, and for each of them what differed, in words."""

    name: str
    total: int
    differences: Iterator[list[str]]


def parts(*, check: bool) -> Iterator[Part]:
    """All caches, in the order in which they rest on each other; with `check` nothing is written."""
    yield Part("scores", Attempt.objects.count(), _scores(check=check))
    yield Part("endings", Run.objects.count(), _endings(check=check))
    yield Part("catalogue", 1, iter([list(plug.rebuild_catalogue(check=check))]))


def _scores(*, check: bool) -> Iterator[list[str]]:
    """Each score that its answers do not bear out."""
    for differences in rebuilding.rebuild_each(check=check):
        yield [f"{one.where}: stored {one.stored}, recounted {one.recounted}" for one in differences]


def _endings(*, check: bool) -> Iterator[list[str]]:
    """Each ending that the moves do not lead to."""
    for run in Run.objects.whole().iterator(chunk_size=200):
        stored = run.ending or "none"
        with transaction.atomic():
            differs = runs.rebuild(run)
            transaction.set_rollback(check)
        yield [f"run {run.token}, ending: stored {stored}, recounted {run.ending or 'none'}"] if differs else []
