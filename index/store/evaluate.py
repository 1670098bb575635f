"""Which articles does a query find, and how well? A tree is evaluated bottom up, each part over all documents.

A leaf of words becomes a set of terms, a set of terms one union of postings: BM25, as if it were a single term
(Whoosh's formula, so that Whoosh's own matchers can be asked for the same). AND and OR add scores. What a whole
article is asked (dates, names, tags) is answered by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from index import query as q
from index.query.positions import field_named, single_words
from index.query.tree import ArticleQuery, TermQuery
from index.store.collection import TEXT, Collection, fields_of
from index.store.expansion import Expansion
from index.store.found import Filtered, Found, Ranked, complement, intersect
from index.store.places import Finder, TooManyPlaces
from index.text import Wanted

COMMON = 0.6
"""A word in a larger share of the articles says nothing of them: it weighs nothing when others are present."""
_EXPANDED = q.Prefix | q.Wildcard | q.Fuzzy | q.Regex | q.Between
"""Leaves whose terms are told by spelling. All their articles score alike: how rare a spelling is says nothing."""

Answers = Callable[[ArticleQuery], Found]


class Evaluator:
    """Evaluates one query. `ignore_common` is off where scores are compared with those of Whoosh."""

    def __init__(
        self, collection: Collection, expansion: Expansion, answers: Answers, *, ignore_common: bool = True
    ) -> None:
        self._collection = collection
        self._expansion = expansion
        self._answers = answers
        self._ignore_common = ignore_common

    def found(self, query: q.Query) -> Found:
        """The live articles that `query` finds."""
        found = self._part(query, weighs=True)
        collection = self._collection
        if collection.none_deleted:
            return found
        return (
            found.within(collection.live)
            if isinstance(found, Ranked)
            else Filtered(found.all & collection.live)
        )

    def _part(self, query: q.Query, *, weighs: bool) -> Found:
        total = self._collection.total
        match query:
            case q.Everything():
                return Filtered(np.ones(total, np.bool_))
            case q.Not(part):
                return complement(self._part(part, weighs=False), total)
            case q.And(parts):
                return self._all_of(parts, weighs)
            case q.Or(parts):
                return self._any_of(parts, weighs)
            case q.Saved(_, part):
                return self._part(part, weighs=weighs)
            case q.Boosted(part, factor):
                found = self._part(part, weighs=weighs)
                return found.times(factor) if isinstance(found, Ranked) else found
            case q.Phrase() | q.Near():
                return self._placed(query)
            case q.Word() | q.Exact() | q.Prefix() | q.Wildcard() | q.Fuzzy() | q.Regex() | q.Between():
                return self._word(query, weighs=weighs)
            case _:
                return self._answers(query)

    def _all_of(self, parts: tuple[q.Query, ...], weighs: bool) -> Found:
        """AND: words come last, the rarest first, and only what is left is looked up in the next."""
        found: list[Found] = []
        words: list[q.Word | q.Exact] = []
        for part, ranks in self._weighed(parts, weighs):
            if ranks and isinstance(part, q.Word | q.Exact):
                words.append(part)
            else:
                found.append(self._part(part, weighs=ranks))
        left = intersect(found, self._collection.total) if found else None
        for word in sorted(words, key=self._expansion.frequency):
            field, terms = word.field or TEXT, self._expansion.terms(word)
            if isinstance(left, Ranked):
                left = self._collection.scored_too(left, field, terms)
            else:
                scored = self._collection.scored(field, terms)
                left = scored if left is None else scored.within(left.all)
        assert left is not None  # AND has parts
        return left

    def _any_of(self, parts: tuple[q.Query, ...], weighs: bool) -> Found:
        total = self._collection.total
        scores, mask = np.zeros(total, np.float32), np.zeros(total, np.bool_)
        ranked = False
        for part, ranks in self._weighed(parts, weighs):
            if ranks and isinstance(part, q.Word | q.Exact):
                self._collection.add_scores(part.field or TEXT, self._expansion.terms(part), scores, mask)
                ranked = True
            else:
                found = self._part(part, weighs=ranks)
                found.add_to(scores, mask)
                ranked |= isinstance(found, Ranked)
        if not ranked:
            return Filtered(mask)
        docs = np.flatnonzero(mask)
        return Ranked(docs, scores.take(docs))

    def _weighed(self, parts: tuple[q.Query, ...], weighs: bool) -> list[tuple[q.Query, bool]]:
        """The parts of AND or OR, and whether they rank. Very common words only filter where another part ranks."""
        ignored = outweighed(parts, [self._is_common(part) for part in parts])
        return [(part, weighs and not each) for part, each in zip(parts, ignored, strict=True)]

    def _is_common(self, part: q.Query | Wanted) -> bool:
        """Is it a single word that says nothing of the articles, as so many hold it?"""
        if not self._ignore_common or not isinstance(part, q.Word | q.Exact | Wanted):
            return False
        return self._expansion.frequency(part) > COMMON * self._collection.total

    def _word(self, query: TermQuery, *, weighs: bool) -> Found:
        field = query.field or TEXT
        terms = self._expansion.terms(query)
        if not weighs:
            return Filtered(self._collection.mask(field, terms))
        if not isinstance(query, _EXPANDED):
            return self._collection.scored(field, terms)
        scores = np.zeros(self._collection.total, np.float32)
        for name, weight in fields_of(field):
            scores += np.float32(weight) * self._collection.mask(name, terms)
        docs = np.flatnonzero(scores > 0)
        return Ranked(docs, scores[docs])

    def _placed(self, query: q.Phrase | q.Near) -> Ranked:
        """The documents in which a phrase or NEAR holds, scored by their words."""
        field = field_named(query) or TEXT
        mask = np.zeros(self._collection.total, np.bool_)
        pairs = zip(self._collection.segments, self._collection.bases, strict=False)
        for i, (segment, base) in enumerate(pairs):
            here = mask[base : base + len(segment)]
            for name, _ in fields_of(field):
                finder = self._finder(i, name)
                try:
                    here[finder.holding(query)] = True
                except TooManyPlaces:
                    here |= finder.documents(query)
                    self._expansion.remarks[f"{query} has too many places to compare: read as AND"] = None
        docs = np.flatnonzero(mask)
        found = Ranked(docs, np.zeros(len(docs), np.float32))
        words = list(single_words(query)) if len(docs) else []
        for word in [word for word in words if not self._is_common(word)] or words:
            found = self._collection.scored_too(found, field, self._expansion.terms(word))
        return found

    def _finder(self, i: int, field: str) -> Finder:
        """Finds places in a field of the i-th segment."""
        segment = self._collection.segments[i]
        terms = self._expansion.terms
        return Finder(segment.fields[field], len(segment), lambda word: terms(word)[i])


def outweighed(parts: Sequence[q.Query], common: Sequence[bool]) -> Sequence[bool]:
    """Which parts of AND or OR weigh nothing: those that are `common` words, if anything else ranks."""
    others = any(q.ranks(part) for part, each in zip(parts, common, strict=True) if not each)
    return common if others else [False] * len(parts)
