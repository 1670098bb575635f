"""How soon does the first frame stand? The reader against a bare Textual app, in turn, in a pseudo-terminal.

    python bench/first_frame.py [CORPUS …] [--runs 15] [--ceiling 1.3] [--cache DIR]

Seconds from starting the process until its text is on the terminal; the median of the runs and the ratio to
the bare app. "ready" is the moment when the articles are listed (or counted, where there are none), which is
printed and not judged. Without a corpus it takes the sample articles. Larger ones: see bench/corpus.py;
index them first, or "ready" includes the start of that.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

from index.config import sample_corpus

ROOT = Path(__file__).resolve().parent.parent
SIZE = (40, 120)
MARK = b"Broadsheet-first-frame"
BARE = f"""
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static({MARK.decode()!r}, markup=False)
Bare().run()
"""
TIMEOUT = 30.0


def seconds_until(marks: list[bytes], arguments: list[str], environment: dict[str, str]) -> list[float]:
    """Seconds until each of `marks` is written to the terminal by `python arguments`."""
    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, *arguments], environment)
    try:
        set_size(terminal)
        return watch(terminal, marks, started)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def set_size(terminal: int) -> None:
    import termios

    termios.tcsetwinsize(terminal, SIZE)


def watch(terminal: int, marks: list[bytes], started: float) -> list[float]:
    seen, taken = b"", []
    for mark in marks:
        while mark not in seen:
            if not select.select([terminal], [], [], TIMEOUT)[0]:
                raise TimeoutError(f"{mark!r} did not appear")
            seen += os.read(terminal, 65536)
        taken.append(time.perf_counter() - started)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="*", type=Path, default=[sample_corpus()])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--ceiling", type=float, default=1.3, help="exit with 1 when a ratio is above this")
    parser.add_argument("--cache", help="where the corpora are indexed; default: nowhere yet")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home,
            "PYTHONPATH": str(ROOT), "COLUMNS": str(SIZE[1]), "LINES": str(SIZE[0]),
        }  # fmt: skip
        cases = {"bare Textual": (["-c", BARE], [MARK])}
        for corpus in options.corpus:
            cases[str(corpus)] = (
                ["-m", "tui", "--cache", options.cache or home, str(corpus)],
                [b"/ search", b"newest first"],
            )
        taken: dict[str, list[list[float]]] = {name: [] for name in cases}
        for turn in range(options.runs + 1):
            for name, (arguments, marks) in cases.items():
                seconds = seconds_until(marks, arguments, environment)
                if turn:
                    taken[name].append(seconds)
    worst = report(taken)
    sys.exit(worst > options.ceiling)


def report(taken: dict[str, list[list[float]]]) -> float:
    """Print the table; the worst ratio."""
    medians = {
        name: [statistics.median(each) for each in zip(*runs, strict=True)] for name, runs in taken.items()
    }
    bare = next(iter(medians.values()))[0]
    print(f"{'':40} {'first frame':>12} {'ratio':>6} {'ready':>8}")
    for name, (first, *ready) in medians.items():
        print(f"{name[-40:]:40} {first:11.3f}s {first / bare:6.2f}", *(f"{each:7.3f}s" for each in ready))
    return max(first for first, *_ in medians.values()) / bare


if __name__ == "__main__":
    main()
