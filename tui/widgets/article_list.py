"""What does the list show of an article? Title, source and date, and the passage that was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message

from index.article import PublicationDate, Span
from index.errors import BroadsheetError
from tui.layout import wrap
from tui.widgets.marks import mark_style
from tui.widgets.virtual_list import VirtualList
from tui.words import counted, date_words, safe

if TYPE_CHECKING:
    from index.library import Hits, Row

ROOMY_FROM = 30
"""Lines of the list from which rows are set generously."""

BELOW = "│ "
"""Before a row that stands below another version of its text."""

SEPARATOR = " · "

LEAD = 14
"""Cells of a snippet kept before its first match when it does not fit."""


class ArticleList(VirtualList["Row"]):
    """The answer to the query, or the whole corpus."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article-list--title",
        "article-list--meta",
        "article-list--snippet",
        "article-list--match",
        "article-list--bar",
    }
    DEFAULT_CSS = """
    ArticleList {
        & > .article-list--title { text-style: bold; }
        & > .article-list--meta { color: $text-muted; }
        & > .article-list--snippet { color: $foreground 80%; }
        & > .article-list--match { color: $text-warning; text-style: bold underline; }
        & > .article-list--bar { color: $accent; }
    }
    """

    @dataclass
    class Lost(Message):
        """A row could not be read from the index."""

        error: BroadsheetError

    def __init__(self) -> None:
        super().__init__(element="articles")
        self._found = False

    def show(self, hits: Hits, cursor: int) -> None:
        """List `hits` with the cursor on one of them."""
        self._found = bool(hits.text.strip())
        self.set_source(len(hits), hits.row, cursor=cursor, row_height=self._height())

    def fetch(self, index: int) -> Row:
        """The row, or one that stands for an article that the index has lost."""
        try:
            return super().fetch(index)
        except BroadsheetError as error:
            from index.library import Row  # loaded by now, but not before the first frame

            self.post_message(self.Lost(error))
            return Row(id="", key="", title="(cannot be read)", date=PublicationDate(), source=None, words=0)

    def on_resize(self) -> None:
        self.row_height = self._height()
        super().on_resize()

    def render_row(self, row: Row, width: int, *, chosen: bool) -> Sequence[Content]:
        inner = width - 3
        if row.is_version:
            inner -= len(BELOW)
        lines = self._title(row, inner)
        spare = self._text_lines() - len(lines) - 1 - bool(row.snippet)
        lines += self._meta(row, inner, 2 if spare > 0 else 1)
        if row.snippet:
            lines += self._snippet(row, inner, self._text_lines() - len(lines))
        bar = Content("▌ ").stylize(mark_style(self, "article-list--bar")) if chosen else Content("  ")
        if row.is_version:
            bar += Content(BELOW).stylize(mark_style(self, "article-list--bar"))
        return [bar + line.truncate(inner, ellipsis=True) for line in lines]

    def _height(self) -> int:
        if self.size.height < ROOMY_FROM:
            return 3
        return 5 if self._found else 4

    def _text_lines(self) -> int:
        return 3 if self.row_height == 3 else self.row_height - 1

    def _title(self, row: Row, width: int) -> list[Content]:
        title, limit = safe(row.title), 1 if self.row_height == 3 else 2
        lines = [title[start:end] for start, end in wrap(title, 0, len(title), width)]
        if len(lines) > limit:
            lines[limit - 1 :] = [" ".join(lines[limit - 1 :])]
        style = mark_style(self, "article-list--title")
        return [Content(line).stylize(style) for line in lines]

    def _meta(self, row: Row, width: int, limit: int) -> list[Content]:
        """Source and date, and the versions that the row stands for, on at most `limit` lines: as much as has room."""
        known = " · ".join([*([safe(row.source)] if row.source else []), date_words(row.date)])
        meta = Content(known).stylize(mark_style(self, "article-list--meta"))
        if not row.versions:
            return [meta]
        style = mark_style(self, "article-list--bar")
        folded = f"+{counted(row.versions, 'version')}"
        sources = safe(", ".join(row.version_sources))
        whole = f"{folded}: {sources}" if sources else folded
        room = width - cell_len(known) - len(SEPARATOR)
        if cell_len(whole) > room and limit > 1:
            return [meta, Content(whole).stylize(style)]
        choices = [each for each in (whole, folded) if cell_len(each) <= room]
        shown = choices[0] if choices else f"+{row.versions:,}"
        return [meta + Content(SEPARATOR + shown).stylize(style)]

    def _snippet(self, row: Row, width: int, limit: int) -> list[Content]:
        """The passage on at most `limit` lines, its matches marked, the first of them in view."""
        text, matches = window(safe(row.snippet), row.snippet_matches, width * limit)
        content = Content(text).stylize(mark_style(self, "article-list--snippet"))
        mark = mark_style(self, "article-list--match")
        for match in matches:
            content = content.stylize(mark, match.start, match.end)
        spans = list(wrap(text, 0, len(text), width))[:limit]
        if spans:
            spans[-1] = (spans[-1][0], len(text))
        return [content[start:end] for start, end in spans]


def window(text: str, matches: Sequence[Span], cells: int) -> tuple[str, list[Span]]:
    """`text` from a little before its first match where that would fall outside `cells`; spans move along."""
    if not matches or cell_len(text[: matches[0].end]) <= cells:
        return text, list(matches)
    start = text.rfind(" ", 0, max(1, matches[0].start - LEAD)) + 1
    moved = [Span(match.start - start + 1, match.end - start + 1) for match in matches]
    return "…" + text[start:], moved
