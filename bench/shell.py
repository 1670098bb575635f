"""What does a query cost in the shell, above what importing numpy and whoosh costs anyway?

    python bench/corpus.py --data news.jsonl.xz --out news-100k --limit 100000
    python bench/shell.py news-100k

Any folder of articles serves. CPU time of whole processes, from start to end, median of several runs; what is
compared runs in turns, so that a machine with other work treats all alike. Byte code is kept in a folder of its own.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from index.library import Library

RUNS = 15
ROOT = Path(__file__).resolve().parents[1]

IMPORTS = (
    "import numpy, whoosh.index, whoosh.fields, whoosh.filedb.filestore, whoosh.codec.base, whoosh.matching, "
    "whoosh.reading"
)
"""What every reader of a Whoosh index made of arrays has to load."""
COMMAND = "from tui.cli import run; raise SystemExit(run())"
"""What the installed `broadsheet` does."""
QUERIES = {
    "two words, 20 articles with snippets": ["--limit", "20", "us troops"],
    "the same as JSON": ["--json", "--limit", "20", "us troops"],
    "the same, counted": ["--count", "us troops"],
    "a phrase, counted": ["--count", '"prime minister"'],
    "words that begin so, counted": ["--count", "gov*"],
    "a month, 20 articles": ["--limit", "20", "date:2024-02"],
    "a slip": ["--limit", "20", "presidnet"],
}


def cpu(command: Sequence[str], environment: dict[str, str]) -> float:
    """CPU milliseconds of a process, with what the system does for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def costs(corpus: Path, cache: Path, scratch: Path) -> dict[str, float]:
    """Median CPU milliseconds by what was run; the bare imports come first."""
    broadsheet = ["-c", COMMAND, "-C", str(corpus), "--cache", str(cache), "search"]
    commands = {"importing numpy and whoosh": ["-c", IMPORTS]}
    commands |= {name: [*broadsheet, *arguments] for name, arguments in QUERIES.items()}
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(scratch / "bytecode"), "HOME": str(scratch)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    runs = [
        {name: cpu([sys.executable, *command], environment) for name, command in commands.items()}
        for _ in range(RUNS + 1)
    ]
    return {name: statistics.median(run[name] for run in runs[1:]) for name in commands}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("corpus", type=Path, metavar="FOLDER", help="a folder of articles")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="an index folder to use again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as scratch:
        cache = options.cache or Path(scratch, "cache")
        library = Library.open(options.corpus, cache=cache)
        library.update(tag=False)
        articles = len(library)
        library.close()
        found = costs(options.corpus.resolve(), cache.resolve(), Path(scratch))
    bare = next(iter(found.values()))
    print(f"{f'{articles:,} articles':40}{'CPU, ms':>10}{'above':>10}{'ratio':>10}")
    for name, milliseconds in found.items():
        print(f"{name:40}{milliseconds:10.0f}{milliseconds - bare:10.0f}{milliseconds / bare:10.2f}")


if __name__ == "__main__":
    main()
