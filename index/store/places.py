"""Where do the words of a phrase, or of NEAR and ADJ, stand together? Spans of positions, compared in bulk.

A span is a pair of keys: document × 2³² + position of its first word, and the same for one past its last. Keys of
different documents are too far apart to be near each other, so that documents need no looking at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from index.query.positions import OneWord, places_needed, words_of
from index.query.tree import Near, Phrase, WordQuery
from index.store.found import Mask
from index.store.postings import Numbers
from index.store.segment import Field
from index.store.vocabulary import Ranges

_DOC = 32
"""Bits below the document in a key."""
_BEFORE_ALL = -(1 << 62)
"""A key that is too far before the first document to be near it."""
MOST_PAIRS = 1 << 19
"""Pairs that all NEAR within a NEAR may have in a field of a segment: a tenth of a second's work, 30 MB."""
MOST_PLACES = 1 << 21
"""Places that the single words of a NEAR may have in a field of a segment: half a second's work, 100 MB."""


class TooManyPlaces(Exception):  # noqa: N818 - not an error: the words are looked for wherever they stand
    """There are more than `MOST_PLACES`, or more than `MOST_PAIRS`."""


class Spans(NamedTuple):
    """Spans of positions in one field of one segment, in order of their starts."""

    starts: Numbers
    ends: Numbers


class Finder:
    """Finds spans in one field of a segment. `terms` gives those of a word."""

    def __init__(
        self,
        field: Field,
        documents: int,
        terms: Callable[[OneWord], Ranges],
    ) -> None:
        self._field = field
        self._documents = documents
        self._terms = terms
        self._places_left = MOST_PLACES
        self._pairs_left = MOST_PAIRS

    def spans(self, query: WordQuery, among: Mask | None = None) -> Spans:
        """Where `query` holds; with `among` only in those documents. Raises TooManyPlaces."""
        match query:
            case Phrase(slop=slop):
                return self._near(query, among) if slop else self._phrase(query, among)
            case Near(left, right, distance, ordered):
                common = self.documents(left) & self.documents(right)
                common = common if among is None else common & among
                sides = self.spans(left, common), self.spans(right, common)
                found = _pairs(*sides, distance, ordered, self._pairs_left)
                self._pairs_left -= len(found.starts)
                return found
            case _:
                among = np.ones(self._documents, np.bool_) if among is None else among
                ranges = self._terms(query)
                self._places_left -= self._field.occurrences(ranges, among)
                if self._places_left < 0:
                    raise TooManyPlaces
                starts = np.sort(self._keys(ranges, among), kind="stable")
                return Spans(starts, starts + 1)

    def holding(self, query: Phrase | Near) -> Numbers:
        """The documents in which `query` holds, ascending. Raises TooManyPlaces."""
        if isinstance(query, Phrase):
            return _distinct(self.spans(query).starts)
        common = self.documents(query)
        left, right = self.spans(query.left, common), self.spans(query.right, common)
        found = [_with_partner(left, right, query.distance)]
        if not query.ordered:
            found.append(_with_partner(right, left, query.distance))
        return _distinct(np.sort(np.concatenate(found)))

    def documents(self, query: WordQuery) -> Mask:
        """The documents in which `query` may hold: all its words are there."""
        match query:
            case Phrase():
                return self._holding_all([self._terms(word) for word in words_of(query)], None)
            case Near(left, right):
                return self.documents(left) & self.documents(right)
            case _:
                return self._holding(self._terms(query))

    def _holding(self, ranges: Ranges) -> Mask:
        mask = np.zeros(self._documents, np.bool_)
        for docs, _ in self._field.postings(ranges):
            mask[docs] = True
        return mask

    def _phrase(self, phrase: Phrase, among: Mask | None) -> Spans:
        """The rarest word first; the others are looked for only where all before them fit."""
        ranges = [self._terms(word) for word in words_of(phrase)]
        left = self._holding_all(ranges, among)
        sizes = [self._field.size(some) for some in ranges]
        found = None
        for i in sorted(range(len(ranges)), key=sizes.__getitem__):
            if not left.any():
                return _NOWHERE
            starts = self._keys(ranges[i], left) - i
            found = np.sort(starts, kind="stable") if found is None else _common(found, starts)
            left = np.zeros(self._documents, np.bool_)
            left[found >> _DOC] = True
        return _NOWHERE if found is None else Spans(found, found + len(ranges))

    def _near(self, phrase: Phrase, among: Mask | None) -> Spans:
        words = words_of(phrase)
        needed = places_needed(words)
        ranges = [self._terms(word) for word in needed]
        left = self._holding_all(ranges, among)
        if not left.any():
            return _NOWHERE
        places = [np.sort(self._keys(some, left), kind="stable") for some in ranges]
        return _windows(places, list(needed.values()), max(phrase.slop, len(words) - 1))

    def _holding_all(self, ranges: Sequence[Ranges], among: Mask | None) -> Mask:
        """The documents that hold a term of each, of those in `among`."""
        masks = [self._holding(some) for some in ranges]
        all_of: Mask = np.logical_and.reduce(masks if among is None else [among, *masks])
        return all_of

    def _keys(self, ranges: Ranges, among: Mask) -> Numbers:
        """The places of the terms as keys, in order term by term."""
        docs, positions = self._field.places(ranges, among)
        return (docs << _DOC) + positions


