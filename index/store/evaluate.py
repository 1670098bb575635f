"""Which articles does a query find, and how well? The tree is evaluated bottom up over sets of document numbers.

Words, phrases and prefixes are answered by Whoosh (BM25F); filters by the caller. AND intersects and OR unites,
adding scores; NOT is the complement.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from whoosh import query as whoosh_query
from whoosh.query import spans as whoosh_spans

from index import query as q
from index.store.damage import reading
from index.text import fold, query_terms, tokens

if TYPE_CHECKING:
    from whoosh.searching import Searcher

Scores = dict[int, float]
"""Document number → score; 0.0 where only filters spoke."""

_TITLE_WEIGHT = 2.5
"""How much more a word in the title counts than one in the body."""


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
                return dict.fromkeys(self._run(_phrase("source", name, exact=False)), 0.0)
            case q.Word(text, field):
                return self._in_fields(field, lambda name: _word(name, text))
            case q.Phrase(text, field):
                return self._in_fields(field, lambda name: _phrase(name, text, exact=True))
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
                for beginning in {prefix, prefix.upper()}:  # acronyms that look like function words: `US`
                    for term in reader.expand_prefix(field, beginning):
                        found.update(doc + offset for doc in reader.postings(field, term).all_ids())
        return dict.fromkeys(found, 1.0)

    def _run(self, query: whoosh_query.Query) -> Scores:
        found: Scores = {}
        with reading("the index"):
            # Or answers from arrays of scores, which know no positions, unless the current posting is needed.
            context = self._searcher.context(needs_current=True)
            for leaf, offset in self._searcher.leaf_searchers():
                matcher = query.matcher(leaf, context)
                while matcher.is_active():
                    found[matcher.id() + offset] = matcher.score()
                    matcher.next()
        return found


def _word(field: str, word: str, *, exact: bool = False) -> whoosh_query.Query:
    terms = sorted(query_terms(word, exact))
    return whoosh_query.Or([whoosh_query.Term(field, term) for term in terms])


def _phrase(field: str, text: str, *, exact: bool) -> whoosh_query.Query:
    """Words that follow each other; each may have several terms, as `us` is pronoun or acronym."""
    words = [_word(field, text[token.start : token.end], exact=exact) for token in tokens(text)]
    return whoosh_spans.SpanNear2(words) if len(words) > 1 else words[0]


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
