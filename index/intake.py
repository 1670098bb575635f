"""How are many files taken into the index? By as many processes as there are cores, with commits in between."""

from __future__ import annotations

import time
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from index.article import article_id
from index.cleaner import Cleaner, Made
from index.due import Due, Unit
from index.report import Progress, Tell
from index.store.catalogue import Catalogue
from index.store.snapshot import Snapshot
from index.store.writer import SAMPLES, Writer
from index.taking import Batch, BatchReader, Taken, Taker, Written, joined
from index.workers import Workers, cores

_FIRST_COMMIT = 1.0
_LATEST_COMMIT = 30.0
"""Seconds between commits: soon at first, for a reader who waits; then each twice as late, for few segments."""
_GROWTH = 4
"""Batches of 500, 2,000, 8,000 articles: the first is done in a second, and 100,000 make a dozen."""
_BATCH_BYTES = 8 << 20
"""Bytes of large files in a batch: they are in memory three times, before, while and after they travel."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How the reading of many files is spread over processes. A file counts as the articles it may hold."""

    processes: int = field(default_factory=cores)
    fewest: int = 1000
    """Articles that are read here if there are no more: starting processes takes as long as reading 500."""
    ahead: int = SAMPLES
    """Articles that are read here, at most, while the processes start."""
    first: int = 500
    """Articles of a process's first batch; the next ones are `_GROWTH` times as large."""
    most: int = 20_000
    """Articles in a batch, over all processes: what bounds memory."""


