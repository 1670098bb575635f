"""How do articles get into the index? In batches: each commit is durable, listed in the manifest, and searchable."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.writing import SegmentWriter

from index.article import Article
from index.store.catalogue import Catalogue
from index.store.damage import reading, writing
from index.store.manifest import read_manifest, write_manifest
from index.store.schema import document, schema

_POOL_MB = 256
"""Postings held in memory before Whoosh sorts a run to disk; smaller pools spill and cost more than half the speed."""
_SEGMENTS = 12
"""More segments than this are merged by Whoosh's own policy at the end of an update: each costs every query a look."""


class Writer:
    """Writes one generation. The caller holds the folder's lock. Nothing is visible before `commit`."""

    def __init__(self, generation: Path) -> None:
        self.generation = generation
        if whoosh_index.exists_in(str(generation)):
            with reading(str(generation)):
                self._index = whoosh_index.open_dir(str(generation))
        else:
            with writing(generation):
                self._index = whoosh_index.create_in(str(generation), schema())
        self._listed = read_manifest(generation)
        self._writer: SegmentWriter | None = None

    def add(self, article: Article) -> None:
        """Add an article whose ID is not in the index, or was removed before."""
        with writing(self.generation):
            self._open().add_document(**document(article))

    def remove(self, identities: Iterable[str]) -> None:
        """Remove the articles with these IDs."""
        with writing(self.generation):
            for identity in identities:
                self._open().delete_by_term("id", identity)

    def commit(self, catalogue: Catalogue, *, last: bool = False) -> None:
        """Make everything so far durable and searchable. `last` tidies up after many small commits.

        Raises StoreError when it cannot be written: what was committed before is kept.
        """
        with writing(self.generation):
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.commit(merge=last and self._segments() > _SEGMENTS)
            catalogue.save(self.generation)
            self._listed = write_manifest(self.generation, self._listed)

    def close(self) -> None:
        """Drop what was not committed."""
        if self._writer is not None:
            # Whatever a full disk makes of it: its files are orphans, which Whoosh clears at the next commit.
            with suppress(Exception):
                self._writer.cancel()
            self._writer = None
        self._index.close()

    def _open(self) -> SegmentWriter:
        if self._writer is None:
            self._writer = self._index.writer(limitmb=_POOL_MB)
        return self._writer

    def _segments(self) -> int:
        return sum(1 for path in self.generation.iterdir() if path.suffix == ".seg")
