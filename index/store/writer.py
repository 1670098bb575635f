"""How do articles get into the index? In batches: each commit is durable, listed in the manifest, and searchable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from index.article import Article
from index.cleaning.profiles import Traits
from index.store import drafts, storage
from index.store.catalogue import Catalogue
from index.store.codec import ArraySegment
from index.store.damage import reading, writing
from index.store.drafts import NO_TRAITS, Draft
from index.store.folder import write_atomically
from index.store.manifest import DICTIONARY, check_files, read_dictionary, read_manifest, write_manifest
from index.store.merging import Part, merge
from index.store.packing import dictionary, pack
from index.store.segment import Segment

SAMPLES = 500
"""Articles that a dictionary is made of: twice as many save 3 %, for twice the wait before the first."""
_MOST_MERGED = 1 << 16
"""Articles of a segment: their numbers fit in 16 bits, half the size of the next type."""
_FEW_SEGMENTS = 2
"""More than these are merged after a run that added as many articles as are then written again."""
_SMALL_ONES = 4
"""So many small segments are merged whatever was added: each costs every query a look."""


class Writer:
    """Writes one generation. The caller holds the folder's lock. Nothing is visible before `commit`.

    Raises StoreError when something cannot be written, StoreDamaged when what is there cannot be read.
    """

    def __init__(self, generation: Path) -> None:
        self.generation = generation
        if not storage.exists(generation):
            with writing(generation):
                storage.write_contents(generation, [], 0)
        with reading(str(generation)):
            contents = storage.read_contents(generation)
            self._segments: list[ArraySegment] = list(contents.segments)
            self._generation = int(contents.generation)
            self._dictionary = read_dictionary(generation)
        drafts.clear(generation)
        self._listed = read_manifest(generation)
        self._draft: Draft | None = None
        self._waiting: list[tuple[Article, Traits]] = []
        self._opened: dict[str, Segment] = {}
        self._changed = False
        self._added = 0
        """Articles in new segments, less those that were written again since."""

    def add(self, article: Article, traits: Traits = NO_TRAITS) -> None:
        """Add an article whose ID is not in the index, or was removed before."""
        if self._dictionary or self._draft:
            self._put(article, traits)
            return
        self._waiting.append((article, traits))
        if len(self._waiting) == SAMPLES:
            self._settle()

    def learn(self, sample: Sequence[Article]) -> None:
        """Make the dictionary of articles like these, if there is none yet and they are enough."""
        if sample and not self._dictionary:
            with writing(self.generation):
                self._dictionary = dictionary([pack(article) for article in sample])
                if self._dictionary:
                    write_atomically(self.generation / DICTIONARY, self._dictionary)

    def adopt(self, segment: ArraySegment) -> None:
        """Add a segment that a `Draft` wrote into this generation."""
        self._list(segment)
        self._added += int(segment.doc_count())

    def remove(self, identities: Iterable[str]) -> None:
        """Remove the committed articles with these IDs."""
        wanted = np.array([int(identity, 16) for identity in identities], np.int64)
        if not len(wanted):
            return
        for segment in self._segments:
            with reading(segment.segment_id()):
                identities_here = self._open(segment).arrays["identity"]
            for doc in np.flatnonzero(np.isin(identities_here, wanted)).tolist():
                if not segment.is_deleted(doc):
                    segment.delete_document(doc)
                    self._changed = True

    def commit(self, catalogue: Catalogue, *, more_to_come: bool = False) -> None:
        """Make everything so far durable and searchable. Segments are merged once there is no more to come.

        Raises StoreError when it cannot be written: what was committed before is kept.
        """
        with writing(self.generation):
            self._settle()
            self._finish()
            self._segments = [each for each in self._segments if each.doc_count() > 0]
            while not more_to_come and (chosen := self._worth_merging()):
                self._merge(chosen)
            if self._changed:
                self._generation += 1
                storage.write_contents(self.generation, self._segments, self._generation)
                self._changed = False
            catalogue.save(self.generation)
            self._listed = write_manifest(self.generation, self._listed)

    def close(self) -> None:
        """Drop what was not committed."""
        if self._draft is not None:
            self._draft.discard()
            self._draft = None
        self._waiting.clear()
        with suppress(OSError):
            drafts.clear(self.generation)

    @property
    def articles(self) -> int:
        """How many are in the index or on the way to it."""
        waiting = len(self._waiting) + (len(self._draft) if self._draft else 0)
        return waiting + sum(int(segment.doc_count()) for segment in self._segments)

    def dictionary(self) -> bytes:
        """What articles are compressed with; empty before there are enough to make it of."""
        return self._dictionary

    def _put(self, article: Article, traits: Traits) -> None:
        if self._draft is None:
            self._draft = Draft(self.generation, self._dictionary)
        self._draft.add(article, traits)

    def _settle(self) -> None:
        """Take in the articles that wait for a dictionary."""
        waiting, self._waiting = self._waiting, []
        self.learn([article for article, _ in waiting])
        for article, traits in waiting:
            self._put(article, traits)

    def _finish(self) -> None:
        draft, self._draft = self._draft, None
        for segment in draft.finish() if draft else ():
            self.adopt(segment)

    def _merge(self, chosen: Sequence[ArraySegment]) -> None:
        """Put one segment in the place of those chosen."""
        in_order = [segment for segment in self._segments if segment in chosen]
        merged = ArraySegment(storage.NAME)
        merged.set_doc_count(sum(each.doc_count() for each in chosen))
        with reading(str(self.generation)):
            # Damage that is merged would have a good checksum ever after.
            names = [path.name for each in chosen for path in drafts.adopted(self.generation, each)]
            check_files(self.generation, self._listed, names)
            parts = [Part(self._open(each), each.live()) for each in in_order]
            with writing(self.generation):
                merge(parts, *drafts.provisional(self.generation, merged))
        self._segments = [each for each in self._segments if each not in chosen]
        self._list(merged)
        self._added -= int(merged.doc_count())

    def _list(self, segment: ArraySegment) -> None:
        with writing(self.generation):
            drafts.adopt(self.generation, segment)
        self._segments.append(segment)
        self._changed = True

    def _worth_merging(self) -> list[ArraySegment]:
        """The smallest segments, as many as may be merged.

        Where one is no larger than all smaller ones together, every article is written again only as often as the
        number of articles doubles: an update that adds one article hardly ever waits for the merging of many.
        """
        by_size = sorted(self._segments, key=lambda segment: int(segment.doc_count()))
        worth = total = 0
        for i, segment in enumerate(by_size):
            size = int(segment.doc_count())
            if total + size > _MOST_MERGED:
                break
            small = i + 1 >= _SMALL_ONES and size <= total
            affordable = total + size <= self._added and len(by_size) - i + 1 > _FEW_SEGMENTS
            total += size
            if small or affordable:
                worth = i + 1
        return by_size[:worth] if worth > 1 else []

    def _open(self, segment: ArraySegment) -> Segment:
        name = segment.segment_id()
        if name not in self._opened:
            self._opened[name] = Segment(self.generation, name)
        return self._opened[name]
