"""Ribbons and curves: every round is drawn once, in its place, inside the picture."""

import re

from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.dice import seeded
from sahelapp.lab import drawing
from sahelapp.lab import strategies as known
from sahelapp.lab.game import STANDARD, Payoffs, play
from sahelapp.lab.spells import spells

players = st.sampled_from(known.STRATEGIES)


def starts(path: str) -> list[float]:
    """The x of every mark of a path."""
    return [float(x) for x in re.findall(r"M(-?[\d.]+) ", path)]


@given(players, players, st.integers(1, 200), st.integers(0, 999))
def test_each_round_has_one_mark_for_each_side(first, second, rounds, seed) -> None:
    match = play(first, second, rounds, misreads=0.1, dice=seeded(seed))
    lines = drawing.ribbon(match.letters, (match.misread(1), match.misread(0)), spells(match))
    assert [number for line in lines for number in range(line.first, line.last + 1)] == list(range(1, rounds + 1))
    for side in (0, 1):
        rows = [line.rows[side] for line in lines]
        assert sum(len(starts(row.dots)) for row in rows) == match.letters[side].count("C")
        assert sum(len(starts(row.squares)) for row in rows) == match.letters[side].count("D")
        assert sum(len(starts(row.rings)) for row in rows) == len(match.misread(1 - side))
        assert all(
            drawing.LEFT - drawing.RING <= x <= drawing.WIDTH - drawing.SQUARE / 2
            for row in rows
            for x in starts(row.dots + row.squares)
        )


def test_up_to_24_rounds_stand_on_one_line() -> None:
    assert [len(drawing.ribbon(("C" * n, "D" * n))) for n in (1, 20, 24, 25, 40, 200)] == [1, 1, 1, 2, 2, 10]
    assert drawing.ribbon(("", "")) == ()


def test_a_feud_over_two_lines_is_drawn_on_both_and_named_once() -> None:
    match = play(known.SUSPICIOUS, known.TIT_FOR_TAT, 40)
    lines = drawing.ribbon(match.letters, spells=spells(match))
    assert [[part.is_named for part in line.spells] for line in lines] == [[True], [False]]


@given(
    players, players, st.integers(1, 200), st.sampled_from((STANDARD, Payoffs(9, 5, 4, -99), Payoffs(-1, -2, -3, -5)))
)
def test_curves_stay_inside_the_plot_and_end_at_the_score(first, second, rounds, payoffs) -> None:
    match = play(first, second, rounds, dice=seeded(1))
    chart = drawing.running(match.running(payoffs))
    for curve, score in zip(chart.curves, match.scores(payoffs), strict=True):
        points = [tuple(map(float, point.split(","))) for point in curve.points.split()]
        assert len(points) == rounds + 1
        assert curve.score == score
        assert points[-1] == (drawing.PLOT_RIGHT, curve.y)
        assert all(drawing.TOP <= y <= drawing.FOOT and drawing.PLOT_LEFT <= x <= drawing.PLOT_RIGHT for x, y in points)
    assert 2 <= len(chart.scores) <= 6
    assert abs(chart.curves[0].label_y - chart.curves[1].label_y) >= drawing.LINE - 0.01


def test_the_side_with_more_points_has_the_upper_label() -> None:
    chart = drawing.running(play(known.TIT_FOR_TAT, known.ALWAYS_DEFECT, 10).running(STANDARD))
    assert chart.curves[1].label_y < chart.curves[0].label_y
