"""How do filters, dates and an order get into the query text, and out again?

What was typed stays as it was typed wherever the parser then understands what was meant; else the query is written
anew from how it was understood. So what is on the screen is always one query that can be copied.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from index.query import And, ArticleQuery, Dates, Everything, Not, Parsed, Query
from tui.words import unit_of

Read = Callable[[str], Parsed]
"""The parser, with all that it needs to know but the text."""

Conditions = tuple[Query, ...]
"""What must hold for every article that is found."""

_CHUNK = re.compile(r'(?:[^\s()"“”„]|"(?:\\.|[^"\\])*")+')
"""What may be one condition: a run without spaces or brackets, quoted values aside."""


def toggle(read: Read, text: str, term: str, *, exclude: bool = False) -> str:
    """`text` with the filter `term` added, or its opposite with `exclude`; for the whole query, bracketed if need be.

    What is there already is taken out; its opposite is replaced, and so is a date by another date.
    """
    before, asked = _conditions(read(text)), read(term).query
    wanted, opposite = (Not(asked), asked) if exclude else (asked, Not(asked))
    if wanted in before:
        return _edited(read, text, (part for part in before if part != wanted))
    if isinstance(wanted, Dates):
        return within(read, text, wanted.first, wanted.last)
    return _edited(read, text, (*(part for part in before if part != opposite), wanted))


def within(read: Read, text: str, first: dt.date | None, last: dt.date | None) -> str:
    """`text` for articles of these days only, both included, in place of the dates that it gave before."""
    return _edited(read, text, (*_undated(read, text), Dates(first, last)))


def anytime(read: Read, text: str) -> str:
    """`text` without the dates that hold for the whole query."""
    return _edited(read, text, _undated(read, text))


def wider(read: Read, text: str) -> str:
    """`text` for the month of its day, the year of its months, else for all days: the next longer time."""
    dates = [part for part in _conditions(read(text)) if isinstance(part, Dates)]
    match dates:
        case [Dates(dt.date() as first, dt.date() as last)] if first.year == last.year:
            month = dt.date(first.year, first.month, 1), _month_end(first)
            year = dt.date(first.year, 1, 1), dt.date(first.year, 12, 31)
            for start, end in (month, year):
                if start <= first and last <= end and (start, end) != (first, last):
                    return within(read, text, start, end)
    return anytime(read, text)


def ordered(read: Read, text: str, order: str) -> str:
    """`text` with `sort:order` as its only word about the order; without any for an empty `order`."""
    return _edited(read, text, _conditions(read(text)), order)


class Filter(NamedTuple):
    """A condition on whole articles – a name, a source, dates … – that holds for the whole query."""

    query: str
    """Canonical text of what is asked for, or excluded."""
    words: str
    """The same, dates as a person would type them."""
    excluded: bool


def filters(read: Read, text: str) -> tuple[Filter, ...]:
    """The filters of a query, in order."""
    found = []
    for part in _conditions(read(text)):
        asked = part.part if isinstance(part, Not) else part
        if isinstance(asked, ArticleQuery):
            found.append(Filter(str(asked), short(asked), asked is not part))
    return tuple(found)


def short(condition: Query) -> str:
    """Canonical text, but dates as a person would type them: `date:2024-02`, `date:2021..2023`."""
    match condition:
        case Dates(first, last):
            return f"date:{_range(first, last)}"
        case Not(Dates() as dates):
            return f"-{short(dates)}"
        case _:
            return str(condition)


def _conditions(parsed: Parsed) -> Conditions:
    if isinstance(parsed.query, And):
        return parsed.query.parts
    return () if isinstance(parsed.query, Everything) else (parsed.query,)


def _undated(read: Read, text: str) -> Iterator[Query]:
    return (part for part in _conditions(read(text)) if not isinstance(part, Dates))


def _edited(read: Read, text: str, wanted: Iterable[Query], order: str | None = None) -> str:
    """`text` changed so that it asks for `wanted`, in its own order if none is given."""
    parsed, conditions = read(text), tuple(wanted)
    order = parsed.sort if order is None else order
    present = _conditions(parsed)
    kept = _without(read, text, [part for part in present if part not in conditions])
    added = [short(part) for part in conditions if part not in present]
    added += [f"sort:{order}"] if order else []
    for rest in (kept.removeprefix("(").removesuffix(")"), kept, f"({kept})"):
        attempt = " ".join(filter(None, [rest, *added]))
        understood = read(attempt)
        as_wanted = (_conditions(understood), understood.sort) == (conditions, order)
        if as_wanted and len(understood.messages) <= len(parsed.messages):
            return attempt
    return _written(conditions, order)


def _written(conditions: Conditions, order: str) -> str:
    query = str(And(conditions)) if len(conditions) > 1 else "".join(map(str, conditions))
    return " ".join(filter(None, [query, order and f"sort:{order}"]))


def _without(read: Read, text: str, unwanted: list[Query]) -> str:
    """`text` without the chunks that are one of the unwanted conditions, and without its order."""
    kept, at = "", 0
    for chunk in _CHUNK.finditer(text):
        alone = read(chunk.group())
        if any(part in unwanted for part in _conditions(alone)) or alone.sort:
            kept, at = f"{kept}{text[at : chunk.start()]}".rstrip() + " ", chunk.end()
    return f"{kept.rstrip()} {text[at:].lstrip()}".strip() if at else text.strip()


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _range(first: dt.date | None, last: dt.date | None) -> str:
    """In years, months or days, whichever says it in the fewest characters."""
    unit = unit_of(first, last) if first and last else "day"
    digits = len({"year": "2024", "month": "2024-02", "day": "2024-02-01"}[unit])
    start, end = (day.isoformat()[:digits] if day else "" for day in (first, last))
    return start if start == end else f"{start}..{end}"
