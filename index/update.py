"""How does the index follow the corpus? Scan, compare, read, clean and write, in batches searchable at once.

A few articles are read here, many on all cores: each process writes segments of its own, which are adopted here.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.article import article_id
from index.changes import Changes, compare
from index.cleaner import Cleaner, Made
from index.cleaning.own import OwnRules
from index.cleaning.settings import Settings
from index.due import Due
from index.errors import StoreDamaged, StoreError
from index.intake import Intake, Spread
from index.options import Options
from index.renewal import renew
from index.report import Report, Tell
from index.sources import Skipped, glance, scan
from index.store.catalogue import Catalogue, Kept
from index.store.folder import Folder
from index.store.manifest import check
from index.store.snapshot import Snapshot
from index.store.writer import Writer


class Update:
    """One run over the corpus. The caller holds the folder's lock.

    Without `own`, the user's rules stay those that the index was made with; a new one is made with none.
    """

    def __init__(
        self,
        corpus: Path,
        folder: Folder,
        options: Options,
        tell: Tell,
        *,
        own: OwnRules | None = None,
        spread: Spread | None = None,
        kept: Kept | None = None,
    ) -> None:
        self._corpus = corpus
        self._folder = folder
        self._options = options
        self._tell = tell
        self._spread = spread or Spread()
        self._kept = kept or Kept()
        self._message = ""
        self._before: Snapshot | None = None
        self._was = Cleaner()
        """What the articles of the index were cleaned with."""
        self._cleaner = Cleaner(Settings(options.preset, options.day_first, own or OwnRules()))
        """What they are to be cleaned with."""
        self._keeps_rules = own is None

    def run(
        self, paths: Collection[str] | None = None, *, rebuild: bool = False, verify: bool = False
    ) -> Report:
        """Bring the index up to date, in a fresh generation where the current one cannot serve.

        With `paths`, only these files are looked at, as far as that tells what became of them.
        """
        self._folder.tidy()
        current, known = self._current(rebuild, verify)
        unrecorded = self._unrecorded(known)
        changes = self._changes(known, paths if current else None, verify)
        known.made_with = self._options.fingerprint
        renewed = 0
        kept: Counter[str] = Counter()
        to_write = changes.due or changes.gone or unrecorded or self._is_to_renew(len(self._before or ()))
        if current is None or to_write:
            try:
                kept, renewed = self._write(current, known, changes, unrecorded)
            except StoreError:
                self._folder.tidy()
                raise
        elif changes.to_save:
            known.save(current)
        if paths is not None and (generation := self._folder.current()):
            self._kept.keep(known, generation)
        report = _counted(changes, known, kept)
        return replace(report, cleaned=renewed, message=self._message)

    def _current(self, rebuild: bool, verify: bool) -> tuple[Path | None, Catalogue]:
        """The generation to go on with and its catalogue; None and an empty one where all is to be read anew."""
        generation = self._folder.current()
        if generation is None:
            return None, Catalogue()
        try:
            known = self._kept.load(generation)
            if rebuild or known.made_with != self._options.fingerprint:
                self._message = "" if rebuild else "the index was made with other settings: rebuilt"
                return None, Catalogue()
            check(generation, thoroughly=verify)
            self._was = Cleaner.load(generation)
            self._before = Snapshot(generation)
        except StoreDamaged as damage:
            self._folder.set_aside(generation)
            self._message = f"the index was damaged ({damage}): set aside and rebuilt"
            return None, Catalogue()
        self._cleaner = self._cleaner.informed(self._was)
        if self._keeps_rules:
            self._cleaner = self._cleaner.following(self._was.settings.own)
        return generation, known

    def _unrecorded(self, known: Catalogue) -> set[str]:
        """IDs of articles in the index that the catalogue does not have: a run was killed between the two."""
        if self._before is None:
            return set()
        present = self._before.columns.identities[self._before.live]
        if int(present.view(np.uint64).sum()) == known.id_sum:
            return set()
        return {f"{identity:012x}" for identity in present.tolist()} - known.ids()

    def _changes(self, known: Catalogue, paths: Collection[str] | None, verify: bool) -> Changes:
        """What is to be done. The catalogue learns what was seen of files that are not to be read."""
        seen = None if paths is None else glance(self._corpus, paths)
        if seen is not None:
            files = {path: known.files[path] for path in seen if path in known.files}
            changes = compare(filter(None, seen.values()), files, known.scanned_ns, verify=verify)
            others = (each for each in known.passed_over if each[0] not in seen)
            changes.passed_over = tuple(sorted((*others, *changes.passed_over)))
        else:
            started, clock = time.time_ns(), time.monotonic()
            changes = compare(scan(self._corpus), known.files, known.scanned_ns, verify=verify)
            known.scanned_ns = started
            known.scan_seconds = time.monotonic() - clock
        changes.to_save = bool(changes.hashed) or changes.passed_over != known.passed_over
        known.passed_over = changes.passed_over
        for path, state in changes.touched.items():
            known.record(path, state)
        return changes

    def _is_to_renew(self, articles: int) -> bool:
        """Whether something may be to be cleaned anew in an index of so many articles."""
        return self._cleaner != self._was or not self._was.settled or self._was.is_outgrown(articles)

    def _write(
        self, current: Path | None, catalogue: Catalogue, changes: Changes, unrecorded: set[str]
    ) -> tuple[Counter[str], int]:
        """How many articles of changed files were kept, by path, and how many were cleaned anew."""
        generation = current or self._folder.fresh()
        first = current is None and self._folder.current() is None
        if current is None:
            self._was = self._cleaner
            self._was.save(generation)
        with closing(Writer(generation)) as writer:
            writer.remove(article_id(key) for state in changes.gone.values() for key in state.keys)
            for path in (*changes.gone, *changes.changed):  # what this run may not come to is new to the next
                catalogue.forget(path)
            intake = self._intake(writer, catalogue, changes, replaces=bool(unrecorded))
            for _ in intake.run(self._spread, self._tell):
                if first and self._folder.current() is None:
                    self._folder.switch(generation)
            if unrecorded:  # searches found them until now; what the catalogue knows again is there anew
                writer.remove(unrecorded - catalogue.ids())
            to_renew = intake.learns or self._is_to_renew(writer.articles)
            renewed = self._renew(writer, catalogue, intake.made) if to_renew else 0
            writer.commit(catalogue)
            if to_renew:
                self._cleaner.save(generation)
        if current is None:
            self._folder.switch(generation)
        return intake.kept, renewed

    def _intake(self, writer: Writer, catalogue: Catalogue, changes: Changes, *, replaces: bool) -> Intake:
        """The reading of what is due. Where it is much, sources are learnt on the way, which is remembered."""
        due = Due(changes.due, changes.changed, self._options.reading)
        learns = due.articles > self._spread.fewest and self._was.is_outgrown(writer.articles + due.articles)
        if learns:
            replace(self._was, settled=False).save(writer.generation)
        return Intake(writer, catalogue, due, self._cleaner, learns=learns, replaces=replaces)

    def _renew(self, writer: Writer, catalogue: Catalogue, made: Sequence[Made]) -> int:
        """Learn what the sources are like, if there is much to learn; clean anew what that, or the user, changes."""
        writer.commit(catalogue, more_to_come=True)
        self._cleaner = self._cleaner.learning(Snapshot(writer.generation))
        return renew(writer, self._was, self._cleaner, made, self._tell, self._spread.processes)


def _counted(changes: Changes, after: Catalogue, kept: Counter[str]) -> Report:
    """The report of a finished run: articles by what happened to them."""
    gone = {state.digest: state for state in changes.gone.values() if state.digest}
    added = changed = moved = 0
    unchanged = changes.unchanged + kept.total()
    removed = sum(len(state.keys) for state in changes.gone.values())
    for entry in changes.due:
        now, before = after.files[entry.path], changes.changed.get(entry.path)
        if before is None and now.digest in gone:
            moved += len(now.keys)
            removed -= len(gone.pop(now.digest).keys)
            continue
        same = len(set(now.keys) & set(before.keys if before else ()))
        changed += same - kept[entry.path]
        added += len(now.keys) - same
        removed += len(before.keys) - same if before else 0
    return Report(added, changed, moved, removed, unchanged, skipped_in(after), repaired_in(after))


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
