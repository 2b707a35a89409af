"""The command that takes events in: what it says, what it keeps, and how it ends."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from sahelapp.evidence import actions as evidence
from sahelapp.timeline import actions
from sahelapp.timeline.formats import csv_events
from sahelapp.timeline.models import Event, EventVersion

pytestmark = pytest.mark.django_db

HEADER = ",".join(csv_events.REQUIRED)
FAIR = "fair,2022,The fair,La foire,It opens.,Elle ouvre.,trade,a,high"


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def world(db: None) -> None:
    """A theme and a source."""
    source = {"publisher": "P", "title": "T", "url": "https://example.org/", "language": "en", "kind": "newspaper"}
    evidence.load_sources([{"id": "a", **source}])
    actions.load_themes([{"slug": "trade", "name_en": "Trade", "name_fr": "Commerce"}])


@pytest.fixture
def make_file(tmp_path: Path):
    def make(*rows: str, name: str = "events.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(rows), encoding="utf-8")
        return path

    return make


def run(path: Path, capsys, *options: str) -> str:
    call_command("import_events", str(path), *options)
    told = capsys.readouterr()
    return told.err + told.out


def refused(path: Path, *options: str) -> tuple[list[str], int]:
    with pytest.raises(CommandError) as refusal:
        call_command("import_events", str(path), *options)
    return str(refusal.value).splitlines(), refusal.value.returncode


def test_new_changed_and_unchanged_events_are_told_and_kept_as_drafts(world, make_file, capsys) -> None:
    assert run(make_file(HEADER, FAIR), capsys) == "+ fair\n1 new, 0 changed, 0 as they were; 0 published.\n"
    assert run(make_file(HEADER, FAIR), capsys) == "0 new, 0 changed, 1 as they were; 0 published.\n"
    changed = run(make_file(HEADER, FAIR.replace("high", "low")), capsys)
    assert changed == "~ fair: confidence\n0 new, 1 changed, 0 as they were; 0 published.\n"
    assert not EventVersion.objects.exists()


def test_a_dry_run_tells_what_would_come_and_keeps_nothing(world, make_file, capsys) -> None:
    told = run(make_file(HEADER, FAIR), capsys, "--dry-run")
    assert told == "+ fair\nA dry run, nothing was kept: 1 new, 0 changed, 0 as they were.\n"
    assert not Event.objects.exists()


def test_publishing_leaves_what_is_incomplete_a_draft_and_says_what_it_lacks(world, make_file, capsys) -> None:
    half = FAIR.replace("fair", "half").replace("La foire", "")
    told = run(make_file(HEADER, FAIR, half), capsys, "--publish")
    assert "events.csv:3 (half): Not to be published yet: nothing is said under title_fr.\n" in told
    assert told.endswith("2 new, 0 changed, 0 as they were; 1 published.\n")
    assert EventVersion.objects.get().draft.slug == "fair"


def test_problems_are_told_with_file_line_id_and_column_and_end_with_1(world, make_file) -> None:
    lines, code = refused(make_file(HEADER, FAIR.replace("2022", "2022-13"), FAIR.replace(",a,", ",z,")))
    assert lines == [
        "events.csv:2 (fair, date): This value cannot be used: date: month must be in 1..12",
        "events.csv:2 (fair, id): Two rows have the id “fair”. Give each its own.",
        "events.csv:3 (fair, sources): This names something that does not exist here (sources: z). "
        "Correct the name or add it first.",
        "events.csv:3 (fair, id): Two rows have the id “fair”. Give each its own.",
        "4 problems; nothing was kept.",
    ]
    assert code == 1
    assert not Event.objects.exists()


def test_a_terminal_in_french_is_answered_in_french(world, make_file, monkeypatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    lines, _ = refused(make_file(HEADER, FAIR, FAIR))
    with translation.override("fr"):
        assert (
            translation.gettext("Two rows have the id “%(detail)s”. Give each its own.") % {"detail": "fair"}
            in lines[0]
        )


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("events.xlsx", ()),
        ("slides.json", ("--format", "timelinejs")),
        ("missing.csv", ()),
        (".", ("--format", "csv")),
    ],
)
def test_wrong_use_ends_with_2(tmp_path, name, options) -> None:
    for there in ("events.xlsx", "slides.json"):
        (tmp_path / there).write_text("{}")
    lines, code = refused(tmp_path / name, *options)
    assert (len(lines), code) == (1, 2)


def test_slides_taken_for_our_own_json_are_told_how_to_be_read(make_file) -> None:
    lines, code = refused(make_file('{"title": {}, "events": []}', name="slides.json"))
    assert "--format timelinejs" in lines[0]
    assert code == 1


def test_slides_come_in_by_their_language(world, make_file, capsys) -> None:
    slides = '{"events": [{"start_date": {"year": 2012}, "text": {"headline": "Un coup"}, "media": {"url": "x"}}]}'
    told = run(make_file(slides, name="slides.json"), capsys, "--format", "timelinejs", "--language", "fr")
    assert "slides.json: Left out, because the timeline has no place for it: media (1).\n" in told
    assert Event.objects.get().title_fr == "Un coup"


def test_a_hundred_thousand_rows_are_refused_in_one_line(world, make_file) -> None:
    rows = (FAIR.replace("fair", f"fair-{number}") for number in range(100_000))
    lines, code = refused(make_file(HEADER, *rows))
    assert lines[0] == "events.csv:10002: A file may hold 10000 events; this is one more. Divide it."
    assert (len(lines), code) == (2, 1)


def test_the_same_mistake_a_thousand_times_is_told_a_hundred_times(world, make_file) -> None:
    lines, _ = refused(make_file(HEADER, *(FAIR.replace("2022", "soon").replace("fair", f"f{n}") for n in range(1000))))
    assert lines[100:] == ["… and 900 more.", "1000 problems; nothing was kept."]


def test_a_detail_of_enormous_length_is_cut(make_file) -> None:
    lines, _ = refused(make_file(f"{HEADER},{'x' * 100_000}", FAIR))
    assert len(lines[0]) < 300
