"""What the documents name exists: paths, make targets, commands of manage.py, links, pictures, pages."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import Resolver404, resolve
from django.utils import translation

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("content/*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
TOPS = {path.name for path in ROOT.iterdir()}
MOST_BYTES = 150_000

every_document = pytest.mark.parametrize("text", [path.read_text(encoding="utf-8") for path in DOCUMENTS], ids=NAMES)


def spans(text: str) -> list[str]:
    """What stands in backticks, and the lines of fenced blocks of shell."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)) + lines


def commands(text: str, program: str) -> set[str]:
    found = (re.findall(rf"(?:^|\s){re.escape(program)} ([a-z_-]+)", span) for span in spans(text))
    return {name for names in found for name in names}


def paths(text: str) -> set[str]:
    """Spans that look like a path of ours: they begin with something that stands at the top."""
    words = (span.split()[0] for span in spans(text) if span.split())
    plain = (word for word in words if "/" in word and not re.search(r"[<>*{(:]", word))
    return {word for word in plain if word.split("/")[0] in TOPS - {"var"}}


@every_document
def test_every_make_target_exists(text: str) -> None:
    assert commands(text, "make") <= TARGETS


@every_document
def test_every_command_of_manage_py_exists(text: str) -> None:
    assert commands(text, "manage.py") <= set(get_commands())


@every_document
def test_every_path_exists(text: str) -> None:
    assert [path for path in paths(text) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_every_link_and_picture_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)\s#]+)\)", re.sub(r"`[^`\n]*`", "", document.read_text(encoding="utf-8")))
    ours = [target for target in targets if not target.startswith(("http://", "https://"))]
    assert [target for target in ours if not (document.parent / target).exists()] == []


@every_document
def test_every_page_of_the_site_exists(text: str) -> None:
    for address in {span for span in spans(text) if re.fullmatch(r"/(en|fr|admin|healthz)[\w/]*", span)}:
        try:
            with translation.override("fr" if address.startswith("/fr/") else "en"):
                resolve(address)
        except Resolver404:
            pytest.fail(f"{address} leads nowhere")


def test_every_command_of_ours_is_told_to_operators_or_developers() -> None:
    ours = {name for name, app in get_commands().items() if app in {"sahelapp.operations", "sahelapp.course"}}
    told = commands((ROOT / "docs/operators.md").read_text(encoding="utf-8"), "manage.py")
    assert ours - told == {"demo_accounts"}, "development only, run by `make run`"


def test_pictures_are_light_and_all_are_shown() -> None:
    pictures = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in ROOT.glob("docs/screenshots/*")}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name, size in pictures.items() if size > MOST_BYTES} == set()
    assert {name for name in pictures if name not in readme} == set()


def test_the_tests_of_this_file_see_something() -> None:
    text = "Run `make run` or `python manage.py backup`; see `docs/design.md`.\n\n```sh\nmake nothing  # no\n```\n"
    assert commands(text, "make") == {"run", "nothing"}
    assert commands(text, "manage.py") == {"backup"}
    assert paths(text) == {"docs/design.md"}
