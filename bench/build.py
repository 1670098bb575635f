"""How fast is an index built, and where does the time go? Each stage alone, then the whole of it.

    python bench/corpus.py --data news.jsonl.xz --out news-10k --limit 10000
    python bench/build.py news-10k

Any folder of articles serves. CPU seconds of this process; one core unless a stage says otherwise. At the end the
same articles as one file of JSON lines, with the memory that all processes take that no file backs (Linux).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from index.article import Article, Record
from index.cleaning import clean
from index.entities import tag
from index.library import Library
from index.sources import Entry, read, scan
from index.store.catalogue import Catalogue
from index.store.writer import Writer

T = TypeVar("T")

LOOK_EVERY = 0.05
"""Seconds between two looks at the memory of processes."""


@dataclass
class Watch:
    """CPU seconds by stage, in the order in which the stages were first met."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - started

    def call(self, name: str, work: Callable[[], T]) -> T:
        with self.stage(name):
            return work()


def stages(corpus: Path, generation: Path) -> tuple[Watch, list[Article]]:
    """Build the index of `corpus` in the folder `generation`, stage by stage."""
    watch = Watch()
    clean(Record("warm.txt", "A title\n\nSome words."))  # rules and patterns are loaded once, not per article
    entries = watch.call("scan", lambda: [each for each in scan(corpus) if isinstance(each, Entry)])
    records = watch.call("read", lambda: [each for entry in entries for each in read(entry)])
    articles = watch.call("clean", lambda: [clean(each) for each in records if isinstance(each, Record)])
    writer = Writer(generation)
    with watch.stage("analyse, index"):
        for article in articles:
            writer.add(article)
    watch.call("commit", lambda: writer.commit(Catalogue()))
    writer.close()
    return watch, articles


def whole(corpus: Path, cache: Path, *, tagged: bool) -> tuple[float, int]:
    """Wall seconds of an update from nothing, and the bytes of the cache folder after it."""
    started = time.perf_counter()
    library = Library.open(corpus, cache=cache)
    library.update(tag=tagged)
    seconds = time.perf_counter() - started
    library.close()
    return seconds, sum(path.stat().st_size for path in cache.rglob("*") if path.is_file())


def as_lines(articles: Sequence[Article], folder: Path) -> Path:
    """A corpus that holds the same texts as lines of JSON."""
    folder.mkdir()
    with open(folder / "articles.jsonl", "w", encoding="utf-8") as file:
        for article in articles:
            line = {"title": article.title, "source": article.source, "text": article.text}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return folder


def watched(corpus: Path, cache: Path) -> tuple[float, float]:
    """Wall seconds of an update from nothing in a process of its own, and the most megabytes of it and its children."""
    command = [sys.executable, __file__, "--searchable-in", str(cache), str(corpus)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(anonymous, family(process.pid))))
        time.sleep(LOOK_EVERY)
    assert process.stdout is not None  # as it was asked for
    return float(process.stdout.read()), most


def family(process: int) -> list[int]:
    """A process, its children, and theirs, where the system tells."""
    with suppress(OSError):
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return [process, *(each for child in children for each in family(int(child)))]
    return []


def anonymous(process: int) -> float:
    """Megabytes of a process' memory that no file backs; 0 where the system does not tell."""
    with suppress(OSError, IndexError):
        status = Path(f"/proc/{process}/status").read_text()
        return int(status.partition("RssAnon:")[2].split()[0]) / 1024
    return 0.0


def report(watch: Watch, count: int) -> None:
    total = sum(watch.seconds.values())
    print(f"{'stage':28}{'seconds':>9}{'share':>8}{'articles/s':>12}")
    for name, seconds in [*watch.seconds.items(), ("sum", total)]:
        print(f"{name:28}{seconds:9.2f}{seconds / total:8.0%}{count / max(seconds, 1e-9):12,.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("corpus", type=Path, metavar="FOLDER", help="a folder of articles")
    parser.add_argument("--searchable-in", type=Path, metavar="CACHE", help="only make it so, and time that")
    options = parser.parse_args()
    if options.searchable_in:
        print(whole(options.corpus, options.searchable_in, tagged=False)[0])
        return
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as scratch:
        generation = Path(scratch, "generation")
        generation.mkdir()
        watch, articles = stages(options.corpus, generation)
        searchable, _ = whole(options.corpus, Path(scratch, "searchable"), tagged=False)
        everything, size = whole(options.corpus, Path(scratch, "everything"), tagged=True)
        with watch.stage("tag"):
            for article in articles:
                tag(article)
        lines = as_lines(articles, Path(scratch, "lines"))
        from_lines, memory = watched(lines, Path(scratch, "from-lines"))
    text = sum(len(article.text.encode()) for article in articles)
    print(f"{len(articles):,} articles, {text / 1e6:.1f} MB of text\n")
    report(watch, len(articles))
    print(f"\n{'searchable, wall':28}{searchable:9.2f}{len(articles) / searchable:20,.0f}")
    print(f"{'with entities, wall':28}{everything:9.2f}{len(articles) / everything:20,.0f}")
    print(f"{'cache folder ÷ text':28}{size / text:9.2f}")
    print(f"{'from JSON lines, wall':28}{from_lines:9.2f}{len(articles) / from_lines:20,.0f}")
    print(f"{'memory of that, MB':28}{memory:9.0f}")


if __name__ == "__main__":
    main()
