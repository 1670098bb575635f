"""What are the segments of an index together? One numbering of documents, and the statistics that scoring needs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from threading import local
from typing import NamedTuple

import numpy as np

from index.store.found import Docs, Mask, Ranked, Scores
from index.store.postings import Numbers
from index.store.segment import Segment
from index.store.vocabulary import Ranges

K1 = 2.0
B = 0.6
"""Parameters of BM25, within what Robertson and Zaragoza (2009) advise; on Cranfield better than 1.2 and 0.75."""

_MANY = 4
"""Postings for each document from which on a mask is kept: it takes longer to make than to hold in memory."""
_MASKS = 64
"""Masks that are kept: all letters, in two fields; 6 MB at 100,000 articles."""

TermSet = tuple[Ranges, ...]
"""The terms that a leaf means, by segment."""

TEXT = "text"
"""The visible text as one field: the words of the title count as if they stood in it several times."""
TITLE_WEIGHT = 3.0
"""How many times."""


class Union(NamedTuple):
    """The documents that hold any of some terms, in ascending order, and how often they do."""

    docs: Docs
    frequencies: Numbers


class Collection:
    """The segments, with document numbers that run through them. `live` is false for deleted documents."""

    def __init__(self, segments: Sequence[Segment], live: Mask) -> None:
        self.segments = tuple(segments)
        self.live = live
        self.bases = [0]
        for segment in segments:
            self.bases.append(self.bases[-1] + len(segment))
        self.none_deleted = bool(live.all())
        self._masks: dict[tuple[str, tuple[tuple[tuple[int, int], ...], ...]], Mask] = {}
        self._norms: dict[str, Numbers] = {}
        self._scratch = _Scratch()

    @property
    def total(self) -> int:
        """Documents, the deleted ones included: as Whoosh counts them, so that scores do not move with deletions."""
        return self.bases[-1]

    def column(self, name: str) -> Numbers:
        """The numbers of a column by document."""
        parts = [segment.arrays[name] for segment in self.segments]
        return parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0, np.uint8), *parts])

    def place(self, doc: int) -> tuple[Segment, int]:
        """The segment of a document, and its number there."""
        for segment, base in zip(reversed(self.segments), reversed(self.bases[:-1]), strict=True):
            if doc >= base:
                return segment, doc - base
        raise IndexError(doc)

    def union(self, field: str, terms: TermSet) -> Union:
        """The documents with any of `terms` in `field`, how often weighed."""
        counts = self._counts(field, terms)
        docs = np.flatnonzero(counts > 0)  # on numbers it would take ten times as long as on truth values
        return Union(docs, counts.take(docs))

    def mask(self, field: str, terms: TermSet) -> Mask:
        """The same as a boolean array over all documents. It belongs to the caller."""
        if self.postings(field, terms) < _MANY * self.total:
            return self._mask(field, terms)
        # What begins with a letter or two has millions of postings, and is asked for again at the next key.
        key = field, tuple(map(tuple, terms))
        if key not in self._masks:
            if len(self._masks) == _MASKS:
                self._masks.pop(next(iter(self._masks)))
            self._masks[key] = self._mask(field, terms)
        return self._masks[key].copy()

    def _mask(self, field: str, terms: TermSet) -> Mask:
        mask = np.zeros(self.total, np.bool_)
        for name, _ in fields_of(field):
            for segment, base, ranges in zip(self.segments, self.bases, terms, strict=False):
                here = mask[base : base + len(segment)]
                for docs, _ in segment.fields[name].postings(ranges):
                    here[docs] = True
        return mask

    def postings(self, field: str, terms: TermSet) -> int:
        """How many postings the terms have: an upper bound of the documents that hold them."""
        return sum(
            segment.fields[name].size(ranges)
            for name, _ in fields_of(field)
            for segment, ranges in zip(self.segments, terms, strict=False)
        )

    def scored(self, field: str, terms: TermSet) -> Ranked:
        """The documents with any of `terms` in `field`, scored by BM25 as if they were one term.

        For the visible text that is BM25F in its first form: Robertson, Zaragoza and Taylor, "Simple BM25 extension
        to multiple weighted fields" (2004).
        """
        docs, counts = self.union(field, terms)
        return Ranked(docs, self._bm25(counts, self.norms(field).take(docs), len(docs)))

    def scored_too(self, found: Ranked, field: str, terms: TermSet) -> Ranked:
        """Those of `found` that hold any of `terms` as well, with both scores: what others hold is not looked at."""
        counts = self._counts(field, terms)
        frequency = int(np.count_nonzero(counts > 0))
        own = counts.take(found.docs)
        keep = np.flatnonzero(own > 0)
        docs = found.docs[keep]
        return Ranked(
            docs, found.scores[keep] + self._bm25(own[keep], self.norms(field).take(docs), frequency)
        )

    def add_scores(self, field: str, terms: TermSet, scores: Scores, mask: Mask) -> None:
        """The same as `scored`, added to scores and a mask of all documents."""
        counts = self._counts(field, terms)
        holds = counts > 0
        scores += self._bm25(counts, self.norms(field), int(np.count_nonzero(holds)))
        mask |= holds

    def _counts(self, field: str, terms: TermSet) -> Numbers:
        """How often each document has any of `terms` in `field`, weighed. Good until this thread's next call."""
        counts = self._scratch.zeros(self.total)
        for name, weight in fields_of(field):
            for segment, base, ranges in zip(self.segments, self.bases, terms, strict=False):
                here = counts[base : base + len(segment)]
                for docs, frequencies in segment.fields[name].postings(ranges):
                    np.add.at(here, docs, frequencies * np.float32(weight))
        return counts

    def _bm25(self, counts: Numbers, norms: Numbers, frequency: int) -> Scores:
        """The scores of documents with these counts and norms for what so many documents hold."""
        scores = counts + norms
        np.divide(counts, scores, out=scores)
        scores *= np.float32((math.log(max(self.total, 1) / (frequency + 1)) + 1) * (K1 + 1))
        return scores

    def norms(self, field: str) -> Numbers:
        """What BM25 adds to the frequency for the length of the field, by document."""
        if field not in self._norms:
            lengths = self.lengths(field).astype(np.float32)
            mean = float(lengths.mean()) if lengths.any() else 1.0
            self._norms[field] = np.float32(K1) * (np.float32(1 - B) + np.float32(B / mean) * lengths)
        return self._norms[field]

    def lengths(self, field: str) -> Numbers:
        """Words of the field, by document, weighed."""
        if field != TEXT:
            return self.column(f"{field}.lengths")
        weighed = [np.float32(weight) * self.lengths(name) for name, weight in fields_of(field)]
        lengths: Numbers = np.add.reduce(weighed)
        return lengths

    @cached_property
    def words(self) -> Numbers:
        """Words of the visible text, by document."""
        return self.lengths("title").astype(np.int64) + self.lengths("body")


class _Scratch(local):
    """An array that each thread uses again and again: a new one would cost more than what is done with it."""

    def __init__(self) -> None:
        self._array = np.zeros(0, np.float32)

    def zeros(self, size: int) -> Numbers:
        if len(self._array) != size:
            self._array = np.zeros(size, np.float32)
        self._array.fill(0)
        return self._array


def fields_of(field: str) -> tuple[tuple[str, float], ...]:
    """The fields that `field` is made of, and what a word counts in each."""
    return (("title", TITLE_WEIGHT), ("body", 1.0)) if field == TEXT else ((field, 1.0),)
