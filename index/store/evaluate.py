"""Which articles does a query find, and how well? The tree is evaluated bottom up over sets of document numbers.

Words, phrases and prefixes are answered by Whoosh (BM25F); filters by the caller. AND intersects and OR unites,
adding scores; NOT is the complement.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, product
from typing import TYPE_CHECKING

from whoosh import query as whoosh_query

from index import query as q
from index.store.damage import reading
from index.store.schema import source_postings
from index.text import fold, query_terms, tokens

if TYPE_CHECKING:
    from whoosh.searching import Searcher

Scores = dict[int, float]
"""Document number → score; 0.0 where only filters spoke."""

_TITLE_WEIGHT = 2.5
"""How much more a word in the title counts than one in the body."""
_MOST_WORDINGS = 16
"""Wordings of one phrase that are tried: `us` may be pronoun or acronym at each of its places."""


class Evaluator:
    """Evaluates queries over one state of the index. `filtered` answers dates and entities by document numbers."""

    def __init__(
        self,
        searcher: Searcher,
        everything: frozenset[int],
        filtered: Callable[[q.Dates | q.Named], set[int]],
    ):
        self._searcher = searcher
        self._everything = everything
        self._filtered = filtered

    def scores(self, query: q.Query) -> Scores:
        match query:
            case q.Everything():
                return dict.fromkeys(self._everything, 0.0)
            case q.Dates() | q.Named():
                return dict.fromkeys(self._filtered(query) & self._everything, 0.0)
            case q.FromSource(name):
                return dict.fromkeys(self._run(_phrase("source", _wording(source_postings(name)))), 0.0)
            case q.Word(text, field):
                return self._in_fields(field, lambda name: _word(name, text))
            case q.Phrase(text, field):
                wording = [query_terms(text[t.start : t.end], exact=True) for t in tokens(text)]
                return self._in_fields(field, lambda name: _phrase(name, wording))
            case q.Prefix(text, field):
                return _unite(
                    [self._beginning(name, fold(text)) for name in ([field] if field else ["title", "body"])]
                )
            case q.Not(part):
                return dict.fromkeys(self._everything - self.scores(part).keys(), 0.0)
            case q.And(parts):
                return _intersect([self.scores(part) for part in parts])
            case q.Or(parts):
                return _unite([self.scores(part) for part in parts])

    def _in_fields(self, field: str | None, make: Callable[[str], whoosh_query.Query]) -> Scores:
        if field is not None:
            return self._run(make(field))
        title = {doc: score * _TITLE_WEIGHT for doc, score in self._run(make("title")).items()}
        return _unite([title, self._run(make("body"))])

    def _beginning(self, field: str, prefix: str) -> Scores:
        """Articles with a word that begins so, all equally good: how rare an expansion is says nothing."""
        found: set[int] = set()
        with reading("the index"):
            for leaf, offset in self._searcher.leaf_searchers():
                reader = leaf.reader()
                for term in reader.expand_prefix(field, prefix):
                    found.update(doc + offset for doc in reader.postings(field, term).all_ids())
        return dict.fromkeys(found, 1.0)

    def _run(self, query: whoosh_query.Query) -> Scores:
        found: Scores = {}
        with reading("the index"):
            context = self._searcher.context()
            for leaf, offset in self._searcher.leaf_searchers():
                matcher = query.matcher(leaf, context)
                while matcher.is_active():
                    found[matcher.id() + offset] = matcher.score()
                    matcher.next()
        return found


def _word(field: str, word: str) -> whoosh_query.Query:
    return whoosh_query.Or([whoosh_query.Term(field, term) for term in sorted(query_terms(word))])


def _phrase(field: str, wording: list[frozenset[str]]) -> whoosh_query.Query:
    wordings = islice(product(*map(sorted, wording)), _MOST_WORDINGS)
    return whoosh_query.Or([whoosh_query.Phrase(field, list(words)).normalize() for words in wordings])


def _wording(postings: dict[str, list[int]]) -> list[frozenset[str]]:
    places = sorted({place for places in postings.values() for place in places})
    return [frozenset(term for term, at in postings.items() if place in at) for place in places]


def _intersect(all_scores: list[Scores]) -> Scores:
    smallest, *others = sorted(all_scores, key=len)
    return {
        doc: score + sum(other[doc] for other in others)
        for doc, score in smallest.items()
        if all(doc in other for other in others)
    }


def _unite(all_scores: list[Scores]) -> Scores:
    united: Scores = {}
    for scores in all_scores:
        for doc, score in scores.items():
            united[doc] = united.get(doc, 0.0) + score
    return united
