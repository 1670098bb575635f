"""How does one move through an article, and select in it? By lines, pages, blocks and spans; one span and one
block are current."""

from __future__ import annotations

from bisect import bisect_right
from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Offset
from textual.selection import Selection

from index.article import Span
from tui.actions import Where
from tui.bindings import bindings_for
from tui.layout import shown_text
from tui.widgets.page import Page


class Reader(Page, can_focus=True, inherit_bindings=False):
    """The text of one article."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.PANE)

    # Going to a place

    def go_to_offset(self, offset: int) -> None:
        """Scroll so that the line of `offset` is the first in view."""
        if self._layout_of is not None:
            self.scroll_to(y=self._layout_of.line_at(offset) if offset else 0, animate=False, force=True)

    def go_to(self, span: Span) -> None:
        """Make `span` the current one and bring it into view; a hidden one shows what is hidden."""
        self.current = span
        if self._layout_of is not None and self.article is not None:
            self.block = self._block_at(span.start)
            if self.article.blocks[self.block].hidden and not self.hidden_shown:
                self.show_hidden(True)
            self._bring(self._layout_of.line_at(span.start))
        self._marked()

    def stand_at(self, span: Span | None) -> None:
        """Make `span` the current one, or none, and leave the view as it is."""
        self.current = span
        self.block = self._block_at(span.start) if span is not None and self.article is not None else None
        self._marked()

    def stand_on(self, block: int) -> None:
        """Make a block the current one; the view stays."""
        self.block = block
        self._marked()

    def go_to_block(self, step: int) -> bool:
        """Make the next (or previous) block in view the current one; False at the end."""
        layout, here = self._layout_of, self.current_block
        if layout is None or here is None:
            return False
        index = here + step if self.block == here else here
        while 0 <= index < len(layout.article.blocks) and layout.first_of(index) is None:
            index += step
        line = layout.first_of(index) if 0 <= index < len(layout.article.blocks) else None
        if line is None:
            return False
        self.block = index
        self._bring(line)
        self._marked()
        return True

    def leave_block(self) -> bool:
        """Forget the current block and span; False when there was none."""
        had = self.block is not None
        self.block = self.current = None
        self._marked()
        return had

    # Where it stands

    @property
    def origin(self) -> int:
        """Where "next" and "previous" count from: the current span if in view, else the view's top."""
        if self.current is not None and self._in_view(self.current.start):
            return self.current.start
        return self.top_offset - 1

    @property
    def current_block(self) -> int | None:
        """The index of the current block in view, else of the first one in view."""
        if self._layout_of is None or not self._lines:
            return None
        if self.block is not None:
            first = self._layout_of.first_of(self.block)
            if first is not None and self._in_view(self._lines[first].start):
                return self.block
        return self._block_at(self.top_offset)

    def _block_at(self, offset: int) -> int:
        assert self.article is not None
        index = bisect_right(self.article.blocks, offset, key=lambda block: block.start) - 1
        return max(0, index)

    # Moving

    def action_down(self) -> None:
        self._scroll(1)

    def action_up(self) -> None:
        self._scroll(-1)

    def action_first(self) -> None:
        self._scroll(-self.line_count)

    def action_last(self) -> None:
        self._scroll(self.line_count)

    def action_pages(self, pages: float) -> None:
        self._scroll(round((self.size.height - 2) * pages))

    def action_choose(self) -> None:
        """Enter has nothing to open here."""

    def _scroll(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    # Selecting and copying

    def text_between(self, start: int, end: int) -> str:
        """What is shown of `[start, end)`, for the clipboard."""
        return shown_text(self.article, start, end, hidden=self.hidden_shown) if self.article else ""

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        if not self._lines or self.article is None:
            return None
        start = 0 if selection.start is None else self._offset_of(selection.start)
        end = len(self.article.text) if selection.end is None else self._offset_of(selection.end)
        return self.text_between(start, end), "\n"

    def _offset_of(self, place: Offset) -> int:
        line = self._lines[max(0, min(place.y, len(self._lines) - 1))]
        return min(line.start + place.x, line.end)
