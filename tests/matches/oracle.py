"""What a query of words means, straight from its definition: slow, and plain enough to be seen to be right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from index.article import Article
from index.query.positions import covers, words_of
from index.query.terms import accepts
from index.query.tree import And, Boosted, Everything, Near, Not, Or, Phrase, Query, Saved, WordQuery
from index.text import FIELDS, field_of, tokens

Runs = set[tuple[int, int]]
"""First and last word of each place."""


def holds(query: Query, article: Article) -> bool:
    """Is `article` an answer to a query made of words?"""
    match query:
        case Everything():
            return True
        case And(parts):
            return all(holds(part, article) for part in parts)
        case Or(parts):
            return any(holds(part, article) for part in parts)
        case Not(part):
            return not holds(part, article)
        case Boosted(part) | Saved(_, part):
            return holds(part, article)
        case _:
            assert isinstance(query, WordQuery)
            fields = [field for field in FIELDS if covers(query, field)]
            return any(runs(query, words) for field in fields for words in lists_of_words(article, field))


def lists_of_words(article: Article, field: str) -> Iterator[list[str]]:
    """The words of a field, block by block: nothing matches over the end of a block."""
    for block in article.blocks:
        if field_of(block) == field:
            yield [token.term for token in tokens(article.text, block.start, block.end)]


def runs(leaf: WordQuery, words: Sequence[str]) -> Runs:
    """The places of `leaf` in a list of words."""
    match leaf:
        case Near(left, right, distance, ordered):
            one, other = runs(left, words), runs(right, words)
            pairs = list(product(one, other)) + ([] if ordered else list(product(other, one)))
            return {(a[0], b[1]) for a, b in pairs if 1 <= b[0] - a[1] <= distance}
        case Phrase(slop=0):
            asked = words_of(leaf)
            starts = range(len(words) - len(asked) + 1)
            return {
                (i, i + len(asked) - 1)
                for i in starts
                if all(word.accepts(words[i + k]) for k, word in enumerate(asked))
            }
        case Phrase():
            return _windows(leaf, words)
        case _:
            accept = accepts(leaf)
            return {(i, i) for i, word in enumerate(words) if accept(word)}


def _windows(phrase: Phrase, words: Sequence[str]) -> Runs:
    """The shortest windows in which each word of the phrase has a place of its own."""
    asked = words_of(phrase)
    places = [[i for i, word in enumerate(words) if one.accepts(word)] for one in asked]
    all_windows = {(min(at), max(at)) for at in product(*places) if len(set(at)) == len(at)}
    near = {(low, high) for low, high in all_windows if high - low <= max(phrase.slop, len(asked) - 1)}
    return {one for one in near if not any(other != one and _inside(other, one) for other in near)}


def _inside(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
