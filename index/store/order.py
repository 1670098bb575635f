"""In which order are the articles of a result shown? The head of it at once, the rest when somebody goes there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.store.found import Docs, Scores
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
        if i >= len(self._docs) and i < self._count:
            self._docs = self._whole()
        return int(self._docs[i])

    def place_of(self, doc: int) -> int | None:
        """Where `doc` stands; None if it is not in the result."""
        at = np.flatnonzero(self._docs == doc)
        if not len(at) and len(self._docs) < self._count:
            self._docs = self._whole()
            at = np.flatnonzero(self._docs == doc)
        return int(at[0]) if len(at) else None


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
