"""In which order are the articles of a result shown? The head of it at once, the rest when somebody goes there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.store.found import Docs, Mask, Scores
from index.store.postings import Numbers

HEAD = 256
"""Documents that are put in order first: several screens."""
_GROUP = 32
"""Documents of a group whose best score is looked at."""


class Order:
    """Documents in the order in which they are shown. `head` is its beginning, `whole` gives all of it."""

    def __init__(self, count: int, head: Docs, whole: Callable[[], Docs]) -> None:
        self._count = count
        self._docs = head
        self._whole = whole

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, i: int) -> int:
        docs = self._docs if i < len(self._docs) else self.all
        return int(docs[i])

    @property
    def all(self) -> Docs:
        """All documents in order."""
        if len(self._docs) < self._count:
            self._docs = self._whole()
        return self._docs

    def place_of(self, doc: int) -> int | None:
        """Where `doc` stands; None if it is not in the result."""
        at = np.flatnonzero(self._docs == doc)
        if not len(at):
            at = np.flatnonzero(self.all == doc)
        return int(at[0]) if len(at) else None


def first_of_each(groups: Numbers, scores: Scores | None, rank: Numbers) -> Mask:
    """Which documents a list shows where one stands for its group: of each group the best, and all of group 0.

    A group, a score and a rank for each document: the highest score is the best, then the smallest rank.
    """
    shown: Mask = groups == 0
    grouped = np.flatnonzero(groups)
    if not len(grouped):
        return shown
    own = groups[grouped]
    if scores is not None:
        highest = np.full(int(own.max()) + 1, -np.inf, scores.dtype)
        np.maximum.at(highest, own, scores[grouped])
        best = scores[grouped] == highest[own]
        grouped, own = grouped[best], own[best]
    ranks = rank[grouped].astype(np.int64)
    smallest = np.full(int(own.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(smallest, own, ranks)
    shown[grouped[ranks == smallest[own]]] = True
    return shown


def by_rank(docs: Docs, rank: Numbers) -> Order:
    """By `rank`, a number for every document, the smallest first."""
    ranks = rank[docs]

    def whole() -> Docs:
        return docs[np.argsort(ranks, kind="stable")]

    if len(docs) <= HEAD:
        return Order(len(docs), whole(), whole)
    first = np.argpartition(ranks, HEAD)[:HEAD]
    return Order(len(docs), docs[first[np.argsort(ranks[first])]], whole)


def by_score(docs: Docs, scores: Scores, rank: Numbers) -> Order:
    """The best first; of equals, those of the smallest `rank`."""

    def whole() -> Docs:
        return docs[np.lexsort((rank[docs], -scores))]

    if len(docs) <= HEAD:
        return Order(len(docs), whole(), whole)
    candidates = np.flatnonzero(scores >= _floor(scores))
    some = scores.take(candidates)
    least = np.partition(some, len(some) - HEAD)[len(some) - HEAD]
    best = candidates[some > least]
    equal = candidates[some == least]
    wanted = HEAD - len(best)
    if len(equal) > wanted:
        equal = equal[np.argpartition(rank[docs[equal]], wanted - 1)[:wanted]]
    chosen = np.concatenate([best, equal])
    ordered = chosen[np.lexsort((rank[docs[chosen]], -scores[chosen]))]
    return Order(len(docs), docs[ordered], whole)


def _floor(scores: Scores) -> np.float32:
    """A score that at least `HEAD` documents reach: found at a fraction of the price of a partition.

    Of `HEAD` or more groups, so many have a best score that is no less than the one returned.
    """
    groups = len(scores) // _GROUP
    if groups < HEAD:
        return np.float32(scores.min())
    best = scores[: groups * _GROUP].reshape(_GROUP, groups).max(axis=0)
    return np.float32(np.partition(best, groups - HEAD)[groups - HEAD])
