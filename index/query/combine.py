"""How are parts of a query put together? Each tree has one form: what means the same is built the same.

AND in AND and OR in OR are one list; NOT of NOT is nothing; `*` beside other conditions is left out of an AND;
a boost stands on no NOT and no other boost; NEAR stands below OR.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import TypeGuard, get_args

from index.query.tree import (
    And,
    Boosted,
    Everything,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    TermQuery,
    WordQuery,
    leaves,
)

LEAST_BOOST, HIGHEST_BOOST = 0.1, 100.0
"""Beyond them one word decides alone, or not at all."""
_LONGEST_CHAIN = 8
"""Words that may stand in one NEAR of NEAR: beyond it trees get deep."""
_MOST_PAIRS = 32
"""NEAR pairs that brackets may stand for: `(a OR b) NEAR/3 (c OR d)` is four."""


def conjunction(parts: Iterable[Query]) -> Query:
    """All of `parts`; of none, everything."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (part,))
    telling = [part for part in flat if not isinstance(part, Everything)]
    return And(tuple(telling)) if len(telling) > 1 else telling[0] if telling else Everything()


def disjunction(parts: Iterable[Query]) -> Query:
    """Any of `parts`, which are one or more."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    return Or(tuple(flat)) if len(flat) > 1 else flat[0]


def negation(part: Query) -> Query:
    return part.part if isinstance(part, Not) else Not(part)


def boosted(part: Query, factor: float) -> Query:
    """`part` counted `factor` times, within bounds; what does not rank comes back as it is."""
    if isinstance(part, Not | Everything):
        return part
    if isinstance(part, Boosted):
        factor *= part.factor
        part = part.part
    factor = float(f"{min(max(factor, LEAST_BOOST), HIGHEST_BOOST):g}")
    return part if factor == 1 else Boosted(part, factor)


def near(left: Query, right: Query, distance: int, *, ordered: bool) -> Query | None:
    """`left` near `right`, where either may be an OR of words; None where that cannot be: other conditions, fields
    that have no word in common, or more words than one NEAR may have."""
    pairs = list(product(_alternatives(left), _alternatives(right)))
    if len(pairs) > _MOST_PAIRS:
        return None
    built: list[Query] = []
    for first, second in pairs:
        if not (_is_words(first) and _is_words(second) and _can_meet(first, second)):
            return None
        built.append(Near(first, second, distance, ordered))
    return disjunction(built)


def height(query: Query) -> int:
    """How many nodes stand above each other in `query`; a saved query counts as one."""
    match query:
        case And(parts) | Or(parts):
            return 1 + max(map(height, parts))
        case Not(part) | Boosted(part):
            return 1 + height(part)
        case Near(left, right):
            return 1 + max(height(left), height(right))
        case _:
            return 1


def size(query: Query) -> int:
    """How many words, phrases and other conditions `query` has, those of saved queries and within NEAR included."""
    return sum(len(_words(leaf)) if isinstance(leaf, Near) else 1 for leaf in leaves(query))


def without_boost(query: Query) -> Query:
    """`query` with no boost at its top or at the top of its alternatives: where an order has no meaning."""
    match query:
        case Boosted(part):
            return without_boost(part)
        case Or(parts):
            return disjunction(map(without_boost, parts))
        case _:
            return query


def _alternatives(query: Query) -> tuple[Query, ...]:
    return query.parts if isinstance(query, Or) else (query,)


def _is_words(query: Query) -> TypeGuard[WordQuery]:
    return isinstance(query, (*get_args(TermQuery), Phrase, Near))


def _can_meet(left: WordQuery, right: WordQuery) -> bool:
    """Is there a field that has both, and are they few enough?"""
    words = (*_words(left), *_words(right))
    fields = {leaf.field for leaf in words}
    visible = fields - {None}
    return len(words) <= _LONGEST_CHAIN and (
        len(fields) == 1 or (len(visible) == 1 and "hidden" not in fields)
    )


def _words(query: WordQuery) -> tuple[TermQuery | Phrase, ...]:
    return (*_words(query.left), *_words(query.right)) if isinstance(query, Near) else (query,)
