"""The bench: what is measured, in which order, and what is aimed at."""

import argparse
import asyncio
import sqlite3
import tempfile
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from bench import load, serving, visits
from bench.figures import Aim, Run
from bench.load import Request
from bench.serving import Server

EXPLAINED = """
Starts the site under gunicorn as production does (2 workers, SQLite on disk, synchronous FULL) on a throwaway database,
and beside it a bare Django view that reads session and user and writes one row. Then it asks both, in turn, for what a
learner does in a quiz, and for the timeline as a visitor without a cookie sees it:

  closed loop   1 or 16 visitors, each of whom asks again as soon as the answer is there
  open loop     100 requests a second, whether or not the server keeps up

"processor ms" is what the server's processes worked per answer, by the kernel's account. It is the figure to compare:
times on the clock (p50 and p99: half, or 99 of 100, came sooner) depend on the disk and on what else the machine does.
"ratio" is processor ms beside the bare view's in the same run. Nothing outside the temporary folder is touched.

`bin/bench --browser` (`python -m bench.browsing`) measures the timeline in a browser instead.
"""

EVENTS = 130  # as many as the course has
PACES = ("1 connection", "16 connections", "100 a second")
# What is measured on the site: name -> path within an attempt; None is the saving of one answer.
MEASURED = {
    "save one answer": None,
    "page, 1 question": "1/",
    "page, 10 questions": "section/1/",
}
# Processor milliseconds of the bare view on the machine for which the aims in milliseconds were set.
BARE_THERE = 1.45
TEN_QUESTIONS = Aim("a page of ten questions, processor", 5, 3)
SAVING = (
    Aim("saving one answer, processor beside the bare view", 2.2, 1.6),
    Aim("saving one answer, p99 at 100 a second", 50),
    Aim("saving one answer, p99 at 16 connections", 120),
)
READING = {
    "timeline, unfiltered": Aim("the timeline without a cookie, processor", 1),
    "timeline, filtered": Aim("the same by filters that nobody used before, processor", 15),
}
STORAGE = Aim("an answer in the database, with its indexes", 200)


@dataclass(slots=True)
class Measured:
    """One thing asked of one server, at every pace."""

    name: str
    server: Server
    request: Request
    runs: dict[str, Run] = field(default_factory=lambda: {pace: Run() for pace in PACES})

    def measure(self, pace: str, seconds: float) -> None:
        """Some seconds more at one pace."""
        before = self.server.worked()
        if pace == "100 a second":
            asking = load.open_loop(self.server.port, self.request, per_second=100, seconds=seconds)
        else:
            connections = int(pace.split()[0])
            asking = load.closed_loop(self.server.port, self.request, connections=connections, seconds=seconds)
        run = asyncio.run(asking)
        run.processor = self.server.worked() - before
        self.runs[pace].add(run)

    def processor_ms(self) -> float:
        """Processor milliseconds per answer over all paces."""
        total = Run()
        for run in self.runs.values():
            total.add(run)
        return total.processor_ms()

    def answers(self) -> bool:
        """Whether the server knows this request at all. Every worker has loaded its templates then."""
        run = asyncio.run(load.closed_loop(self.server.port, self.request, connections=16, seconds=0.5))
        if run.faults:
            say(f"{self.name} is left out: {', '.join(sorted(set(run.faults)))}\n{self.server.log.read_text()[-800:]}")
        return not run.faults


def say(words: str) -> None:
    print(f"[{time.perf_counter() - _BEGUN:5.1f} s] {words}", flush=True)


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.folder) as folder, ExitStack() as stack:
        environment = serving.production(Path(folder))
        sittings, sessions = _prepare(environment, 150 if asked.quick else 600)
        say("starting both servers")
        site = stack.enter_context(serving.serving(environment, "sahelapp.wsgi"))
        yardstick = stack.enter_context(serving.serving(environment, "bench.bare:application"))
        bare = Measured("bare view", yardstick, visits.bare(sessions))
        things = [
            bare,
            *(
                Measured(name, site, sittings.save() if path is None else sittings.page(path))
                for name, path in MEASURED.items()
            ),
            Measured("timeline, unfiltered", site, visits.timeline()),
            Measured("timeline, filtered", site, visits.timeline_filtered()),
        ]
        things = [thing for thing in things if thing.answers()]
        _measure(things, rounds=1 if asked.quick else 2, seconds=1.5 if asked.quick else 3)
        _tell(things, bare)
        _tell_aims({thing.name: thing for thing in things}, bare)
        print(STORAGE.told(_bytes_per_answer(Path(folder) / "site.sqlite3"), "B"))


