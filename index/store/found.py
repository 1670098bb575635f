"""Which articles did a part of a query find, and how well? Sets of document numbers, thin or dense, and their algebra.

What words find is a sorted array of documents with scores; what filters find is a boolean array over all documents.
AND and OR add scores; NOT has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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

    def within(self, mask: Mask) -> Ranked:
        keep = mask[self.docs]
        return Ranked(self.docs[keep], self.scores[keep])

    def times(self, factor: float) -> Ranked:
        return Ranked(self.docs, self.scores * np.float32(factor))


@dataclass(frozen=True, slots=True)
class Filtered:
    """Documents for which `mask` is true; all score 0."""

    all: Mask

    def mask(self, total: int) -> Mask:
        return self.all

    def ranked(self) -> Ranked:
        docs = np.flatnonzero(self.all)
        return Ranked(docs, np.zeros(len(docs), np.float32))


Found = Ranked | Filtered

_MANY = 32
"""How many times longer a list must be for a binary search of each document of the shorter one to be quicker."""


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


def unite(parts: list[Found], total: int) -> Found:
    """The documents that any part found, their scores added."""
    if all(isinstance(part, Filtered) for part in parts):
        return Filtered(np.logical_or.reduce([part.mask(total) for part in parts]))
    match parts:
        case [Ranked() as a, Ranked() as b] if min(len(a.docs), len(b.docs)) * _MANY < total:
            return _join(a, b)
    scores = np.zeros(total, np.float32)
    mask = np.zeros(total, np.bool_)
    for part in parts:
        if isinstance(part, Ranked):
            scores[part.docs] += part.scores
            mask[part.docs] = True
        else:
            mask |= part.all
    docs = np.flatnonzero(mask)
    return Ranked(docs, scores[docs])


def complement(part: Found, total: int) -> Found:
    return Filtered(~part.mask(total))


def _meet(few: Ranked, many: Ranked, total: int) -> Ranked:
    if len(many.docs) > _MANY * len(few.docs):
        at = np.searchsorted(many.docs, few.docs)
        at[at == len(many.docs)] = 0
        keep = np.flatnonzero(many.docs[at] == few.docs)
        return Ranked(few.docs[keep], few.scores[keep] + many.scores[at[keep]])
    scores = np.full(total, -1, np.float32)
    scores[many.docs] = many.scores
    added = scores[few.docs]
    keep = np.flatnonzero(added >= 0)
    return Ranked(few.docs[keep], few.scores[keep] + added[keep])


def _join(a: Ranked, b: Ranked) -> Ranked:
    """The union of two: the shorter is searched for in the longer, what is new in it merged in."""
    few, many = (a, b) if len(a.docs) <= len(b.docs) else (b, a)
    if not len(few.docs):
        return many
    at = np.searchsorted(many.docs, few.docs)
    at[at == len(many.docs)] = 0
    both = many.docs[at] == few.docs
    scores = many.scores.copy()
    scores[at[both]] += few.scores[both]
    new = ~both
    if not new.any():
        return Ranked(many.docs, scores)
    docs: Any = np.concatenate([many.docs, few.docs[new]])
    order = np.argsort(docs, kind="stable")
    return Ranked(docs[order], np.concatenate([scores, few.scores[new]])[order])
