"""Stories for Twine: out and in again is the same, foreign files become scenes and choices, and code is refused."""

import json
import os
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.formats import markup, merging, story_passages, twee, twine_html
from quizzes.engine.formats.passages import MOST_MEGABYTES, MOST_PASSAGES, Passage, Passages, Place, decoded
from quizzes.engine.problems import Problem
from quizzes.engine.scenario.reading import read as read_story
from quizzes.engine.text import Text
from tests.quizzes.caravan import mapping
from tests.quizzes.engine.scenario.small import a_scene, choice, stories

FIXTURES = Path(os.environ.get("SAHELAPP_FIXTURES", Path(__file__).parents[4] / "shared" / "fixtures")) / "twee"
FORMATS = pytest.mark.parametrize("form", [twee, twine_html], ids=["twee", "html"])

# What could break a file: signs of Twee, of HTML and of JSON, and ends of lines that Python knows and nobody else.
nasty = st.text(st.sampled_from("ab \n:[]{}<>&\"'\\|-é\x85\u2028$(/#"), max_size=30).map(str.strip)
texts = st.builds(Text, nasty, nasty)


@st.composite
def nasty_stories(draw):
    """Small stories whose texts are made of what could break a file."""
    story = draw(stories())
    scenes = tuple(
        replace(
            scene,
            title=draw(texts),
            text=draw(texts),
            record=draw(texts),
            choices=tuple(replace(one, text=draw(texts), feedback=draw(texts)) for one in scene.choices),
        )
        for scene in story.scenes
    )
    return replace(story, scenes=scenes)


def value_of(story):
    return {"slug": "small", "title": {"en": "Small: [1]", "fr": ""}, "seat": "other"} | story.write()


def there_and_back(form, value, language="en"):
    file = form.write(story_passages.write(value, language))
    text = decoded(file.encode())
    assert isinstance(text, str)
    return merging.read(form.read(text), "fr")


def edited(before, after, value=None):
    """What comes of our file when somebody changes it in Twine."""
    file = twee.write(story_passages.write(value or mapping(), "en"))
    assert before in file
    # The passages stand before their data, which says the same once more.
    return merging.read(twee.read(file.replace(before, after, 1)), "en")


def foreign(text, language="en"):
    return merging.read(twee.read(text), language)


def told(merged):
    return [(problem.says, problem.line) for problem in merged.problems]


def scenes_of(merged):
    return {scene["slug"]: scene for scene in merged.value["scenes"]}


@FORMATS
@settings(max_examples=25, deadline=None)
@given(story=nasty_stories(), language=st.sampled_from(["en", "fr"]))
def test_export_and_import_are_the_same_story(form, story, language):
    merged = there_and_back(form, value_of(story), language)
    assert (merged.problems, merged.notes) == ((), ())
    assert merged.value == value_of(story)
    assert merged.is_whole


@FORMATS
def test_a_draft_that_is_not_finished_comes_back_as_it_was(form):
    empty = value_of(read_story({"counters": [], "begins": "a", "scenes": []})[0])
    nowhere = mapping(begins="moon")
    twins = mapping(scenes=[*mapping()["scenes"], mapping()["scenes"][0]])
    for value in (empty, nowhere, twins):
        assert there_and_back(form, value).value == value


@FORMATS
@settings(max_examples=40, deadline=None)
@given(
    name=nasty.map(lambda words: " ".join(words.split())).filter(bool),
    text=nasty,
    tags=st.lists(nasty.map(lambda words: "".join(words.split())).filter(bool), max_size=2, unique=True),
)
def test_names_tags_texts_and_positions_of_any_passage_survive(form, name, text, tags):
    passage = Passage(name, text.rstrip(), Place(tuple(tags), "10,-2.5", "100,100"))
    story = Passages("T", name, "2B68ECD6-348F-4CF5-96F8-549A512A8128", "Chapbook", (passage,))
    assert form.read(form.write(story)) == story


def test_a_passage_shows_title_text_and_links_in_one_language():
    passages = story_passages.write(mapping(), "fr")
    assert passages.passages[0].name == "camp"
    assert passages.passages[0].text == (
        "The camp (fr)\n\nNight falls on the camp.\n\nThe guide waits. (fr)\n\n"
        "[[Let us load-salt (fr)->canary-well]]\n\n"
        "[[Let us hire-riders (fr)->canary-well]]\n\n[[Let us wait (fr)->camp]]"
    )


