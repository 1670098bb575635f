"""What does a key cost with a large corpus? CPU from a key to the drawn screen, without a terminal.

    python bench/list_keys.py CORPUS [--presses 60] [--ceiling 50] [--cache DIR]

Index the corpus first (see bench/corpus.py for one of 10,000 articles). Each line is a kind of key: p50 and p95
of the process's CPU time per press, in milliseconds, library threads and the preview of the article included. The
ceiling is for the keys of the list.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from textual.pilot import Pilot

from index.config import Config
from tui.app import BroadsheetApp

QUERY = "the minister said"
"""Words that most news corpora have."""


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press_each(pilot: Pilot[int], keys: Iterable[str]) -> list[float]:
    """Milliseconds of CPU for each key, until its screen is drawn and its workers are done."""
    taken = []
    for key in keys:
        started = time.process_time()
        await pilot.press(key)
        await settle(pilot)
        taken.append((time.process_time() - started) * 1000)
    return taken


async def measure(corpus: Path, cache: Path | None, presses: int) -> dict[str, list[float]]:
    app = BroadsheetApp(corpus, config=Config(), cache=cache, update=False)
    taken = {}
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        taken["j in the list"] = await press_each(pilot, ["j"] * presses)
        taken["page down in the list"] = await press_each(pilot, ["pagedown"] * presses)
        taken["G and g in the list"] = await press_each(pilot, ["G", "g"] * (presses // 2))
        await pilot.press("slash")
        letters = ["space" if letter == " " else letter for letter in QUERY]
        taken["a letter in the search line"] = await press_each(pilot, letters)
        await pilot.press("enter")
        await settle(pilot)
        taken["n, next match"] = await press_each(pilot, ["n"] * presses)
        taken[". next article"] = await press_each(pilot, ["full_stop"] * presses)
        taken["space, a page of the article"] = await press_each(pilot, ["space", "b"] * (presses // 2))
        await pilot.press("3", "enter")
        await settle(pilot)
        taken["} next article with it"] = await press_each(pilot, ["right_curly_bracket"] * presses)
    return taken


def report(taken: dict[str, list[float]]) -> float:
    """Print the table; the highest p95 of the list's own keys."""
    print(f"{'key':32} {'p50':>7} {'p95':>7} {'most':>7}   ms of CPU")
    worst = 0.0
    for name, each in taken.items():
        ordered = sorted(each)
        p95 = ordered[int(len(ordered) * 0.95) - 1]
        if name.endswith("in the list"):
            worst = max(worst, p95)
        print(f"{name:32} {ordered[len(ordered) // 2]:7.1f} {p95:7.1f} {ordered[-1]:7.1f}")
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--presses", type=int, default=60)
    parser.add_argument(
        "--ceiling", type=float, default=50.0, help="exit with 1 when a p95 of the list is above this"
    )
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    worst = report(asyncio.run(measure(options.corpus, options.cache, options.presses)))
    sys.exit(worst > options.ceiling)


if __name__ == "__main__":
    main()
