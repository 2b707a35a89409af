"""The drawn path map and the counters of a run: words beside lines, tables that say the same, nothing too early."""

import re
from functools import partial
from itertools import accumulate, pairwise
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils import translation

from quizzes import charts
from quizzes.engine.scenario.layout import Trails
from quizzes.engine.scenario.play import begin, choose
from quizzes.engine.scenario.story import Choice, Counter, Scene, Story
from quizzes.engine.text import Text

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


def both(words: str) -> Text:
    return Text(f"{words} & co", f"{words} et cie")


def way(slug: str, goto: str, effects: str = "") -> Choice:
    return Choice(slug, both(f"choice-{slug}"), both("told later"), goto, effects=effects)


TRUST = Counter("trust", both("Trust"), start=0, least=-2, most=3)
STORY = Story(
    "dawn",
    (
        Scene("dawn", both("Dawn"), both("text"), choices=(way("call", "noon", "trust -1"), way("wait", "night"))),
        Scene("noon", both("Noon"), both("text"), choices=(way("stay", "peace", "trust +2"), way("again", "dawn"))),
        Scene("night", both("Night"), both("text"), choices=(way("sleep", "war"),)),
        Scene("peace", both("Peace"), both("text"), ending="quiet"),
        Scene("war", both("War"), both("text"), ending="loud"),
    ),
    (TRUST,),
)
CALL, STAY, WAIT = ("dawn", "call", "noon"), ("noon", "stay", "peace"), ("dawn", "wait", "night")
MET = {"dawn": "/scenes/dawn/", "noon": "/scenes/noon/", "peace": ""}
TRAILS = Trails(own=(CALL, STAY), others=((CALL, STAY),), record=(CALL,), players={CALL: 6, STAY: 5, WAIT: 1})


def drawn(trails: Trails = TRAILS, addresses: dict[str, str] = MET, language: str = "en") -> str:
    page = Template("{% load pathmap %}{% path_map story trails addresses %}")
    with translation.override(language):
        return page.render(Context({"story": STORY, "trails": trails, "addresses": addresses}))


def pictures(html: str) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in re.findall(r'<svg class="path-\w+".*?</svg>', html, re.DOTALL)]


def rows(html: str) -> list[list[str]]:
    bare = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in re.findall(r"<tr>.*?</tr>", html)]
    return [[re.sub(r"<[^>]+>", "", cell).replace("&amp;", "&") for cell in row] for row in bare]


@LANGUAGES
def test_nothing_of_a_scene_not_met_reaches_the_page(language: str) -> None:
    html = drawn(language=language)
    # The choice that leads to a scene not met was read in a scene that was; what stands in that scene was not.
    assert not re.search("night|war|choice-sleep", html, re.IGNORECASE)
    assert "choice-wait" in html


@LANGUAGES
def test_the_map_is_drawn_for_a_phone_and_for_a_desk_without_styles_or_repeated_ids(language: str) -> None:
    html = drawn(language=language)
    assert [picture.get("width") for picture in pictures(html)] == ["328", "704"]
    assert "style=" not in html
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_each_named_scene_with_an_address_is_a_link_and_one_without_is_not() -> None:
    for picture in pictures(drawn()):
        links = {link.get("href"): link.findtext("title") for link in picture.iter("a")}
        assert links == {"/scenes/dawn/": "Dawn & co", "/scenes/noon/": "Noon & co"}
        assert [one.findtext("title") for one in picture.iter("g") if one.get("class") == "path-scene"] == [
            "Peace & co"
        ]


def test_scenes_not_met_are_dots_that_say_so() -> None:
    for picture in pictures(drawn()):
        dots = [one.findtext("title") for one in picture.iter("g") if one.get("class") == "path-dot"]
        assert sorted(dots) == ["A scene not met yet", "An ending not met yet"]


