"""How does the index follow the corpus? Scan, compare, read, clean and write, in batches searchable at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from index import cleaning
from index.article import article_id
from index.changes import Changes, compare, digest
from index.errors import StoreDamaged, StoreError
from index.sources import Entry, Skipped, read, scan
from index.store.catalogue import Catalogue, FileState
from index.store.folder import Folder
from index.store.manifest import check
from index.store.schema import FORMAT
from index.store.snapshot import Snapshot
from index.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Options:
    """What the user can set about how articles are read. An index made with others is rebuilt."""

    preset: cleaning.Preset = cleaning.Preset.CAREFUL
    day_first: bool = True

    @property
    def fingerprint(self) -> str:
        return f"format {FORMAT}, cleaning {cleaning.VERSION} {self.preset}, day first {self.day_first}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is. `phase` is "read" (read, clean, index) or "tag" (recognise entities)."""

    phase: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an update found and did. The first five count articles."""

    added: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    """Everything in the corpus that gives no article, whether or not it was looked at this time."""
    repaired: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Key of an article → what decoding and sanitising changed in it."""
    message: str = ""
    """One line for the user when something out of the ordinary happened: a damaged index was rebuilt."""


Tell = Callable[[Progress], None]

_FIRST_COMMIT = 0.5
_LATEST_COMMIT = 30.0
"""Seconds between commits: soon at first, for a reader who waits; then each twice as late, for few segments."""


class Update:
    """One run over the corpus. The caller holds the folder's lock."""

    def __init__(self, corpus: Path, folder: Folder, options: Options, tell: Tell) -> None:
        self._corpus = corpus
        self._folder = folder
        self._options = options
        self._tell = tell
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
        replacing = current is None and self._folder.current() is not None
        pace = _Pace()
        with closing(Writer(generation)) as writer:
            writer.remove(unrecorded)
            writer.remove(_ids(key for state in changes.gone.values() for key in state.keys))
            for path in (*changes.gone, *changes.changed):  # what this run may not come to is new to the next
                catalogue.forget(path)
            for done, entry in enumerate(changes.due, start=1):
                catalogue.record(entry.path, self._take(writer, entry, changes.changed.get(entry.path)))
                if pace.due():
                    writer.commit(catalogue)
                    pace.committed()
                    if current is None and not replacing and self._folder.current() is None:
                        self._folder.switch(generation)
                self._tell(Progress("read", done, len(changes.due)))
            writer.commit(catalogue, last=True)
        if current is None:
            self._folder.switch(generation)

    def _take(self, writer: Writer, entry: Entry, before: FileState | None) -> FileState:
        """Read and clean the records of a file, and put them in the place of those it gave before."""
        seen = digest(entry)
        keys: list[str] = []
        skipped: list[tuple[str, str]] = []
        repaired: list[tuple[str, str]] = []
        writer.remove(_ids(before.keys if before else ()))
        for record in read(entry):
            if isinstance(record, Skipped):
                skipped.append((record.path, record.reason))
                continue
            writer.add(cleaning.clean(record, self._options.preset, day_first=self._options.day_first))
            keys.append(record.key)
            repaired.extend((record.key, repair) for repair in record.repairs)
        return FileState(*entry.stat, seen, tuple(keys), tuple(skipped), tuple(repaired))


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


def _ids(keys: Iterable[str]) -> set[str]:
    return {article_id(key) for key in keys}


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