def test_no_two_passages_lie_on_one_another():
    places = [one.place.position for one in story_passages.write(mapping(), "en").passages]
    assert len(set(places)) == len(places) == 4


def test_words_changed_in_twine_change_one_language_and_nothing_else():
    merged = edited("The guide waits.", "The guide sleeps.")
    camp = scenes_of(merged)["camp"]
    assert camp["text"]["en"].endswith("The guide sleeps.")
    was = mapping()["scenes"][0]
    assert camp == was | {"text": was["text"] | {"en": camp["text"]["en"]}}
    assert [(note.says, note.detail) for note in merged.notes] == [("scene-changed", "camp")]


@pytest.mark.parametrize("link", ["[[Hire them->canary-well]]", "[[Let us hire-riders->canary-end]]"])
def test_a_link_with_other_words_or_another_target_is_the_same_choice_with_its_conditions(link):
    words, goto = link.strip("[]").split("->")
    was = mapping()["scenes"][0]["choices"][1]
    camp = scenes_of(edited("[[Let us hire-riders->canary-well]]", link))["camp"]
    assert camp["choices"][1] == was | {"text": was["text"] | {"en": words}, "goto": goto}


def test_a_link_with_other_words_and_another_target_is_another_choice_and_that_is_told():
    merged = edited("[[Let us hire-riders->canary-well]]", "[[Hire them->canary-end]]")
    assert [one["slug"] for one in scenes_of(merged)["camp"]["choices"]] == ["load-salt", "hire-them", "wait"]
    assert ("choice-gone", "camp/hire-riders") in [(note.says, note.detail) for note in merged.notes]


def test_a_new_passage_and_a_link_to_it_become_a_scene_and_a_choice():
    merged = edited("[[Let us draw-water->canary-end]]", "[[Let us draw-water->canary-end]]\n[[Dig->Été au puits]]")
    assert told(merged) == [("link-nowhere", merged.problems[0].line)]
    file = twee.write(story_passages.write(mapping(), "en"))
    file = file.replace("[[Let us draw-water->canary-end]]", "[[Let us draw-water->canary-end]]\n[[Dig->Été au puits]]")
    merged = merging.read(twee.read(f"{file}\n:: Été au puits\nDry."), "en")
    assert merged.problems == ()
    assert [one["slug"] for one in scenes_of(merged)["canary-well"]["choices"]] == ["draw-water", "dig", "turn-back"]
    assert scenes_of(merged)["ete-au-puits"]["title"] == {"en": "Été au puits", "fr": ""}


def test_a_choice_without_its_link_goes_and_is_told():
    merged = edited("[[Let us wait->camp]]", "")
    assert [one["slug"] for one in scenes_of(merged)["camp"]["choices"]] == ["load-salt", "hire-riders"]
    assert ("choice-gone", "camp/wait") in [(note.says, note.detail) for note in merged.notes]


def test_links_of_chance_are_changed_on_the_site_only():
    value = mapping()
    value["scenes"][0]["choices"][0]["goto"] = [{"to": "canary-well", "weight": 2}, {"to": "canary-end", "weight": 1}]
    merged = edited("[[Let us load-salt->canary-end]]", "[[Let us load-salt->camp]]", value)
    assert [problem.says for problem in merged.problems] == ["chance-changed"]


def test_a_foreign_file_becomes_scenes_and_choices_in_its_language():
    merged = foreign(
        """:: StoryTitle
Le puits

:: Départ de l'été [matin chaud] {"position":"10,20","size":"100,100"}
Il fait <b>chaud</b> &amp; sec.<br>On [[avance->Puits]].

* [[Puits<-Courir]]
* [[Dormir|Nuit]] / [[Nuit]]

:: Puits
De l'eau.

:: Nuit
[[Puits]]

:: StoryData
{"ifid": "X", "start": "Départ de l'été"}
""",
        "fr",
    )
    assert merged.problems == ()
    assert (merged.is_whole, merged.value["title"]["fr"]) == (False, "Le puits")
    assert merged.value["begins"] == "depart-de-l-ete"
    start, well, night = merged.value["scenes"]
    assert start["text"] == {"en": "", "fr": "Il fait chaud & sec.\nOn avance."}
    ways = [(one["slug"], one["text"]["fr"], one["goto"]) for one in start["choices"]]
    assert ways == [
        ("avance", "avance", "puits"),
        ("courir", "Courir", "puits"),
        ("dormir", "Dormir", "nuit"),
        ("nuit", "Nuit", "nuit"),
    ]
    assert (well["ending"], "ending" in night) == ("open", False)
    assert merged.places["depart-de-l-ete"] == Place(("matin", "chaud"), "10,20", "100,100")
    assert [note.says for note in merged.notes] == ["html-plain"]


