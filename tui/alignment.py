"""Which runs of two texts stand on the same line? Paragraph beside paragraph, or one below the other. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from index.article import Span
from index.compare import Change, Pair
from tui.layout import wrap

Sides = tuple[Span | None, Span | None]
"""A span of the left text and one of the right text, if there."""


class Row(NamedTuple):
    """A line of the comparison: a run of each text, or of one; of none between paragraphs."""

    runs: Sides
    """What stands there of the left text, and of the right one."""
    pair: int
    """The number of the paragraphs; -1 between them."""


class Stop(NamedTuple):
    """A difference that one can go to: the row it begins on, and where it is in the texts."""

    row: int
    spans: Sides


class Alignment:
    """Two texts set to `width` columns each.

    Where they are not `beside` each other, a paragraph that is the same stands once; of others, the left one stands
    above the right one.
    """

    def __init__(self, left: str, right: str, pairs: Sequence[Pair], width: int, *, beside: bool) -> None:
        self.pairs = pairs
        self.beside = beside
        self.rows: list[Row] = []
        self.stops: list[Stop] = []
        for number, pair in enumerate(pairs):
            if number:
                self.rows.append(Row((None, None), -1))
            first = len(self.rows)
            one, other = _runs(left, pair.left, width), _runs(right, pair.right, width)
            if beside:
                self.rows += (Row(runs, number) for runs in zip_longest(one, other))
            else:
                self.rows += (Row((run, None), number) for run in one)
                self.rows += (Row((None, run), number) for run in other if pair.differs)
            self.stops += self._stops(pair, first)

    def next_stop(self, current: int | None, row: int, step: int) -> int | None:
        """The number of the difference after (`step` > 0) or before the current one; without one, from `row` on."""
        rows = [stop.row for stop in self.stops]
        if current is not None:
            number = current + step
        else:
            number = bisect_left(rows, row) if step > 0 else bisect_right(rows, row) - 1
        return number if 0 <= number < len(rows) else None

    def _stops(self, pair: Pair, first: int) -> Iterable[Stop]:
        """The differences of a pair whose rows begin at `first`."""
        if pair.left is None or pair.right is None:
            return [Stop(first, (pair.left, pair.right))]
        return [Stop(self._row_of(change, first), change) for change in pair.changes]

    def _row_of(self, change: Change, first: int) -> int:
        """The first row from `first` on that shows some of the words, on the left if there are any."""
        side = 0 if change.left.start < change.left.end else 1
        runs = ((number, self.rows[number].runs[side]) for number in range(first, len(self.rows)))
        return next((number for number, run in runs if run and run.end > change[side].start), first)


def _runs(text: str, paragraph: Span | None, width: int) -> list[Span]:
    return [Span(*run) for run in wrap(text, *paragraph, width)] if paragraph else []
