"""What is a result made of? Its sources, months and names with counts, and its course over time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


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
