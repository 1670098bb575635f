"""What can be read of one segment? Its vocabulary, the postings of its fields, its columns, its articles."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import Arrays, Categories, Series, Strings
from index.store.new_segment import CATEGORIES, SERIES, TEXTS
from index.store.postings import Numbers, Run
from index.store.vocabulary import Ranges, Vocabulary
from index.text import FIELDS

POSTINGS, ARTICLES = ".words", ".articles"
"""How the names of a segment's two files end."""


class Places(NamedTuple):
    """Where terms stand: the documents of a segment, and positions in a field, in no particular order."""

    docs: Numbers
    positions: Numbers


class Field:
    """The postings of one field of a segment. Document numbers count within the segment."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._arrays = arrays
        self._name = name
        self._docs = arrays[f"{name}.docs"]
        self._frequencies = arrays[f"{name}.frequencies"]
        self._positions = arrays[f"{name}.positions"]
        self.lengths = arrays[f"{name}.lengths"]
        """Words of each document."""

    @cached_property
    def _at(self) -> NDArray[np.int64]:
        return self._arrays.starts(f"{self._name}.sizes")

    @cached_property
    def _starts(self) -> memoryview:
        """The same, for single numbers: a memoryview gives them three times as fast as an array."""
        return self._at.data

    @cached_property
    def _positions_at(self) -> NDArray[np.int64]:
        return self._arrays.starts(f"{self._name}.positions.sizes")

    def postings(self, ranges: Ranges) -> list[tuple[Numbers, Numbers]]:
        """Documents and frequencies of the terms, a pair for each run that has any."""
        bounds = [(self._starts[low], self._starts[high]) for low, high in ranges]
        return [(self._docs[start:end], self._frequencies[start:end]) for start, end in bounds if end > start]

    def size(self, ranges: Ranges) -> int:
        """How many postings the terms have."""
        starts = self._starts
        return sum(starts[high] - starts[low] for low, high in ranges)

    def sizes(self, firsts: Numbers) -> Numbers:
        """How many postings the terms from each of `firsts` to the next have."""
        return np.diff(self._at[firsts].astype(np.int64))

    def commonest(self, ranges: Ranges, limit: int) -> Ranges:
        """Those `limit` of the runs that have most postings, in their order."""
        sizes = [self._starts[low] - self._starts[high] for low, high in ranges]
        return [ranges[i] for i in sorted(np.argsort(sizes, kind="stable")[:limit])]

    def places(self, ranges: Ranges, among: Numbers) -> Places:
        """Where the terms stand in the documents for which the boolean array `among` is true."""
        docs: list[Numbers] = []
        positions: list[Numbers] = []
        for low, high in ranges:
            start, end = self._starts[low], self._starts[high]
            chosen = np.flatnonzero(among[self._docs[start:end]])
            if not len(chosen):
                continue
            frequencies = self._frequencies[start:end]
            ends = np.cumsum(frequencies.astype(np.int64))
            counts = frequencies[chosen].astype(np.int64)
            first = ends[chosen] - counts + int(self._positions_at[low])
            steps = np.cumsum(counts) - counts
            index = np.repeat(first - steps, counts) + np.arange(int(counts.sum()))
            docs.append(np.repeat(self._docs[start:end][chosen], counts))
            positions.append(self._positions[index])
        if not docs:
            return Places(np.zeros(0, np.int64), np.zeros(0, np.int64))
        return Places(*(np.concatenate(parts).astype(np.int64) for parts in (docs, positions)))

    def occurrences(self, ranges: Ranges, among: Numbers) -> int:
        """How often the terms stand in the documents for which the boolean array `among` is true."""
        found = self.postings(ranges)
        return sum(int(frequencies[among[docs]].sum(dtype=np.int64)) for docs, frequencies in found)

    def run(self) -> Run:
        """All postings."""
        return Run(self._at, self._docs, self._frequencies, self._positions)


class Segment:
    """One segment, read from its mapped files. Raises OSError, ValueError, KeyError on damaged ones.

    Both are mapped at once: a later commit may remove them from the folder, but not from a process that maps them.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.arrays = Arrays(folder / f"{name}{POSTINGS}")
        self._articles = Arrays(folder / f"{name}{ARTICLES}")
        self.vocabulary = Vocabulary(self.arrays)
        self.fields = {field: Field(self.arrays, field) for field in FIELDS}

    def __len__(self) -> int:
        return len(self.arrays["identity"])

    @cached_property
    def frames(self) -> Strings:
        """The stored articles, compressed, by document number."""
        return Strings(self._articles, "frames")

    @cached_property
    def texts(self) -> dict[str, Strings | Categories]:
        """By document number, under the names in `TEXTS`."""
        return {
            name: Strings(self.arrays, name) for name in TEXTS if name not in CATEGORIES
        } | self.categories

    @cached_property
    def categories(self) -> dict[str, Categories]:
        return {name: Categories(self.arrays, name) for name in CATEGORIES}

    @cached_property
    def series(self) -> dict[str, Series]:
        """By document number, under the names in `SERIES`."""
        return {name: Series(self.arrays, name) for name in SERIES}
