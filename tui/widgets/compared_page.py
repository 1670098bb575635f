"""How are two versions drawn? Line by line from their alignment, signs before what differs and marks on the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from index.article import Article, Span
from index.compare import Pair
from tui.actions import Where
from tui.alignment import Alignment, Row, Stop
from tui.bindings import bindings_for
from tui.widgets.marks import mark_style
from tui.words import safe

WIDE = 100
"""Columns from which two texts stand beside each other."""

SIGN = 2
"""Cells for the sign before a line."""

RULE = " │ "
"""Between two texts."""

SIDES = ("compared--left", "compared--right")
"""How what only one text has is styled."""

CONTEXT = 3
"""Share of the view (a third) above the line that a jump arrives at."""


class ComparedPage(ScrollView, can_focus=True, inherit_bindings=False):
    """Two articles, the paragraphs of one beside those of the other, or above them. One scrolls both."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.PANE)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "compared--text",
        "compared--left",
        "compared--right",
        "compared--words",
        "compared--current",
        "compared--sign",
        "compared--rule",
    }
    DEFAULT_CSS = """
    ComparedPage {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-color: $foreground 25%;
        & > .compared--left { color: $text-error; }
        & > .compared--right { color: $text-success; }
        & > .compared--words { text-style: bold underline; }
        & > .compared--current { text-style: bold reverse; }
        & > .compared--sign { color: $accent; text-style: bold; }
        & > .compared--rule { color: $foreground 25%; }
    }
    """

    class Moved(Message):
        """Another difference is the current one."""

    class Picked(Message):
        """The user wants to read on where the view stands."""

    def __init__(self) -> None:
        super().__init__()
        self.current: int | None = None
        """The number of the difference that was gone to."""
        self._texts = ("", "")
        self._pairs: Sequence[Pair] = ()
        self._alignment: Alignment | None = None

    def show(self, left: Article, right: Article, pairs: Sequence[Pair]) -> None:
        """Show two articles, compared, from their beginning."""
        self._texts, self._pairs, self.current = (left.text, right.text), pairs, None
        self._set(0)

    @property
    def stops(self) -> Sequence[Stop]:
        """The differences, in order."""
        return self._alignment.stops if self._alignment else ()

    @property
    def offset_right(self) -> int:
        """Where in the right text the view stands."""
        runs = (row.runs[1] for row in self._rows[self.scroll_offset.y :])
        return next((run.start for run in runs if run), 0)

    def go_to_difference(self, step: int) -> bool:
        """To the difference after or before the current one, while that is in view, else to the nearest; False where
        there is none."""
        if self._alignment is None:
            return False
        top = self.scroll_offset.y
        seen = self.current is not None and top <= self.stops[self.current].row < top + self.size.height
        number = self._alignment.next_stop(self.current if seen else None, top, step)
        if number is None:
            return False
        self.current = number
        self._bring(self.stops[number].row)
        self.refresh()
        self.post_message(self.Moved())
        return True

    def on_resize(self) -> None:
        in_view = self._rows[self.scroll_offset.y :]
        self._set(next((row.pair for row in in_view if row.pair >= 0), 0))

    # The keys of every pane

    def action_down(self) -> None:
        self.scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        self.scroll_relative(y=-1, animate=False)

    def action_first(self) -> None:
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        self.scroll_end(animate=False)

    def action_pages(self, pages: float) -> None:
        self.scroll_relative(y=round(self.size.height * pages), animate=False)

    def action_choose(self) -> None:
        self.post_message(self.Picked())

    # Drawing

    def render_line(self, y: int) -> Strip:
        base = self.get_visual_style("compared--text")
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if number >= len(self._rows):
            return Strip.blank(width, base.rich_style)
        content = self._line(self._rows[number])
        return Strip(content.render_segments(base), content.cell_length).adjust_cell_length(
            width, base.rich_style
        )

    def _line(self, row: Row) -> Content:
        if not self._beside:
            return self._side(row, 0) + self._side(row, 1)
        rule = Content(RULE).stylize(mark_style(self, "compared--rule"))
        left = self._side(row, 0)
        room = SIGN + self._columns
        return left + Content(" " * (room - left.cell_length)) + rule + self._side(row, 1)

    def _side(self, row: Row, side: int) -> Content:
        """The sign and the run of one text, its differences marked."""
        run = row.runs[side]
        if run is None:
            return Content("")
        pair = self._pairs[row.pair]
        content = Content(safe(self._texts[side][run.start : run.end].replace("\n", " ").replace("\t", " ")))
        colour = mark_style(self, SIDES[side])
        if _alone(pair):
            content = content.stylize(colour)
        for change in pair.changes:
            content = _stylized(content, mark_style(self, "compared--words"), change[side], run)
            content = _stylized(content, colour, change[side], run)
        sign = Content(_sign(pair, side, beside=self._beside)).stylize(mark_style(self, "compared--sign"))
        stop = self.stops[self.current] if self.current is not None else None
        current = mark_style(self, "compared--current")
        if stop is not None and _alone(pair) and stop.spans == (pair.left, pair.right):
            sign = sign.stylize(current, 0, 1)
        elif stop is not None and (span := stop.spans[side]):
            content = _stylized(content, current, span, run)
        return sign + content

    # Setting the texts

    @property
    def _rows(self) -> list[Row]:
        return self._alignment.rows if self._alignment else []

    @property
    def _beside(self) -> bool:
        return self._alignment is not None and self._alignment.beside

    @property
    def _columns(self) -> int:
        """Columns for each text."""
        width = self.scrollable_content_region.width
        room = (width - len(RULE)) // 2 if self.size.width >= WIDE else width
        return max(1, room - SIGN)

    def _set(self, pair: int) -> None:
        """Wrap the texts to the present width and scroll to a pair of paragraphs."""
        if not self.size.width:
            return
        self._alignment = Alignment(*self._texts, self._pairs, self._columns, beside=self.size.width >= WIDE)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))
        row = next((number for number, row in enumerate(self._rows) if row.pair == pair), 0)
        self.scroll_to(y=row, animate=False, force=True)
        self.refresh()

    def _bring(self, row: int) -> None:
        """Scroll to `row` unless it stands well within the view."""
        top, height = self.scroll_offset.y, self.size.height
        if not top <= row < top + height - 1:
            self.scroll_to(y=max(0, row - height // CONTEXT), animate=False, force=True)


def _sign(pair: Pair, side: int, *, beside: bool) -> str:
    """What stands before a line: `-` the left text alone has it, `+` the right one, `~` both with other words."""
    if not pair.differs:
        return "  "
    return "~ " if beside and not _alone(pair) else "-+"[side] + " "


def _alone(pair: Pair) -> bool:
    """Has only one of the texts this paragraph?"""
    return pair.left is None or pair.right is None


def _stylized(content: Content, style: Style, span: Span, run: Span) -> Content:
    """`content`, which shows `run` of a text, with a style over what it shows of `span`."""
    start, end = max(span.start, run.start) - run.start, min(span.end, run.end) - run.start
    return content.stylize(style, start, end) if start < end else content
