"""Which articles does a query find, and how well? The tree is evaluated bottom up, each part over all documents at once.

A leaf of words becomes a set of terms, a set of terms one union of postings: BM25, as if it were a single term
(Whoosh's formula, so that Whoosh's own matchers can be asked for the same). AND and OR add scores. What a whole
article is asked (dates, names, tags) is answered by the caller.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index import query as q
from index.query.tree import ArticleQuery, TermQuery, WordQuery
from index.store.collection import Collection, TermSet
from index.store.found import Filtered, Found, Ranked, complement, intersect, unite
from index.store.places import Finder
from index.store.vocabulary import OutOfTime, Ranges, Vocabulary
from index.text import Wanted, tokens, wanted

TITLE_WEIGHT = 2.5
"""How much more a word in the title counts than one in the body."""
_COMMON = 0.25
"""A word in a larger share of the articles says nothing of them: it weighs nothing when others are present."""
MOST_TERMS = 1000
"""Terms that a wildcard, a regular expression or edits stand for at most; the commonest are used."""
_EXPANDED = q.Prefix | q.Wildcard | q.Fuzzy | q.Regex | q.Between
"""Leaves whose terms are told by spelling. All their articles score alike: how rare a spelling is says nothing."""

Answers = Callable[[ArticleQuery], Found]


class Evaluator:
    """Evaluates one query. Scans of the vocabulary end at `deadline` (monotonic seconds), and say so in `remarks`."""

    def __init__(
        self, collection: Collection, answers: Answers, deadline: float, *, ignore_common: bool = True
    ) -> None:
        self._collection = collection
        self._answers = answers
        self._deadline = deadline
        self._ignore_common = ignore_common
        self._terms: dict[TermQuery | Wanted, TermSet] = {}
        self.remarks: dict[str, None] = {}
        """What the user must know, each once, in the order it was met."""

    def found(self, query: q.Query) -> Found:
        """The live articles that `query` finds."""
        found = self._part(query, weighs=True)
        live = self._collection.live
        return found.within(live) if isinstance(found, Ranked) else Filtered(found.all & live)

    @property
    def leaves(self) -> dict[TermQuery, TermSet]:
        """The leaves that were met, with the terms they stood for."""
        return {leaf: terms for leaf, terms in self._terms.items() if not isinstance(leaf, Wanted)}

    def terms(self, leaf: TermQuery | Wanted) -> TermSet:
        """The terms that a leaf, or a word of a phrase, means."""
        if leaf not in self._terms:
            self._terms[leaf] = tuple(
                self._expanded(segment.vocabulary, leaf) for segment in self._collection.segments
            )
            if isinstance(leaf, q.Wildcard | q.Fuzzy | q.Regex):
                self._terms[leaf] = self._capped(leaf, self._terms[leaf])
        return self._terms[leaf]

    def _part(self, query: q.Query, *, weighs: bool) -> Found:
        total = self._collection.total
        match query:
            case q.Everything():
                return Filtered(np.ones(total, np.bool_))
            case q.Not(part):
                return complement(self._part(part, weighs=False), total)
            case q.And(parts):
                return intersect(self._several(parts, weighs), total)
            case q.Or(parts):
                return unite(self._several(parts, weighs), total)
            case q.Saved(_, part):
                return self._part(part, weighs=weighs)
            case q.Boosted(part, factor):
                found = self._part(part, weighs=weighs)
                return found.times(factor) if isinstance(found, Ranked) else found
            case q.Phrase() | q.Near():
                return self._in_fields(query.field if isinstance(query, q.Phrase) else _field(query), query)
            case q.Word() | q.Exact() | q.Prefix() | q.Wildcard() | q.Fuzzy() | q.Regex() | q.Between():
                if not weighs:
                    return self._held(query)
                return self._in_fields(query.field, query)
            case _:
                return self._answers(query)

    def _several(self, parts: tuple[q.Query, ...], weighs: bool) -> list[Found]:
        """The parts of AND or OR. Very common words only filter where another part ranks."""
        common = [self._ignore_common and self._is_common(part) for part in parts]
        if all(common):
            common = [False] * len(parts)
        return [
            self._part(part, weighs=weighs and not ignored)
            for part, ignored in zip(parts, common, strict=True)
        ]

    def _is_common(self, part: q.Query) -> bool:
        if not isinstance(part, q.Word | q.Exact):
            return False
        held = self._collection.postings(part.field or "body", self.terms(part))
        return held > _COMMON * self._collection.total

    def _in_fields(self, field: str | None, query: WordQuery) -> Found:
        if field is not None:
            return self._in_field(field, query)
        title = self._in_field("title", query).times(TITLE_WEIGHT)
        return unite([title, self._in_field("body", query)], self._collection.total)

    def _in_field(self, field: str, query: WordQuery) -> Ranked:
        if isinstance(query, q.Phrase | q.Near):
            return self._placed(field, query)
        if isinstance(query, _EXPANDED):
            docs = np.flatnonzero(self._collection.mask(field, self.terms(query)))
            return Ranked(docs, np.ones(len(docs), np.float32))
        return self._collection.scored(field, self.terms(query))

    def _held(self, query: TermQuery) -> Filtered:
        """The documents that hold a word, unscored."""
        terms = self.terms(query)
        if query.field is not None:
            return Filtered(self._collection.mask(query.field, terms))
        return Filtered(self._collection.mask("body", terms) | self._collection.mask("title", terms))

    def _placed(self, field: str, query: q.Phrase | q.Near) -> Ranked:
        """The documents in which a phrase or NEAR holds, scored by their words."""
        docs = []
        pairs = zip(self._collection.segments, self._collection.bases, strict=False)
        for i, (segment, base) in enumerate(pairs):
            finder = Finder(
                segment.fields[field],
                len(segment),
                lambda leaf, i=i: self.terms(leaf)[i],  # type: ignore[misc]
                lambda word, i=i: self.terms(word)[i],  # type: ignore[misc]
            )
            docs.append(finder.spans(query).docs + base)
        found = np.concatenate([np.zeros(0, np.intp), *docs])
        scores = np.zeros(len(found), np.float32)
        if len(found):
            for leaf in _words(query):
                ranked = self._collection.scored(field, self.terms(leaf))
                scores += ranked.scores[np.searchsorted(ranked.docs, found)]
        return Ranked(found, scores)

    def _expanded(self, vocabulary: Vocabulary, leaf: TermQuery | Wanted) -> Ranges:
        if isinstance(leaf, Wanted):
            return vocabulary.meant(leaf)
        try:
            return vocabulary.ranges(leaf, self._deadline)
        except OutOfTime as stopped:
            words = f"{len(stopped.found):,} word{'s' * (len(stopped.found) != 1)}"
            self.remarks[f"{leaf} took too long: stopped after {words}"] = None
            return vocabulary.runs(stopped.found)

    def _capped(self, leaf: TermQuery, terms: TermSet) -> TermSet:
        """At most `MOST_TERMS` of each segment, and a word to the user where that cut something."""
        most = max((len(ranges) for ranges in terms), default=0)
        if most <= MOST_TERMS:
            return terms
        self.remarks[f"{leaf} matches {most:,} words: used the {MOST_TERMS:,} commonest"] = None
        field = leaf.field or "body"
        pairs = zip(self._collection.segments, terms, strict=True)
        return tuple(segment.fields[field].commonest(ranges, MOST_TERMS) for segment, ranges in pairs)


def _words(query: WordQuery) -> list[TermQuery | Wanted]:
    """What a phrase or NEAR is made of."""
    match query:
        case q.Phrase(text):
            return [wanted(token.term, exact=True) for token in tokens(text)]
        case q.Near(left, right):
            return [*_words(left), *_words(right)]
        case _:
            return [query]


def _field(query: WordQuery) -> str | None:
    """The field of NEAR: that of its words."""
    return _field(query.left) if isinstance(query, q.Near) else query.field
