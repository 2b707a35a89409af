"""The countries of the locator map: drawn on its grid, light, and each where its places are."""

import importlib.util
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from sahelapp.timeline.locator.grid import COUNTRIES, HEIGHT, WIDTH, project
from sahelapp.timeline.locator.layout import lay_out
from sahelapp.timeline.locator.marks import NARROW, WIDE, Size

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "static/sahel.svg"
SVG = "{http://www.w3.org/2000/svg}"
PLACES = YAML(typ="safe").load(ROOT / "content/places.yaml")
CODES = {names.en: code for code, names, _ in COUNTRIES}
# Towns on a border: the border made simpler may pass them by on the other side.
ON_A_BORDER = {"diboli", "tinzaouaten", "labbezanga"}
ON_THE_COAST = {"dakar", "nouakchott", "abidjan"}

Point = tuple[float, float]


def drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("draw_map", ROOT / "bin/draw_map.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


draw = drawing()


def shapes() -> dict[str, list[list[Point]]]:
    """The outlines of every country, in units of the grid."""
    paths = ElementTree.parse(SHEET).iter(f"{SVG}path")
    return {path.get("data-country", ""): outlines(path.get("d", "")) for path in paths}


def outlines(path: str) -> list[list[Point]]:
    found = []
    for outline in re.findall(r"M([^z]+)z", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", outline)]
        x = y = 0
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / 10, y / 10))
        found.append(points)
    return found


def is_in(point: Point, outline: list[Point]) -> bool:
    """Whether a ray to the right crosses the outline an odd number of times."""
    x, y = point
    crossed = [
        x0 + (y - y0) / (y1 - y0) * (x1 - x0)
        for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]])
        if (y0 > y) != (y1 > y)
    ]
    return sum(across > x for across in crossed) % 2 == 1


def test_the_sheet_is_light_and_says_where_it_comes_from() -> None:
    assert SHEET.stat().st_size <= 40_000
    assert "Natural Earth" in SHEET.read_text(encoding="utf-8")


def test_mali_and_all_of_its_neighbours_are_drawn() -> None:
    sheet = ElementTree.parse(SHEET)
    drawn = {
        group.get("id"): {path.get("data-country") for path in group.iter(f"{SVG}path")}
        for group in sheet.iter(f"{SVG}g")
    }
    assert drawn["mali"] == {"ml"}
    assert drawn["neighbours"] == set(CODES.values()) - {"ml"}
    assert not drawn["around"] & set(CODES.values())


def test_every_place_lies_in_the_country_it_belongs_to() -> None:
    countries = shapes()
    seen = 0
    for row in PLACES:
        x, y = project(row["lat"], row["lon"])
        is_drawn = 0 < x < WIDTH and 0 < y < HEIGHT and row["country_en"] in CODES
        if is_drawn and row["id"] not in ON_A_BORDER | ON_THE_COAST:
            seen += 1
            assert any(is_in((x, y), outline) for outline in countries[CODES[row["country_en"]]]), row["id"]
    assert seen > 20


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_name_of_a_country_stands_in_it(size: Size) -> None:
    countries = shapes()
    for code, label in lay_out((), "en", "", size).countries:
        box = label.box
        middle = ((box.left + box.right) / 2 / size.scale, (box.top + box.bottom) / 2 / size.scale)
        assert any(is_in(middle, outline) for outline in countries[code]), code


def topology() -> dict:
    """Mali and Niger as two squares that share a crooked border, in steps of a degree from 10 north and 0 east."""
    return {
        "transform": {"scale": [1, 1], "translate": [0, 10]},
        "arcs": [[[2, 0], [0, 1], [0, 1]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 2], [2, 0], [0, -2], [-2, 0]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "id": "466", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "id": "562", "arcs": [[[-1, -3]]]},
                ]
            }
        },
    }


def test_arcs_become_outlines_on_our_grid() -> None:
    lines = draw.arcs(topology())
    assert lines[0][0] == pytest.approx(project(10, 2))
    assert lines[0][2] == pytest.approx(project(12, 2))
    assert draw.ring([0, 1], lines) == [*lines[0][:-1], *lines[1][:-1]]
    assert draw.ring([~0], lines) == lines[0][:0:-1]


def test_countries_share_the_border_between_them() -> None:
    drawn = draw.countries(topology())
    mali, niger = (set(outlines(drawn[code])[0]) for code in ("ml", "ne"))
    assert len(mali & niger) == 2, "the point in the middle of a straight border is left out on both sides"


@given(st.lists(st.tuples(st.floats(0, 99), st.floats(0, 99)), min_size=2, max_size=40))
def test_a_simpler_line_keeps_its_ends_and_its_course(line: list[Point]) -> None:
    kept = draw.simpler(line, 5)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(kept) <= set(line)
    assert all(min(draw._off(point, a, b) for a, b in pairwise(kept)) <= 5 for point in line)


@given(st.lists(st.tuples(st.floats(-900, 1500), st.floats(-900, 1500)), min_size=3, max_size=12))
def test_what_is_cut_lies_in_the_frame(outline: list[Point]) -> None:
    assert all(
        -draw.BLEED - 1e-6 <= x <= WIDTH + draw.BLEED + 1e-6 and -draw.BLEED - 1e-6 <= y <= HEIGHT + draw.BLEED + 1e-6
        for x, y in draw.cut(outline)
    )


def test_an_outline_within_the_frame_is_not_cut() -> None:
    square = [(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0)]
    assert draw.cut(square) == square
    assert draw.area(square) == 100


def test_a_package_other_than_ours_is_refused(tmp_path: Path) -> None:
    """The script is run with an npm that brings another file."""
    clone = tmp_path / "clone"
    (clone / "bin").mkdir(parents=True)
    (clone / "static").mkdir()
    for name in ("map", "draw_map.py"):
        (clone / "bin" / name).write_bytes((ROOT / "bin" / name).read_bytes())
        (clone / "bin" / name).chmod(0o755)
    (clone / "bin/setup").write_text("#!/bin/sh\n")
    (clone / "bin/setup").chmod(0o755)
    fake = tmp_path / "fake"
    fake.mkdir()
    (fake / "npm").write_text(
        '#!/bin/sh\nwhile [ "$1" != --pack-destination ]; do shift; done\n: >"$2/world-atlas-2.0.2.tgz"\n'
    )
    (fake / "npm").chmod(0o755)
    answer = subprocess.run(
        [clone / "bin/map"],
        env={"PATH": f"{fake}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert answer.returncode == 1
    assert "nothing was drawn" in answer.stderr
    assert list((clone / "static").iterdir()) == []
