"""The interface speaks both languages: every sentence has its French, and what is committed is what is used."""

import gettext
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
FRENCH = Path("locale/fr/LC_MESSAGES")
CATALOGUES = ("django.po",)


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_sentence_has_its_french(name: str) -> None:
    catalogue = polib.pofile(str(ROOT / FRENCH / name))
    assert len(catalogue) > 100
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_french_is_typeset(name: str) -> None:
    """A no-break space before ; : ! ? and inside « », so that no line begins with one of them."""
    loose = [
        entry.msgid
        for entry in polib.pofile(str(ROOT / FRENCH / name))
        for words in [entry.msgstr, *entry.msgstr_plural.values()]
        if any(mark in words for mark in (" ;", " :", " !", " ?", "« ", " »", "'")) and "<" not in entry.msgid
    ]
    assert loose == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_compiled_catalogue_is_that_of_the_file(name: str) -> None:
    with (ROOT / FRENCH / name).with_suffix(".mo").open("rb") as compiled:
        used = gettext.GNUTranslations(compiled)
    for entry in polib.pofile(str(ROOT / FRENCH / name)):
        if not entry.obsolete and not entry.msgid_plural:
            said = used.pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else used.gettext(entry.msgid)
            assert said == entry.msgstr, "run `make messages`"


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="xgettext is not installed (Debian: gettext)")
def test_no_sentence_of_the_code_is_missing_from_the_catalogue(tmp_path: Path) -> None:
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    for name in files.stdout.split():
        if name.startswith(("quizzes/", "sahelapp/", "templates/", "locale/")) and (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    before = _sentences(tmp_path / FRENCH / "django.po")
    # Without settings: collecting words needs none, and ours would be looked for in the copy.
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [Path(sys.executable).with_name("django-admin"), "makemessages", "-l", "fr", "--no-obsolete"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert _sentences(tmp_path / FRENCH / "django.po") == before, "run `make messages` and translate what is new"


def _sentences(path: Path) -> set[tuple[str | None, str]]:
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}
