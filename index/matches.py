"""Where in an article does a query match? The words, phrases and mentions that answer it, and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from index.article import Article, EntityKind, LocalKey, Mention, Span
from index.query.finder import Finder, Found
from index.query.tree import Mentioned, Named, Query, Says, leaves
from index.text import field_of

Names = Callable[[Named], frozenset[LocalKey]]
"""An entity query → the article-local names that it means."""


def matches(article: Article, finder: Finder, mentions: Sequence[Mention], names: Names) -> tuple[Span, ...]:
    """Where the finder's query matches, in order and without overlap.

    A phrase is one span; NEAR and a phrase with slop are the words that stand close enough; an entity query is
    those of `mentions` that it means. What is negated, or true of an article as a whole, has no span.
    """
    found = list(mentioned(finder.query, mentions, names))
    for field, blocks in groupby(article.blocks, key=field_of):
        found += finder.find(article.text, [(block.start, block.end) for block in blocks], field)
    return without_overlap(Span(start, end) for start, end, _ in found)


def mentioned(query: Query, mentions: Sequence[Mention], names: Names) -> Iterator[Found]:
    """The mentions that answer the entity queries among the positive parts of `query`, query by query."""
    for leaf in leaves(query, positive=True):
        match leaf:
            case Named():
                named = leaf
            case Says(name):
                named = Named(EntityKind.PERSON, name)
            case Mentioned(name):
                named = Named(None, name)
            case _:
                continue
        meant = names(named)
        yield from (Found(m.start, m.end, named) for m in mentions if (m.kind, m.name) in meant)


def without_overlap(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Of overlapping spans the first, and of those that start together the longest."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
