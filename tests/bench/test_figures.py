"""What the bench makes of what it measured."""

from math import isnan

import pytest

from bench.figures import Aim, at_percent, blocking, gaps


def test_only_what_a_task_takes_above_fifty_milliseconds_blocks():
    assert blocking([]) == blocking([(0, 50), (100, 12)]) == 0
    assert blocking([(0, 51), (100, 12), (200, 170)]) == 1 + 120


def test_of_a_task_under_way_at_the_first_paint_only_the_rest_counts():
    tasks = [(0, 300), (400, 200), (700, 80)]
    assert blocking(tasks, since=500) == 50 + 30
    assert blocking(tasks, since=560) == 30  # the rest of the second, 40, is no long one
    assert blocking(tasks, since=1000) == 0


@pytest.mark.parametrize(("percent", "within"), [(0, 1), (50, 51), (95, 96), (100, 100)])
def test_so_many_percent_of_a_hundred_frames_came_within(percent, within):
    assert at_percent(range(100, 0, -1), percent) == within


def test_nothing_measured_is_no_figure():
    assert isnan(at_percent([], 95))
    assert gaps([]) == gaps([7.0]) == []


def test_gaps_lie_between_one_frame_and_the_next():
    assert gaps([10, 26, 43, 143]) == [16, 17, 100]


def test_an_aim_is_met_up_to_its_limit_and_no_further():
    aim = Aim("a card", 16)
    assert aim.told(16).endswith(": MET")
    assert aim.told(16.1).endswith("NOT MET")
