"""Which words does the index hold, and in how many articles? What completion and spelling choose from."""

from __future__ import annotations

import heapq
import time
from collections import Counter

import numpy as np

from index.store.collection import Collection
from index.store.segment import Segment
from index.store.vocabulary import OutOfTime
from index.text import fold

_PATIENCE = 0.02
"""Seconds that a search for similar words may take in each segment: it runs between two keys."""


class Words:
    """The folded words of the visible text, by what the segments say of them.

    Counts are of postings in the body: those of words in several spellings may count an article twice.
    """

    def __init__(self, collection: Collection) -> None:
        self._segments = collection.segments

    def beginning(self, prefix: str, limit: int, field: str = "body") -> list[tuple[str, int]]:
        """The commonest words of a field that begin with `prefix`, and how many articles hold each there."""
        found: Counter[str] = Counter()
        for segment in self._segments:
            low, high = segment.vocabulary.beginning(fold(prefix))
            sizes = _sizes(segment, low, high, field)
            # A word that is among the commonest of all is among those of a segment, but for rare accidents.
            best = (
                np.argpartition(-sizes, 2 * limit)[: 2 * limit]
                if len(sizes) > 2 * limit
                else np.arange(len(sizes))
            )
            for i in best.tolist():
                if sizes[i]:
                    found[segment.vocabulary.folded(low + i)] += int(sizes[i])
        return heapq.nsmallest(limit, found.items(), key=lambda pair: (-pair[1], pair[0]))

    def similar(self, word: str, edits: int) -> list[tuple[str, int]]:
        """The words within `edits` of `word`, and how many articles hold each, the commonest first."""
        found: Counter[str] = Counter()
        for segment in self._segments:
            vocabulary = segment.vocabulary
            try:
                groups = vocabulary.similar(fold(word), edits, time.monotonic() + _PATIENCE)
            except OutOfTime as stopped:
                groups = stopped.found
            for group in groups:
                found[vocabulary.folded(group)] += int(_sizes(segment, group, group + 1)[0])
        return sorted(
            ((each, count) for each, count in found.items() if count), key=lambda pair: (-pair[1], pair[0])
        )

    def articles(self, word: str) -> int:
        """How many articles hold `word`, case and accents aside."""
        groups = ((segment, segment.vocabulary.group(fold(word))) for segment in self._segments)
        return sum(
            int(_sizes(segment, group, group + 1)[0]) for segment, group in groups if group is not None
        )


def _sizes(
    segment: Segment, low: int, high: int, field: str = "body"
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each folded word from `low` to `high`: how many postings it has in the field."""
    return segment.fields[field].sizes(segment.vocabulary.firsts(low, high))
