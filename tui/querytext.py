"""How does an entity get into the query text, and out again?"""

from __future__ import annotations

import datetime as dt
import re

from index.article import EntityKind
from index.query import And, Everything, Named, Query, parse


def toggle(query: str, kind: EntityKind, name: str, *, exclude: bool) -> str:
    """`query` with `person:"name"` added, or `-person:"name"` with `exclude`.

    It holds for the whole query, which is put in brackets where it has to be. A filter that is there already is
    taken out; its opposite is replaced.
    """
    term = str(Named(kind, name))
    wanted, opposite = (f"-{term}", term) if exclude else (term, f"-{term}")
    without = _without(query, wanted)
    if without is not None:
        return without
    without = _without(query, opposite)
    return _with(query if without is None else without, wanted)


def _with(query: str, wanted: str) -> str:
    """Both conditions in one text: side by side, or bracketed, or from the query as it was understood."""
    both = _conditions(query) + _conditions(wanted)
    for text in (f"{query.strip()} {wanted}".strip(), f"({query.strip()}) {wanted}"):
        if _conditions(text) == both:
            return text
    return f"({_understood(query)}) {wanted}"


def _without(query: str, term: str) -> str | None:
    """`query` without a condition; None where it is none that holds for the whole query."""
    conditions = _conditions(query)
    unwanted = _conditions(term)
    for found in re.finditer(rf"(?<!\S){re.escape(term)}(?!\S)", query):
        rest = f"{query[: found.start()].rstrip()} {query[found.end() :].lstrip()}".strip()
        if _conditions(rest) == tuple(each for each in conditions if each not in unwanted):
            bare = rest.removeprefix("(").removesuffix(")")
            return bare if _conditions(bare) == _conditions(rest) else rest
    return None


def _conditions(query: str) -> tuple[Query, ...]:
    """What must hold for every article that is found."""
    understood = _understood(query)
    if isinstance(understood, And):
        return understood.parts
    return () if isinstance(understood, Everything) else (understood,)


def _understood(query: str) -> Query:
    return parse(query, today=dt.date.today()).query
