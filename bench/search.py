"""How fast is search, beside stock Whoosh, SQLite FTS5 and tantivy? Build, size, memory, and each kind of query.

    pip install -e '.[bench]'
    python bench/search.py --data news.jsonl.xz --articles 10000 100000

The data are JSON lines {id, title, date, source, body}, plain or .xz. Any news collection in that form serves; public
ones are the Reuters-21578, AG News and CC-News sets. Where they are too few, more articles are made of paragraphs of
these, drawn with a fixed seed, and the table says how many.

Every system runs in processes of its own, on the same articles and the same queries, drawn with a fixed seed. Each
query asks for the 50 best articles and how many there are, or for what its row says.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import pickle
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from peers import SEARCHERS
from search_measures import ENOUGH, Answered, Built, Facts, ask, build, draw, gather, opening

T = TypeVar("T")

_OPENINGS = 5
"""Processes that open an index, one after another: the median counts."""
_LABEL, _CELL = 34, 19
_NOTE = f"""\
Queries: CPU milliseconds, p50 / p95, over the index built last. Build: CPU time on one core, wall time on two.
Memory: anonymous, after opening and after all queries. Cold: in a fresh process, its modules imported, files cached.
–: not in this system. *: stopped after {ENOUGH:.0f} s of queries; the slowest may not have been asked."""


@dataclass(frozen=True, slots=True)
class Measured:
    """All that is known of one system."""

    built: Built
    opened: tuple[float, float]
    answered: Answered


def alone(work: Callable[..., T], *arguments: object) -> T:
    """What `work` returns in a new process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def kept(file: Path, work: Callable[..., T], *arguments: object) -> T:
    """What `work` returned in this or an earlier run, where `file` has it; else it is asked in a new process."""
    if not file.exists():
        file.write_bytes(pickle.dumps(alone(work, *arguments)))
    value: T = pickle.loads(file.read_bytes())
    return value


def measured(name: str, corpus: Path, folder: Path) -> Measured:
    """Build, open and ask one system."""
    built = kept(folder.with_suffix(".built"), build, name, corpus, folder)
    openings = [alone(opening, name, corpus, folder) for _ in range(_OPENINGS)]
    opened = statistics.median(each for each, _ in openings), statistics.median(each for _, each in openings)
    return Measured(built, opened, alone(ask, name, corpus, folder))


def table(facts: Facts, systems: dict[str, Measured]) -> Iterator[str]:
    """The table of one corpus, line by line."""
    yield _line(f"{facts.articles:,} articles, {facts.bytes / 1e6:.0f} MB", list(systems))
    for cores in sorted({cores for each in systems.values() for cores in each.built.rates}):
        rates = (each.built.rates.get(cores) for each in systems.values())
        label = f"build, articles/s, {cores} core{'s' if cores > 1 else ''}"
        yield _line(label, [f"{rate:,.0f}" if rate else "–" for rate in rates])
    yield _line("index ÷ text", [f"{each.built.bytes / facts.bytes:.2f}" for each in systems.values()])
    memory = (each.answered.memory for each in systems.values())
    yield _line("memory, MB", [f"{pair[0]:.0f} / {pair[1]:.0f}" if pair else "–" for pair in memory])
    yield _line("cold open / to first answer, ms", [pair(*each.opened) for each in systems.values()])
    for kind in max((each.answered.kinds for each in systems.values()), key=len):
        yield _line(kind, [cell(each.answered, kind) for each in systems.values()])
    yield _line("median over the kinds", [median(each.answered) for each in systems.values()])


def cell(answered: Answered, kind: str) -> str:
    asked = answered.kinds.get(kind)
    if asked is None:
        return "–"
    return pair(asked.quantile(0.5), asked.quantile(0.95)) + (" *" if asked.left else "")


def median(answered: Answered) -> str:
    """Of the medians, and of the p95."""
    kinds = answered.kinds.values()
    return pair(*(statistics.median(asked.quantile(share) for asked in kinds) for share in (0.5, 0.95)))


def pair(left: float, right: float) -> str:
    return f"{_short(left)} / {_short(right)}"


def found(systems: dict[str, Measured]) -> Iterator[str]:
    """Articles found a query, so that one sees whether the systems answer the same."""
    yield _line("articles found a query, mean", list(systems))
    for kind in next(iter(systems.values())).answered.kinds:
        asked = (each.answered.kinds.get(kind) for each in systems.values())
        yield _line(kind, [f"{each.found:,.1f}" if each and not each.left else "–" for each in asked])


def _short(milliseconds: float) -> str:
    return f"{milliseconds:,.{0 if milliseconds >= 100 else 1 if milliseconds >= 10 else 2}f}"


def _line(label: str, cells: Sequence[str]) -> str:
    return label.ljust(_LABEL) + "".join(each.rjust(_CELL) for each in cells)


def report(options: argparse.Namespace, count: int, folder: Path) -> None:
    """Measure the systems on one corpus, and print what came out."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus = folder / "corpus"
    facts = kept(folder / "corpus.facts", gather, options.data, count, corpus)
    alone(draw, corpus, options.queries)
    systems = {}
    for name in options.only:
        print(f"{count:,} articles: {name} …", file=sys.stderr)
        systems[name] = measured(name, corpus, folder / name)
    print(*table(facts, systems), "", sep="\n")
    if options.found:
        print(*found(systems), "", sep="\n")
    if facts.made:
        given = facts.articles - facts.made
        print(f"{facts.made:,} of the articles are made of paragraphs of the other {given:,}.")
    print(_NOTE, f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end.\n", sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, required=True, metavar="FILE", help="JSON lines, plain or .xz")
    parser.add_argument(
        "--articles", type=int, nargs="+", default=[10_000, 100_000], metavar="N", help="sizes"
    )
    parser.add_argument(
        "--only", nargs="+", choices=SEARCHERS, default=SEARCHERS, metavar="NAME", help=" ".join(SEARCHERS)
    )
    parser.add_argument("--queries", type=int, default=100, metavar="N", help="queries of each kind")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep corpora and indexes here, use what is here"
    )
    parser.add_argument("--found", action="store_true", help="also print how many articles each system finds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as scratch:
        for count in options.articles:
            folder = (options.keep or Path(scratch)) / str(count)
            report(options, count, folder)


if __name__ == "__main__":
    main()
