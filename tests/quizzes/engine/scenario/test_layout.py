"""The path map: boxes that stand apart, lines that go down, nothing said of scenes that may not be named."""

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizzes.engine.lettering import width_of, wrapped
from quizzes.engine.scenario.layout import (
    LEAST_BOX,
    MOST_LINES,
    TAP,
    TYPE,
    Network,
    Node,
    PathMap,
    Stop,
    Trails,
    lay_out,
)
from quizzes.engine.scenario.story import Chance, Story
from tests.quizzes.engine.scenario.small import a_scene, an_ending, both, choice, stories

WIDTHS = st.integers(320, 1280)
TITLES = st.sampled_from(["", "Six months", "Ce qui passe encore entre les services", "Anticonstitutionnellement !"])


@st.composite
def networks(draw, most: int = 16) -> Network:
    """Any scenes and legs at all, also those that no play could reach, that lead back or to themselves."""
    slugs = [f"s{number}" for number in range(draw(st.integers(1, most)))]
    stops = tuple(Stop(slug, draw(TITLES), draw(st.booleans())) for slug in slugs)
    pairs = draw(st.lists(st.tuples(st.sampled_from(slugs), st.sampled_from(slugs)), max_size=3 * len(slugs)))
    legs = tuple((source, f"c{index}", target) for index, (source, target) in enumerate(pairs))
    return Network(draw(st.sampled_from(slugs)), stops, legs)


def a_network(*legs: str, unnamed: str = "") -> Network:
    """From "ab", a leg from scene a to scene b; scenes are named but for those in `unnamed`."""
    slugs = dict.fromkeys("".join(legs))
    stops = tuple(Stop(slug, "" if slug in unnamed else f"Scene {slug}") for slug in slugs)
    return Network(legs[0][0], stops, tuple((leg[0], f"c{index}", leg[1]) for index, leg in enumerate(legs)))


LADDER = a_network("ab", "ab", "bc", "bd", "bd", "cd", "da", "ae", "af", "ag", "ah", "bb")
ALIKE = Network("s0", tuple(Stop(f"s{n}", f"Scene {n}") for n in range(30)), ())


def box(node: Node) -> tuple[float, float, float, float]:
    return node.x, node.y, node.x + node.width, node.y + node.height