def test_slugs_are_unique_and_the_same_each_time():
    text = ":: Start\n[[A b->a-b]] [[A b->A B]] [[مالي]]\n:: a-b\n:: A B\n:: مالي\n"
    slugs = list(scenes_of(foreign(text)))
    assert slugs == list(scenes_of(foreign(text)))
    assert slugs[:3] == ["start", "a-b", "a-b-2"]
    assert slugs[3].startswith("scene-")


@pytest.mark.parametrize(
    ("inner", "words", "target"),
    [
        ("a->b->c", "a->b", "c"),
        ("a<-b<-c", "b<-c", "a"),
        ("a|b|c", "a|b", "c"),
        ("  the   well ", "the well", "the well"),
        ("->c", "c", "c"),
    ],
)
def test_links_are_read_as_twine_reads_them(inner, words, target):
    [link] = markup.read(f"x [[{inner}]]", 7).links
    assert link == markup.Link(words, target, 7)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("::", "header-broken"),
        (":: [tag]", "header-broken"),
        (":: Name [tag", "header-broken"),
        (":: Name ] x", "header-broken"),
        (':: Name {"position":"1,2"', "header-broken"),
        (":: Name {position}", "header-metadata"),
        (":: Name {" + "[" * 1500 + "}", "header-metadata"),
        (":: " + "x" * 5000, "header-broken"),
        (":: Start", "passage-twice"),
        (":: Start\n:: StoryData\n{,}", "passage-twice"),
    ],
)
def test_a_broken_header_is_told_with_its_line(header, says):
    assert told(foreign(f":: Start\nWords\n{header}\nMore"))[0] == (says, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":: A\n", [("start-missing", 1)]),
        (':: A\n:: StoryData\n{\n"start": "B"}', [("start-unknown", 1)]),
        (':: Start\n:: StoryData\n{\n"start": }', [("story-data-broken", 4)]),
        (":: Start\n:: StoryData\n[]", [("story-data-broken", 2)]),
        (":: Start\nx\n[[y->Nowhere]]", [("link-nowhere", 3)]),
        (":: Start\nx\n[[y\n->Start]]", [("link-open", 3)]),
        (":: Start\n[[y->]]", [("link-empty", 2)]),
        (":: Start\n[[y->Start][a = 1]]", [("macro", 2)]),
        (":: Start\n" + "[[Start]]" * 2000, [("links-too-many", 2)]),
        (":: Start\n" + "x" * 70_000, [("text-too-long", 2)]),
        ("Only words", [("passages-none", 1)]),
        (":: Start\n:: Code [script]\nalert(1)", [("script-passage", 2)]),
        (":: Start\n:: Look [stylesheet]\nb {}", [("style-passage", 2)]),
        (":: Start\n:: W [widget]\nb", [("code-passage", 2)]),
        (":: Start\n:: StoryIncludes\nother.twee", [("include", 2)]),
        (":: Start\n::@include other.twee", [("include", 2)]),
        (":: Start\n:: StoryInit\n<<set $a to 1>>", [("macro", 3)]),
        (":: Start\nx <SCRIPT src=//evil>", [("script-tag", 2)]),
        (":: Start\n<style>b{}</style>", [("script-tag", 2)]),
    ],
)
def test_what_is_wrong_in_a_foreign_file_is_told_with_its_line(text, expected):
    assert told(foreign(text)) == expected


@pytest.mark.parametrize(
    "line",
    [
        '<<display "Start">>',
        "<<if $gold gte 2>>",
        "<</if>>",
        "<<= $gold>>",
        "(set: $gold to 2)",
        '(display: "Start")',
        "(link-goto: 'x', 'Start')",
        "You have $gold.",
        "|a>[hidden]",
        "<% s.gold = 2 %>",
        "[if gold > 2]",
        "[JavaScript]",
        "{embed passage: 'Start'}",
        "[img[a.png]]",
    ],
)
def test_macros_are_told_and_never_followed(line):
    assert told(foreign(f":: Start\n{line}\n")) == [("macro", 2)]


@pytest.mark.parametrize(
    "words", ["It costs $5 (about: 3 euros).", "A [@source-1] says so.", "[see below]", "a < b, c << d", "2 % {x}"]
)
def test_words_that_only_look_like_code_are_words(words):
    assert foreign(f":: Start\n{words}\n").problems == ()


