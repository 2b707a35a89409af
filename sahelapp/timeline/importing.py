"""Events from a file into drafts: everything is checked first, then all of it is kept in one transaction, or nothing.

What a file does not carry stays as it is here. A draft may still lack a language, its themes or its sources; such an
event is told as incomplete and never published.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from quizzes.actions import publishing
from quizzes.engine.problems import Problem
from quizzes.engine.text import LANGUAGES, Text, fold
from quizzes.site import site
from sahelapp.evidence.models import Actor, Place, Source
from sahelapp.evidence.prose import LONGEST
from sahelapp.timeline import actions, move_rows, rows
from sahelapp.timeline.formats.given import Given, Parsed, unusable
from sahelapp.timeline.models import Event, EventVersion, Move, Theme

Progress = Callable[[str, int, int], None]
Known = dict[str, AbstractSet[str]]

_MODELS = {"theme": Theme, "actor": Actor, "place": Place, "source": Source, "event": Event, "move": Move}
_PROSE = ("summary", "later", "disputed")
_PAIRS = ("title", *_PROSE)
_STAND_IN = "?"  # no slug of anything
_NEW: Mapping[str, Any] = {"confidence": Event.Confidence.LOW.value, "theme": [], "sources": []}


@dataclass(slots=True)
class Report:
    """What came of a file. With problems nothing was kept. `changed` says which keys, by id.

    `notes` stop nothing: what was left out, and what an event still lacks.
    """

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    unchanged: int = 0
    published: int = 0


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One event as it shall be: its whole row, whether that differs from what is here, and whether it lacks nothing."""

    given: Given
    row: dict[str, Any]
    differs: bool
    is_complete: bool


