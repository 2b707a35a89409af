"""Events as a table: CSV as RFC 4180 has it, in UTF-8 with the mark in front by which Excel knows it.

Positions and moves have no column: what is here already stays when such a file comes in.

A cell that a spreadsheet would take for a formula gets an apostrophe in front; reading takes one off again. The rule is
its own inverse: one is added where the cell begins with any number of apostrophes and then a sign of a formula, and one
is taken off where it begins with at least one apostrophe and then such a sign.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from quizzes.engine.problems import Problem
from sahelapp.timeline.formats.given import MOST_EVENTS, Given, Parsed, decoded
from sahelapp.timeline.values import EventValue

COLUMNS = (
    *("id", "date", "precision", "end", "kind_of_date", "about", "title_en", "title_fr", "summary_en", "summary_fr"),
    *("later_en", "later_fr", "themes", "actors", "place", "sources", "confidence", "disputed_en", "disputed_fr"),
    "status",
)
REQUIRED = ("id", "date", "title_en", "title_fr", "summary_en", "summary_fr", "themes", "sources", "confidence")
NAMES = {"theme": "themes"}
DELIMITERS = ",;\t"  # Excel writes semicolons where a comma stands in numbers
_LISTS = {"themes": "theme", "actors": "actors", "sources": "sources"}
_TRUTHS = {"true": True, "vrai": True, "false": False, "faux": False, "": False}  # Excel translates them
_MARK = "\ufeff"
# Signs of a formula: those of OWASP's “CSV injection”, with the wide forms that some spreadsheets read alike.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write(events: Iterable[EventValue]) -> bytes:
    """The table. The same events give the same bytes."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([_defused(cell) for cell in _cells(event)] for event in events)
    return (_MARK + out.getvalue()).encode()


def _cells(event: EventValue) -> tuple[str, ...]:
    """In the order of `COLUMNS`."""
    when = event.when
    return (
        *(event.slug, when.start.iso(), when.start.precision, when.end.iso() if when.end else "", event.kind_of_date),
        *("true" if when.about else "", event.titles.en, event.titles.fr, event.summaries.en, event.summaries.fr),
        *(event.laters.en, event.laters.fr, " ".join(event.themes), " ".join(event.actors), event.place or ""),
        *(" ".join(event.sources), event.confidence, event.disputes.en, event.disputes.fr, event.status),
    )


def _defused(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _as_it_was(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read(data: bytes) -> Parsed:
    """The rows of a table, and all that is wrong with it as a table; `line` is where a row begins in the file."""
    text = decoded(data)
    if isinstance(text, Problem):
        return Parsed(problems=(text,))
    found: list[Problem] = []
    lines = _lines(text, found)
    _, header = next(lines, (1, []))
    columns = [cell.strip() for cell in header]
    found += [] if found else _header(columns)
    if found:
        return Parsed(problems=tuple(found))
    events: list[Given] = []
    for line, cells in lines:
        if len(events) == MOST_EVENTS:
            return Parsed(problems=(Problem("events-too-many", str(MOST_EVENTS), line=line),))
        if len(cells) != len(columns):
            found.append(Problem("cells", f"{len(cells)} / {len(columns)}", line=line))
            continue
        events.append(_given(line, dict(zip(columns, map(_as_it_was, cells), strict=True)), found))
    return Parsed(tuple(events), tuple(found), names=NAMES)


def _lines(text: str, found: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line on which it begins; stops where the text is no table."""
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(table, None)
        except csv.Error as fault:
            says = "cell-too-long" if "field limit" in str(fault) else "quote"
            found.append(Problem(says, str(csv.field_size_limit()), line=line))
            return
        if cells is None:
            return
        if any(cells):
            yield line, cells
        line = table.line_num + 1


def _header(columns: Sequence[str]) -> list[Problem]:
    missing = [Problem("column-missing", name, line=1) for name in REQUIRED if name not in columns]
    unknown = [Problem("column-unknown", name, line=1) for name in columns if name not in COLUMNS]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    return [*missing, *unknown, *(Problem("column-twice", name, line=1) for name in twice)]


def _given(line: int, cells: dict[str, str], found: list[Problem]) -> Given:
    row: dict[str, Any] = {}
    for column, cell in cells.items():
        if column in _LISTS:
            row[_LISTS[column]] = cell.split()
        elif column.endswith(("_en", "_fr")):
            row[column] = cell
        elif column == "about":
            row["about"] = _TRUTHS.get(cell.strip().lower())
        elif column != "status":  # worked out from sources and disputes
            row[column] = cell.strip() or None
    if row.get("about", False) is None:
        found.append(Problem("shape-truth", cells["about"], f"{row['id'] or ''}, about", line))
    return Given(row, line, row["id"] or "")
