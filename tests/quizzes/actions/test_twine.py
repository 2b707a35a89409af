"""Stories of Twine as drafts: what the commands say, what they keep, and how they end."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from quizzes.actions import publishing, scenarios, twine
from quizzes.actions.twine import Wish
from quizzes.engine.scenario.play import begin, scene
from quizzes.management.commands import export_story, import_story
from quizzes.models import Scenario, ScenarioVersion
from tests.quizzes.caravan import MONDAY, mapping

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
WELL = """:: StoryTitle
The well

:: Start [dawn] {"position":"10,20","size":"100,100"}
You wake.

[[Drink->Well]]

:: Well
Water.
"""


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def make_file(tmp_path):
    def make(text, name="well.twee"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return make


@pytest.fixture
def caravan():
    return scenarios.keep(scenarios.scenario_from_value(mapping(pair="other", undo=True)))


def run(capsys, *words):
    call_command(*map(str, words))
    told = capsys.readouterr()
    return told.err + told.out


def refused(*words):
    with pytest.raises(CommandError) as refusal:
        call_command(*map(str, words))
    return str(refusal.value).splitlines(), refusal.value.returncode


def rows():
    return list(Scenario.objects.order_by("slug").values())


@pytest.mark.parametrize("form", ["twee", "html"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_scenario_that_went_out_and_was_lost_comes_back_whole(caravan, tmp_path, capsys, form, language):
    value = scenarios.scenario_to_value(caravan)
    path = tmp_path / f"caravan.{form}"
    run(capsys, "export_story", "caravan", "--format", form, "--language", language, "-o", path)
    caravan.delete()
    assert run(capsys, "import_story", path) == "“caravan” is new: 3 scenes.\n"
    assert scenarios.scenario_to_value(Scenario.objects.get()) == value


def test_importing_what_was_just_exported_changes_nothing(caravan, make_file, capsys):
    before = rows()
    path = make_file(twine.export(caravan, "twee", "en").text)
    assert run(capsys, "import_story", path) == "“caravan” is as it was: 3 scenes.\n"
    assert rows() == before


def test_a_change_made_in_twine_is_told_and_kept_as_a_draft(caravan, make_file, capsys):
    publishing.publish(caravan, now=MONDAY, channel="files")
    path = make_file(twine.export(caravan, "twee", "en").text.replace("They arrive.", "They rest.", 1), "c.twee")
    told = run(capsys, "import_story", path)
    assert "The scene “canary-end” was changed" in told
    assert told.endswith("“caravan” is changed: 3 scenes.\n")
    caravan.refresh_from_db()
    assert caravan.story["scenes"][2]["text"] == {"en": "They rest.", "fr": "They arrive. (fr)"}
    assert ScenarioVersion.objects.count() == 1


def test_a_foreign_story_becomes_a_draft_that_says_what_it_lacks(make_file, capsys):
    told = run(capsys, "import_story", make_file(WELL), "--language", "en", "--seat", "other")
    assert "To mend before it can be published: " in told
    draft = Scenario.objects.get()
    assert (draft.slug, draft.title_en, draft.title_fr, draft.seat) == ("the-well", "The well", "", "other")
    assert draft.problems()
    assert not ScenarioVersion.objects.exists()


def test_a_foreign_story_that_is_completed_can_be_published_and_played(make_file):
    twine.load(twine.parsed(WELL.encode(), "twee"), Wish("en", DAY, "well", "other"))
    draft = Scenario.objects.get()
    value = scenarios.scenario_to_value(draft)
    start, well = value["scenes"]
    both = {"en": "Words", "fr": "Mots"}
    start |= {"title": both, "text": both, "no_record": True}
    start["choices"][0] |= {"text": both, "consequence": both}
    well |= {"title": both, "text": both, "debrief": both}
    parsed = scenarios.scenario_from_value(value | {"title": both, "summary": both, "briefing": both})
    version = publishing.publish(scenarios.keep(parsed), now=MONDAY, channel="files").version
    story = version.to_engine()
    assert scene(story, begin(story, 1)).slug == "start"


def test_a_dry_run_tells_all_and_keeps_nothing(make_file, capsys):
    told = run(capsys, "import_story", make_file(WELL), "--language", "fr", "--dry-run")
    assert told.endswith("A dry run, nothing was kept. “the-well” is new: 2 scenes.\n")
    assert rows() == []


def test_a_foreign_file_takes_no_scenario_away_unasked(make_file, capsys):
    path = make_file(WELL)
    run(capsys, "import_story", path, "--language", "en")
    Scenario.objects.update(summary_en="Ours")
    assert "is as it was" in run(capsys, "import_story", path, "--language", "en")
    changed = make_file(WELL.replace("Water.", "Sand."))
    lines, code = refused("import_story", changed, "--language", "en")
    assert lines[0].startswith("well.twee:1: A scenario called “the-well” is here already")
    assert code == 1
    run(capsys, "import_story", changed, "--language", "en", "--replace")
    draft = Scenario.objects.get()
    assert (draft.summary_en, draft.story["scenes"][1]["text"]["en"]) == ("Ours", "Sand.")


def test_tags_and_positions_of_a_file_come_back_with_the_map(make_file, capsys):
    path = make_file(WELL)
    run(capsys, "import_story", path, "--language", "en")
    assert ':: start [dawn] {"position":"10,20","size":"100,100"}\n' in run(
        capsys, "export_story", "the-well", "--map", path
    )


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        (WELL.replace("[dawn]", "[dawn"), "4: This line should begin a passage and cannot be read: “:: Start [dawn"),
        (WELL.replace("Water.", "<<set $a to 1>>"), "10: A macro stands here that is not understood: “<<set $a to 1"),
        (WELL + "\n:: Code [script]\nalert(1)", "12: “Code” is a script."),
        (WELL.replace("->Well", "->Wel"), "7: This link leads nowhere: no passage is called “Wel”."),
        (WELL.replace("Water", "Théâtre").encode("cp1252"), "10: This is not UTF-8 (0xE9)."),
        (WELL.encode("utf-16"), "1: This is not UTF-8 (UTF-16)."),
        (WELL + "".join(f":: P{n}\n" for n in range(5000)), "1010: A file may hold 1000 passages; this is one more."),
        (WELL * 100_000, "346635: This file is larger than 4 MiB."),
    ],
)
def test_a_bad_file_is_told_with_its_line_and_nothing_of_it_is_kept(make_file, text, beginning):
    told, code = refused("import_story", make_file(text), "--language", "en")
    assert told[0].startswith(f"well.twee:{beginning}")
    assert told[-1].endswith("nothing was kept.")
    assert code == 1
    assert rows() == []


def test_one_mistake_many_times_is_told_a_hundred_times(make_file):
    passages = "".join(f":: P{n}\n[[Nowhere]]\n" for n in range(500))
    told, _ = refused("import_story", make_file(WELL + passages), "--language", "en")
    assert told[100:] == ["… and 400 more.", "500 problems; nothing was kept."]


@pytest.mark.parametrize(
    "words",
    [
        ("import_story", "missing.twee", "--language", "en"),
        ("import_story", ".", "--format", "twee"),
        ("import_story", "story.docx"),
        ("export_story", "nobody"),
    ],
)
def test_wrong_use_ends_with_2(words):
    lines, code = refused(*words)
    assert (len(lines), code) == (1, 2)


def test_a_foreign_file_without_a_language_is_wrong_use(make_file):
    assert refused("import_story", make_file(WELL))[1] == 2


def test_a_story_with_slips_of_form_is_not_exported(caravan, tmp_path):
    caravan.story["scenes"][0]["slug"] = "A camp"
    caravan.save()
    lines, code = refused("export_story", "caravan", "-o", tmp_path / "x.twee")
    assert (code, "A camp" in lines[0]) == (1, True)
    assert not (tmp_path / "x.twee").exists()


def test_a_file_that_cannot_be_written_ends_with_2(caravan, tmp_path):
    assert refused("export_story", "caravan", "-o", tmp_path)[1] == 2


def test_data_that_no_column_holds_is_refused(caravan, make_file):
    text = twine.export(caravan, "twee", "en").text.replace('"slug": "caravan"', '"slug": "the caravan"')
    caravan.delete()
    assert refused("import_story", make_file(text))[1] == 1
    assert rows() == []


@pytest.mark.parametrize("command", [import_story, export_story])
def test_help_says_how_to_begin_and_what_the_exit_codes_mean(command):
    words = " ".join(command.Command().create_parser("manage.py", "x").format_help().split())
    assert "Begin with:" in words
    assert "Exit codes:" in words
