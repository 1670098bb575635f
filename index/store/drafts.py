"""How is a segment written before the index knows of it? Under a name of its own, by any process.

Whoosh clears away segments that its table of contents does not list: so one gets its proper name when it is adopted.
"""

from __future__ import annotations

from pathlib import Path

from index.article import Article
from index.cleaning.profiles import Traits
from index.store import storage
from index.store.building import MOST_DOCUMENTS, Builder
from index.store.codec import ArraySegment
from index.store.damage import writing
from index.store.manifest import DRAFT
from index.store.packing import Compressor
from index.store.segment import ARTICLES, POSTINGS

NO_TRAITS = Traits()
"""Of an article that nothing is learnt from."""


class Draft:
    """Articles on the way to segments, of at most `MOST_DOCUMENTS` each. Raises StoreError."""

    def __init__(self, generation: Path, dictionary: bytes) -> None:
        self._generation = generation
        self._compressor = Compressor(dictionary)
        self._builder: Builder | None = None
        self._written: list[ArraySegment] = []

    def add(self, article: Article, traits: Traits = NO_TRAITS) -> None:
        with writing(self._generation):
            if self._builder is None:
                self._segment = ArraySegment(storage.NAME)
                self._builder = Builder(self._compressor, *provisional(self._generation, self._segment))
            self._builder.add(article, traits)
            if len(self._builder) == MOST_DOCUMENTS:
                self._finish()

    def __len__(self) -> int:
        """Articles since the last time it was finished."""
        return sum(segment.doc_count_all() for segment in self._written) + len(self._builder or ())

    def finish(self) -> list[ArraySegment]:
        """The segments with all articles since the last time."""
        with writing(self._generation):
            self._finish()
        written, self._written = self._written, []
        return written

    def discard(self) -> None:
        """Leave off."""
        builder, self._builder = self._builder, None
        if builder is not None:
            builder.discard()

    def _finish(self) -> None:
        builder, self._builder = self._builder, None
        if builder is not None:
            try:
                builder.finish()
            finally:
                builder.discard()
            self._segment.set_doc_count(len(builder))
            self._written.append(self._segment)


def provisional(generation: Path, segment: ArraySegment) -> tuple[Path, Path]:
    """The files of a segment before it is adopted: postings and articles."""
    return _files(generation, DRAFT + segment.segment_id())


def adopted(generation: Path, segment: ArraySegment) -> tuple[Path, Path]:
    """The same files as the index knows them."""
    return _files(generation, segment.segment_id())


def adopt(generation: Path, segment: ArraySegment) -> None:
    """Give the files of a segment the names that the index knows it by. Raises OSError."""
    for new, known in zip(provisional(generation, segment), adopted(generation, segment), strict=True):
        new.rename(known)


def clear(generation: Path) -> None:
    """Remove what nobody adopted, and what a process that was killed has left of files it was about to replace."""
    for orphan in (*generation.glob(f"{DRAFT}*"), *generation.glob(".*")):
        orphan.unlink(missing_ok=True)


def _files(generation: Path, name: str) -> tuple[Path, Path]:
    return generation / f"{name}{POSTINGS}", generation / f"{name}{ARTICLES}"
