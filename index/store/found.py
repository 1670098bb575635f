"""Which articles did a part of a query find, and how well? Sets of document numbers, thin or dense, and their algebra.

What words find is a sorted array of documents with scores; what filters find is a boolean array over all documents.
AND and OR add scores; NOT has none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Docs = NDArray[np.intp]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Documents in ascending order, with scores."""

    docs: Docs
    scores: Scores

    def mask(self, total: int) -> Mask:
        mask = np.zeros(total, np.bool_)
        mask[self.docs] = True
        return mask

    def add_to(self, scores: Scores, mask: Mask) -> None:
        """Add these documents to a union."""
        np.add.at(scores, self.docs, self.scores)
        mask[self.docs] = True

    def within(self, mask: Mask) -> Ranked:
        keep = np.flatnonzero(mask.take(self.docs))
        return Ranked(self.docs[keep], self.scores[keep])

    def times(self, factor: float) -> Ranked:
        return Ranked(self.docs, self.scores * np.float32(factor))


@dataclass(frozen=True, slots=True)
class Filtered:
    """Documents for which `mask` is true; all score 0."""

    all: Mask

    def mask(self, total: int) -> Mask:
        return self.all

    def add_to(self, scores: Scores, mask: Mask) -> None:
        """Add these documents to a union."""
        mask |= self.all


Found = Ranked | Filtered


def intersect(parts: list[Found], total: int) -> Found:
    """The documents that all parts found, their scores added."""
    masks = [part.all for part in parts if isinstance(part, Filtered)]
    ranked = sorted((part for part in parts if isinstance(part, Ranked)), key=lambda part: len(part.docs))
    mask = np.logical_and.reduce(masks) if len(masks) > 1 else masks[0] if masks else None
    if not ranked:
        return Filtered(np.ones(total, np.bool_) if mask is None else mask)
    found, *others = ranked
    for other in others:
        found = _meet(found, other, total)
    return found if mask is None else found.within(mask)


def complement(part: Found, total: int) -> Found:
    return Filtered(~part.mask(total))


def _meet(few: Ranked, many: Ranked, total: int) -> Ranked:
    scores = np.full(total, -1, np.float32)
    scores[many.docs] = many.scores
    added = scores.take(few.docs)
    keep = np.flatnonzero(added >= 0)
    return Ranked(few.docs[keep], few.scores[keep] + added[keep])
