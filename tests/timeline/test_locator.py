"""The locator map: every place is told, points can be hit, and no name lies on another."""

import xml.etree.ElementTree as ElementTree
from itertools import combinations
from math import cos, hypot, radians
from pathlib import Path

import pytest
from django.template import engines
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from quizzes.engine.text import Text
from sahelapp.timeline.locator.grid import HEIGHT, WIDTH, project
from sahelapp.timeline.locator.layout import lay_out, on_map
from sahelapp.timeline.locator.marks import NARROW, TAP, TARGET, WIDE, PlaceOnMap, Size
from sahelapp.timeline.values import EventValue, When

ROWS = YAML(typ="safe").load(Path(__file__).resolve().parents[2] / "content/places.yaml")
SHARE = 1.0  # two targets that touch may share a unit of rounding


def place(slug: str = "gao", latitude: float = 16.27, longitude: float = -0.04, events: int = 1) -> PlaceOnMap:
    return PlaceOnMap(slug, Text(slug.title(), slug.title()), latitude, longitude, events, f"?place={slug}")


OURS = tuple(
    PlaceOnMap(row["id"], Text(row["name_en"], row["name_fr"]), row["lat"], row["lon"], 1, "", row["approximate"])
    for row in ROWS
)
BAMAKO, KATI = place("bamako", 12.64, -8.0, 56), place("kati", 12.74, -8.07, 4)
PARIS = place("paris", 48.86, 2.35, 13)

every_size = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
every_language = pytest.mark.parametrize("language", ["en", "fr"])
anywhere = st.builds(
    lambda number, name, latitude, longitude, events: PlaceOnMap(
        f"p{number}", Text(name, name), latitude, longitude, events, f"?place=p{number}"
    ),
    st.integers(0, 10**6),
    st.text("aemMW Éï-", min_size=1, max_size=25),
    st.floats(-60, 80) | st.floats(4, 27),
    st.floats(-180, 180) | st.floats(-19, 10),
    st.integers(0, 200),
)
many_places = st.lists(anywhere, max_size=40, unique_by=lambda place: place.slug).map(tuple)


def test_the_grid_begins_in_the_north_west_and_distances_are_true_along_the_middle_of_mali() -> None:
    assert project(26.6, -19.0) == (0, 0)
    assert project(4.2, 10.0) == pytest.approx((WIDTH, HEIGHT), abs=1)
    north, east = project(18, 0)[1] - project(17, 0)[1], project(17, 1)[0] - project(17, 0)[0]
    assert east / -north == pytest.approx(cos(radians(17)))


@every_size
@every_language
def test_every_place_of_the_course_is_on_the_map_or_told_at_its_edge(size: Size, language: str) -> None:
    marks = lay_out(OURS, language, "", size).marks
    assert {place.slug for mark in marks for place in mark.places} == {place.slug for place in OURS}
    assert {place.slug for mark in marks if mark.toward is not None for place in mark.places} == {
        "paris", "new-york", "the-hague", "algiers", "washington", "moscow",
    }  # fmt: skip


@every_size
@every_language
def test_mali_and_nearly_all_of_its_neighbours_are_named(size: Size, language: str) -> None:
    named = {code for code, _ in lay_out(OURS, language, "", size).countries}
    assert {"ml", "mr", "dz", "ne", "ci", "gn"} <= named
    assert {code for code, _ in lay_out((), language, "", size).countries} == named | {"bf", "sn"}


@settings(deadline=None)
@given(many_places, st.sampled_from(["en", "fr"]), st.sampled_from([WIDE, NARROW]), st.integers(0, 39))
def test_no_name_lies_on_another_nor_on_a_point_nor_outside(
    places: tuple[PlaceOnMap, ...], language: str, size: Size, chosen: int
) -> None:
    drawn = lay_out(places, language, places[chosen % len(places)].slug if places else "", size)
    names = [label for _, label in drawn.countries] + [mark.label for mark in drawn.marks if mark.label]
    boxes = [*([drawn.bar.box] if drawn.bar else []), *(name.box for name in names)]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
    assert all(name.box.is_within(size.frame) for name in names)
    for mark in drawn.marks:
        others = [box for box in boxes if not mark.label or box is not mark.label.box]
        assert not any(mark.box.meets(box) for box in others), mark.slug


@settings(deadline=None)
@given(many_places, st.sampled_from([WIDE, NARROW]))
def test_points_lie_in_the_frame_far_enough_apart_to_be_hit(places: tuple[PlaceOnMap, ...], size: Size) -> None:
    marks = lay_out(places, "en", "", size).marks
    assert all(0 < mark.x < size.width and 0 < mark.y < size.height for mark in marks)
    for one, other in combinations(marks, 2):
        apart = hypot(one.x - other.x, one.y - other.y)
        assert apart >= max(TARGET, one.radius + other.radius)
        assert one.reach + other.reach <= apart + SHARE
        for mark, label in ((one, other.label), (other, one.label)):
            assert not label or label.box.away_from(mark.x, mark.y) + SHARE > mark.reach, (
                "its name would lead elsewhere"
            )


@settings(deadline=None)
@given(many_places, st.sampled_from([WIDE, NARROW]), st.randoms(use_true_random=False))
def test_every_place_is_in_the_list_once_and_the_order_they_come_in_changes_nothing(
    places: tuple[PlaceOnMap, ...], size: Size, dice
) -> None:
    drawn = lay_out(places, "en", "", size)
    assert sorted(place.slug for place in drawn.places) == sorted(place.slug for place in places)
    shuffled = list(places)
    dice.shuffle(shuffled)
    assert lay_out(tuple(shuffled), "en", "", size) == drawn