def test_own_path_and_the_record_differ_in_line_and_are_named_beside_it() -> None:
    for picture in pictures(drawn()):
        kinds = [path.get("class") for path in picture.iter("path")]
        assert kinds.count("path-own") == 2
        assert kinds.count("path-record") == 1
        words = [text.text for text in picture.iter("text") if text.text]
        assert words == ["you", "the record"]


def test_a_band_is_wider_the_more_players_went() -> None:
    for picture in pictures(drawn()):
        bands = [path.get("stroke-width") for path in picture.iter("path") if path.get("class") == "path-band"]
        assert bands == ["11.0", "3.5", "9.5", "2.0", "2.0"]


def test_a_way_back_ends_in_an_arrow() -> None:
    for picture in pictures(drawn()):
        assert [path.get("class") for path in picture.iter("path")].count("path-head") == 1


def test_the_table_says_what_the_picture_shows() -> None:
    assert rows(drawn()) == [
        ["Choice", "Leads to", "Players", "Taken by"],
        ["Dawn & co"],
        ["choice-call & co", "Noon & co", "6", "you; you, another time; the record"],
        ["choice-wait & co", "a scene not met yet", "1", "–"],
        ["Noon & co"],
        ["choice-stay & co", "Peace & co", "5", "you; you, another time"],
        ["choice-again & co", "Dawn & co", "0", "–"],
    ]


def test_without_counts_neither_picture_nor_table_speaks_of_players() -> None:
    html = drawn(Trails(own=(CALL, STAY)))
    assert "layer" not in html
    assert "path-band" not in html
    assert "the record" not in html


def test_the_legend_explains_only_signs_that_are_there() -> None:
    whole = {scene.slug: "" for scene in STORY.scenes}
    assert "a dot:" in drawn()
    assert "a dot:" not in drawn(addresses=whole)
    assert "Each box opens" not in drawn(addresses=whole)
    assert "a dashed line" not in drawn(Trails(own=(CALL,)))


def test_a_counter_holds_its_height_until_a_move_changes_it() -> None:
    course = charts.course([0, 3, 1], 0, 3)
    assert course.line == "M30 86H170V34H310V68.7"
    assert (course.begin, course.end) == ((30, 86), (310, 68.7))
    assert course.moves == ((1, 170), (2, 310))


def test_in_a_long_run_only_moves_with_room_are_numbered_the_last_always() -> None:
    xs = [x for _, x in charts.course(list(range(41)), 0, 40).moves]
    assert charts.course(list(range(41)), 0, 40).moves[-1][0] == 40
    assert all(after - before >= charts.NUMBER for before, after in pairwise(xs))


def test_a_run_without_moves_and_a_counter_without_range_are_drawn() -> None:
    assert charts.course([2], 2, 2).line == "M30 86"


@LANGUAGES
def test_the_counters_of_a_run_are_a_picture_with_a_sentence_and_a_table(language: str) -> None:
    states = list(accumulate(["call", "stay"], partial(choose, STORY), initial=begin(STORY, 1)))
    page = Template("{% load pathmap %}{% counters_chart story states %}")
    with translation.override(language):
        html = page.render(Context({"story": STORY, "states": states}))
        titles = [STORY.scenes[index].title.in_(language) for index in (0, 1)]
    assert "\N{MINUS SIGN}1" in re.findall(r'aria-label="([^"]+)"', html)[0]
    assert [row[1] for row in rows(html)[1:]] == ["0", "\N{MINUS SIGN}1", "1"]
    assert [row[0] for row in rows(html)[2:]] == [f"{number}. {title}" for number, title in enumerate(titles, 1)]
    assert "style=" not in html


def test_a_story_without_counters_has_no_chart() -> None:
    page = Template("{% load pathmap %}{% counters_chart story states %}")
    story = Story("a", (Scene("a", both("A"), both("text"), ending="quiet"),))
    assert page.render(Context({"story": story, "states": [begin(story, 1)]})).strip() == ""
