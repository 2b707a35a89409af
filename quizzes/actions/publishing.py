"""Publishing: a draft becomes an immutable, numbered version. The only place where versions are written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from quizzes.engine.problems import Problem
from quizzes.models.version import Draft, Version
from quizzes.site import render_all, site

ADMIN, FILES = "admin", "files"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the version that now stands (new, or the last one if nothing differed), or what stopped it."""

    version: Version | None
    problems: tuple[Problem, ...] = ()
    is_new: bool = False


def problems(draft: Draft) -> list[Problem]:
    """All that stops this draft from being published; empty when it may be."""
    prose, claims = draft.prose(), set(draft.claims())
    stating = {name: text for name, text in prose.items() if name in claims}
    other = {name: text for name, text in prose.items() if name not in claims}
    unknown = [Problem("reference-unknown", tag, "tags") for tag in site().unknown_tags(getattr(draft, "tags", ()))]
    return [*draft.problems(), *unknown, *site().problems(other), *site().problems(stating, must_cite=True)]


@transaction.atomic
def publish(
    draft: Draft,
    *,
    now: datetime,
    channel: str,
    by: Any | None = None,
    live_from: datetime | None = None,
    also: Callable[[Any], None] = lambda version: None,
) -> Outcome:
    """Write the next version of `draft`, visible from `live_from` (default: `now`); `also` writes what belongs to it.

    A draft that says the same as its last version makes none: publishing twice is publishing once.
    """
    found = problems(draft)
    if found:
        return Outcome(None, tuple(found))
    type(draft)._default_manager.select_for_update().get(pk=draft.pk)
    last = draft.latest()
    value, rendered = draft.to_value(), render_all(draft.prose(), name=draft.slug)
    if last is not None and (last.value, last.rendered) == (value, rendered):
        return Outcome(last)
    version = draft.versions.create(  # type: ignore[attr-defined]
        number=last.number + 1 if last else 1,
        value=value,
        rendered=rendered,
        live_from=live_from or now,
        published_at=now,
        channel=channel,
        publisher=by,
        publisher_name=str(by) if by else "",
    )
    also(version)
    site().published(version)
    return Outcome(version, is_new=True)


def announce(draft: Draft) -> None:
    """Tell the site again what stands, after a draft was withdrawn or brought back."""
    if (last := draft.latest()) is not None:
        site().published(last)