def test_a_known_story_format_is_read_by_its_own_rules():
    data = '\n:: StoryData\n{"format": "%s"}'
    for form, line in (("Harlowe", "(note: x)"), ("Chapbook", "[see below]"), ("chapbook", "--")):
        assert told(foreign(f":: Start\n{line}{data % form}")) == [("macro", 2)]
        assert foreign(f":: Start\n{line}{data % 'Snowman'}").problems == ()


def test_passages_that_lead_to_each_other_come_in_as_they_are():
    merged = foreign(":: Start\n[[B]]\n:: B\n[[Start]]")
    assert [one["choices"][0]["goto"] for one in merged.value["scenes"]] == ["b", "start"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (":: Start\nété".encode("cp1252"), Problem("file-encoding", "0xE9", line=2)),
        (":: Start".encode("utf-16"), Problem("file-encoding", "UTF-16", line=1)),
        (b":: Start\n\0", Problem("character-zero", line=2)),
        (b" \n", Problem("file-empty")),
        (b":: Start\n" * 1_200_000, Problem("file-too-large", str(MOST_MEGABYTES), line=466034)),
    ],
)
def test_a_file_that_is_no_text_is_told(data, problem):
    assert decoded(data) == problem


def test_the_mark_of_utf_8_and_the_line_ends_of_windows_do_no_harm():
    text = decoded(b"\xef\xbb\xbf:: Start\r\nx\r\n\r\n[[B]]\r\n:: B\r\n")
    assert foreign(text).value["scenes"][0]["text"]["en"] == "x"


@FORMATS
def test_five_thousand_passages_are_refused_at_the_one_too_many(form):
    file = form.write(Passages("T", "0", passages=tuple(Passage(str(n), "x") for n in range(5000))))
    [problem] = form.read(file).problems
    assert (problem.says, problem.detail) == ("passages-too-many", str(MOST_PASSAGES))
    assert str(MOST_PASSAGES) in file.split("\n")[problem.line - 1]


def html(inner, story='name="T" startnode="1"'):
    return f"<html>\n<tw-storydata {story}>\n{inner}\n</tw-storydata></html>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<html></html>", [("html-no-story", 1)]),
        (html(""), [("passages-none", 1)]),
        (html('<tw-passagedata pid="1" name="Start>x</tw-passagedata>'), [("html-broken", 3)]),
        (html('<tw-passagedata pid="1" name="Start">x'), [("html-broken", 3)]),
        (html("<tw-passagedata pid=1>x</tw-passagedata>"), [("header-broken", 3)]),
        (html('<script role="script">alert(1)</script>\n<tw-passagedata pid=1 name=A>'), [("script-passage", 3)]),
        (html("\n<style>b{}</style>\n<tw-passagedata pid=1 name=A></tw-passagedata>"), [("style-passage", 4)]),
        (html("<tw-passagedata pid=1 name=A>x\n&lt;script&gt;</tw-passagedata>"), [("script-tag", 4)]),
        (html("<tw-passagedata pid=2 name=A></tw-passagedata>"), [("start-missing", 1)]),
        (html("<tw-passagedata pid=1 name=A></tw-passagedata>\n" * 2), [("passage-twice", 4)]),
        (html("<tw-passagedata pid=1 name=A></tw-passagedata>") + "\n<tw-storydata >", [("html-many-stories", 5)]),
    ],
)
def test_what_is_wrong_in_a_page_is_told_with_its_line(page, expected):
    assert told(merging.read(twine_html.read(page), "en"))[: len(expected)] == expected


def test_the_player_around_a_published_story_is_not_looked_at():
    page = f"<script>play()</script>{html('<tw-passagedata pid=1 name=A>x</tw-passagedata>')}<script>x</script>"
    assert merging.read(twine_html.read(page), "en").problems == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data | {"version": 2}, "data-version"),
        (lambda data: data | {"language": "de"}, "data-broken"),
        (lambda data: [data], "data-broken"),
        (lambda data: data | {"scenario": {"title": {"en": "\0"}}}, "data-broken"),
        (lambda data: data | {"scenario": {"title": {"en": "\ud800"}}}, "data-broken"),
        (lambda data: data | {"scenario": {"scenes": [{}] * 200_000}}, "data-broken"),
        (lambda data: data | {"scenario": data["scenario"] | {"scenes": [{"slug": 7}]}}, "shape-words"),
    ],
)
def test_scenario_data_that_was_spoilt_is_told(change, says):
    passages = story_passages.write(mapping(), "en")
    *scenes, data = passages.passages
    spoilt = replace(data, text=json.dumps(change(json.loads(data.text)), separators=(",", ":")))
    merged = merging.read(replace(passages, passages=(*scenes, spoilt)), "en")
    assert says in [problem.says for problem in merged.problems]


