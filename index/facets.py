"""What is a result made of? Its sources, months and names with counts, and its course over time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import EntityKind
from index.entity_table import EntityTable
from index.query import About, Dates, Named
from index.store.columns import Category, Columns
from index.text import fold

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value, and how many articles of the result have it."""

    label: str
    """For a person: `Rudaw`, `2024-02`, `John Kirby`."""
    query: str
    """Canonical query text of the filter that keeps these articles: `source:"Rudaw"`."""
    articles: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one kind, those with most articles first (months: newest first)."""

    name: str
    """"source", "month", "person", "org" or "place"."""
    values: tuple[FacetValue, ...]
    others: int = 0
    """How many further values were left off."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The articles published from `first` to `last`, both included."""

    first: dt.date
    last: dt.date
    articles: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A histogram of a result by date: bins without a gap, oldest first; none if nothing is dated."""

    unit: str
    """"day", "month" or "year"."""
    bins: tuple[Bin, ...]
    undated: int


_DAYS_SHOWN_SINGLY = 92
_DAYS_SHOWN_BY_MONTH = 3660
"""Spans of time up to three months are shown by day, up to ten years by month: bars that fit on a screen."""

_UNIT_CODES = {"day": "D", "month": "M", "year": "Y"}
_EPOCH = dt.date(1970, 1, 1).toordinal()

_ENTITY_FACETS = (
    ("person", EntityKind.PERSON),
    ("org", EntityKind.ORGANISATION),
    ("place", EntityKind.PLACE),
)


def facets(docs: Numbers, columns: Columns, entities: EntityTable, limit: int) -> tuple[Facet, ...]:
    """The facets of the documents `docs`, at most `limit` values each."""
    chosen = np.zeros(len(columns.days), np.bool_)
    chosen[docs] = True
    articles = entities.articles_in(chosen)
    return (
        _sources(columns.source, docs, limit),
        _months(columns.days[docs], limit),
        *(_named(name, entities, articles, kind, limit) for name, kind in _ENTITY_FACETS),
    )


def timeline(days: Numbers, unit: str | None = None) -> Timeline:
    """A histogram of `days` (proleptic ordinals, 0 for unknown) by `unit`, or by what suits their span."""
    dated = days[days > 0]
    undated = len(days) - len(dated)
    if not len(dated):
        return Timeline(unit or "day", (), undated)
    unit = unit or _unit_for(int(dated.max()) - int(dated.min()))
    bins = zip(*(column.tolist() for column in _histogram(dated, unit)), strict=True)
    return Timeline(unit, tuple(Bin(*each) for each in bins), undated)


def _histogram(dated: Numbers, unit: str) -> tuple[Numbers, Numbers, Numbers]:
    """First days and last days of all bins from the first of `dated` (ordinals) to the last, and their counts."""
    low, high = int(dated.min()), int(dated.max())
    code = _UNIT_CODES[unit]
    begin, end = (np.datetime64(day - _EPOCH, "D").astype(f"M8[{code}]") for day in (low, high))
    units = np.arange(begin, end + 1)
    firsts, lasts = units.astype("M8[D]"), (units + 1).astype("M8[D]") - 1
    starts = np.maximum(firsts.astype(np.int64) + _EPOCH - low, 0)
    return firsts, lasts, np.add.reduceat(np.bincount(dated - low), starts)


def _sources(source: Category, docs: Numbers, limit: int) -> Facet:
    counts = np.bincount(source.codes[docs], minlength=len(source.values))
    some = np.flatnonzero(counts > 0)
    numbers = [i for i in some[np.argsort(-counts[some], kind="stable")].tolist() if source.values[i]]
    values = tuple(
        FacetValue(source.values[i], _source_query(source.values[i], _listed(source.values)), int(counts[i]))
        for i in numbers[:limit]
    )
    return Facet("source", values, len(numbers) - len(values))


@lru_cache(maxsize=4)
def _listed(values: tuple[str, ...]) -> str:
    """All names, folded, a line each."""
    return "\n".join(map(fold, values))


@lru_cache(maxsize=1 << 12)
def _source_query(name: str, names: str) -> str:
    """The filter that keeps this source and no other of `names`, some of which may hold its name."""
    return str(About("source", name, exact=names.count(fold(name)) > 1))


def _months(days: Numbers, limit: int) -> Facet:
    dated = days[days > 0]
    if not len(dated):
        return Facet("month", ())
    firsts, lasts, counts = _histogram(dated, "month")
    some = np.flatnonzero(counts > 0)
    newest = some[::-1][:limit]
    rows = zip(*(column[newest].tolist() for column in (firsts, lasts, counts)), strict=True)
    values = tuple(FacetValue(*_month(first, last), count) for first, last, count in rows)
    return Facet("month", values, len(some) - len(values))


@lru_cache(maxsize=1 << 12)
def _month(first: dt.date, last: dt.date) -> tuple[str, str]:
    """How a month is called, and the filter that keeps it."""
    return f"{first:%Y-%m}", str(Dates(first, last))


def _named(name: str, entities: EntityTable, articles: Numbers, kind: EntityKind, limit: int) -> Facet:
    found, some = entities.facet(articles, kind, limit)
    values = tuple(
        FacetValue(entity.name, str(Named.only(kind, entity.name)), count) for entity, count in found
    )
    return Facet(name, values, some - len(values))


def _unit_for(span: int) -> str:
    if span < _DAYS_SHOWN_SINGLY:
        return "day"
    return "month" if span < _DAYS_SHOWN_BY_MONTH else "year"
