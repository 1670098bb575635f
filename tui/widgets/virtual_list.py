"""How does a list of 100,000 rows stay quick? It holds nothing per row and asks only for those it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from tui.actions import Where
from tui.bindings import bindings_for

Row = TypeVar("Row")

ROWS_KEPT = 128
"""Drawn rows to keep: a few screens, so that paging back and forth costs nothing."""


def strip_of(content: Content, width: int, style: Style) -> Strip:
    """One line of `content` as exactly `width` cells."""
    cut = content.truncate(width, ellipsis=True) if content.cell_length > width else content
    return Strip(cut.render_segments(style), cut.cell_length).adjust_cell_length(width, style.rich_style)


class VirtualList(ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Rows of a fixed height with a cursor. Subclasses draw a row; sources fetch it by its number."""

    ALLOW_SELECT = False
    CLICKS: ClassVar[int] = 2
    """How many clicks choose a row; one moves the cursor to it."""
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.PANE)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"virtual-list--row", "virtual-list--cursor"}
    DEFAULT_CSS = """
    VirtualList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-color: $foreground 25%;
        & > .virtual-list--row { color: $foreground; background: $background; }
        & > .virtual-list--cursor { color: $foreground; background: $surface; }
        &:focus > .virtual-list--cursor { color: $foreground; background: $boost; }
    }
    """

    cursor = reactive(0, repaint=False)
    """The number of the row that is highlighted."""

    @dataclass
    class OfRow(Message):
        """Something that the user did with a row."""

        source: VirtualList[object]
        index: int

        @property
        def control(self) -> VirtualList[object]:
            return self.source

    class Highlighted(OfRow):
        """The user moved the cursor to a row."""

    class Picked(OfRow):
        """The user chose a row."""

    def __init__(self, *, element: str | None = None) -> None:
        super().__init__(id=element)
        self.row_height = 1
        self.count = 0
        self._fetch: Callable[[int], Row] | None = None
        self._drawn: LRUCache[tuple[int, bool], list[Strip]] = LRUCache(ROWS_KEPT)

    def set_source(
        self, count: int, fetch: Callable[[int], Row], *, cursor: int = 0, row_height: int = 1
    ) -> None:
        """Show `count` rows, fetched by number as they come into view, with the cursor on one of them.

        The cursor stays where it is on the screen, as far as the ends of the list allow.
        """
        above = self.cursor * self.row_height - self.scroll_offset.y
        self.count, self._fetch, self.row_height = count, fetch, row_height
        self._resized()
        self.scroll_to(y=max(0, cursor * row_height - above), animate=False, force=True)
        self.select(cursor)

    def select(self, index: int) -> None:
        """Move the cursor without a message, as a reader of the list does, not its user."""
        self.cursor = max(0, min(index, self.count - 1))
        self._show_cursor()
        self.refresh()

    def show_below(self, rows: int) -> None:
        """Scroll until so many rows below the cursor are in view, too, as far as it stays there itself."""
        last = (self.cursor + rows + 1) * self.row_height - self.size.height
        if last > self.scroll_offset.y:
            self.scroll_to(y=min(last, self.cursor * self.row_height), animate=False, force=True)

    def fetch(self, index: int) -> Row:
        """The row of a number below `count`."""
        assert self._fetch is not None
        return self._fetch(index)

    def render_row(self, row: Row, width: int, *, chosen: bool) -> Sequence[Content]:
        """At most `row_height` lines of at most `width` cells."""
        raise NotImplementedError

    def selectable(self, index: int) -> bool:
        """May the cursor stand on this row? Headings say no."""
        return 0 <= index < self.count

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index, line = divmod(self.scroll_offset.y + y, self.row_height)
        if index >= self.count:
            return Strip.blank(width, self.get_visual_style("virtual-list--row").rich_style)
        return self._strips(index, width)[line]

    def _strips(self, index: int, width: int) -> list[Strip]:
        chosen = index == self.cursor
        drawn = self._drawn.get((index, chosen))
        if drawn is None:
            style = self.get_visual_style("virtual-list--cursor" if chosen else "virtual-list--row")
            lines = self.render_row(self.fetch(index), width, chosen=chosen)
            drawn = [strip_of(line, width, style) for line in lines]
            drawn += [Strip.blank(width, style.rich_style)] * (self.row_height - len(drawn))
            self._drawn[index, chosen] = drawn
        return drawn

    def forget_drawn(self) -> None:
        """Draw every row anew: something changed that rows show."""
        self._drawn.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        self._drawn.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        self._resized()
        self._show_cursor()

    def on_focus(self) -> None:
        self.forget_drawn()

    def on_blur(self) -> None:
        self.forget_drawn()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None:
            index = (offset.y + self.scroll_offset.y) // self.row_height
            if self.selectable(index):
                self._move_to(index)
                if event.chain == self.CLICKS:
                    self.action_choose()

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def action_first(self) -> None:
        self._move(-self.count)

    def action_last(self) -> None:
        self._move(self.count)

    def action_pages(self, pages: float) -> None:
        rows = max(1, int(self.size.height // self.row_height * abs(pages)))
        self._move(rows if pages > 0 else -rows)

    def action_choose(self) -> None:
        if self.selectable(self.cursor):
            self.post_message(self.Picked(self, self.cursor))  # type: ignore[arg-type]  # any row will do

    def _move(self, step: int) -> None:
        """Move by `step` rows, on to the nearest one that the cursor may stand on."""
        target = max(0, min(self.cursor + step, self.count - 1))
        direction = 1 if step > 0 else -1
        for way in (direction, -direction):
            index = target
            while 0 <= index < self.count and not self.selectable(index):
                index += way
            if self.selectable(index):
                self._move_to(index)
                return

    def _move_to(self, index: int) -> None:
        if index != self.cursor:
            before, self.cursor = self.cursor, index
            self._show_cursor()
            for row in (before, index):
                self.refresh_lines(row * self.row_height - self.scroll_offset.y, self.row_height)
            self.post_message(self.Highlighted(self, index))  # type: ignore[arg-type]  # any row will do

    def _resized(self) -> None:
        self._drawn.clear()
        self._set_virtual_size(Size(self.scrollable_content_region.width, self.count * self.row_height))

    def _set_virtual_size(self, size: Size) -> None:
        """Take a new size without laying out the whole screen, unless the scrollbar comes or goes."""
        height = self.size.height
        if (size.height > height) != (self.virtual_size.height > height):
            self.virtual_size = size
            return
        self.set_reactive(VirtualList.virtual_size, size)
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = size.height
        self.scroll_to(y=min(self.scroll_offset.y, max(0, size.height - height)), animate=False, force=True)

    def _show_cursor(self) -> None:
        """Scroll as little as brings the whole row of the cursor into view, headings above it included."""
        top = self.cursor
        while top and not self.selectable(top - 1):
            top -= 1
        first, last = top * self.row_height, (self.cursor + 1) * self.row_height
        if first < self.scroll_offset.y:
            self.scroll_to(y=first, animate=False, force=True)
        elif last > self.scroll_offset.y + self.size.height:
            self.scroll_to(y=last - self.size.height, animate=False, force=True)
