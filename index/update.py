"""How does the index follow the corpus? Scan, compare, read, clean and write, in batches searchable at once.

A few files are read here, many on all cores: each process writes segments of its own, which are adopted here.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import count, islice
from pathlib import Path

import numpy as np

from index.article import article_id
from index.changes import Changes, compare
from index.errors import StoreDamaged, StoreError
from index.intake import Batch, BatchReader, Written, take
from index.options import Options
from index.report import Progress, Report, Tell
from index.sources import Entry, Skipped, scan
from index.store.catalogue import Catalogue, FileState
from index.store.folder import Folder
from index.store.manifest import check
from index.store.snapshot import Snapshot
from index.store.writer import SAMPLES, Writer
from index.workers import Workers, cores

_FIRST_COMMIT = 0.5
_LATEST_COMMIT = 30.0
"""Seconds between commits: soon at first, for a reader who waits; then each twice as late, for few segments."""
_GROWTH = 4
"""Batches of 500, 2,000, 8,000 files: the first is done in a second, and 100,000 files make a dozen."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How the reading of many files is spread over processes."""

    processes: int = field(default_factory=cores)
    fewest: int = 1000
    """Files that are read here if there are no more: starting processes takes as long as reading 500."""
    ahead: int = SAMPLES
    """Files that are read here, at most, while the processes start."""
    first: int = 500
    """Files of a process's first batch; the next ones are `_GROWTH` times as large."""
    most: int = 20_000
    """Files in a batch, over all processes: what bounds memory."""


class Update:
    """One run over the corpus. The caller holds the folder's lock."""

    def __init__(
        self, corpus: Path, folder: Folder, options: Options, tell: Tell, spread: Spread | None = None
    ) -> None:
        self._corpus = corpus
        self._folder = folder
        self._options = options
        self._tell = tell
        self._spread = spread or Spread()
        self._message = ""
        self._before: Snapshot | None = None

    def run(self, *, rebuild: bool = False, verify: bool = False) -> Report:
        """Bring the index up to date, in a fresh generation where the current one cannot serve."""
        self._folder.tidy()
        current, known = self._current(rebuild, verify)
        unrecorded = self._unrecorded(known)
        started, clock = time.time_ns(), time.monotonic()
        changes = compare(scan(self._corpus), known, verify=verify)
        to_write = changes.due or changes.gone or unrecorded
        to_save = changes.hashed or changes.passed_over != known.passed_over
        known.passed_over = changes.passed_over
        known.made_with = self._options.fingerprint
        known.scanned_ns = started
        known.scan_seconds = time.monotonic() - clock
        if current is None or to_write:
            try:
                self._write(current, known, changes, unrecorded)
            except StoreError:
                self._folder.tidy()
                raise
        elif to_save:
            known.save(current)
        return replace(_counted(changes, known), message=self._message)

    def _current(self, rebuild: bool, verify: bool) -> tuple[Path | None, Catalogue]:
        """The generation to go on with and its catalogue; None and an empty one where all is to be read anew."""
        generation = self._folder.current()
        if generation is None:
            return None, Catalogue()
        try:
            known = Catalogue.load(generation)
            if rebuild or known.made_with != self._options.fingerprint:
                self._message = "" if rebuild else "the index was made with other settings: rebuilt"
                return None, Catalogue()
            check(generation, thoroughly=verify)
            self._before = Snapshot(generation)
        except StoreDamaged as damage:
            self._folder.set_aside(generation)
            self._message = f"the index was damaged ({damage}): set aside and rebuilt"
            return None, Catalogue()
        return generation, known

    def _unrecorded(self, known: Catalogue) -> set[str]:
        """IDs of articles in the index that the catalogue does not have: a run was killed between the two."""
        if self._before is None:
            return set()
        present = self._before.columns.identities[self._before.live]
        if int(present.view(np.uint64).sum()) == known.id_sum:
            return set()
        return {f"{identity:012x}" for identity in present.tolist()} - known.ids()

    def _write(
        self, current: Path | None, catalogue: Catalogue, changes: Changes, unrecorded: set[str]
    ) -> None:
        generation = current or self._folder.fresh()
        first = current is None and self._folder.current() is None
        with closing(Writer(generation)) as writer:
            writer.remove(unrecorded)
            writer.remove(_ids(changes.gone.values()))
            for path in (*changes.gone, *changes.changed):  # what this run may not come to is new to the next
                catalogue.forget(path)
            intake = _Intake(writer, catalogue, changes, self._options, self._tell)
            for _ in intake.run(self._spread):
                if first and self._folder.current() is None:
                    self._folder.switch(generation)
            writer.commit(catalogue)
        if current is None:
            self._folder.switch(generation)


