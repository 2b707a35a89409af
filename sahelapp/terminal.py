"""What a long command says to whoever watches it: how far it is. Nothing is said where nobody does."""

import sys

WIDTH = 30


def bar(part: str, done: int, total: int) -> None:
    """One line that fills up; it ends when all is done."""
    if not sys.stderr.isatty():
        return
    filled = WIDTH * done // total if total else WIDTH
    sys.stderr.write(f"\r{part:10} {'#' * filled}{'.' * (WIDTH - filled)} {done}/{total}")
    sys.stderr.write("\n" if done >= total else "")
    sys.stderr.flush()
