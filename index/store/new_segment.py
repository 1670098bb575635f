"""What is a segment on disk? Two files of arrays: terms, postings and columns in one, the articles in the other."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import ArrayFile, categories, encoded, narrowed, stretches, strings
from index.store.postings import Numbers, Run
from index.text import FIELDS, fold, stem

LENGTHS = tuple(f"{name}.lengths" for name in FIELDS)
"""Words of each field."""
NUMBERS = ("identity", "digest", "day", "orders", "longest", *LENGTHS)
CATEGORIES = ("sources", "authors", "languages", "groups")
"""Texts that many articles share."""
SERIES: dict[str, np.dtype[Any]] = {"lines": np.dtype(np.uint32), "bands": np.dtype(np.uint16)}
"""Numbers of which an article has several: its lines near head and tail, its bands. As candidates share several bands,
16 bits of each do: of all pairs of 100,000 articles, a tenth of one shares three by chance."""
TEXTS = ("keys", "titles", "urls", *CATEGORIES)
_FRAMES_AT_ONCE = 1000
"""Compressed articles held back before they are written: about a megabyte."""


class Row(NamedTuple):
    """What is kept of an article outside the postings: `NUMBERS`, `TEXTS`, `SERIES`, the compressed article."""

    numbers: Sequence[int]
    texts: Sequence[bytes]
    series: Sequence[NDArray[Any]]
    frame: bytes


class NewSegment:
    """A segment that is being written: articles as they come, the rest at the end. Raises OSError."""

    def __init__(self, postings: Path, articles: Path) -> None:
        self._postings = postings
        self._articles = ArrayFile(articles)
        self._numbers = [array("q") for _ in NUMBERS]
        self._texts: list[list[bytes]] = [[] for _ in TEXTS]
        self._series = [bytearray() for _ in SERIES]
        self._series_sizes = [array("q") for _ in SERIES]
        self._frames: list[bytes] = []
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, row: Row) -> None:
        for column, number in zip(self._numbers, row.numbers, strict=True):
            column.append(number)
        for texts, text in zip(self._texts, row.texts, strict=True):
            texts.append(text)
        for values, sizes, own in zip(self._series, self._series_sizes, row.series, strict=True):
            values += own.tobytes()
            sizes.append(len(own))
        self._frames.append(row.frame)
        self._ends.append(self._ends[-1] + len(row.frame))
        if len(self._frames) == _FRAMES_AT_ONCE:
            self._write_frames()

    def finish(self, terms: list[tuple[str, str]], fields: dict[str, Run]) -> None:
        """Write what is left: `terms` as `sort_terms` gives them, and the postings over them."""
        self._write_frames()
        stretches(self._articles, "frames.sizes", np.array(self._ends))
        self._articles.close()
        with ArrayFile(self._postings) as file:
            _write_terms(file, terms)
            for name, run in fields.items():
                _write_postings(file, name, run)
            for name, numbers in zip(NUMBERS, self._numbers, strict=True):
                values = np.array(numbers, np.int64)
                file.add(name, values if name in ("identity", "digest") else narrowed(values))
            for name, texts in zip(TEXTS, self._texts, strict=True):
                (categories if name in CATEGORIES else strings)(file, name, texts)
            columns = zip(SERIES.items(), self._series, self._series_sizes, strict=True)
            for (name, kind), own, sizes in columns:
                file.add(name, np.frombuffer(own, kind))
                file.add(f"{name}.sizes", narrowed(np.array(sizes, np.int64)))

    def discard(self) -> None:
        """Leave off, if it was not finished. What was written is no segment."""
        self._articles.discard()

    def _write_frames(self) -> None:
        self._articles.append("frames", b"".join(self._frames))
        self._frames.clear()


def sort_terms(terms: Sequence[str]) -> tuple[list[tuple[str, str]], Numbers]:
    """The (folded, written) forms of `terms` in the order of their UTF-8 bytes, and the place of each term there."""
    folded = [fold(term) for term in terms]
    # UTF-8 sorts as code points do, and no word holds the separator.
    keys = [f"{key}\0{term}" for key, term in zip(folded, terms, strict=True)]
    order = sorted(range(len(terms)), key=keys.__getitem__)
    ranks = np.empty(len(terms), np.int64)
    ranks[order] = np.arange(len(terms))
    return [(folded[i], terms[i]) for i in order], ranks


def _write_postings(file: ArrayFile, name: str, run: Run) -> None:
    stretches(file, f"{name}.sizes", run.at)
    file.add(f"{name}.docs", run.docs)
    file.add(f"{name}.frequencies", run.frequencies)
    file.add(f"{name}.positions", run.positions)
    stretches(file, f"{name}.positions.sizes", run.positions_at)


def _write_terms(file: ArrayFile, terms: list[tuple[str, str]]) -> None:
    """Folded forms in order, the written forms under each, and which folded forms share a stem."""
    first = [i for i, (folded, _) in enumerate(terms) if i == 0 or folded != terms[i - 1][0]]
    folded = [terms[i][0] for i in first]
    strings(file, "folded", [encoded(word) for word in folded])
    stretches(file, "folded.terms", np.array([*first, len(terms)]))
    # A term that is its own folded form, the commonest case, is not written twice.
    strings(file, "written", [b"" if term == word else encoded(term) for word, term in terms])
    groups: dict[str, list[int]] = {}
    for number, word in enumerate(folded):
        groups.setdefault(stem(word), []).append(number)
    shared = sorted(
        (encoded(root), numbers)
        for root, numbers in groups.items()
        if len(numbers) > 1 or folded[numbers[0]] != root
    )
    strings(file, "stems", [root for root, _ in shared])
    members = [number for _, numbers in shared for number in numbers]
    ends = np.cumsum([0, *(len(numbers) for _, numbers in shared)])
    file.add("stems.folded", narrowed(np.array(members, np.int64)))
    stretches(file, "stems.folded.sizes", ends)