def numbers(d: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", d)]


def in_rows(drawn: PathMap) -> list[list[Node]]:
    rows: dict[float, list[Node]] = {}
    for node in drawn.nodes:
        rows.setdefault(node.y, []).append(node)
    return list(rows.values())


@given(networks(), WIDTHS)
@example(LADDER, 320)
@example(ALIKE, 320)
@settings(deadline=None)
def test_no_two_scenes_overlap_and_each_stands_once_in_the_picture(network: Network, width: int) -> None:
    drawn = lay_out(network, Trails(), width)
    assert sorted(node.slug for node in drawn.nodes) == sorted(stop.slug for stop in network.stops)
    for one, other in combinations(map(box, drawn.nodes), 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    for left, top, right, bottom in map(box, drawn.nodes):
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= drawn.height


@given(networks(), WIDTHS)
@example(LADDER, 320)
@settings(deadline=None)
def test_every_leg_is_drawn_once_from_its_box_to_its_box(network: Network, width: int) -> None:
    drawn = lay_out(network, Trails(), width)
    boxes = {node.slug: box(node) for node in drawn.nodes}
    assert [edge.leg for edge in drawn.edges] == list(network.legs)
    for edge in drawn.edges:
        for (x, y), slug in ((edge.line.begin, edge.leg[0]), (edge.line.end, edge.leg[2])):
            left, top, right, bottom = boxes[slug]
            assert left <= x <= right
            assert top <= y <= bottom
        assert tuple(numbers(edge.line.d)[:2]) == edge.line.begin


@given(networks(), WIDTHS)
@example(LADDER, 320)
@settings(deadline=None)
def test_legs_go_down_but_for_those_told_as_leading_back(network: Network, width: int) -> None:
    drawn = lay_out(network, Trails(), width)
    boxes = {node.slug: box(node) for node in drawn.nodes}
    for edge in drawn.edges:
        source, target = boxes[edge.leg[0]], boxes[edge.leg[2]]
        assert edge.line.is_back or source[3] < target[1]
    ahead = {edge.leg[::2] for edge in drawn.edges if not edge.line.is_back}
    assert all(not edge.line.is_back or edge.leg[::2] not in ahead for edge in drawn.edges)


@given(networks(), WIDTHS)
@example(LADDER, 320)
@settings(deadline=None)
def test_no_line_runs_through_the_box_of_another_scene(network: Network, width: int) -> None:
    # A line stands still, to the left and right, wherever it is between the upper and lower bound of a row.
    drawn = lay_out(network, Trails(), width)
    for edge in drawn.edges:
        uprights = re.findall(r"([\d.]+) ([\d.]+)V([\d.]+)", edge.line.d)
        for x, *ends in (tuple(map(float, upright)) for upright in uprights):
            for node in drawn.nodes:
                left, top, right, bottom = box(node)
                inside = left < x < right and max(top, min(ends)) < min(bottom, max(ends))
                assert not inside or node.slug in edge.leg[::2]


@given(networks(), WIDTHS)
@settings(deadline=None, max_examples=30)
def test_the_same_is_drawn_twice(network: Network, width: int) -> None:
    assert lay_out(network, Trails(), width) == lay_out(network, Trails(), width)


@given(networks(), WIDTHS)
@settings(deadline=None)
def test_titles_have_room_in_boxes_one_can_touch(network: Network, width: int) -> None:
    for node in lay_out(network, Trails(), width).nodes:
        if node.title:
            assert node.height >= TAP
            assert node.width >= LEAST_BOX
            assert 1 <= len(node.lines) <= MOST_LINES
            assert all(width_of(line, TYPE) < node.width for line in node.lines)
            assert all(node.y < baseline < node.y + node.height for _, baseline, _ in node.baselines)


def test_on_a_phone_scenes_of_one_depth_share_several_rows() -> None:
    star = a_network("ab", "ac", "ad", "ae", "af")
    phone, desk = (in_rows(lay_out(star, Trails(), width)) for width in (320, 1280))
    assert [len(row) for row in phone] == [1, 2, 2, 1]
    assert [len(row) for row in desk] == [1, 5]


def test_no_two_ways_cross_where_another_order_can_help() -> None:
    # As written, c stands between b and d, which both lead to f.
    drawn = lay_out(a_network("ab", "ac", "ad", "bf", "ce", "df"), Trails(), 704)
    at = {node.slug: node.x for node in drawn.nodes}
    assert not min(at["b"], at["d"]) < at["c"] < max(at["b"], at["d"])
    assert (at["c"] < at["b"]) == (at["e"] < at["f"])


def test_a_scene_that_may_not_be_named_is_a_dot_without_words() -> None:
    drawn = lay_out(a_network("ab", "bc", unnamed="b"), Trails(), 328)
    dot = drawn.nodes[1]
    assert (dot.slug, dot.title, dot.lines) == ("b", "", ())
    assert dot.width == dot.height < TAP


def test_legs_tell_who_took_them_and_the_widest_has_the_most_players() -> None:
    network = a_network("ab", "ac", "bc")
    ab, ac, bc = network.legs
    drawn = lay_out(network, Trails(own=(ab, bc), others=((ac,),), record=(ac,), players={ab: 6, ac: 3}), 328)
    told = [(edge.is_own, edge.is_other, edge.is_record, edge.players, edge.share) for edge in drawn.edges]
    assert told == [(True, False, False, 6, 1.0), (False, True, True, 3, 0.5), (True, False, False, 0, 0.0)]
    assert [node.is_own for node in drawn.nodes] == [True, True, True]


def test_without_counts_no_leg_is_wider_than_another() -> None:
    assert {(edge.players, edge.share) for edge in lay_out(LADDER, Trails(), 328).edges} == {(None, 0.0)}


def test_legs_of_another_version_are_not_drawn() -> None:
    drawn = lay_out(a_network("ab"), Trails(own=(("a", "gone", "z"),), players={("y", "gone", "z"): 7}), 328)
    assert [edge.is_own for edge in drawn.edges] == [False]


def test_an_empty_story_is_an_empty_map() -> None:
    assert lay_out(Network("", (), ()), Trails(), 328) == PathMap(328, 0, (), ())


def test_a_story_of_a_thousand_scenes_in_a_line_is_drawn() -> None:
    slugs = [f"s{number}" for number in range(1000)]
    legs = tuple((one, "on", other) for one, other in pairwise(slugs))
    drawn = lay_out(Network("s0", tuple(map(Stop, slugs)), legs), Trails(), 328)
    assert [node.slug for node in drawn.nodes] == slugs


@given(stories())
@settings(deadline=None, max_examples=30)
def test_the_network_of_a_story_has_a_leg_for_each_scene_a_choice_may_lead_to(story: Story) -> None:
    network = Network.of(story, {"a"}, "en")
    assert [stop.title for stop in network.stops if stop.slug == "a"] == ["a"]
    assert all(not stop.title for stop in network.stops if stop.slug != "a")
    wanted = {(here.slug, one.slug, to) for here in story.scenes for one in here.choices for to in one.leads_to}
    assert set(network.legs) == wanted
    assert len(network.legs) == len(wanted)


def test_chance_makes_several_legs_and_a_choice_that_leads_nowhere_none() -> None:
    draft = Story(
        "a",
        (
            a_scene("a", choice("toss", chances=(Chance("b", 1), Chance("a", 2))), choice("lost", "not-there")),
            an_ending("b"),
        ),
    )
    network = Network.of(draft, set(), "en")
    assert network.legs == (("a", "toss", "b"), ("a", "toss", "a"))
    assert [(stop.slug, stop.is_ending) for stop in network.stops] == [("a", False), ("b", True)]


def test_of_two_namesakes_the_first_is_drawn_as_it_is_played() -> None:
    story = Story("a", (an_ending("a"), a_scene("a", choice("on", "a"))))
    assert Network.of(story, {"a"}, "fr") == Network("a", (Stop("a", both("a").in_("fr"), True),), ())


@pytest.mark.parametrize(
    ("words", "room", "lines"),
    [
        ("Six months", 200, ("Six months",)),
        ("The evening announcement", 110, ("The evening", "announcement")),
        ("Flagrant délit\u202f?", 75, ("Flagrant", "délit\u202f?")),
        ("Anticonstitutionnellement", 90, ("Anticonsti…",)),
        ("one two three four five six", 35, ("one", "two", "thr…")),
    ],
)
def test_titles_break_at_spaces_and_end_in_an_ellipsis_where_room_ends(words, room, lines) -> None:
    assert wrapped(words, room, TYPE, 3) == lines


@given(st.text(max_size=60), st.integers(20, 200), st.integers(1, 4))
def test_no_line_is_wider_than_its_room(words: str, room: int, most: int) -> None:
    lines = wrapped(words, room, TYPE, most)
    assert len(lines) <= most
    assert all(width_of(line, TYPE) <= room for line in lines)
