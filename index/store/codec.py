"""How does Whoosh read the arrays? A codec, its own extension point: Whoosh's matchers run over the same postings.

A person's query is evaluated in bulk (`evaluate.py`), a hundred times faster; the matchers are there to check it by,
and for whoever opens the index with Whoosh. A term's text is `folded NUL written`; `folded` alone stands for all
terms of that folded form, and `~stem` for all of that stem.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from index.store.arrays import decoded, encoded
from index.store.collection import TEXT, Collection, fields_of
from index.store.postings import Numbers
from index.store.segment import Segment
from index.store.vocabulary import Ranges
from index.text import FIELDS, Wanted

STEM = "~"
_FIELD = 32
"""Bits of a position within its field."""


class ArraySegment(base.Segment):
    """What the table of contents says of a segment: its name, its size, which documents are deleted."""

    def __init__(self, indexname: str) -> None:
        self.indexname = indexname
        # Whoosh draws names at random, and so alike in processes that were forked from one.
        self.segid = os.urandom(8).hex()
        self.compound = False
        self._documents = 0
        self._deleted: set[int] = set()

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, count: int) -> None:
        self._documents = count

    def doc_count_all(self) -> int:
        return self._documents

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._deleted)

    def live(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """For each document: is it not deleted?"""
        mask = np.ones(self._documents, np.bool_)
        mask[list(self._deleted)] = False
        return mask

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted


class ArrayCodec(base.Codec):
    """Reads segments of arrays. They are written by `writer.py`, beside Whoosh's own writer and pool."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> _Terms:
        return _Terms(_opened(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> _Documents:
        return _Documents(_opened(storage, segment), segment)


def _opened(storage: Any, segment: ArraySegment) -> Segment:
    return Segment(Path(storage.folder), segment.segment_id())


class _Terms(base.TermsReader):
    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._vocabulary = segment.vocabulary
        self._collection = Collection([segment], np.ones(len(segment), np.bool_))

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._collection.postings(term[0], (self._ranges(term[1]),)) > 0

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in FIELDS:
            for number in range(len(self._vocabulary)):
                if self._segment.fields[field].postings([(number, number + 1)]):
                    written = self._vocabulary.term(number)
                    folded = self._vocabulary.folded(self._vocabulary.group_of(number))
                    yield field, encoded(f"{folded}\0{written}")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return (term for term in self.terms() if term[0] == fieldname and term[1] >= prefix)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        docs, counts = self._collection.union(fieldname, (self._ranges(text),))
        if not len(docs):
            raise KeyError(text)  # as Whoosh expects of a terms reader
        lengths = self._collection.lengths(fieldname)[docs]
        return TermInfo(
            weight=float(counts.sum()),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(counts.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return int(self.term_info(fieldname, text).doc_frequency())

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        ranges = self._ranges(text)
        docs, counts = self._collection.union(fieldname, (ranges,))
        if not len(docs):
            raise TermNotFound(f"{fieldname}:{text!r}")
        positions = self._positions(fieldname, ranges, len(self._segment))
        return ListMatcher(
            docs.tolist(),
            counts.tolist(),
            # Tuples: Whoosh takes a list for several values that it has to combine.
            [tuple(positions[doc]) for doc in docs.tolist()],
            format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def _positions(self, fieldname: str, ranges: Ranges, documents: int) -> dict[int, list[int]]:
        """By document, the positions in ascending order; those of the body come after all of the title."""
        found: dict[int, list[int]] = {}
        for i, (name, _) in enumerate(fields_of(fieldname)):
            places = self._segment.fields[name].places(ranges, np.ones(documents, np.bool_))
            order = np.lexsort((places.positions, places.docs))
            pairs = zip(places.docs[order].tolist(), places.positions[order].tolist(), strict=True)
            for doc, position in pairs:
                found.setdefault(doc, []).append(position + (i << _FIELD))
        return found

    def indexed_field_names(self) -> tuple[str, ...]:
        return (TEXT, *FIELDS)

    def close(self) -> None:
        pass

    def _ranges(self, text: bytes) -> Ranges:
        key = decoded(text)
        if key.startswith(STEM):
            return self._vocabulary.meant(Wanted("", key[len(STEM) :]))
        folded, nul, written = key.partition("\0")
        ranges = self._vocabulary.meant(Wanted(folded))
        if not nul:
            return ranges
        numbers = (number for low, high in ranges for number in range(low, high))
        return [(number, number + 1) for number in numbers if self._vocabulary.term(number) == written]


class _Documents(base.PerDocumentReader):
    def __init__(self, segment: Segment, entry: ArraySegment) -> None:
        self._collection = Collection([segment], np.ones(len(segment), np.bool_))
        self._entry = entry

    def doc_count(self) -> int:
        return int(self._entry.doc_count())

    def doc_count_all(self) -> int:
        return self._entry.doc_count_all()

    def has_deletions(self) -> bool:
        return bool(self._entry.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return self._entry.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._entry.deleted_docs()

    def supports_columns(self) -> bool:
        return False

    def has_column(self, fieldname: str) -> bool:
        return False

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._lengths(fieldname)[docnum])

    def field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).min())

    def max_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).max())

    def _lengths(self, fieldname: str) -> Numbers:
        return self._collection.lengths(fieldname)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {}

    def close(self) -> None:
        pass