class Intake:
    """The reading of all files that are due."""

    def __init__(
        self,
        writer: Writer,
        catalogue: Catalogue,
        due: Due,
        cleaner: Cleaner,
        *,
        learns: bool = False,
        replaces: bool = False,
    ) -> None:
        self._writer = writer
        self._catalogue = catalogue
        self._due = due
        self._settings = writer.generation, due.reading
        self.made = [Made(cleaner, array("q"))]
        """What articles were cleaned with, in order, and which."""
        self.learns = learns
        """Whether sources are learnt on the way."""
        self._replaces = replaces
        """Whether the index may hold articles of new files, which a run that was killed has left."""
        self._pace = _Pace()
        self._done = 0
        self._pieces: dict[str, _Pieces] = {}
        """What came of files that are not read whole yet, by path."""
        self.kept: Counter[str] = Counter()
        """By path, how many articles of a changed file have not changed."""

    def run(self, spread: Spread, tell: Tell) -> Iterator[None]:
        """Read them all; stops for a moment after each commit. The last ones are not committed."""
        units = self._due.units()
        if spread.processes < 2 or self._due.articles <= spread.fewest:
            yield from self._alone(units, tell)
            return
        with Workers(BatchReader(*self._settings), spread.processes) as workers:
            yield from self._ahead(units, spread.ahead, tell)
            yield from self._together(workers, self._batches(units, spread), tell)

    def _alone(self, units: Iterable[Unit], tell: Tell) -> Iterator[None]:
        """Read units in this process."""
        taker = Taker(*self._settings)
        for unit in units:
            taken = taker.take(unit, self.made[-1].cleaner, self._writer.add)
            self._record([(unit, taken)], self.made[-1])
            self._done += unit.weight
            self._tell(tell, self._done)
            if self._pace.due():
                self._commit()
                yield

    def _ahead(self, units: Iterator[Unit], articles: int, tell: Tell) -> Iterator[None]:
        """While the processes start: a first commit, with the dictionary that they need."""
        for _ in self._alone(_first(units, articles), tell):
            yield
            if self._writer.dictionary():
                return
        self._commit()
        yield

    def _together(
        self, workers: Workers[Batch, int | Written], batches: Iterator[Batch], tell: Tell
    ) -> Iterator[None]:
        """Have batches read by the other processes, and adopt what comes of them."""
        under_way: dict[int, int] = {}
        for batch, message in workers.messages(batches):
            if isinstance(message, Written):
                under_way.pop(batch.number, None)
                self._done += sum(unit.weight for unit in batch.units)
                made = next(each for each in self.made if each.cleaner == batch.cleaner)
                self._record(zip(batch.units, message.taken, strict=True), made)
                for segment in message.segments:
                    self._writer.adopt(segment)
            else:
                under_way[batch.number] = message
            self._tell(tell, self._done + sum(under_way.values()))
            if isinstance(message, Written) and self._pace.due():
                self._commit()
                yield

    def _record(self, gave: Iterable[tuple[Unit, Taken]], made: Made) -> None:
        """Note how files were read; what they gave before goes, but for what is kept."""
        outdated: set[str] = set()
        for unit, taken in gave:
            path = unit.entry.path
            before = self._due.changed.get(path)
            written = set(taken.keys) - taken.kept if taken.kept else taken.keys
            if self.learns:
                made.ids.extend(int(article_id(key), 16) for key in written)
            if before is not None or self._replaces:
                outdated.update(written)
            pieces = self._pieces.setdefault(path, _Pieces())
            if whole := pieces.joined(unit, taken):
                del self._pieces[path]
                self._catalogue.record(path, whole.state(unit.entry))
                self.kept[path] = len(whole.kept)
                if before is not None:
                    outdated |= set(before.keys) - set(whole.keys)
        self._writer.remove(map(article_id, outdated))

    def _commit(self) -> None:
        """Commit; what the articles tell of their sources so far saves most of the later ones a second cleaning."""
        self._writer.commit(self._catalogue, more_to_come=True)
        if self.learns:
            learnt = self.made[-1].cleaner.learning(Snapshot(self._writer.generation))
            if learnt != self.made[-1].cleaner:
                self.made.append(Made(learnt, array("q")))
        self._pace.committed()

    def _batches(self, units: Iterator[Unit], spread: Spread) -> Iterator[Batch]:
        """Small batches first, for results early, then larger, for few segments.

        The last ones are of one size, so that all processes end together.
        """
        left = self._due.articles
        for number in count():
            share = max(spread.first, -(-left // spread.processes))
            grown = spread.first * _GROWTH ** (number // spread.processes)
            articles = min(grown, spread.most // spread.processes, share)
            batch = Batch(number, [*_first(units, articles)], self.made[-1].cleaner)
            if not batch.units:
                return
            left -= sum(unit.articles for unit in batch.units)
            yield batch

    def _tell(self, tell: Tell, done: int) -> None:
        tell(Progress("read", done, self._due.total, self._due.unit))


class _Pieces:
    """What came of the pieces of a file so far, in whichever order."""

    def __init__(self) -> None:
        self._taken: dict[int, Taken] = {}
        self._last: int | None = None

    def joined(self, unit: Unit, taken: Taken) -> Taken | None:
        """Add what a unit gave; what all of the file gave, when it was the one that was missing."""
        self._taken[unit.number] = taken
        if unit.last:
            self._last = unit.number
        if self._last is None or len(self._taken) <= self._last:
            return None
        return joined([self._taken[number] for number in range(self._last + 1)])


def _first(units: Iterator[Unit], articles: int, size: int = _BATCH_BYTES) -> Iterator[Unit]:
    """The next units, until they are so many articles, or bytes that travel."""
    while articles > 0 and size > 0 and (unit := next(units, None)):
        articles -= unit.articles
        size -= unit.size
        yield unit


class _Pace:
    """When is the next commit due? Early first, for a reader who waits; then at doubling intervals."""

    def __init__(self) -> None:
        self._interval = _FIRST_COMMIT
        self._next = time.monotonic() + self._interval

    def due(self) -> bool:
        return time.monotonic() >= self._next

    def committed(self) -> None:
        self._interval = min(2 * self._interval, _LATEST_COMMIT)
        self._next = time.monotonic() + self._interval
