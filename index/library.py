"""What can one do with a corpus? Open, update, search, fetch, follow entities: the façade of both front ends.

A `Library` belongs to one thread at a time, but for its entities, which another may ask for meanwhile, and `verify`;
the `Hits` it gives may be read from any.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index import entities as recogniser
from index.answers import Marks, NoMarks
from index.article import Article, Entity, EntityKind, Mention, article_id
from index.errors import ConfigError, CorpusError, StoreBusy, StoreDamaged, UnknownArticle
from index.hits import Hits, Row
from index.mentions import Mentions
from index.options import Options
from index.state import State
from index.store.catalogue import Catalogue, Kept, scan_seconds
from index.store.folder import Folder
from index.store.manifest import MANIFEST
from index.store.snapshot import Snapshot
from index.store.verification import Verification
from index.store.versions import NAME as VERSIONS

if TYPE_CHECKING:
    from index.cleaning.own import OwnRules
    from index.completion import Completion
    from index.corrections import Corrections
    from index.report import Progress, Report, Tell
    from index.survey import Survey

__all__ = ["Hits", "Library", "Marks", "Options", "Row"]

_CHEAP_SCAN = 0.05
"""Seconds: a corpus whose last scan took no longer is looked through before a shell command answers."""
_OPENING_TRIES = 3
"""A commit may remove the files of a state that is just being opened; the next state is there at once."""


class Library:
    """A corpus, its index as it is now, and its entities."""

    def __init__(
        self, corpus: Path, folder: Folder, options: Options, today: Callable[[], dt.date], marks: Marks
    ) -> None:
        self.corpus = corpus
        self.message = ""
        """Empty, or one line about the state found: that the index was damaged and must be rebuilt."""
        self._folder = folder
        self._options = options
        self._today = today
        self._marks = marks
        self._mentions = Mentions(folder.mentions, recogniser.MODEL_VERSION)
        self._verification = Verification()
        self._kept = Kept()
        self._seen = self._version()
        self._state = self._open_state()

    @cached_property
    def _corrections(self) -> Corrections:
        # Imported on first use: a search has no use for rules.
        from index.corrections import Corrections

        return Corrections()

    @classmethod
    def open(
        cls,
        corpus: Path,
        *,
        cache: Path | None = None,
        options: Options | None = None,
        today: Callable[[], dt.date] = dt.date.today,
        marks: Marks | None = None,
    ) -> Library:
        """Open the index of `corpus` as it is, never building. A missing index is an empty one.

        `cache` replaces the user's cache folder, `today` the clock; `marks` knows what the reader added. Raises
        CorpusError if `corpus` does not exist, StoreError if the cache folder is not ours.
        """
        try:
            corpus.stat()
        except (OSError, ValueError) as error:
            cause = getattr(error, "strerror", None) or str(error)
            raise CorpusError(f"{corpus}: {cause.lower()}") from error
        return cls(
            corpus, Folder(corpus, cache or _user_cache()), options or Options(), today, marks or NoMarks()
        )

    def close(self) -> None:
        self._verification.stop()
        self._mentions.close()

    def __len__(self) -> int:
        """Articles that are searchable now."""
        return len(self._state)

    # Following the corpus

    def update(
        self,
        progress: Callable[[Progress], None] | None = None,
        *,
        paths: Collection[str] | None = None,
        rebuild: bool = False,
        verify: bool = False,
        tag: bool = True,
    ) -> Report:
        """Bring the index up to the corpus: new, changed, gone and moved files; then recognise entities.

        Works in batches, each searchable once committed. Articles for which the user's rules say something else
        than before are cleaned anew; where their files are mistaken, the report says so, and the index keeps the
        rules it was made with. With `paths` (absolute), only these files are looked at where that is enough.
        `rebuild` reads everything anew, `verify` hashes every file of corpus and index. A damaged index is rebuilt,
        and the report says so. Raises StoreBusy when another process is at it, CorpusError when the corpus is gone,
        StoreError when nothing can be written.
        """
        tell = progress or (lambda _: None)
        with self._folder.lock():
            try:
                report = self._follow(tell, paths, rebuild=rebuild, verify=verify, tag=tag)
            except StoreDamaged as damage:
                report = self._follow(tell, rebuild=True, tag=tag)
                report = replace(report, message=f"the index was damaged ({damage}): rebuilt")
        self.refresh()
        return report

    def recognise(self, progress: Callable[[Progress], None] | None = None) -> None:
        """Recognise entities where that has not been done, as `update` does at its end.

        Raises StoreBusy when another process is at it, StoreError when nothing can be written.
        """
        from index.tagging import tag_pending

        with self._folder.lock():
            if generation := self._folder.current():
                tag_pending(generation, self._mentions, progress or (lambda _: None))
        self.refresh()

    def freshen(self, progress: Callable[[Progress], None] | None = None) -> Report | None:
        """Update if nothing is indexed yet, or if looking through the corpus costs next to nothing; else None.

        While another process is indexing, what it has committed so far is good enough.
        """
        generation = self._folder.current()
        with suppress(StoreDamaged):  # the update sees to that
            if self._state.snapshot and generation and scan_seconds(generation) > _CHEAP_SCAN:
                return None
        try:
            return self.update(progress)
        except StoreBusy as busy:
            self.message = str(busy)
            return None

    def refresh(self) -> bool:
        """Take up what was committed since, here or by another process; True if there is something new to show."""
        version = self._version()
        if version == self._seen:
            return False
        self._seen = version
        self._state = self._open_state()
        return True

    def verify(self) -> str:
        """Compare the large files of the index with their checksums, each once; what a thread of its own is for.

        Takes seconds a gigabyte, or ends with `close`. Gives an empty text, or one line about damage, which the
        next update mends.
        """
        generation = self._folder.current()
        try:
            if generation is not None:
                self._verification.run(generation)
        except StoreDamaged as damage:
            return f"the index is damaged and will be rebuilt: {damage}"
        return ""

    # Searching and fetching

    def search(self, text: str, *, typing: bool = False, grouped: bool = False) -> Hits:
        """The articles that a query finds; every text is a query, and nothing but a damaged index raises.

        With `typing`, where the query finds nothing, its last word is taken as the beginning of one. With
        `grouped`, one row stands for all versions of a text.
        """
        return self._state.search(text, self._today(), self._marks.saved(), typing=typing, grouped=grouped)

    def complete(self, text: str, cursor: int) -> tuple[Completion, ...]:
        """What could be typed at `cursor` (code points) of a query: the likeliest first, none where nothing helps."""
        return self._state.complete(text, cursor, self._today(), self._marks.saved())

    def resolve(self, wanted: str) -> str:
        """The article ID for an ID, a unique prefix of one, or a path. Raises UnknownArticle."""
        snapshot = self._state.snapshot
        for key in (wanted, _key_of(wanted, self.corpus)):
            if snapshot and snapshot.number(article_id(key)) is not None:
                return article_id(key)
        is_prefix = re.fullmatch(r"[0-9a-fA-F]{1,12}", wanted)
        found = snapshot.numbers(wanted) if snapshot and is_prefix else []
        if snapshot and len(found) == 1:
            return snapshot.id(found[0])
        if found:
            raise UnknownArticle(
                f"{wanted}: {len(found)} articles have an ID that starts so: give more digits"
            )
        raise UnknownArticle(f"{wanted}: {self._why_unknown(_key_of(wanted, self.corpus))}")

    def article(self, article_id: str) -> Article:
        """The stored article, as the user's rules have it now. Raises UnknownArticle."""
        snapshot = self._state.snapshot
        doc = snapshot.number(article_id) if snapshot else None
        if snapshot is None or doc is None:
            raise UnknownArticle(f"{article_id}: no longer in the index")
        return self._corrections.applied(snapshot.article(doc), snapshot.generation)

    def repairs(self, article: Article) -> tuple[str, ...]:
        """What decoding and sanitising changed in the article, in words. Reads the catalogue of all files."""
        state = self._catalogue().files.get(article.path)
        return tuple(repair for key, repair in state.repaired if key == article.key) if state else ()

    # What the user says about residue

    def rules(self) -> OwnRules:
        """The user's rules and corrections. Raises ConfigError where their files are mistaken."""
        return self._corrections.own()

    def change_rules(self, own: OwnRules) -> None:
        """Write the user's corrections. Articles have them at once, answers after the next update.

        Raises ConfigError when they cannot be written.
        """
        from index import own_rules

        own_rules.save(own)

    def versions(self, article_id: str) -> tuple[str, ...]:
        """The IDs of all versions of the article's text, itself included, the earliest first; empty where there is
        no other."""
        snapshot = self._state.snapshot
        doc = snapshot.number(article_id) if snapshot else None
        return tuple(map(snapshot.id, snapshot.versions_of(doc))) if snapshot and doc is not None else ()

    # Entities

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """The mentions in `article`, tagged now if they have not been: never waits for the corpus."""
        return self._state.mentions(article)

    def tagged(self) -> tuple[int, int]:
        """How many articles entities were recognised in, of how many."""
        return self._state.tagged, len(self)

    def entity_of(self, mention: Mention) -> Entity:
        """The corpus-wide entity that `mention` belongs to."""
        return self._state.entities.of(mention)

    def entities(self, kind: EntityKind | None = None) -> tuple[Entity, ...]:
        """All entities of the corpus, most articles first."""
        return tuple(entity for entity in self._state.entities.all if kind in (None, entity.kind))

    def articles_with(self, entity_id: str) -> frozenset[str]:
        """IDs of the articles that mention the entity."""
        snapshot = self._state.snapshot
        docs = self._state.entities.docs_of(entity_id)
        return frozenset(map(snapshot.id, docs.tolist())) if snapshot else frozenset()

    # The state of things

    def doctor(self) -> dict[str, object]:
        """The state of index and corpus for a person: counts, sizes, skipped files with reasons, repairs."""
        from index.update import repaired_in, skipped_in

        catalogue = self._catalogue()
        scanned = dt.datetime.fromtimestamp(catalogue.scanned_ns / 1e9).isoformat(" ", "seconds")
        snapshot = self._state.snapshot
        return {
            "corpus": str(self.corpus),
            "index": str(self._folder.path),
            "articles": len(self),
            "tagged": self._state.tagged,
            "dated": int((snapshot.columns.days[snapshot.live] > 0).sum()) if snapshot else 0,
            "files": len(catalogue.files),
            "bytes": self._folder.size(),
            "scanned": scanned if catalogue.scanned_ns else None,
            "skipped": [asdict(skipped) for skipped in skipped_in(catalogue)],
            "repaired": {key: list(repairs) for key, repairs in repaired_in(catalogue).items()},
            "message": self.message,
        }

    def survey(self) -> Survey:
        """What became of the corpus, source by source. Looks through all articles: 3 s at 100,000."""
        from index.cleaner import Cleaner
        from index.survey import survey
        from index.update import repaired_in, skipped_in

        catalogue, snapshot = self._catalogue(), self._state.snapshot
        cleaner = Cleaner()
        with suppress(StoreDamaged):  # the next update sees to that
            cleaner = Cleaner.load(snapshot.generation) if snapshot else cleaner
        return survey(snapshot, cleaner, skipped_in(catalogue), repaired_in(catalogue))

    # Inside

    def _follow(
        self,
        tell: Tell,
        paths: Collection[str] | None = None,
        *,
        rebuild: bool,
        verify: bool = False,
        tag: bool,
    ) -> Report:
        # Imported here: most commands only read, and these bring along cleaning, recognising and processes.
        from index.tagging import tag_pending
        from index.update import Update
        from index.versions import find_versions

        own, mistake = None, ""
        try:
            own = self._corrections.own()
        except ConfigError as error:
            mistake = str(error)
        update = Update(self.corpus, self._folder, self._options, tell, own=own, kept=self._kept)
        report = replace(update.run(paths, rebuild=rebuild, verify=verify), mistake=mistake)
        self.refresh()
        generation = self._folder.current()
        if generation:
            find_versions(generation)
            self.refresh()
        if tag and generation:
            tag_pending(generation, self._mentions, tell)
        return report

    def _why_unknown(self, path: str) -> str:
        """Why `path` names no article."""
        from index.update import skipped_in

        catalogue = self._catalogue()
        if (state := catalogue.files.get(path)) and state.keys:
            return f"a file of {len(state.keys):,} articles; the first is {state.keys[0]}"
        reasons = (each.reason for each in skipped_in(catalogue) if each.path == path)
        return next(reasons, f"no article of {self.corpus} has this ID or path")

    def _catalogue(self) -> Catalogue:
        """Empty before the first commit, and where it is damaged: the next update sees to that."""
        generation = self._folder.current()
        with suppress(StoreDamaged):
            return Catalogue.load(generation) if generation else Catalogue()
        return Catalogue()

    def _version(self) -> tuple[object, ...]:
        """Changes whenever index or mentions do, by whichever process."""
        generation = self._folder.current()
        files = [generation / name for name in (MANIFEST, VERSIONS)] if generation else []
        return generation, *map(_written_at, files), self._mentions.state()

    def _open_state(self) -> State:
        snapshot = self._open_snapshot()
        return State(
            snapshot,
            self._mentions,
            day_first=self._options.day_first,
            marks=self._marks,
            resolve=self.resolve,
        )

    def _open_snapshot(self) -> Snapshot | None:
        for _ in range(_OPENING_TRIES):
            self.message = ""
            generation = self._folder.current()
            try:
                return Snapshot(generation) if generation else None
            except StoreDamaged as damage:
                self.message = f"the index is damaged and has to be rebuilt: {damage}"
        return None


def _key_of(wanted: str, corpus: Path) -> str:
    """`wanted` as an article's key, if it is a path that leads into the corpus."""
    from index.sources import shown

    path, hash_, locator = wanted.partition("#")
    root = corpus.resolve() if corpus.is_dir() else corpus.resolve().parent
    try:
        return shown(Path(path).resolve().relative_to(root).as_posix()) + hash_ + locator
    except (ValueError, OSError, RuntimeError):  # outside, or no path at all; a loop of links
        return wanted


def _written_at(file: Path) -> int:
    """When a file was replaced last; 0 if it is not there, or no longer."""
    with suppress(OSError):
        return file.stat().st_mtime_ns
    return 0


def _user_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("broadsheet")
