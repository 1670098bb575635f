"""What did a word of a query stand for? How many terms, which of them are commonest, in how many articles they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.store.collection import Collection, TermSet, fields_of
from index.store.evaluate import COMMON
from index.store.postings import Numbers
from index.store.segment import Field
from index.store.vocabulary import Ranges

_MOST_READ = 5_000
"""Terms that are read to tell how many different ones the segments have together: some ten milliseconds' work."""


class Meaning(NamedTuple):
    """The terms of a word, as they are written."""

    terms: int
    exactly: bool
    """Whether there are just so many terms, or at least."""
    commonest: tuple[str, ...]
    articles: int
    is_common: bool
    """Is the word in so many articles that it weighs nothing beside others?"""


def meaning(collection: Collection, sets: TermSet, field: str, limit: int) -> Meaning:
    """What `sets` hold that stands in `field`, with the `limit` commonest terms."""
    written: Counter[str] = Counter()
    counts = [0]
    few = sum(high - low for ranges in sets for low, high in ranges) <= _MOST_READ
    for segment, ranges in zip(collection.segments, sets, strict=True):
        numbers, sizes = _sizes([segment.fields[name] for name, _ in fields_of(field)], ranges)
        counts.append(int(np.count_nonzero(sizes)))
        # A term that is among the commonest of all is among those of a segment, but for rare accidents.
        for i in np.argsort(-sizes, kind="stable")[: counts[-1] if few else 2 * limit].tolist():
            written[segment.vocabulary.term(int(numbers[i]))] += int(sizes[i])
    return Meaning(
        len(written) if few else max(counts),
        few or len(collection.segments) == 1,
        tuple(sorted(written, key=lambda term: (-written[term], term))[:limit]),
        int(np.count_nonzero(collection.mask(field, sets) & collection.live)),
        collection.postings(field, sets) > COMMON * collection.total,
    )


def _sizes(fields: Sequence[Field], ranges: Ranges) -> tuple[Numbers, Numbers]:
    """The terms of `ranges`, and how many postings each has in all `fields`."""
    numbers: list[Numbers] = [np.zeros(0, np.int64)]
    sizes: list[Numbers] = [np.zeros(0, np.int64)]
    for low, high in ranges:
        bounds = np.arange(low, high + 1)
        numbers.append(bounds[:-1])
        sizes.append(np.sum([field.sizes(bounds) for field in fields], axis=0))
    return np.concatenate(numbers), np.concatenate(sizes)
