"""Runs of a scenario, drawn: `{% path_map story trails addresses %}` and `{% counters_chart story states %}`.

Geometry comes from the engine's scenario/layout.py and quizzes/charts.py; here it gets its words, and a table that
says the same. Pages that draw a map load css/pathmap.css.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from quizzes import charts
from quizzes.engine.lettering import width_of
from quizzes.engine.scenario.layout import Edge, Network, PathMap, Trails, lay_out
from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Story

register = template.Library()

NARROW, WIDE = 328, 704  # a phone of 360 less its margins, and the text column of a large screen; the style sheet picks
THIN, THICK = 2, 11  # the band of a leg that nobody took, and of the one most travelled
WORDS, BESIDE = 13, 9  # the size of the words beside a line, and how far off they begin
ASIDE = 2.5  # how far one's own line and the record's stand apart where both go the same way


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of the picture: what it is (see `_PAINTED`), and what it says when pointed at."""

    kind: str
    d: str
    says: str
    width: float = 0
    aside: float = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A word beside a line; `anchor` as in SVG."""

    words: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map at one width."""

    size: str
    map: PathMap
    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A leg as a row of the table; `to` is empty where the scene may not be named."""

    choice: str
    to: str
    players: int | None
    taken_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A scene that may be named, and the legs by which it is left."""

    title: str
    address: str
    rows: list[Told]


@dataclass(frozen=True, slots=True)
class Legend:
    """Which signs the picture holds, so that no other is explained."""

    own: bool
    others: bool
    record: bool
    players: bool
    unnamed: bool
    endings: bool
    back: bool


@dataclass(frozen=True, slots=True)
class CourseInWords:
    """A counter over a run, and what is said of it."""

    name: str
    chart: charts.Course
    reading: str


@register.inclusion_tag("quizzes/path_map.html")
def path_map(story: Story, trails: Trails, addresses: Mapping[str, str], name: str = "path-map") -> dict[str, Any]:
    """The scenes of a story and who went which way.

    `addresses` says where each scene that may be named is read, "" for one that is named and not linked; all others
    are dots. `name` begins the ids and is unique on the page.
    """
    language = get_language() or "en"
    network = Network.of(story, addresses.keys(), language)
    drawings = [_drawing(size, lay_out(network, trails, width)) for size, width in (("narrow", NARROW), ("wide", WIDE))]
    drawn = drawings[0].map
    return {
        "drawings": drawings,
        "addresses": addresses,
        "scenes": list(_told(story, drawn, addresses, language)),
        "unnamed": sum(not node.title for node in drawn.nodes),
        "legend": _legend(drawn),
        "is_linked": any(addresses.values()),
        "name": name,
    }


@register.inclusion_tag("quizzes/counters_chart.html")
def counters_chart(story: Story, states: Sequence[State]) -> dict[str, Any]:
    """Each counter over a run. `states`: the one before the first choice, then the one after each."""
    language = get_language() or "en"
    courses = [
        (counter.name.in_(language), charts.course(numbers, counter.least, counter.most))
        for counter in story.counters
        for numbers in [[state.counter(counter.slug) for state in states]]
    ]
    rows = [
        (scene.title.in_(language) if scene else slug, [course.numbers[move] for _name, course in courses])
        for move, (slug, _choice) in enumerate(states[-1].path, 1)
        for scene in [story.scene(slug)]
    ]
    return {"courses": [CourseInWords(name, one, _reading(name, one)) for name, one in courses], "rows": rows}


def _reading(name: str, course: charts.Course) -> str:
    numbers = course.numbers
    words = {
        "counter": name,
        "first": _number(numbers[0]),
        "last": _number(numbers[-1]),
        "lowest": _number(min(numbers)),
        "highest": _number(max(numbers)),
    }
    if words["lowest"] == words["highest"]:
        return _("%(counter)s: %(first)s from start to end.") % words
    return (
        _("%(counter)s: %(first)s at the start, %(last)s at the end; lowest %(lowest)s, highest %(highest)s.") % words
    )


@register.filter(name="counted")
def _number(number: int) -> str:
    """A minus, not a hyphen: counters may fall below nothing."""
    return str(number).replace("-", "\N{MINUS SIGN}")


