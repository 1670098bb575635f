"""Where do the words of a phrase, or of NEAR and ADJ, stand together? Spans of positions, compared in bulk.

A span is a pair of keys: document × 2³² + position of its first word, and the same for one past its last. Keys of
different documents are too far apart to be near each other, so that documents need no looking at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from index.query.tree import Near, Phrase, WordQuery
from index.store.found import Mask
from index.store.postings import Numbers
from index.store.segment import Field, Places
from index.store.vocabulary import Ranges
from index.text import Wanted, tokens, wanted

_DOC = 32
"""Bits below the document in a key."""


class Spans(NamedTuple):
    """Spans of positions in one field of one segment, in order of their starts."""

    starts: Numbers
    ends: Numbers


class Finder:
    """Finds spans in one field of a segment. `ranges` gives the terms of a leaf, `meant` those of a phrase's word."""

    def __init__(
        self,
        field: Field,
        documents: int,
        ranges: Callable[[WordQuery], Ranges],
        meant: Callable[[Wanted], Ranges],
    ) -> None:
        self._field = field
        self._documents = documents
        self._ranges = ranges
        self._meant = meant

    def spans(self, query: WordQuery, among: Mask | None = None) -> Spans:
        """Where `query` holds; with `among` only in those documents."""
        match query:
            case Phrase(text, _, slop):
                words = [self._meant(wanted(token.term, exact=True)) for token in tokens(text)]
                return self._phrase(words, among, slop)
            case Near(left, right, distance, ordered):
                common = self.documents(left) & self.documents(right)
                common = common if among is None else common & among
                return _pairs(self.spans(left, common), self.spans(right, common), distance, ordered)
            case _:
                return _single(self._field.places(self._ranges(query), self._all(among)))

    def holding(self, query: Phrase | Near) -> Numbers:
        """The documents in which `query` holds, ascending."""
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
            case Phrase(text):
                asked = [wanted(token.term, exact=True) for token in tokens(text)]
                return np.logical_and.reduce([self._holding(self._meant(word)) for word in asked])
            case Near(left, right):
                return self.documents(left) & self.documents(right)
            case _:
                return self._holding(self._ranges(query))

    def _holding(self, ranges: Ranges) -> Mask:
        mask = np.zeros(self._documents, np.bool_)
        for docs, _ in self._field.postings(ranges):
            mask[docs] = True
        return mask

    def _all(self, among: Mask | None) -> Mask:
        return np.ones(self._documents, np.bool_) if among is None else among

    def _phrase(self, words: list[Ranges], among: Mask | None, slop: int) -> Spans:
        candidates = np.logical_and.reduce([self._all(among), *map(self._holding, words)])
        if not candidates.any():
            return _NOWHERE
        places = [_single(self._field.places(ranges, candidates)).starts for ranges in words]
        if slop:
            return _windows(places, max(slop, len(words) - 1))
        shifted = [starts - i for i, starts in enumerate(places)]
        found = min(shifted, key=len)
        for starts in shifted:
            if starts is not found:
                found = found[_contained(found, starts)]
        return Spans(found, found + len(words))


_NOWHERE = Spans(np.zeros(0, np.int64), np.zeros(0, np.int64))


def _single(places: Places) -> Spans:
    """The places of single words as spans."""
    starts = np.sort((places.docs << _DOC) | places.positions)
    return Spans(starts, starts + 1)


def _contained(values: Numbers, others: Numbers) -> Mask:
    """Which of `values` are among `others`; both ascend."""
    if not len(others):
        return np.zeros(len(values), np.bool_)
    at = np.searchsorted(others, values)
    at[at == len(others)] = 0
    contained: Mask = others[at] == values
    return contained


def _pairs(left: Spans, right: Spans, distance: int, ordered: bool) -> Spans:
    """The spans that a pair takes up together, of all pairs that are near enough."""
    found = [_after(left, right, distance)]
    if not ordered:
        found.append(_after(right, left, distance))
    starts = np.concatenate([spans.starts for spans in found])
    ends = np.concatenate([spans.ends for spans in found])
    order = np.lexsort((ends, starts))
    return Spans(starts[order], ends[order])


def _distinct(keys: Numbers) -> Numbers:
    """The documents of ascending keys, each once."""
    docs = keys >> _DOC
    return docs[np.flatnonzero(np.diff(docs, prepend=-1))]


def _with_partner(first: Spans, second: Spans, distance: int) -> Numbers:
    """The starts of those first spans that a second one follows near enough."""
    low = np.searchsorted(second.starts, first.ends)
    high = np.searchsorted(second.starts, first.ends + distance)
    return first.starts[high > low]


def _after(first: Spans, second: Spans, distance: int) -> Spans:
    """Pairs whose second span starts no sooner than the first ends, and less than `distance` words later."""
    low = np.searchsorted(second.starts, first.ends)
    high = np.searchsorted(second.starts, first.ends + distance)
    counts = high - low
    steps = np.cumsum(counts) - counts
    partner = np.repeat(low - steps, counts) + np.arange(int(counts.sum()))
    return Spans(np.repeat(first.starts, counts), second.ends[partner])


def _windows(places: list[Numbers], width: int) -> Spans:
    """The shortest stretches that hold a place of each list, different ones, at most `width` + 1 words long."""
    keys = np.concatenate(places)
    word = np.repeat(np.arange(len(places)), [len(starts) for starts in places])
    order = np.lexsort((word, keys))
    keys, word = keys[order], word[order]
    starts = []
    ends = []
    low = np.searchsorted(keys, keys - width)
    for i in range(len(keys)):
        first = _last_start(keys, word, int(low[i]), i, len(places))
        if first is not None:
            starts.append(first)
            ends.append(int(keys[i]) + 1)
    return Spans(np.array(starts, np.int64), np.array(ends, np.int64))


def _last_start(keys: Numbers, word: Numbers, low: int, i: int, words: int) -> int | None:
    """Where the shortest stretch ending at `i` begins that gives each word a place of its own."""
    missing = set(range(words))
    taken: set[int] = set()
    for k in range(i, low - 1, -1):
        key = int(keys[k])
        if int(word[k]) in missing and key not in taken:
            missing.discard(int(word[k]))
            taken.add(key)
            if not missing:
                return key
    return None
