"""How is a timeline drawn in a given width? Columns, the height of their bars, the labels under them. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.facets import Bin, Timeline

STEPS = {"day": (1, 7, 14, 28), "month": (1, 2, 3, 6, 12, 60), "year": (1, 2, 5, 10, 20, 50, 100)}
"""Of how many days, months or years a column may be; beyond them multiples of the last."""

WIDEST = 9
"""Cells of a column, the gap after it included: a few bars do not become blocks."""

EIGHTHS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Chart:
    """The columns of a histogram, oldest first."""

    unit: str
    """"day", "month" or "year"."""
    step: int
    """Of how many units a column is, but for the first and the last, which may be of fewer."""
    columns: tuple[Bin, ...]
    pitch: int
    """Cells of a column, the gap after it included."""

    @property
    def bar(self) -> int:
        """Cells of a bar."""
        return self.pitch - 1 if self.pitch > 2 else self.pitch

    def column_at(self, day: dt.date) -> int | None:
        """The number of the column that `day` falls into."""
        return next((i for i, each in enumerate(self.columns) if each.first <= day <= each.last), None)


def chart(timeline: Timeline, width: int) -> Chart:
    """`timeline` in at most `width` cells: each bin a column, or as many to a column as it takes."""
    bins, unit = timeline.bins, timeline.unit
    step = _step(len(bins), max(2, width), unit)
    groups = groupby(bins, key=lambda each: _number(each.first, unit) // step)
    columns = tuple(_joined(tuple(group)) for _, group in groups)
    return Chart(unit, step, columns, max(1, min(WIDEST, width // max(1, len(columns)))))


def _step(bins: int, width: int, unit: str) -> int:
    """The least step that makes no more than `width` columns; those at the ends may be of fewer bins."""
    least = 1 if bins <= width else -(-bins // (width - 1))
    last = STEPS[unit][-1]
    return next((step for step in STEPS[unit] if step >= least), -(-least // last) * last)


def _number(day: dt.date, unit: str) -> int:
    """Days, months or years since the calendar began, so that weeks begin on Mondays and quarters in January."""
    if unit == "day":
        return day.toordinal() - 1
    return day.year * 12 + day.month - 1 if unit == "month" else day.year


def _joined(bins: Sequence[Bin]) -> Bin:
    return replace(bins[0], last=bins[-1].last, articles=sum(each.articles for each in bins))


def bars(counts: Sequence[int], rows: int) -> list[list[str]]:
    """`rows` lines from the top, each with one character a count; whatever is not nothing can be seen."""
    most = max(counts, default=0)
    heights = [max(1, round(count / most * rows * 8)) if count else 0 for count in counts]
    return [
        [EIGHTHS[max(0, min(8, height - 8 * row))] for height in heights] for row in reversed(range(rows))
    ]


def labels(drawn: Chart, width: int) -> list[tuple[int, str]]:
    """What to write from which of `width` cells on: where longer periods begin; each column, if there is room."""
    placed: list[tuple[int, str]] = []
    for number, text in [*_periods(drawn), *_own(drawn)]:
        start, end = number * drawn.pitch, number * drawn.pitch + len(text)
        if end <= width and all(end < at or at + len(other) < start for at, other in placed):
            placed.append((start, text))
    return sorted(placed)


def _periods(drawn: Chart) -> Iterator[tuple[int, str]]:
    """The first column, and those in which another month, year or decade begins."""
    before: dt.date | None = None
    for number, column in enumerate(drawn.columns):
        day = column.first
        if before is None:
            yield number, str(day.year) if drawn.unit == "year" else f"{day:%b} {day.year}"
        elif _period(day, drawn.unit) != _period(before, drawn.unit):
            yield number, f"{day:%b}" if day.year == before.year else str(day.year)
        before = day


def _period(day: dt.date, unit: str) -> tuple[int, int]:
    return {"day": (day.year, day.month), "month": (day.year, 0), "year": (day.year // 10, 0)}[unit]


def _own(drawn: Chart) -> list[tuple[int, str]]:
    """Every column by its own day, month or year; none where they do not fit side by side."""
    days = [column.first for column in drawn.columns]
    texts = [{"day": str(day.day), "month": f"{day:%b}", "year": str(day.year)}[drawn.unit] for day in days]
    return list(enumerate(texts)) if max(map(len, texts), default=0) < drawn.pitch else []
