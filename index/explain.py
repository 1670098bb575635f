"""Why did a search find nothing? The nearest thing that would have found something, in one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from index.query import And, Or, Phrase, Prefix, Query, Word

Count = Callable[[Query], int]


def why_nothing(query: Query, count: Count) -> str:
    """One line for the user about a query that found nothing; `count` says how many articles another one finds."""
    if hidden := _in_hidden_lines(query):
        found = count(hidden)
        if found:
            return f"nothing in the visible text; {_articles(found)} it in hidden lines: {hidden}"
    if isinstance(query, And):
        absent = [part for part in query.parts if not count(part)]
        if absent:
            return "no article has " + " nor ".join(map(str, absent))
        without = {part: count(_without(query, part)) for part in query.parts}
        part = max(without, key=without.__getitem__)
        if without[part]:
            return f"nothing has all of it; without {part}: {without[part]:,}"
    if isinstance(query, Word) and (begun := count(Prefix(query.text, query.field))):
        return f'no article has the word "{query.text}"; {query}* finds {begun:,}'
    return f"no article has {query}"


def _in_hidden_lines(query: Query) -> Query | None:
    """The same words asked of hidden lines; None where the query is not about visible words alone."""
    match query:
        case Word(field=None) | Phrase(field=None) | Prefix(field=None):
            return replace(query, field="hidden")
        case And(parts) | Or(parts):
            hidden = [_in_hidden_lines(part) for part in parts]
            return type(query)(tuple(part for part in hidden if part)) if all(hidden) else None
        case _:
            return None


def _without(query: And, part: Query) -> Query:
    rest = tuple(other for other in query.parts if other is not part)
    return rest[0] if len(rest) == 1 else And(rest)


def _articles(count: int) -> str:
    return "1 article holds" if count == 1 else f"{count:,} articles hold"
