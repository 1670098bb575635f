"""When was what was found published? A histogram, moved through and narrowed by keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.actions import Where
from tui.bindings import bindings_for
from tui.histogram import Chart, bars, chart, labels
from tui.widgets.marks import mark_style
from tui.words import counted, range_words

if TYPE_CHECKING:
    from index.facets import Bin, Timeline

MARGIN = 1
"""Cells kept free on both sides."""

FAR = 10
"""Bars that the keys for half a page and a page move by: half of it, and all."""

_UNITS = ("day", "month", "year")


class TimelineChart(Widget, can_focus=True):
    """Bars over a line of labels; `▲` stands under the one that the cursor is on, of which the title tells.

    The cursor passes over columns without a bar.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.PANE, Where.TIMELINE)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"timeline--bar", "timeline--cursor", "timeline--label"}
    DEFAULT_CSS = """
    TimelineChart {
        height: 5;
        border-top: solid $foreground 25%;
        border-title-color: $text-muted;
        &:focus { border-top: heavy $accent; border-title-color: $text-accent; border-title-style: bold; }
        & > .timeline--bar { color: $secondary; }
        & > .timeline--cursor { color: $text-warning; text-style: bold; }
        & > .timeline--label { color: $text-muted; }
    }
    """

    @dataclass
    class Narrowed(Message):
        """The user wants the articles of these days only."""

        first: dt.date
        last: dt.date

    class Widened(Message):
        """The user wants those of all days again."""

    def __init__(self) -> None:
        super().__init__(id="timeline")
        self._timeline: Timeline | None = None
        self._chart: Chart | None = None
        self._cursor = 0

    def show(self, timeline: Timeline | None) -> None:
        """Draw another answer's; None while it is being counted.

        The cursor stays on its day; in smaller units that is not known, and it goes to the peak.
        """
        before, day = self._timeline, self.column.first if self.column else None
        self._timeline = timeline
        known = before and timeline and _UNITS.index(before.unit) <= _UNITS.index(timeline.unit)
        self._draw(day if known else None)

    @property
    def column(self) -> Bin | None:
        """The column that the cursor is on; its days may be those of several bins."""
        return self._chart.columns[self._cursor] if self._chart and self._chart.columns else None

    def on_resize(self) -> None:
        self._draw(self.column.first if self.column else None)

    def _draw(self, day: dt.date | None) -> None:
        """Make the chart anew for the present width, with the cursor on the column of `day`."""
        self._chart = chart(self._timeline, self._width) if self._timeline and self._width > 0 else None
        at = self._chart.column_at(day) if self._chart and day else None
        self._stand(at if at is not None else self._peak())

    def _peak(self) -> int:
        """The column with most articles, the latest of them."""
        columns = self._chart.columns if self._chart else ()
        return max(range(len(columns)), key=lambda i: (columns[i].articles, i), default=0)

    def _stand(self, at: int) -> None:
        """Put the cursor on the bar that is nearest to column `at`."""
        self._cursor = min(self._filled, key=lambda i: abs(i - at), default=0)
        self.border_title = Content(" · ".join(self._words()))
        self.refresh()

    def _words(self) -> list[str]:
        """What the title says: the column under the cursor, what columns are, and what is in none of them."""
        if self._timeline is None or self._chart is None:
            return ["Timeline", "counting…"]
        words, column = ["Timeline"], self.column
        if column is not None:
            step, unit = self._chart.step, self._chart.unit
            words.append(f"{range_words(column.first, column.last)}: {counted(column.articles, 'article')}")
            words.append(f"by {unit}" if step == 1 else f"a column is {step} {unit}s")
        if self._timeline.undated:
            words.append(f"{self._timeline.undated:,} undated")
        return words if len(words) > 1 else [*words, "nothing to show"]

    # Drawing

    @property
    def _width(self) -> int:
        return self.content_size.width - 2 * MARGIN

    def render(self) -> Content:
        if self._chart is None or not self._chart.columns:
            return Content("")
        rows = bars([column.articles for column in self._chart.columns], self.content_size.height - 1)
        return Content("\n").join([*(self._row(row) for row in rows), self._axis()])

    def _row(self, row: Sequence[str]) -> Content:
        assert self._chart is not None
        gap = " " * (self._chart.pitch - self._chart.bar)
        at = MARGIN + self._cursor * self._chart.pitch
        line = Content(" " * MARGIN + "".join(each * self._chart.bar + gap for each in row))
        line = line.stylize(mark_style(self, "timeline--bar"))
        return line.stylize(mark_style(self, "timeline--cursor"), at, at + self._chart.bar)

    def _axis(self) -> Content:
        """The labels; the mark of the cursor takes the place of one that stands there."""
        assert self._chart is not None
        at = self._cursor * self._chart.pitch + (self._chart.bar - 1) // 2
        cells = [" "] * self._width
        for start, text in labels(self._chart, self._width):
            if not start <= at <= start + len(text):
                cells[start : start + len(text)] = text
        cells[at] = "▲"
        line = Content(" " * MARGIN + "".join(cells)).stylize(mark_style(self, "timeline--label"))
        return line.stylize(mark_style(self, "timeline--cursor"), MARGIN + at, MARGIN + at + 1)

    # Moving

    @property
    def _filled(self) -> list[int]:
        """The columns that have a bar."""
        return [i for i, each in enumerate(self._chart.columns) if each.articles] if self._chart else []

    def action_step(self, bars: int) -> None:
        filled = self._filled
        if filled:
            self._stand(filled[max(0, min(filled.index(self._cursor) + bars, len(filled) - 1))])

    def action_down(self) -> None:
        self.action_step(1)

    def action_up(self) -> None:
        self.action_step(-1)

    def action_first(self) -> None:
        self._stand(0)

    def action_last(self) -> None:
        self._stand(len(self._chart.columns) if self._chart else 0)

    def action_pages(self, pages: float) -> None:
        self.action_step(round(FAR * pages))

    def action_choose(self) -> None:
        if self.column is not None:
            self.post_message(self.Narrowed(self.column.first, self.column.last))

    def action_widen(self) -> None:
        self.post_message(self.Widened())

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and self._chart is not None:
            self._stand((offset.x - MARGIN) // self._chart.pitch)
            if event.chain == 2:
                self.action_choose()