def test_scenario_data_that_is_no_json_is_told_with_its_line():
    assert told(foreign(":: Start\n:: ScenarioData\n{\n,")) == [("data-broken", 4)]
    assert told(foreign(":: Start\n:: ScenarioData\n" + "[" * 900_000)) == [("data-broken", 3)]


FULL = MOST_MEGABYTES * 2**20
SIGNS = (
    "[",
    "[[a\n",
    "[[a",
    "[[]]",
    "[[Start]]",
    "<<a\n",
    "<",
    "<a ",
    "<!--",
    "&a",
    "{a",
    "(a",
    "|a>",
    " ",
    "\n",
    "$a ",
)


def full_of(sign):
    """As many passages as a file may be large, each as long as a passage may be, of nothing but one sign."""
    text = sign * (59_000 // len(sign))
    return ":: Start\n" + "".join(f"x{text}x\n:: P{n}\n" for n in range(FULL // 59_100))


WORST = {
    **{sign: lambda sign=sign: full_of(sign) for sign in SIGNS},
    "one passage": lambda: ":: Start\n" + "[[a\n" * (FULL // 4 - 20),
    "lines": lambda: "\n" * (FULL - 20) + ":: Start",
    "headers": lambda: "::\n" * (FULL // 3 - 20),
    "one header": lambda: "::" + "\\[" * (FULL // 2 - 20),
    "html quotes": lambda: html('<tw-passagedata name="' * (FULL // 22 - 50)),
    "html parts": lambda: html("<script>" * (FULL // 8 - 50)),
    "html attributes": lambda: html("<tw-passagedata " + "a=b " * (FULL // 4 - 50)),
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_files_are_told_in_time(name):
    data = WORST[name]().encode()
    form = twine_html if name.startswith("html") else twee
    begin = time.process_time()
    merged = merging.read(form.read(decoded(data)), "en")
    assert time.process_time() - begin < 5
    assert len(merged.problems) <= 5_000


def test_the_greediest_file_stays_within_its_memory():
    data = WORST["lines"]().encode()
    tracemalloc.start()
    merging.read(twee.read(decoded(data)), "en")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 256 * 2**20


@pytest.mark.skipif(not FIXTURES.exists(), reason="the files of others are not here (SAHELAPP_FIXTURES)")
class TestFilesOfOthers:
    """Files that other programs are tested with."""

    def read(self, name):
        text = decoded((FIXTURES / name).read_bytes())
        return (twine_html if name.endswith("html") else twee).read(text)

    @pytest.mark.parametrize("name", ["example.twee", "twineExample.html"])
    def test_the_same_story_is_read_from_both_formats(self, name):
        merged = merging.read(self.read(name), "en")
        ways = {slug: [one["goto"] for one in scene.get("choices", ())] for slug, scene in scenes_of(merged).items()}
        assert merged.problems == ()
        assert merged.value["begins"] == "start"
        assert ways == {
            "start": ["another-passage", "a-third-passage"],
            "another-passage": ["a-fourth-passage", "a-third-passage"],
            "a-third-passage": ["start"],
            "a-fourth-passage": ["a-fifth-passage"],
            "a-fifth-passage": [],
        }
        assert merged.places["another-passage"] == Place((), "353,60", "100,100")

    @pytest.mark.parametrize("name", ["example.twee", "multipletags.twee", "startMetadata.twee"])
    def test_twee_is_written_as_it_was_read(self, name):
        passages = self.read(name)
        again = twee.read(twee.write(passages))
        assert replace(again, notes=()) == replace(passages, notes=())

    def test_tags_and_start_are_read(self):
        assert self.read("multipletags.twee").passages[0].place.tags == ("tag", "tags")
        assert self.read("startMetadata.twee").start == "Untitled Passage"

    def test_a_script_is_refused(self):
        assert told(merging.read(self.read("scriptPassage.twee"), "en")) == [("script-passage", 7)]


def test_texts_with_links_of_their_own_add_no_choice():
    scene = a_scene("a", choice("go", "a"))
    scene = replace(scene, text=Text("See [[a]]", ""))
    [link] = markup.read(story_passages.words(scene, "en"), 1).links
    assert link.target == "a"
    assert link.words == "go"
