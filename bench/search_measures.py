"""What is measured of a system? Each function here is run in a process of its own, which nothing else has used.

Times are CPU time of that process with all its threads, but for builds on several cores: those take wall time.
"""

from __future__ import annotations

import gc
import math
import pickle
import shutil
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus import Text, articles, read
from peers import Request, Searcher, peer
from search_queries import Draw

_WARM = 5
"""Requests of each kind, and one typed query, that are answered first and not counted."""
_TYPED = 20
"""Queries of the keystroke session."""
ENOUGH = 20.0
"""Seconds after which no further request of a kind is begun: a few of the slowest say enough."""
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the corpus is. Bytes are those of title and body in UTF-8."""

    articles: int
    made: int
    """How many of them are recombined paragraphs of the others."""
    bytes: int


@dataclass(frozen=True, slots=True)
class Built:
    """An index as it was built."""

    rates: dict[int, float]
    """Cores → articles a second."""
    bytes: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The requests of one kind. Times in milliseconds."""

    times: tuple[float, ...]
    left: int
    """How many were not asked, as the others took too long."""
    found: float
    """Articles found a request, on average."""

    def quantile(self, share: float) -> float:
        """The time that this share of the requests did not exceed (by the nearest rank)."""
        return sorted(self.times)[math.ceil(share * len(self.times)) - 1]


@dataclass(frozen=True, slots=True)
class Answered:
    """All that was asked of an open index."""

    kinds: dict[str, Asked]
    memory: tuple[float, float] | None
    """Anonymous memory of the process in MB, after opening and after all requests; None where Linux is not."""


def gather(data: Path, count: int, corpus: Path) -> Facts:
    """Write `count` articles to a file in `corpus`."""
    texts = list(articles(data, count))
    given = sum(1 for _ in islice(read(data), count))
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "texts").write_bytes(pickle.dumps(texts))
    size = sum(len(text.title.encode()) + len(text.body.encode()) for text in texts)
    return Facts(len(texts), len(texts) - given, size)


def draw(corpus: Path, queries: int) -> None:
    """Write the requests to a file beside the articles: `queries` of each kind, and a keystroke session."""
    chosen = Draw(_texts(corpus))
    requests = chosen.requests(_WARM, 1), chosen.requests(queries, _TYPED)
    (corpus / "requests").write_bytes(pickle.dumps(requests))


def build(name: str, corpus: Path, folder: Path) -> Built:
    """Index the corpus on each number of cores that the system can use. What the last build made stays."""
    system = peer(name)
    texts = _texts(corpus)
    prepared = system.prepared(texts)
    gc.collect()
    gc.freeze()  # the articles are the bench's: no garbage collection during a build need look through them
    rates = {}
    for cores in system.cores:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        wall, cpu = time.perf_counter(), time.process_time()
        system.build(prepared, folder, cores)
        seconds = time.process_time() - cpu if cores == 1 else time.perf_counter() - wall
        rates[cores] = len(texts) / seconds
    return Built(rates, sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()))


def opening(name: str, corpus: Path, folder: Path) -> tuple[float, float]:
    """Milliseconds from the path to an open index, and to its first answer. Modules are imported before."""
    system = peer(name)
    _, requests = _requests(corpus)
    first = next(iter(requests.values()))[0]
    started = time.process_time()
    searcher = system.open(folder)
    opened = time.process_time()
    searcher.answer(first)
    return 1000 * (opened - started), 1000 * (time.process_time() - started)


def ask(name: str, corpus: Path, folder: Path) -> Answered:
    """Answer all requests that the system can."""
    system = peer(name)
    warm, requests = _requests(corpus)
    searcher = system.open(folder)
    opened = _anonymous()
    kinds = {}
    for kind, asked in requests.items():
        if all(map(system.can, asked)):
            _timed(searcher, warm[kind], ENOUGH / 4)
            kinds[kind] = _timed(searcher, asked, ENOUGH)
    now = _anonymous()
    return Answered(kinds, (opened, now) if opened and now else None)


def _timed(searcher: Searcher, requests: Sequence[Request], enough: float) -> Asked:
    times: list[float] = []
    found: list[int] = []
    for request in requests:
        started = time.process_time()
        answer = searcher.answer(request)
        times.append(1000 * (time.process_time() - started))
        found.append(answer.found)
        if sum(times) > 1000 * enough:
            break
    return Asked(tuple(times), len(requests) - len(times), statistics.fmean(found))


def _texts(corpus: Path) -> list[Text]:
    texts: list[Text] = pickle.loads((corpus / "texts").read_bytes())
    return texts


def _requests(corpus: Path) -> tuple[dict[str, list[Request]], dict[str, list[Request]]]:
    """Those to warm up with, and those to time, by kind."""
    warm, requests = pickle.loads((corpus / "requests").read_bytes())
    return warm, requests


def _anonymous() -> float | None:
    """Anonymous memory of this process in MB: what is not a file's pages, which the system can take back."""
    if not _STATUS.exists():
        return None
    lines = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
    return int(lines["RssAnon"].split()[0]) / 1024