class _Stopped(Exception):
    """Publishing found what checking had not: roll everything back."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def _silent(part: str, done: int, total: int) -> None:
    return None


def load(
    parsed: Parsed, *, now: datetime, only_check: bool = False, publish: bool = False, progress: Progress = _silent
) -> Report:
    """Keep the events of a file as drafts; with `publish`, publish those that lack nothing. Twice is once."""
    report = Report(problems=list(parsed.problems), notes=list(parsed.left_out))
    checking = _Checking(parsed, report)
    all_wanted: list[_Wanted] = []
    for done, given in enumerate(parsed.events, 1):
        if wanted := checking.wanted(given):
            all_wanted.append(wanted)
        progress("checked", done, len(parsed.events))
    report.problems.sort(key=lambda problem: problem.line or 0)
    if report.problems or only_check:
        return report
    try:
        with transaction.atomic():
            for done, wanted in enumerate(all_wanted, 1):
                report.published += _keep(wanted, now, publish=publish)
                progress("kept", done, len(all_wanted))
    except _Stopped as stopped:
        return Report(problems=stopped.problems)
    return report


def _keep(wanted: _Wanted, now: datetime, *, publish: bool) -> bool:
    """Whether a new version came of it."""
    if wanted.differs:
        actions.keep_event(wanted.row)
    if not (publish and wanted.is_complete):
        return False
    draft = Event.objects.get(slug=wanted.row["id"])
    outcome = publishing.publish(draft, now=now, channel=publishing.FILES)
    if outcome.version is None:
        given = wanted.given
        raise _Stopped(
            [Problem(one.says, one.detail, f"{given.place}, {one.where}", given.line) for one in outcome.problems]
        )
    return outcome.is_new


class _Checking:
    """Row by row: what is wrong with it, what it lacks, and what it changes; all told in the report."""

    def __init__(self, parsed: Parsed, report: Report) -> None:
        self._names, self._report = parsed.names, report
        slugs = [str(given.row.get("id") or "") for given in parsed.events]
        moves = [str(move.get("id")) for given in parsed.events for move in given.row.get("moves") or ()]
        self._times, self._move_times = Counter(slugs), Counter(moves)
        self._here: dict[str, Event] = Event.objects.in_bulk(list(self._times), field_name="slug")
        self._event_of = dict(Move.objects.filter(slug__in=self._move_times).values_list("slug", "event__slug"))
        published = EventVersion.objects.filter(draft__slug__in=self._here) if parsed.spares_published else ()
        self._spared = {version.draft_id for version in published}
        there = {kind: set(model._default_manager.values_list("slug", flat=True)) for kind, model in _MODELS.items()}
        self._known: Known = there | {"event": there["event"] | set(slugs), "move": there["move"] | set(moves)}
        lacking = {kind: there[kind] | {_STAND_IN} for kind in ("theme", "source")}
        self._known_or_lacking: Known = self._known | lacking
        self._themes = {
            fold(name): theme.slug
            for theme in Theme.objects.all()
            for name in (theme.slug, theme.name_en, theme.name_fr)
        }

    def wanted(self, given: Given) -> _Wanted | None:
        """The event as it shall be; None where it cannot be kept (the report has problems) or is spared."""
        draft = self._here.get(str(given.row.get("id")))
        if draft and draft.pk in self._spared:
            self._note("published-stays", draft.slug, given)
            self._report.unchanged += 1
            return None
        here = rows.event_row(draft) if draft else None
        row = {**(here or _NEW), "precision": None, **_unix(given.row)}
        self._group(given, row, here)
        lacking = _lacking(row)
        if found := self._problems(row, given):
            self._report.problems += found
            return None
        kept = rows.as_kept(row)
        if lacking:
            self._note("incomplete", ", ".join(map(self._name, lacking)), given)
        return _Wanted(given, kept, self._count(kept, here), not lacking)

    def _count(self, kept: dict[str, Any], here: dict[str, Any] | None) -> bool:
        """Tell what becomes of the event; whether anything does."""
        differing = [key for key, value in kept.items() if here is None or here[key] != value]
        if here is None:
            self._report.created.append(kept["id"])
        elif differing:
            self._report.changed[kept["id"]] = [self._name(key) for key in differing]
        else:
            self._report.unchanged += 1
        return bool(differing)

    def _group(self, given: Given, row: dict[str, Any], here: dict[str, Any] | None) -> None:
        """A group is a theme where it has the name of one; it takes no other theme away."""
        if not given.group:
            return
        theme = self._themes.get(fold(given.group))
        if theme is None:
            self._note("group-unknown", given.group, given)
        elif theme not in row["theme"]:
            row["theme"] = [*row["theme"], theme]

    def _problems(self, row: dict[str, Any], given: Given) -> list[Problem]:
        found = [*_unkept(row)] or [*self._of_row(row), *self._of_moves(row, given), *self._of_prose(row)]
        return list(dict.fromkeys(self._placed(problem, given) for problem in found))

    def _of_row(self, row: dict[str, Any]) -> list[Problem]:
        whole = {key: value for key, value in _as_if_whole(row).items() if key != "moves"}
        found = rows.event_problems(whole, self._known_or_lacking)
        if row.get("id") and self._times[row["id"]] > 1:
            found.append(Problem("row-twice", str(row["id"]), "id"))
        return found

    def _of_moves(self, row: dict[str, Any], given: Given) -> list[Problem]:
        found: list[Problem] = []
        for number, move in enumerate(given.row.get("moves") or (), 1):
            here = [*move_rows.move_problems(move, self._known)]
            if self._move_times[str(move.get("id"))] > 1:
                here.append(Problem("row-twice", str(move["id"]), "id"))
            if self._event_of.get(str(move.get("id")), row["id"]) != row["id"]:
                here.append(Problem("move-elsewhere", str(move["id"]), "id"))
            found += [Problem(one.says, one.detail, f"moves[{number}].{self._name(one.where)}") for one in here]
        return found

    def _of_prose(self, row: dict[str, Any]) -> list[Problem]:
        """What stops its texts from being published: told now. Links to events of this file are good."""
        pairs = {name: Text(*(row.get(f"{name}_{code}") or "" for code in LANGUAGES)) for name in _PROSE}
        # Whatever points at something begins with one of these; reading ten thousand texts without takes minutes.
        texts = {name: text for name, text in pairs.items() if set("[<") & set(text.en + text.fr)}
        own = {f"event:{slug}" for slug in self._times}
        return [
            Problem(one.says, one.detail, one.where.replace(" (", "_").rstrip(")"))
            for one in site().problems(texts)
            if one.says != "language-missing" and not (one.says == "link-unknown" and one.detail in own)
        ]

    def _name(self, key: str) -> str:
        return self._names.get(key, key)

    def _placed(self, problem: Problem, given: Given) -> Problem:
        detail = self._name(problem.detail) if problem.detail == problem.where else problem.detail
        where = ", ".join(filter(None, (given.place, self._name(problem.where))))
        return Problem(problem.says, detail, where, given.line)

    def _note(self, says: str, detail: str, given: Given) -> None:
        self._report.notes.append(Problem(says, detail, given.place, given.line))


def _unix(value: Any) -> Any:
    """With lines ended as drafts end them: some programs write two characters."""
    if isinstance(value, Mapping):
        return {key: _unix(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_unix(child) for child in value]
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _lacking(row: Mapping[str, Any]) -> list[str]:
    """What an event needs before it may be published, and this one does not say."""
    needed = [f"{pair}_{code}" for pair in ("title", "summary") for code in LANGUAGES] + ["theme", "sources"]
    twins = [
        f"{pair}_{code}"
        for pair in ("later", "disputed")
        for code in LANGUAGES
        if row.get(f"{pair}_en") or row.get(f"{pair}_fr")
    ]
    return [key for key in (*needed, *twins) if not row.get(key)]


def _as_if_whole(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with something in place of what a draft may lack, so that the rules for whole rows tell all the rest."""
    whole = dict(row)
    for pair in _PAIRS:
        english, french = (row.get(f"{pair}_{code}") for code in LANGUAGES)
        whole |= {f"{pair}_en": english or french, f"{pair}_fr": french or english}
    for key in ("summary_en", "summary_fr"):
        whole[key] = whole[key] or _STAND_IN
    return whole | {key: row.get(key) or [_STAND_IN] for key in ("theme", "sources")}


def _unkept(row: Mapping[str, Any], place: str = "") -> list[Problem]:
    """Texts that no database keeps, and texts that nobody would read."""
    found: list[Problem] = []
    for key, value in row.items():
        for number, part in enumerate(value if isinstance(value, list) else [value], 1):
            here = f"{place}{key}[{number}]" if isinstance(value, list) else f"{place}{key}"
            if isinstance(part, Mapping):
                found += _unkept(part, f"{here}.")
            elif isinstance(part, str) and unusable(part):
                found.append(Problem("character-unusable", here, here))
            elif isinstance(part, str) and len(part) > LONGEST:
                found.append(Problem("text-too-long", str(LONGEST), here))
    return found