@register.filter
def address_of(addresses: Mapping[str, str], slug: str) -> str:
    """Where a scene is read; empty where it is not linked."""
    return addresses.get(slug, "")


def _drawing(size: str, drawn: PathMap) -> Drawing:
    titles = {node.slug: node.title for node in drawn.nodes}
    strokes = sorted(
        (stroke for edge in drawn.edges for stroke in _strokes(edge, _says(edge, titles))),
        key=lambda stroke: _PAINTED.index(stroke.kind),
    )
    return Drawing(size, drawn, tuple(strokes), tuple(_labels(drawn)))


_PAINTED = ("band", "way", "other", "own", "record", "head")  # the last on top


def _strokes(edge: Edge, says: str) -> Iterator[Stroke]:
    d = edge.line.d
    if edge.players is not None:
        yield Stroke("band", d, "", round(THIN + edge.share * (THICK - THIN), 1))
    if edge.line.is_back:
        yield Stroke("head", edge.line.head, "")
    if not (edge.is_own or edge.is_other or edge.is_record):
        yield Stroke("way", d, says)
    if edge.is_other and not edge.is_own:
        yield Stroke("other", d, says, aside=-ASIDE if edge.is_record else 0)
    if edge.is_own:
        yield Stroke("own", d, says, aside=-ASIDE if edge.is_record else 0)
    if edge.is_record:
        yield Stroke("record", d, says, aside=ASIDE if edge.is_own or edge.is_other else 0)


def _labels(drawn: PathMap) -> Iterator[Label]:
    """“You” and “the record” where each sets out, on the outer side; one above the other, so that they never meet."""
    middles = {node.slug: node.middle[0] for node in drawn.nodes}
    for words, edge, down in (
        (_("you"), next((edge for edge in drawn.edges if edge.is_own), None), -4),
        (_("the record"), next((edge for edge in drawn.edges if edge.is_record), None), 13),
    ):
        if edge:
            x, y = edge.line.middle
            room = width_of(words, WORDS) + BESIDE
            on_left = (x < middles[edge.leg[0]] and x > room) or x + room > drawn.width
            yield Label(
                words, round(x + (-BESIDE if on_left else BESIDE), 1), round(y + down, 1), "end" if on_left else "start"
            )


def _says(edge: Edge, titles: Mapping[str, str]) -> str:
    unnamed = _("a scene not met yet")
    source, target = (titles[slug] or unnamed for slug in (edge.leg[0], edge.leg[2]))
    words = [_("From “%(scene)s” to “%(next)s”") % {"scene": source, "next": target}, *_taken_by(edge)]
    if edge.players is not None:
        words.append(_players(edge.players))
    return " · ".join(words)


def _players(count: int) -> str:
    return ngettext("%(count)d player", "%(count)d players", count) % {"count": count}


def _taken_by(edge: Edge) -> tuple[str, ...]:
    takers = (
        (edge.is_own, _("you")),
        (edge.is_other, _("you, another time")),
        (edge.is_record, _("the record")),
    )
    return tuple(words for went, words in takers if went)


def _told(story: Story, drawn: PathMap, addresses: Mapping[str, str], language: str) -> Iterator[Left]:
    """Each named scene that a choice leaves, with its legs, in the order of the story."""
    titles = {node.slug: node.title for node in drawn.nodes}
    edges = {edge.leg: edge for edge in drawn.edges}
    for scene in story.scenes:
        legs = [(choice, (scene.slug, choice.slug, to)) for choice in scene.choices for to in choice.leads_to]
        rows = [
            Told(choice.text.in_(language), titles[leg[2]], edges[leg].players, _taken_by(edges[leg]))
            for choice, leg in legs
            if leg in edges
        ]
        if rows and scene.slug in addresses:
            yield Left(scene.title.in_(language), addresses[scene.slug], rows)


def _legend(drawn: PathMap) -> Legend:
    edges, nodes = drawn.edges, drawn.nodes
    return Legend(
        own=any(edge.is_own for edge in edges),
        others=any(edge.is_other and not edge.is_own for edge in edges),
        record=any(edge.is_record for edge in edges),
        players=any(edge.players is not None for edge in edges),
        unnamed=any(not node.title for node in nodes),
        endings=any(node.is_ending for node in nodes),
        back=any(edge.line.is_back for edge in edges),
    )
