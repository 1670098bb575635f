"""In which articles is an entity, and how often? Numbers alone: all counts of a corpus, evaluated in bulk.

Entities and documents go by number. What belongs to one of them is a run of an array, from one of its starts
to the next; the pairs of entity and document lie in both orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.store.mention_packing import Postings

Numbers = NDArray[np.int64]
Docs = NDArray[np.int32]
Mask = NDArray[np.bool_]


class Counted(NamedTuple):
    """Three arrays of one length. Each row: a document mentions a name, or an entity, so many times."""

    what: Numbers
    doc: Numbers
    mentions: Numbers


def names_by_document(postings: Postings, digests: NDArray[np.uint64], live: Mask) -> Counted:
    """The names in all documents that are `live`; `digests` tell their texts, both by document number."""
    docs, texts = _matched(np.flatnonzero(live), digests, postings.digests)
    starts = np.searchsorted(postings.text, np.arange(len(postings.digests) + 1))
    rows = _runs(starts, texts)
    sizes = starts[texts + 1] - starts[texts]
    name, mentions = postings.name[rows].astype(np.int64), postings.mentions[rows].astype(np.int64)
    return Counted(name, np.repeat(docs, sizes), mentions)


def articles_each(counted: Counted, size: int) -> Numbers:
    """For each of `size` entities: how many documents mention it, under whichever name."""
    documents = int(counted.doc.max(initial=0)) + 1
    pairs = np.sort(counted.what * documents + counted.doc)
    distinct = pairs[np.diff(pairs, prepend=-1) > 0]
    return np.bincount(distinct // documents, minlength=size)


class EntityCounts:
    """How often each of the documents mentions each of `size` entities."""

    def __init__(self, counted: Counted, size: int, documents: int) -> None:
        pairs = counted.what * documents + counted.doc
        order = np.argsort(pairs)
        first = np.flatnonzero(np.diff(pairs[order], prepend=-1) > 0)
        entity, doc = np.divmod(pairs[order[first]], max(documents, 1))
        self.articles = np.bincount(entity, minlength=size)
        """Documents, by entity."""
        self._docs: Docs = doc.astype(np.int32)
        self._mentions = _sums(counted.mentions[order], first)
        self._starts = np.searchsorted(entity, np.arange(size + 1))
        by_doc = np.argsort(doc, kind="stable")
        self._entities = entity[by_doc].astype(np.int32)
        self._doc_starts = np.searchsorted(doc[by_doc], np.arange(documents + 1))

    def of(self, entities: Sequence[int]) -> tuple[Docs, Numbers]:
        """The documents that mention any of the entities, in ascending order, and how often each does."""
        runs = [slice(self._starts[each], self._starts[each + 1]) for each in entities]
        if len(runs) == 1:
            return self._docs[runs[0]], self._mentions[runs[0]]
        docs = np.concatenate([self._docs[:0], *(self._docs[run] for run in runs)])
        mentions = np.concatenate([self._mentions[:0], *(self._mentions[run] for run in runs)])
        order = np.argsort(docs)
        first = np.flatnonzero(np.diff(docs[order], prepend=-1))
        return docs[order[first]], _sums(mentions[order], first)

    def docs_of_any(self, entities: Mask) -> Docs:
        """The documents that mention any of the entities for which the mask is true, in ascending order."""
        found = np.zeros(len(self._doc_starts) - 1, np.bool_)
        found[self._docs[np.repeat(entities, np.diff(self._starts))]] = True
        return np.flatnonzero(found).astype(np.int32)

    def articles_in(self, mask: Mask) -> Numbers:
        """For each entity: how many of the documents of `mask` mention it."""
        docs = np.flatnonzero(mask)
        if 2 * len(docs) > len(mask):  # the others are fewer
            return self.articles - self._count(np.flatnonzero(~mask))
        return self._count(docs)

    def _count(self, docs: Numbers) -> Numbers:
        return np.bincount(self._entities[_runs(self._doc_starts, docs)], minlength=len(self.articles))


def _matched(
    docs: Numbers, digests: NDArray[np.uint64], texts: NDArray[np.uint64]
) -> tuple[Numbers, Numbers]:
    """Those of `docs` whose digest is among `texts`, and where it stands there."""
    if not len(texts):
        return docs[:0], docs[:0]
    order = np.argsort(texts)
    at = np.searchsorted(texts[order], digests[docs])
    at[at == len(texts)] = 0
    text = order[at]
    known = texts[text] == digests[docs]
    return docs[known], text[known]


def _runs(starts: Numbers, wanted: Numbers) -> Numbers:
    """The indices of the runs with the numbers `wanted`, one run after the other."""
    first, sizes = starts[wanted], starts[wanted + 1] - starts[wanted]
    before = np.cumsum(sizes) - sizes
    return np.repeat(first - before, sizes) + np.arange(int(sizes.sum()))


def _sums(values: Numbers, starts: Numbers) -> Numbers:
    """The sum of each run of `values`, none of which is empty."""
    return np.add.reduceat(values, starts) if len(starts) else values[:0]
