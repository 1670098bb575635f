"""How is an article drawn? A line at a time from its layout, with the marks that fall on that line.

Offsets are code points of `Article.text`. Later marks win: block < mention < match < current < selection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from index.article import Article, BlockKind, Span
from tui.layout import Layout, Line
from tui.widgets.marks import mark_style
from tui.words import safe

GUTTER = 2
"""Cells kept free on both sides of the text, one of them for the mark of the current block."""

LINES_KEPT = 1024
"""Drawn lines to keep: a few dozen screens."""

CONTEXT = 3
"""Share of the view (a third) above the line that a jump arrives at."""

_COMPONENTS = {
    BlockKind.TITLE: "reader--title",
    BlockKind.DATE: "reader--dateline",
    BlockKind.SOURCE: "reader--dateline",
    BlockKind.BYLINE: "reader--dateline",
    BlockKind.CAPTION: "reader--caption",
    BlockKind.STANDFIRST: "reader--standfirst",
    BlockKind.SUBHEAD: "reader--subhead",
}


class Page(ScrollView, inherit_bindings=False):
    """The text of one article, drawn and selectable."""

    ALLOW_SELECT = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--text",
        *_COMPONENTS.values(),
        "reader--hidden",
        "reader--rule",
        "reader--mention",
        "reader--match",
        "reader--current",
        "reader--block",
        "reader--here",
    }
    DEFAULT_CSS = """
    Page {
        overflow-x: hidden;
        scrollbar-size: 0 0;
        & > .reader--title { text-style: bold; color: $text-primary; }
        & > .reader--dateline { color: $text-muted; }
        & > .reader--caption { color: $text-muted; text-style: italic; }
        & > .reader--standfirst { text-style: italic; }
        & > .reader--subhead { text-style: bold; }
        & > .reader--hidden { color: $foreground 50%; }
        & > .reader--rule { color: $foreground 50%; text-style: italic; }
        & > .reader--mention { color: $text-accent; background: $accent-muted; text-style: underline; }
        & > .reader--match { color: $text-warning; background: $warning-muted; text-style: bold; }
        & > .reader--current { text-style: bold reverse; }
        & > .reader--block { color: $accent; }
        & > .reader--here { background: $accent 15%; }
    }
    """

    class Moved(Message):
        """Another part of the article is in view, or other marks stand in it."""

    def __init__(self, measure: int) -> None:
        super().__init__(id="text")
        self.measure = measure
        self.article: Article | None = None
        self.hidden_shown = False
        self.current: Span | None = None
        self.block: int | None = None
        self._layout_of: Layout | None = None
        self._matches: Sequence[Span] = ()
        self._mentions: Sequence[Span] = ()
        self._mark_lines: tuple[set[int], set[int]] | None = None
        self._anchor = 0
        self._set_for = Size()
        self._drawn: LRUCache[int, Strip] = LRUCache(LINES_KEPT)

    # What is shown

    def show(self, article: Article, offset: int = 0) -> None:
        """Show another article, from the line that holds `offset`."""
        self.article = article
        self._matches, self._mentions, self.current, self.block = (), (), None, None
        self.screen.clear_selection()
        self._set(offset)

    def show_again(self, article: Article, place: Callable[[int], int]) -> None:
        """Show the same article as it is now; `place` tells where an offset of before has gone."""
        same = self.article is not None and self.article.text == article.text
        offset = place(self.top_offset)
        self.article = article
        if not same:
            self._matches, self._mentions, self.current, self.block = (), (), None, None
            self.screen.clear_selection()
        self._set(offset)
        self._stay_on_what_is_shown()

    def _stay_on_what_is_shown(self) -> None:
        """Where the current block was hidden just now, the next one is current, else the last that is shown."""
        layout = self._layout_of
        if self.block is None or layout is None:
            return
        count = len(layout.article.blocks)
        order = (*range(self.block, count), *reversed(range(min(self.block, count))))
        self.block = next((index for index in order if layout.first_of(index) is not None), None)

    def set_marks(self, matches: Sequence[Span], mentions: Sequence[Span]) -> None:
        """Mark the matches of the query and the mentions of the chosen entity, both in order."""
        if (matches, mentions) == (self._matches, self._mentions):
            return
        self._matches, self._mentions, self._mark_lines = matches, mentions, None
        if self.current is not None and self.current not in matches and self.current not in mentions:
            self.current = None
        self._marked()

    def show_hidden(self, shown: bool) -> None:
        """Draw the hidden blocks, dimmed, or leave them out; the place stays."""
        self.hidden_shown = shown
        self._set(self.top_offset)

    # Where it stands

    @property
    def top_offset(self) -> int:
        """The offset of the first line in view."""
        lines = self._lines
        return lines[min(self.scroll_offset.y, len(lines) - 1)].start if lines else self._anchor

    @property
    def line_count(self) -> int:
        return len(self._lines)

    @property
    def mark_lines(self) -> tuple[set[int], set[int]]:
        """The numbers of the lines where matches and where mentions start."""
        layout = self._layout_of
        if layout is None:
            return set(), set()
        if self._mark_lines is None:
            matches, mentions = (
                {layout.line_at(span.start) for span in spans} for spans in (self._matches, self._mentions)
            )
            self._mark_lines = matches, mentions
        return self._mark_lines

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.size == self._set_for:
            self._anchor = self.top_offset
        self.post_message(self.Moved())

    def on_resize(self, event: events.Resize) -> None:
        """The first line stays the first, and the current match or mention stays in view."""
        self._drawn.clear()
        seen = self.current if self.current is not None and self._in_view(self.current.start) else None
        self._set_for = event.size
        if event.size.width and (self._layout_of is None or self._layout_of.width != self._columns):
            self._set(self._anchor)
        if seen is not None and self._layout_of is not None:
            self._bring(self._layout_of.line_at(seen.start))
        self.post_message(self.Moved())

    # Drawing

    def render_line(self, y: int) -> Strip:
        number = self.scroll_offset.y + y
        if number >= len(self._lines):
            return Strip.blank(self.size.width, self.get_visual_style("reader--text").rich_style)
        if number not in self._drawn:
            self._drawn[number] = self._draw(number, self._lines[number])
        return self._drawn[number]

    def _draw(self, number: int, line: Line) -> Strip:
        width, base = self.size.width, self.get_visual_style("reader--text")
        assert self.article is not None
        if line.block < 0:
            return Strip.blank(width, base.rich_style)
        text = safe(self.article.text[line.start : line.end].replace("\n", " ").replace("\t", " "))
        content = Content(text).stylize(self._block_style(line.block))
        for style, start, end in self._marks_on(line):
            content = content.stylize(style, max(0, start - line.start), min(len(text), end - line.start))
        selected = self.text_selection.get_span(number) if self.text_selection is not None else None
        if selected is not None:
            start, end = selected
            style = mark_style(self.screen, "screen--selection")
            content = content.stylize(style, start, len(text) if end < 0 else end)
        strip = Strip(content.render_segments(base), content.cell_length).apply_offsets(0, number)
        parts = [self._gutter(line, self._margin, base), strip]
        if line.rule:
            parts.append(self._rule(line, self._columns - strip.cell_length, base))
        return Strip.join(parts).adjust_cell_length(width, base.rich_style)

    def _gutter(self, line: Line, margin: int, base: Style) -> Strip:
        mark = "▎" if self._is_here(line) else " "
        content = Content(" " * (margin - 2) + mark + " ").stylize(mark_style(self, "reader--block"))
        return Strip(content.render_segments(base), margin)

    def _is_here(self, line: Line) -> bool:
        """Does the line show some of the current block?"""
        here = self._here
        return here is not None and line.block >= 0 and _touches(here, line)

    @property
    def _here(self) -> Span | None:
        """The text of the current block."""
        if self.block is None or self.article is None:
            return None
        return self.article.content(self.article.blocks[self.block])

    def _rule(self, line: Line, room: int, base: Style) -> Strip:
        words = f"‹{safe(line.rule)}›" if cell_len(line.rule) + 2 <= room else f"‹{safe(line.rule)}"
        content = Content(words.rjust(room)).truncate(room, ellipsis=True)
        content = content.stylize(mark_style(self, "reader--rule"))
        return Strip(content.render_segments(base), content.cell_length)

    def _block_style(self, block: int) -> Style:
        assert self.article is not None
        shown = self.article.blocks[block]
        component = "reader--hidden" if shown.hidden else _COMPONENTS.get(shown.kind, "reader--text")
        return mark_style(self, component)

    def _marks_on(self, line: Line) -> list[tuple[Style, int, int]]:
        """The marks that touch `line`, the strongest last."""
        marks = []
        here = self._here
        if here is not None and self._layout_of is not None and self.block in self._layout_of.flowing:
            marks += [(mark_style(self, "reader--here"), *here)] if _touches(here, line) else []
        for spans, component in ((self._mentions, "reader--mention"), (self._matches, "reader--match")):
            first = bisect_right(spans, line.start, key=lambda span: span.end)
            last = bisect_left(spans, line.end, key=lambda span: span.start)
            style = mark_style(self, component)
            marks += [(style, span.start, span.end) for span in spans[first:last]]
        if self.current is not None and _touches(self.current, line):
            marks.append((mark_style(self, "reader--current"), *self.current))
        return marks

    def notify_style_update(self) -> None:
        self._drawn.clear()
        super().notify_style_update()

    # Selecting with the mouse

    def selection_updated(self, selection: Selection | None) -> None:
        self._drawn.clear()
        self.refresh()

    # Setting the text

    @property
    def _columns(self) -> int:
        return max(1, min(self.measure, self.size.width - 2 * GUTTER))

    @property
    def _margin(self) -> int:
        return max(GUTTER, (self.size.width - self._columns) // 2)

    @property
    def _lines(self) -> list[Line]:
        return self._layout_of.lines if self._layout_of is not None else []

    def _set(self, offset: int) -> None:
        """Wrap the article to the present width and scroll to the line of `offset`."""
        self._anchor, self._mark_lines = offset, None
        self._drawn.clear()
        if self.article is None or not self.size.width:
            self._layout_of = None
            return
        self._layout_of = Layout(self.article, self._columns, hidden=self.hidden_shown)
        # Without scrollbars another length is no reason to lay out the whole screen.
        self.set_reactive(Page.virtual_size, Size(self.size.width, len(self._lines)))
        line = self._layout_of.line_at(offset) if offset else 0
        self.scroll_to(y=line, animate=False, force=True)
        # Where all of it fits there is nothing to scroll, but narrower again the place is wanted.
        self._anchor = offset
        self.refresh()
        self.post_message(self.Moved())

    def _marked(self) -> None:
        self._drawn.clear()
        self.refresh()
        self.post_message(self.Moved())

    def _in_view(self, offset: int) -> bool:
        top = self.scroll_offset.y
        return (
            self._layout_of is not None
            and top <= self._layout_of.line_at(offset) < top + self._set_for.height
        )

    def _bring(self, line: int) -> None:
        """Scroll to `line` unless it stands well within the view."""
        top, height = self.scroll_offset.y, self.size.height
        if not top <= line < top + height - 1:
            self.scroll_to(y=max(0, line - height // CONTEXT), animate=False, force=True)


def _touches(span: Span, line: Line) -> bool:
    """Does a line show some of `span`? The empty one below it, with why it is hidden, belongs to it."""
    return (span.start < line.end and span.end > line.start) or line.start == line.end == span.end
