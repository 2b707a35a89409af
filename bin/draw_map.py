"""Draws the countries of the locator map: python bin/draw_map.py countries-50m.json static/sahel.svg (see bin/map).

Reads TopoJSON: borders are arcs, each stored once and shared by the two countries it parts, so that both sides stay
together when arcs are made simpler.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from sahelapp.timeline.locator.grid import COUNTRIES, HEIGHT, HOME, WIDTH, project

type Point = tuple[float, float]

SIMPLER_BY = 0.3  # units of the grid: at most so far does a border leave its course; less than a pixel
SMALLEST = 1.0  # square units: islands below are specks
BLEED = 8  # units beyond the frame, so that no cut edge is seen
MOST_BYTES = 40_000
# ISO 3166-1, numeric as the package has them, to the two letters that we use.
CODES = {
    "466": "ml", "478": "mr", "012": "dz", "562": "ne", "854": "bf", "384": "ci", "324": "gn", "686": "sn",
    "732": "eh", "504": "ma", "270": "gm", "624": "gw", "694": "sl", "430": "lr", "288": "gh", "768": "tg",
    "204": "bj", "566": "ng", "434": "ly", "120": "cm", "148": "td", "132": "cv", "226": "gq", "724": "es",
}  # fmt: skip
NEIGHBOURS = {code for code, _, _ in COUNTRIES} - {HOME}


def arcs(topology: Mapping[str, Any]) -> list[list[Point]]:
    """Every arc of a quantized topology on our grid: stored as steps, the first from the corner."""
    (across, up), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    drawn = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append(project(latitude=y * up + bottom, longitude=x * across + left))
        drawn.append(line)
    return drawn


def simpler(line: Sequence[Point], by: float = SIMPLER_BY) -> list[Point]:
    """The line with as few of its points as keep it within `by` of its course (Douglas and Peucker, 1973)."""
    if len(line) < 3:
        return list(line)
    first, last = line[0], line[-1]
    far, index = max((_off(point, first, last), index) for index, point in enumerate(line[1:-1], 1))
    if far <= by:
        return [first, last]
    return simpler(line[: index + 1], by)[:-1] + simpler(line[index:], by)


def _off(point: Point, first: Point, last: Point) -> float:
    """How far a point is from the straight piece between two others."""
    (x, y), (x0, y0) = point, first
    dx, dy = last[0] - x0, last[1] - y0
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / length)) if length else 0.0
    return hypot(x - x0 - along * dx, y - y0 - along * dy)


def ring(numbers: Iterable[int], lines: Sequence[Sequence[Point]]) -> list[Point]:
    """One outline out of its arcs; a negative number ~n is arc n walked backwards. The last point is not repeated."""
    points: list[Point] = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        points += line[:-1]
    return points


def cut(outline: Sequence[Point]) -> list[Point]:
    """What of an outline lies in the frame and its bleed (Sutherland and Hodgman, 1974)."""
    edges: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, -BLEED, float.__ge__),
        (0, WIDTH + BLEED, float.__le__),
        (1, -BLEED, float.__ge__),
        (1, HEIGHT + BLEED, float.__le__),
    )
    kept = list(outline)
    for axis, limit, is_in in edges:
        closed, kept = [*kept, *kept[:1]], []
        for here, there in pairwise(closed):
            if is_in(here[axis], limit):
                kept.append(here)
            if is_in(here[axis], limit) != is_in(there[axis], limit):
                part = (limit - here[axis]) / (there[axis] - here[axis])
                kept.append((here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1])))
    return kept


def area(outline: Sequence[Point]) -> float:
    """In square units, whichever way round the outline goes."""
    closed = [*outline, *outline[:1]]
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(closed))) / 2


def path(outlines: Iterable[Sequence[Point]]) -> str:
    """The d of a path, in tenths of a unit, each point as the step from the one before."""
    words = []
    for outline in outlines:
        tenths = [(round(x * 10), round(y * 10)) for x, y in outline]
        steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(tenths)]
        words.append(f"M{tenths[0][0]} {tenths[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps if (x, y) != (0, 0)))
        words.append("z")
    return "".join(words).replace(" -", "-")


def countries(topology: Mapping[str, Any]) -> dict[str, str]:
    """The paths of all countries that are seen, by their two letters."""
    lines = [simpler(line) for line in arcs(topology)]
    drawn = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        outlines = [cut(ring(numbers, lines)) for polygon in polygons for numbers in polygon]
        seen = [outline for outline in outlines if area(outline) >= SMALLEST]
        if seen:
            drawn[CODES[shape["id"]]] = path(seen)
    return drawn


def sheet(drawn: Mapping[str, str]) -> str:
    """The SVG file: three groups to be used by their ids, dressed by the page that uses them."""
    groups = {"around": set(drawn) - NEIGHBOURS - {HOME}, "neighbours": NEIGHBOURS, "mali": {HOME}}
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', "<desc>Borders: Natural Earth, public domain.</desc>"]
    for name, codes in groups.items():
        lines.append(f'<g id="{name}" transform="scale(.1)">')
        lines += [
            f'<path data-country="{code}" vector-effect="non-scaling-stroke" d="{drawn[code]}"/>'
            for code in sorted(codes)
        ]
        lines.append("</g>")
    return "\n".join([*lines, "</svg>", ""])


def main(source: str, target: str) -> None:
    drawing = sheet(countries(json.loads(Path(source).read_text(encoding="utf-8"))))
    weight = len(drawing.encode())
    if weight > MOST_BYTES:
        sys.exit(f"{target} would weigh {weight} bytes; make the borders simpler.")
    Path(target).write_text(drawing, encoding="utf-8")
    print(f"  {target}, {weight / 1000:.1f} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])