_NOWHERE = Spans(np.zeros(0, np.int64), np.zeros(0, np.int64))


def _common(keys: Numbers, others: Numbers) -> Numbers:
    """The keys that are in both, ascending. Each has a key once, and is nearly in order, which merging makes use of."""
    merged = np.concatenate([keys, others])
    merged.sort(kind="stable")
    twice: Numbers = merged[:-1][merged[1:] == merged[:-1]]
    return twice


def _pairs(left: Spans, right: Spans, distance: int, ordered: bool, most: int) -> Spans:
    """The spans that a pair takes up together, of all pairs that are near enough. Raises TooManyPlaces."""
    found = [_after(left, right, distance, most)]
    if not ordered:
        found.append(_after(right, left, distance, most))
    starts = np.concatenate([spans.starts for spans in found])
    ends = np.concatenate([spans.ends for spans in found])
    order = np.lexsort((ends, starts))
    starts, ends = starts[order], ends[order]
    new = (np.diff(starts, prepend=-1) | np.diff(ends, prepend=-1)) != 0
    return Spans(starts[new], ends[new])


def _distinct(keys: Numbers) -> Numbers:
    """The documents of ascending keys, each once."""
    docs = keys >> _DOC
    return docs[np.flatnonzero(np.diff(docs, prepend=-1))]


def _with_partner(first: Spans, second: Spans, distance: int) -> Numbers:
    """The starts of those first spans that a second one follows near enough."""
    low = np.searchsorted(second.starts, first.ends)
    high = np.searchsorted(second.starts, first.ends + distance)
    return first.starts[high > low]


def _after(first: Spans, second: Spans, distance: int, most: int) -> Spans:
    """Pairs whose second span starts no sooner than the first ends, and less than `distance` words later."""
    low = np.searchsorted(second.starts, first.ends)
    high = np.searchsorted(second.starts, first.ends + distance)
    counts = high - low
    if int(counts.sum()) > most:
        raise TooManyPlaces
    steps = np.cumsum(counts) - counts
    partner = np.repeat(low - steps, counts) + np.arange(int(counts.sum()))
    return Spans(np.repeat(first.starts, counts), second.ends[partner])


def _windows(places: Sequence[Numbers], needed: Sequence[int], width: int) -> Spans:
    """The shortest windows that hold so many places of each list as `needed`, at most `width` + 1 words long."""
    ends = np.unique(np.concatenate(places))
    starts = ends
    for keys, least in zip(places, needed, strict=True):
        earliest = np.searchsorted(keys, ends, side="right") - least
        starts = np.minimum(starts, np.where(earliest >= 0, keys.take(earliest, mode="clip"), _BEFORE_ALL))
    shortest = np.diff(starts, prepend=_BEFORE_ALL) > 0
    kept = shortest & (ends - starts <= width)
    return Spans(starts[kept], ends[kept] + 1)
