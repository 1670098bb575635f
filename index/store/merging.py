"""How do several segments become one? Vocabularies are united and postings moved; nothing is sorted again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.store.found import Mask
from index.store.new_segment import NUMBERS, SERIES, TEXTS, NewSegment, Row, sort_terms
from index.store.postings import Numbers, assemble
from index.store.segment import Segment
from index.text import FIELDS


class Part(NamedTuple):
    """A segment, and which of its documents are to be kept."""

    segment: Segment
    live: Mask


def merge(parts: Sequence[Part], postings: Path, articles: Path) -> None:
    """Write the live documents of `parts` as one segment, in their order. Raises OSError."""
    merged = NewSegment(postings, articles)
    try:
        _merge(parts, merged)
    finally:
        merged.discard()


def _merge(parts: Sequence[Part], merged: NewSegment) -> None:
    for part in parts:
        _copy_rows(part, merged)
    numbers = _new_numbers(parts)
    terms: dict[str, int] = {}
    own = [
        np.array([terms.setdefault(term, len(terms)) for term in part.segment.vocabulary.terms()], np.int64)
        for part in parts
    ]
    order, ranks = sort_terms(list(terms))
    fields = {}
    for name in FIELDS:
        runs = [part.segment.fields[name].run().kept(new) for part, new in zip(parts, numbers, strict=True)]
        places = [ranks[each] for each in own]
        fields[name] = assemble(list(zip(runs, places, strict=True)), len(terms))
    merged.finish(order, fields)


def _new_numbers(parts: Sequence[Part]) -> list[Numbers]:
    """For each part: the new number of each document, -1 for those that go."""
    numbers = []
    start = 0
    for _, live in parts:
        numbers.append(np.where(live, start + np.cumsum(live) - 1, -1))
        start += int(np.count_nonzero(live))
    return numbers


def _copy_rows(part: Part, merged: NewSegment) -> None:
    segment = part.segment
    columns = [segment.arrays[name] for name in NUMBERS]
    texts = [segment.texts[name] for name in TEXTS]
    series = [segment.series[name] for name in SERIES]
    for doc in np.flatnonzero(part.live).tolist():
        numbers = [int(column[doc]) for column in columns]
        several = [values[doc] for values in series]
        merged.add(Row(numbers, [text[doc] for text in texts], several, segment.frames[doc]))
