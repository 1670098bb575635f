"""Why did a search find nothing? What would have found something, in one line.

Only a few other searches are tried, within a time: the line comes between two keys.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from index.article import EntityKind
from index.query import (
    And,
    Boosted,
    Exact,
    Mentioned,
    Named,
    Near,
    Or,
    Phrase,
    Prefix,
    Query,
    Saved,
    Says,
    TermQuery,
    Word,
)
from index.query.remarks import shown
from index.text import tokens

Count = Callable[[Query], int]

_MOST_COUNTS = 16
_PATIENCE = 0.15
"""Searches that are tried, and seconds in which the last of them may begin."""
_MOST_HINTS = 3
"""Of each sort: the line is read at a glance."""


def why_nothing(query: Query, count: Count) -> str:
    """One line for the user about a query that found nothing; `count` says how many articles another one finds.

    `0 hits; none for xyzzy; without it 12; xyz* 3`
    """
    patience = _Patience(count)
    query = _bare(query)
    hints: list[str] = []
    if isinstance(query, And):
        absent = [part for part in query.parts if patience.count(part) == 0]
        if absent:
            hints.append(f"none for {_listed(absent)}")
            hints += patience.best(_without_all(query, absent))
            query = Or(tuple(absent))
        else:
            hints += patience.best(_without_each(query))
    hints += patience.best((_worded(other), other) for other in _looser(query))
    return "; ".join(["0 hits", *hints])


class _Patience:
    """Counts articles until that took too long."""

    def __init__(self, count: Count) -> None:
        self._count = count
        self._left = _MOST_COUNTS
        self._deadline = time.monotonic() + _PATIENCE

    def count(self, query: Query) -> int | None:
        """How many articles `query` finds; None where there is no time left to know."""
        if not self._left or time.monotonic() > self._deadline:
            return None
        self._left -= 1
        return self._count(query)

    def best(self, others: Iterator[tuple[str, Query]]) -> list[str]:
        """Those of other queries that find most, each as it is worded and with its number."""
        found = [(self.count(query) or 0, words) for words, query in islice(others, _MOST_COUNTS)]
        most = sorted((pair for pair in found if pair[0]), key=lambda pair: -pair[0])
        return [f"{words} {articles:,}" for articles, words in most[:_MOST_HINTS]]


def _without_each(query: And) -> Iterator[tuple[str, Query]]:
    for part in query.parts:
        yield f"without {_worded(part)}", _conjunction([other for other in query.parts if other is not part])


def _without_all(query: And, absent: Sequence[Query]) -> Iterator[tuple[str, Query]]:
    rest = [part for part in query.parts if part not in absent]
    if rest:
        yield f"without {'it' if len(absent) == 1 else 'them'}", _conjunction(rest)


def _conjunction(parts: Sequence[Query]) -> Query:
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _looser(query: Query) -> Iterator[Query]:
    """What asks for less: the same words elsewhere, apart, or in other forms."""
    if isinstance(query, Or):
        for part in query.parts:
            yield from _looser(_bare(part))
        return
    if hidden := _in_hidden_lines(query):
        yield hidden
    match query:
        case Word(text, field):
            yield Prefix(text, field)
        case Exact(text, field):
            yield Word(text, field)
        case Phrase(text, field):
            words = dict.fromkeys(Word(token.term, field) for token in tokens(text))
            if len(words) > 1:
                yield And(tuple(words))
        case Near(left, right):
            yield And((left, right))
        case Named(kind, name):
            yield Named(None, name) if kind else Phrase(name)
        case Says(name):
            yield Named(EntityKind.PERSON, name)
        case Mentioned(name):
            yield Named(None, name)
    if isinstance(query, TermQuery | Phrase) and query.field in ("title", "body"):
        yield replace(query, field=None)


def _in_hidden_lines(query: Query) -> Query | None:
    """The same words asked of hidden lines; None where the query is not about visible words alone."""
    if isinstance(query, TermQuery | Phrase) and query.field is None:
        return replace(query, field="hidden")
    if isinstance(query, And):
        hidden = [_in_hidden_lines(part) for part in query.parts]
        found = tuple(part for part in hidden if part)
        return And(found) if len(found) == len(hidden) else None
    return None


def _bare(query: Query) -> Query:
    """`query` without what makes no difference to what it finds."""
    while isinstance(query, Boosted | Saved):
        query = query.part
    return query


def _listed(parts: Sequence[Query]) -> str:
    more = [f"{len(parts) - _MOST_HINTS:,} more"] if len(parts) > _MOST_HINTS else []
    return ", ".join([*map(_worded, parts[:_MOST_HINTS]), *more])


def _worded(part: Query) -> str:
    """A part in canonical text, in brackets if it is made of several; cut where it is long."""
    return shown(f"({part})" if isinstance(part, And | Or | Near) else str(part))
