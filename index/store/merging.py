"""How do several segments become one? Their vocabularies are united and their postings moved, nothing is sorted again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.store.building import TEXTS, Columns, sort_terms, write_segment
from index.store.found import Mask
from index.store.postings import Numbers, assemble
from index.store.segment import Segment
from index.text import FIELDS


class Part(NamedTuple):
    """A segment, and which of its documents are to be kept."""

    segment: Segment
    live: Mask


def merge(parts: Sequence[Part], postings: Path, articles: Path) -> int:
    """Write the live documents of `parts` as one segment, in their order, and say how many they are. Raises OSError."""
    numbers = _new_numbers(parts)
    terms: dict[str, int] = {}
    ids = [
        np.array([terms.setdefault(term, len(terms)) for term in part.segment.terms()], np.int64)
        for part in parts
    ]
    order, ranks = sort_terms(list(terms))
    fields = {}
    for name in FIELDS:
        runs = [part.segment.fields[name].run().kept(new) for part, new in zip(parts, numbers, strict=True)]
        places = [ranks[own] for own in ids]
        fields[name] = assemble(list(zip(runs, places, strict=True)), len(terms))
    columns = _columns(parts)
    write_segment(postings, articles, order, fields, columns)
    return len(columns)


def _new_numbers(parts: Sequence[Part]) -> list[Numbers]:
    """For each part: the new number of each document, -1 for those that go."""
    numbers = []
    start = 0
    for _, live in parts:
        numbers.append(np.where(live, start + np.cumsum(live) - 1, -1))
        start += int(np.count_nonzero(live))
    return numbers


def _columns(parts: Sequence[Part]) -> Columns:
    columns = Columns()
    for segment, live in parts:
        kept = np.flatnonzero(live).tolist()
        for name, column in columns.numbers.items():
            column.extend(segment.arrays[name][live].tolist())
        for name in TEXTS:
            columns.texts[name].extend(segment.texts[name][doc] for doc in kept)
        columns.frames.extend(segment.frames[doc] for doc in kept)
    return columns
