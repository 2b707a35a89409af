"""How fast the laboratory plays: `python -m bench.lab`.

Times are processor times in this process, the median of several batches. The aims were set where the bare Django view
of `bench/bare.py` costs 1.45 ms: it is measured here as well, or given with `--bare`, and the times are told twice, as
they are here and as they would be there.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench import serving, visits
from bench.__main__ import BARE_THERE, Measured
from bench.figures import Aim
from quizzes.engine.dice import seeded
from sahelapp.lab.game import Match, Strategy, play
from sahelapp.lab.strategies import GENEROUS, RANDOM, STRATEGIES, TIT_FOR_TAT, WIN_STAY_LOSE_SHIFT
from sahelapp.lab.tournament import Terms, Tournament, hold

ROUNDS = 200
MATCH = Aim("", 100, 20)  # microseconds
TOURNAMENT = Aim("", 50)  # milliseconds
EIGHT = STRATEGIES[:8]


def match(first: Strategy, second: Strategy, misreads: float) -> Callable[[], Match]:
    """A match to be played again and again, with dice that go on falling."""
    dice = seeded(1)
    return lambda: play(first, second, ROUNDS, misreads=misreads, dice=dice)


def tournament(misreads: float) -> Callable[[], Tournament]:
    return lambda: hold(EIGHT, Terms(rounds=ROUNDS, repeats=5, misreads=misreads))


MATCHES = {
    "match without chance": match(TIT_FOR_TAT, WIN_STAY_LOSE_SHIFT, 0),
    "match, 5 moves in 100 misread": match(TIT_FOR_TAT, WIN_STAY_LOSE_SHIFT, 0.05),
    "match, all left to chance": match(GENEROUS, RANDOM, 0.05),
}
TOURNAMENTS = {
    "tournament of 8, 5 repeats": tournament(0),
    "the same, 5 moves in 100 misread": tournament(0.05),
}


def seconds(play_it: Callable[[], object], times: int, batches: int = 9) -> float:
    """Processor seconds of one, by the median batch. The first, which fills the tables of pairs, is not counted."""
    play_it()
    found = []
    for _ in range(batches):
        begun = time.process_time()
        for _ in range(times):
            play_it()
        found.append((time.process_time() - begun) / times)
    return median(found)


def bare() -> float:
    """Processor milliseconds of the bare view, here and now."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment = serving.production(Path(folder))
        sessions = serving.made(environment, "bench.bare", 50)
        with serving.serving(environment, "bench.bare:application") as server:
            measured = Measured("bare view", server, visits.bare(sessions))
            measured.answers()
            measured.measure("1 connection", 3)
            return measured.processor_ms()


def main() -> None:
    reading = argparse.ArgumentParser(prog="python -m bench.lab", description=__doc__)
    reading.add_argument("--bare", type=float, help="milliseconds of the bare view, instead of measuring them")
    bare_here = reading.parse_args().bare or bare()
    slower = bare_here / BARE_THERE
    print(
        f"The bare view costs {bare_here:.2f} ms here, {BARE_THERE} where the aims were set: {slower:.2f} times slower."
    )
    print(f"{ROUNDS} rounds each. First the time here, then divided by {slower:.2f}.\n")
    for name, play_it in MATCHES.items():
        _tell(name, 1e6 * seconds(play_it, 200), slower, MATCH, "us")
    for name, hold_it in TOURNAMENTS.items():
        _tell(name, 1e3 * seconds(hold_it, 5), slower, TOURNAMENT, "ms")


def _tell(name: str, here: float, slower: float, aim: Aim, unit: str) -> None:
    print(f"  {here:8.2f} {unit} here" + Aim(name, aim.limit, aim.stretch).told(here / slower, unit))


if __name__ == "__main__":
    main()