def _prepare(environment: dict[str, str], count: int) -> tuple[visits.Sittings, list[str]]:
    say("making the site's database and its static files")
    serving.python(environment, "manage.py", "migrate", "-v0", "--skip-checks")
    serving.python(environment, "manage.py", "createcachetable")
    serving.python(environment, "manage.py", "collectstatic", "--noinput", "-v0")
    say(f"{EVENTS} events are published")
    serving.python(environment, "-m", "bench.events", str(EVENTS))
    say(f"{count} learners begin a quiz of {visits.QUESTIONS} questions")
    pairs = serving.made(environment, "bench.prepare", count)
    return visits.Sittings(pairs), serving.made(environment, "bench.bare", count)


def _measure(things: list[Measured], *, rounds: int, seconds: float) -> None:
    # In turn, so that a minute in which the machine is busy with something else falls on all of them.
    for number in range(1, rounds + 1):
        for pace in PACES:
            for thing in things:
                say(f"round {number} of {rounds}: {thing.name}, {pace}")
                thing.measure(pace, seconds)


def _tell(things: list[Measured], bare: Measured) -> None:
    print(f"\n{'':20} {'pace':<15} {'requests/s':>10} {'p50 ms':>8} {'p99 ms':>8} {'processor ms':>13} {'ratio':>6}")
    for thing in things:
        for pace, run in thing.runs.items():
            ratio = run.processor_ms() / bare.runs[pace].processor_ms()
            print(
                f"{thing.name:<20} {pace:<15} {run.per_second():10.1f} {run.at(50):8.2f} {run.at(99):8.2f} "
                f"{run.processor_ms():13.2f} {ratio:6.2f}"
            )
            if run.faults:
                print(f"  {len(run.faults)} not answered: {', '.join(sorted(set(run.faults)))}")


def _tell_aims(things: dict[str, Measured], bare: Measured) -> None:
    slower = bare.processor_ms() / BARE_THERE
    print(
        "\nAims (processor: over all paces)\n"
        f"The bare view costs {bare.processor_ms():.2f} ms here, and cost {BARE_THERE} where the aims were set: "
        f"the milliseconds below are divided by {slower:.2f}."
    )
    save, ten = things.get("save one answer"), things.get("page, 10 questions")
    if save is not None:
        ratio, steady, busy = SAVING
        print(ratio.told(save.processor_ms() / bare.processor_ms(), "x"))
        print(steady.told(save.runs["100 a second"].at(99) / slower, "ms"))
        print(busy.told(save.runs["16 connections"].at(99) / slower, "ms"))
    if ten is not None:
        print(TEN_QUESTIONS.told(ten.processor_ms() / slower, "ms"))
    for name, aim in READING.items():
        if name in things:
            print(aim.told(things[name].processor_ms() / slower, "ms"))


def _bytes_per_answer(database: Path) -> float:
    """Pages of the table of answers and of its indexes, by the answers in it."""
    with closing(sqlite3.connect(database)) as opened:
        [answers] = opened.execute("SELECT COUNT(*) FROM quizzes_step").fetchone()
        try:
            [size] = opened.execute(
                "SELECT SUM(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = ?)",
                ("quizzes_step",),
            ).fetchone()
        except sqlite3.OperationalError:
            size = _size_without(opened, "quizzes_step")
    return float(size / answers) if answers else float("nan")


def _size_without(opened: sqlite3.Connection, table: str) -> int:
    """How much smaller the file becomes without a table: for a SQLite that cannot say what a table takes."""
    with_it = _pages(opened)
    opened.execute("PRAGMA foreign_keys = OFF")
    opened.execute(f"DROP TABLE {table}")
    return with_it - _pages(opened)


def _pages(opened: sqlite3.Connection) -> int:
    opened.execute("VACUUM")
    [size] = opened.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()
    return int(size)


def _arguments() -> argparse.Namespace:
    reading = argparse.ArgumentParser(
        prog="bin/bench", description=EXPLAINED, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reading.add_argument("--quick", action="store_true", help="half a minute instead of two: enough to see a trend")
    reading.add_argument("--folder", help="where the throwaway databases lie; a memory disk would flatter")
    return reading.parse_args()


_BEGUN = time.perf_counter()
if __name__ == "__main__":
    main()
