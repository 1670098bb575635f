"""How do the words of articles become postings? Collected in text order, sorted in runs, assembled in term order.

A posting is (document, frequency), its positions beside it; a frequency above 255 makes several postings of one
document, so that all fit in a byte. Sorting is one sort of (term, place in the text) as
64-bit numbers; assembling runs, and merging segments, moves each to its place without another sort.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import narrowed

_MOST_IN_8_BITS = 0xFF
_MOST_IN_16_BITS = 0xFFFF
_MOVED = 1 << 20
"""Values, and the rest of their term, whose places are worked out at once: 16 MB while it lasts."""

Numbers = NDArray[Any]
"""A one-dimensional array of integers."""


@dataclass(frozen=True, slots=True)
class Run:
    """The postings of some articles in one field, by term number: those of term t are `docs[at[t]:at[t + 1]]`.

    Documents ascend within a term, though one may come several times. `frequencies` says how many of `positions`,
    in the same order, belong to each.
    """

    at: Numbers
    docs: Numbers
    frequencies: Numbers
    positions: Numbers

    @property
    def positions_at(self) -> Numbers:
        """Where the positions of each term start, and the end."""
        return _sums(self.positions_by_term)

    @property
    def postings_by_term(self) -> Numbers:
        """How many postings each term has."""
        return np.diff(self.at.astype(np.int64))

    @property
    def positions_by_term(self) -> Numbers:
        """How many positions each term has."""
        counts = np.zeros(len(self.at) - 1, np.int64)
        some = np.flatnonzero(self.postings_by_term > 0)
        if len(
            some
        ):  # stretch by stretch, as running sums of all frequencies would take eight times their space
            counts[some] = np.add.reduceat(self.frequencies, self.at[some].astype(np.intp), dtype=np.int64)
        return counts

    def kept(self, numbers: Numbers) -> Run:
        """Without the documents whose new number (`numbers` by document) is negative; the others renumbered."""
        if not np.any(numbers < 0):
            return Run(self.at, numbers.astype(np.uint16)[self.docs], self.frequencies, self.positions)
        docs = numbers.astype(np.int32)[self.docs]
        keep = docs >= 0
        return Run(
            _sums(keep)[self.at],
            docs[keep],
            self.frequencies[keep],
            self.positions[np.repeat(keep, self.frequencies)],
        )


class Collector:
    """The words of one field as they come: a stretch of words side by side after the other."""

    def __init__(self) -> None:
        self._terms = array("i")
        self._stretches = array("i")

    def __len__(self) -> int:
        """Words."""
        return len(self._terms)

    def add(self, doc: int, position: int, terms: Iterable[int]) -> int:
        """`terms` stand in `doc` from `position` on; how many they are. Documents come in ascending order."""
        before = len(self._terms)
        self._terms.extend(terms)
        words = len(self._terms) - before
        self._stretches.extend((doc, position, words))
        return words

    def sorted(self, vocabulary: int) -> Run:
        """What was collected, as a run over term numbers below `vocabulary`; the collector is empty afterwards."""
        terms = np.array(self._terms, np.int64)
        doc, position, words = np.array(self._stretches, np.int64).reshape(-1, 3).T
        self._terms, self._stretches = array("i"), array("i")
        # The place in the text breaks ties, so an unstable sort gives one order: documents and positions ascend.
        order = np.arange(len(terms))
        terms <<= 32
        terms |= order
        terms.sort()
        order = terms & 0xFFFFFFFF
        terms >>= 32
        start = np.cumsum(words) - words
        docs = np.repeat(doc, words)[order]
        places = (np.repeat(position - start, words) + np.arange(len(order)))[order]
        first = _starts(np.flatnonzero(np.diff(terms, prepend=-1) | np.diff(docs, prepend=-1)), len(terms))
        wide = np.uint32 if len(places) and places.max() > _MOST_IN_16_BITS else np.uint16
        return Run(
            narrowed(np.searchsorted(terms[first], np.arange(vocabulary + 1))),
            docs[first].astype(np.uint16),
            np.diff(first, append=len(terms)).astype(np.uint8),
            places.astype(wide),
        )


def assemble(runs: list[tuple[Run, Numbers]], vocabulary: int) -> Run:
    """One run of several, over `vocabulary` terms.

    Beside each run the new number of each of its terms. Documents of a later run come after those of an earlier one.
    """
    postings, positions = _Assembly(vocabulary), _Assembly(vocabulary)
    for run, numbers in runs:
        postings.count(numbers, run.postings_by_term)
        positions.count(numbers, run.positions_by_term)
    postings.start()
    positions.start()
    docs = np.empty(postings.total, np.uint16)
    frequencies = np.empty(postings.total, np.uint8)
    places = np.empty(positions.total, np.result_type(np.uint16, *(run.positions for run, _ in runs)))
    for run, numbers in runs:
        for source, target in postings.moves(numbers, run.postings_by_term):
            docs[target] = run.docs[source]
            frequencies[target] = run.frequencies[source]
        for source, target in positions.moves(numbers, run.positions_by_term):
            places[target] = run.positions[source]
    return Run(postings.at, docs, frequencies, places)


class _Assembly:
    """Where do values that come term by term, run by run, belong? Counted first, then placed."""

    def __init__(self, vocabulary: int) -> None:
        self.at = np.zeros(vocabulary + 1, np.int64)

    def count(self, terms: Numbers, counts: Numbers) -> None:
        self.at[1:][terms] += counts

    def start(self) -> None:
        np.cumsum(self.at, out=self.at)
        self._next = self.at[:-1].copy()
        self.total = int(self.at[-1])

    def moves(self, terms: Numbers, counts: Numbers) -> Iterator[tuple[slice, Numbers]]:
        """For the values of a run, in its order: some of them after the other, and their places in the whole."""
        ends = np.cumsum(counts)
        starts = ends - counts
        shift = self._next[terms] - starts
        self._next[terms] += counts
        bounds = np.searchsorted(starts, np.arange(0, ends[-1] if len(ends) else 0, _MOVED)).tolist()
        for low, high in pairwise((*bounds, len(terms))):
            if low < high:
                source = slice(int(starts[low]), int(ends[high - 1]))
                yield (
                    source,
                    np.repeat(shift[low:high], counts[low:high]) + np.arange(source.start, source.stop),
                )


def _sums(counts: Numbers) -> Numbers:
    """Running sums of `counts`, from 0."""
    sums = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=sums[1:])
    return sums


def _starts(first: Numbers, end: int) -> Numbers:
    """Where postings start: at `first`, and again after every 255 occurrences."""
    more = (np.diff(first, append=end) - 1) // _MOST_IN_8_BITS
    if not more.any():
        return first
    sums = np.cumsum(more + 1)
    within = np.arange(sums[-1]) - np.repeat(sums - more - 1, more + 1)
    starts: Numbers = np.repeat(first, more + 1) + _MOST_IN_8_BITS * within
    return starts