@settings(deadline=None)
@given(many_places, st.sampled_from([WIDE, NARROW]))
def test_a_point_without_a_name_carries_its_number_in_the_list(places: tuple[PlaceOnMap, ...], size: Size) -> None:
    drawn = lay_out(places, "en", "", size)
    for mark in drawn.marks:
        assert mark.is_numbered == (mark.label is None)
        assert drawn.places[mark.number - 1] == mark.places[0]


def test_both_sizes_have_the_same_list() -> None:
    assert lay_out(OURS, "fr", "", WIDE).places == lay_out(OURS, "fr", "", NARROW).places


def test_places_too_near_for_a_finger_share_a_point_that_leads_to_the_list() -> None:
    both = lay_out((KATI, BAMAKO), "en").marks[0]
    assert (both.words("en"), both.events, both.address) == ("Bamako +1", 60, "")
    assert lay_out((KATI,), "en").marks[0].address == "?place=kati"


def test_the_chosen_place_leads_the_point_that_it_shares() -> None:
    both = lay_out((BAMAKO, KATI), "en", "kati").marks[0]
    assert (both.words("en"), both.is_highlighted) == ("Kati +1", True)


def test_an_area_is_told_as_one_only_where_nothing_in_it_is_a_spot() -> None:
    moura = next(place for place in OURS if place.slug == "moura")
    sevare = next(place for place in OURS if place.slug == "sevare")
    assert lay_out((moura,), "en").marks[0].is_approximate
    assert not lay_out((moura, sevare), "en").marks[0].is_approximate


def test_the_area_of_a_point_grows_with_its_events() -> None:
    small, large = (lay_out((place(events=events),), "en").marks[0].radius for events in (9, 36))
    assert large == pytest.approx(2 * small)


@every_size
def test_what_lies_beyond_stands_at_the_edge_and_its_arrow_points_there(size: Size) -> None:
    paris = lay_out((PARIS,), "en", "", size).marks[0]
    assert paris.y < 30
    assert -90 <= paris.toward < -60
    west = lay_out((place("new-york", 40.75, -73.97),), "en", "", size).marks[0]
    assert west.x < 30
    assert -180 <= west.toward < -150


def test_only_places_of_the_chosen_events_are_on_the_map() -> None:
    class Row:
        def __init__(self, slug: str) -> None:
            self.slug, self.name, self.lat, self.lon, self.approximate = slug, Text(slug, slug), 15.0, 0.0, False

    events = [
        EventValue(slug, When.read("2022", None), Text(), Text(), "high", place=where)
        for slug, where in (("a", "gao"), ("b", "gao"), ("c", None))
    ]
    shown = on_map([Row("gao"), Row("kidal")], events, lambda slug: f"?place={slug}")
    assert [(one.slug, one.events, one.address) for one in shown] == [("gao", 2, "?place=gao")]


def rendered(places: tuple[PlaceOnMap, ...], language: str = "en", options: str = "") -> str:
    template = engines["django"].from_string("{% load locator %}{% locator_map places " + options + " %}")
    with translation.override(language):
        return template.render({"places": places})


@every_language
def test_the_figure_is_well_formed_and_has_no_style_of_its_own(language: str) -> None:
    figure = ElementTree.fromstring(rendered((BAMAKO, KATI, PARIS, place()), language, 'highlighted="gao"'))
    ids = [node.get("id") for node in figure.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert not [node for node in figure.iter() if node.get("style")]
    assert {node.get("href") for node in figure.findall(".//a[@aria-current]")} == {"?place=gao"}


def test_points_are_links_with_names_and_so_is_every_row_of_the_list() -> None:
    figure = ElementTree.fromstring(rendered((BAMAKO, KATI, PARIS)))
    wide = figure.find(".//svg")
    points = {link.findtext("title"): link.get("href") for link in wide.findall("a")}
    assert points == {"Bamako, Kati: 60 events": "#map-bamako", "Paris: 13 events": "?place=paris"}
    rows = {row.get("id"): row.find("a").get("href") for row in figure.findall(".//ol/li")}
    assert rows == {f"map-{one.slug}": one.address for one in (BAMAKO, KATI, PARIS)}
    assert wide.find("g").get("role") == "img"
    assert not wide.find("g").findall(".//a")


def test_the_small_map_has_one_drawing_and_no_list() -> None:
    figure = ElementTree.fromstring(rendered((place(),), options='size="small" highlighted="gao"'))
    assert len(figure.findall("div/div/svg")) == 1
    assert figure.findall(".//ol") == []


def test_a_point_can_be_hit_on_44_pixels_where_there_is_room() -> None:
    assert lay_out((place(),), "en").marks[0].reach * 2 == TAP


def test_the_scale_gives_way_to_a_place_in_its_corner() -> None:
    assert lay_out((BAMAKO,), "en").bar
    assert lay_out((place("ship", 5.5, -16.0),), "en").bar is None


def test_names_are_escaped() -> None:
    hostile = PlaceOnMap("x", Text('<b>"&', '<b>"&'), 16, 0, 1, '?place="><b>')
    assert "<b>" not in rendered((hostile,))
