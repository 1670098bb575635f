"""What does it cost to follow a corpus? An unchanged one checked, a changed article made searchable, names joined.

    python bench/corpus.py --data news.jsonl.xz --out news-100k --limit 100000
    python bench/following.py news-100k

Any folder of articles serves; a copy is worked on. The median of several runs counts, with a warm file cache. With
--names, entities are recognised first, which takes longer than all the rest.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.errors import StoreError
from index.library import Library
from index.sources import scan

RUNS = 7


@dataclass(frozen=True)
class Cost:
    """Median seconds of several runs."""

    wall: float
    cpu: float


def cost(work: Callable[[int], object], runs: int = RUNS) -> Cost:
    """What `work` costs; it is told how often it has run before."""
    walls, cpus = [], []
    for run in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work(run)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Cost(statistics.median(walls), statistics.median(cpus))


def become_searchable(library: Library, article: Path, run: int) -> None:
    """Write a word that no article has into one of the corpus, and wait until it is found."""
    word = f"xylo{'abcdefghij'[run]}phage"
    article.write_text(f"A changed article\n\nThe {word} was seen again on Monday, officials said.\n")
    library.update(tag=False)
    if len(library.search(word)) != 1:
        raise StoreError(f"{article}: changed, and not found")


def measures(corpus: Path, cache: Path, *, names: bool) -> dict[str, Cost]:
    """The costs by what was done, in order. `corpus` is changed."""
    library = Library.open(corpus, cache=cache)
    found = {"index built": cost(lambda _: library.update(tag=False), runs=1)}
    article = next(path for path in sorted(corpus.rglob("*")) if path.is_file())
    found["corpus walked"] = cost(lambda _: sum(1 for _ in scan(corpus)))
    found["unchanged corpus checked"] = cost(lambda _: library.update(tag=False))
    found["changed article searchable"] = cost(lambda run: become_searchable(library, article, run))
    if names:
        found["names recognised"] = cost(lambda _: library.update(), runs=1)
        library.close()
        library = Library.open(corpus, cache=cache)
        found["names joined"] = cost(lambda _: library.entities(), runs=1)
    library.close()
    return found


def sizes(corpus: Path, cache: Path) -> dict[str, float]:
    """Bytes of the corpus and of what lies beside the postings, in all."""
    parts = {
        "corpus": [path for path in corpus.rglob("*") if path.is_file()],
        "catalogue": [*cache.rglob("catalogue*")],
        "mentions": [*cache.rglob("mentions.db*")],
        "cache folder": [path for path in cache.rglob("*") if path.is_file()],
    }
    return {part: sum(path.stat().st_size for path in paths) for part, paths in parts.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("corpus", type=Path, metavar="FOLDER", help="a folder of articles")
    parser.add_argument("--names", action="store_true", help="recognise and join names too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as scratch:
        corpus, cache = Path(scratch, "corpus"), Path(scratch, "cache")
        shutil.copytree(options.corpus, corpus)
        found = measures(corpus, cache, names=options.names)
        bytes_of = sizes(corpus, cache)
    print(f"{'':30}{'wall, ms':>10}{'CPU, ms':>10}")
    for what, each in found.items():
        print(f"{what:30}{each.wall * 1000:10,.0f}{each.cpu * 1000:10,.0f}")
    print(f"\n{'':30}{'MB':>10}{'÷ corpus':>10}")
    for part, size in bytes_of.items():
        print(f"{part:30}{size / 1e6:10,.1f}{size / bytes_of['corpus']:10.3f}")


if __name__ == "__main__":
    main()
