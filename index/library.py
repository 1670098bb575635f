"""What can one do with a corpus? Open, update, search, fetch, follow entities: the façade of both front ends.

A `Library` belongs to one thread at a time; the `Hits` it gives may be read from any.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from index import entities as recogniser
from index.article import Article, Entity, EntityKind, Mention, article_id
from index.entity_table import EntityTable
from index.errors import CorpusError, StoreBusy, StoreDamaged, UnknownArticle
from index.explain import why_nothing
from index.hits import Found, Hits, Row, order_of
from index.mentions import Mentions
from index.query import Everything, Named, Parsed, Query, parse
from index.sources import Skipped
from index.sources.sanitise import sanitise
from index.store.catalogue import Catalogue
from index.store.folder import Folder
from index.store.snapshot import Snapshot
from index.tagging import tag_pending
from index.update import Options, Progress, Report, Update, repaired_in, skipped_in

__all__ = ["Hits", "Library", "Options", "Progress", "Report", "Row", "Skipped"]

_CHEAP_SCAN = 0.05
"""Seconds: a corpus whose last scan took no longer is looked through before a shell command answers."""
_OPENING_TRIES = 3
"""A commit may remove the files of a state that is just being opened; the next state is there at once."""


class Library:
    """A corpus, its index as it is now, and its entities."""

    def __init__(self, corpus: Path, folder: Folder, options: Options, today: Callable[[], dt.date]) -> None:
        self.corpus = corpus
        self.message = ""
        """Empty, or one line about the state found: that the index was damaged and must be rebuilt."""
        self._folder = folder
        self._options = options
        self._today = today
        self._mentions = Mentions(folder.mentions, recogniser.MODEL_VERSION)
        self._snapshot: Snapshot | None = None
        self._state: object = None
        self._table: tuple[object, EntityTable] | None = None
        self.refresh()

    @classmethod
    def open(
        cls,
        corpus: Path,
        *,
        cache: Path | None = None,
        options: Options | None = None,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> Library:
        """Open the index of `corpus` as it is, never building. A missing index is an empty one.

        `cache` replaces the user's cache folder, `today` the clock. Raises CorpusError if `corpus` does not
        exist, StoreError if the cache folder is not ours.
        """
        if not corpus.exists():
            raise CorpusError(f"{corpus}: no such file or folder")
        return cls(corpus, Folder(corpus, cache or _user_cache()), options or Options(), today)

    def close(self) -> None:
        self._mentions.close()
        self._snapshot = None

    def __len__(self) -> int:
        """Articles that are searchable now."""
        return len(self._snapshot) if self._snapshot else 0

    # Following the corpus

    def update(
        self,
        progress: Callable[[Progress], None] | None = None,
        *,
        rebuild: bool = False,
        verify: bool = False,
        tag: bool = True,
    ) -> Report:
        """Bring the index up to the corpus: new, changed, gone and moved files; then recognise entities.

        Works in batches, each searchable once committed. `rebuild` reads everything anew, `verify` hashes
        every file. Raises StoreBusy when another process is at it, CorpusError when the corpus is gone.
        """
        tell = progress or (lambda _: None)
        with self._folder.lock():
            report = Update(self.corpus, self._folder, self._options, tell).run(
                rebuild=rebuild, verify=verify
            )
            self.refresh()
            if tag and self._snapshot:
                tag_pending(
                    self._snapshot, self._mentions, lambda done, total: tell(Progress("tag", done, total))
                )
        return report

    def freshen(self, progress: Callable[[Progress], None] | None = None) -> Report | None:
        """Update if nothing is indexed yet, or if looking through the corpus costs next to nothing; else None.

        While another process is indexing, what it has committed so far is good enough.
        """
        generation = self._folder.current()
        if self._snapshot and generation and Catalogue.load(generation).scan_seconds > _CHEAP_SCAN:
            return None
        try:
            return self.update(progress)
        except StoreBusy as busy:
            self.message = str(busy)
            return None

    def refresh(self) -> bool:
        """Look for what was committed since, here or by another process; True if there is something new to show."""
        state = (self._index_state(), self._mentions.state())
        if state == self._state:
            return False
        self._state = state
        self._table = None
        self._snapshot = self._open_snapshot()
        return True

    # Searching and fetching

    def search(self, text: str, *, typing: bool = False) -> Hits:
        """The articles that a query finds; every text is a query, and nothing but a damaged index raises.

        With `typing`, a last word that no article has is taken as the beginning of one.
        """
        started = time.perf_counter()
        parsed = self._parse(text)
        scores = self._scores(parsed.query)
        messages = parsed.messages
        if not scores and typing and text[-1:].isalnum():
            begun = self._parse(text + "*")
            if scores := self._scores(begun.query):
                parsed = begun
        if not scores and len(self) and not isinstance(parsed.query, Everything):
            messages += (why_nothing(parsed.query, lambda query: len(self._scores(query))),)
        messages += self._untagged(parsed.query)
        docs = self._ordered(parsed.query, scores)
        found = Found(
            text,
            parsed.query,
            messages,
            docs,
            scores,
            time.perf_counter() - started,
            self._names(),
            self.mentions,
        )
        return Hits(found, self._snapshot)

    def resolve(self, wanted: str) -> str:
        """The article ID for an ID, a unique prefix of one (4 digits or more) or a path. Raises UnknownArticle."""
        known = self._snapshot.number if self._snapshot else {}
        for path in (wanted, _relative(wanted, self.corpus)):
            if (identity := article_id(path)) in known:
                return identity
        found = (
            [i for i in known if i.startswith(wanted.lower())]
            if re.fullmatch(r"[0-9a-fA-F]{4,12}", wanted)
            else []
        )
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownArticle(
                f"{wanted}: {len(found)} articles have an ID that starts so: give more digits"
            )
        raise UnknownArticle(f"{wanted}: no article of {self.corpus} has this ID or path")

    def article(self, article_id: str) -> Article:
        """The stored article. Raises UnknownArticle."""
        if self._snapshot is None or article_id not in self._snapshot.number:
            raise UnknownArticle(f"{article_id}: no longer in the index")
        return self._snapshot.article(self._snapshot.number[article_id])

    # Entities

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """The mentions in `article`, tagged now if they have not been: never waits for the corpus."""
        known = self._mentions.get(article.digest)
        return recogniser.tag(article) if known is None else known

    def tagged(self) -> tuple[int, int]:
        """How many articles entities were recognised in, of how many."""
        if self._snapshot is None:
            return 0, 0
        known = self._mentions.tagged()
        return sum(self._snapshot.digests[doc] in known for doc in self._snapshot.live), len(self)

    def entity_of(self, mention: Mention) -> Entity:
        """The corpus-wide entity that `mention` belongs to."""
        return self._entity_table().of(mention)

    def entities(self, kind: EntityKind | None = None) -> tuple[Entity, ...]:
        """All entities of the corpus, most articles first."""
        return tuple(entity for entity in self._entity_table().all if kind in (None, entity.kind))

    def articles_with(self, entity_id: str) -> frozenset[str]:
        """IDs of the articles that mention the entity."""
        texts = self._entity_table().texts(entity_id)
        snapshot = self._snapshot
        return (
            frozenset(snapshot.ids[d] for d in snapshot.live if snapshot.digests[d] in texts)
            if snapshot
            else frozenset()
        )

    # The state of things

    def doctor(self) -> dict[str, object]:
        """The state of index and corpus for a person: counts, sizes, skipped files with reasons, repairs."""
        generation = self._folder.current()
        catalogue = Catalogue.load(generation) if generation else Catalogue()
        tagged, _ = self.tagged()
        scanned = dt.datetime.fromtimestamp(catalogue.scanned_ns / 1e9).isoformat(" ", "seconds")
        return {
            "corpus": str(self.corpus),
            "index": str(self._folder.path),
            "articles": len(self),
            "tagged": tagged,
            "dated": sum(self._snapshot.days[doc] > 0 for doc in self._snapshot.live)
            if self._snapshot
            else 0,
            "files": len(catalogue.files),
            "bytes": sum(path.stat().st_size for path in self._folder.path.rglob("*") if path.is_file()),
            "scanned": scanned if generation else None,
            "skipped": [asdict(skipped) for skipped in skipped_in(catalogue)],
            "repaired": {key: list(repairs) for key, repairs in repaired_in(catalogue).items()},
            "message": self.message,
        }

    # Inside

    def _index_state(self) -> tuple[object, ...]:
        generation = self._folder.current()
        manifest = generation / "manifest.json" if generation else None
        return (generation, manifest.stat().st_mtime_ns if manifest and manifest.exists() else 0)

    def _open_snapshot(self) -> Snapshot | None:
        damage: StoreDamaged | None = None
        for _ in range(_OPENING_TRIES):
            generation = self._folder.current()
            if generation is None:
                return None
            try:
                return Snapshot(generation)
            except StoreDamaged as error:
                damage = error
        self.message = f"the index is damaged and has to be rebuilt: {damage}"
        return None

    def _parse(self, text: str) -> Parsed:
        return parse(sanitise(text)[0], today=self._today(), day_first=self._options.day_first)

    def _scores(self, query: Query) -> dict[int, float]:
        return self._snapshot.scores(query, self._docs_named) if self._snapshot else {}

    def _ordered(self, query: Query, scores: dict[int, float]) -> tuple[int, ...]:
        if not self._snapshot:
            return ()
        newest = [doc for doc in self._snapshot.newest_first if doc in scores]
        return tuple(newest if order_of(query) == "date" else sorted(newest, key=lambda doc: -scores[doc]))

    def _docs_named(self, query: Named) -> set[int]:
        texts = self._entity_table().texts_named(query)
        return (
            {doc for doc in self._snapshot.live if self._snapshot.digests[doc] in texts}
            if self._snapshot
            else set()
        )

    def _names(self) -> Callable[[Named], frozenset[tuple[EntityKind, str]]]:
        """What entity queries mean now: bound to this state, for answers that are read later."""
        holder: list[EntityTable] = []

        def names(query: Named) -> frozenset[tuple[EntityKind, str]]:
            if not holder:
                holder.append(self._entity_table())
            return holder[0].local_names(query)

        return names

    def _untagged(self, query: Query) -> tuple[str, ...]:
        if "person:" not in (text := str(query)) and not re.search(r"\b(org|place|entity):", text):
            return ()
        tagged, total = self.tagged()
        return (f"entities are known in {tagged:,} of {total:,} articles so far",) if tagged < total else ()

    def _entity_table(self) -> EntityTable:
        if self._table is None or self._table[0] is not self._state:
            snapshot = self._snapshot
            copies = Counter(snapshot.digests[doc] for doc in snapshot.live) if snapshot else Counter()
            self._table = (self._state, EntityTable(self._mentions.postings(), copies))
        return self._table[1]


def _relative(wanted: str, corpus: Path) -> str:
    """`wanted` as a path from the corpus, if it is one that leads into it."""
    path, hash_, locator = wanted.partition("#")
    root = corpus.resolve() if corpus.is_dir() else corpus.resolve().parent
    try:
        return Path(path).resolve().relative_to(root).as_posix() + hash_ + locator
    except (ValueError, OSError):
        return wanted


def _user_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("broadsheet")