class _Intake:
    """The reading of all files that are due, commits in between."""

    def __init__(
        self, writer: Writer, catalogue: Catalogue, changes: Changes, options: Options, tell: Tell
    ) -> None:
        self._writer = writer
        self._catalogue = catalogue
        self._changes = changes
        self._options = options
        self._tell = tell
        self._pace = _Pace()
        self._done = 0

    def run(self, spread: Spread) -> Iterator[None]:
        """Read them all; stops for a moment after each commit."""
        due = self._changes.due
        if spread.processes < 2 or len(due) <= spread.fewest:
            yield from self._alone(iter(due))
            return
        with Workers(BatchReader(self._writer.generation, self._options), spread.processes) as workers:
            yield from self._ahead(spread)
            yield from self._together(workers, _batches(due, self._done, spread))

    def _alone(self, entries: Iterator[Entry]) -> Iterator[None]:
        """Read files in this process."""
        for entry in entries:
            state, articles = take(entry, self._options)
            self._record([entry], [state])
            for article in articles:
                self._writer.add(article)
            self._done += 1
            self._tell(Progress("read", self._done, len(self._changes.due)))
            if self._pace.due():
                self._commit()
                yield

    def _ahead(self, spread: Spread) -> Iterator[None]:
        """While the processes start: a first commit, with the dictionary that they need."""
        for _ in self._alone(islice(self._changes.due, spread.ahead)):
            yield
            if self._writer.dictionary():
                return
        self._commit()
        yield

    def _together(self, workers: Workers[Batch, int | Written], batches: Iterator[Batch]) -> Iterator[None]:
        """Have batches read by the other processes, and adopt what comes of them."""
        under_way: dict[int, int] = {}
        for batch, message in workers.messages(batches):
            if isinstance(message, Written):
                under_way.pop(batch.first, None)
                self._done += len(batch.entries)
                self._record(batch.entries, message.states)
                for segment in message.segments:
                    self._writer.adopt(segment)
            else:
                under_way[batch.first] = message
            done = self._done + sum(under_way.values())
            self._tell(Progress("read", done, len(self._changes.due)))
            if isinstance(message, Written) and self._pace.due():
                self._commit()
                yield

    def _record(self, entries: Sequence[Entry], states: Sequence[FileState]) -> None:
        """Note how files were read; what they gave before goes."""
        changed = self._changes.changed
        self._writer.remove(_ids(changed[entry.path] for entry in entries if entry.path in changed))
        for entry, state in zip(entries, states, strict=True):
            self._catalogue.record(entry.path, state)

    def _commit(self) -> None:
        self._writer.commit(self._catalogue, more_to_come=True)
        self._pace.committed()


def _batches(due: Sequence[Entry], first: int, spread: Spread) -> Iterator[Batch]:
    """The files from `first` on: small batches first, for results early, then larger, for few segments.

    The last ones are of one size, so that all processes end together.
    """
    for growth in count():
        share = max(spread.first, -(-(len(due) - first) // spread.processes))
        size = min(spread.first * _GROWTH**growth, spread.most // spread.processes, share)
        for _ in range(spread.processes):
            if first >= len(due):
                return
            yield Batch(first, due[first : first + size])
            first += size


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


def _ids(states: Iterable[FileState]) -> set[str]:
    """The IDs of the articles that files gave."""
    return {article_id(key) for state in states for key in state.keys}


def _counted(changes: Changes, after: Catalogue) -> Report:
    """The report of a finished run: articles by what happened to them."""
    gone = {state.digest: state for state in changes.gone.values() if state.digest}
    added = changed = moved = 0
    removed = sum(len(state.keys) for state in changes.gone.values())
    for entry in changes.due:
        now, before = after.files[entry.path], changes.changed.get(entry.path)
        if before is None and now.digest in gone:
            moved += len(now.keys)
            removed -= len(gone.pop(now.digest).keys)
            continue
        same = set(now.keys) & set(before.keys if before else ())
        changed += len(same)
        added += len(now.keys) - len(same)
        removed += len(before.keys) - len(same) if before else 0
    return Report(added, changed, moved, removed, changes.unchanged, skipped_in(after), repaired_in(after))


def skipped_in(catalogue: Catalogue) -> tuple[Skipped, ...]:
    """Everything that gave no article, by path."""
    reasons = [
        *catalogue.passed_over,
        *(pair for state in catalogue.files.values() for pair in state.skipped),
    ]
    return tuple(Skipped(path, reason) for path, reason in sorted(reasons))


def repaired_in(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """What decoding and sanitising changed, by article key."""
    repaired: dict[str, tuple[str, ...]] = {}
    for state in catalogue.files.values():
        for key, repair in state.repaired:
            repaired[key] = (*repaired.get(key, ()), repair)
    return repaired
