"""What surrounds the text? A line about the article above it, the ruler beside it, a notice in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from index.article import Article, Span
from tui.widgets.reader import Reader
from tui.widgets.ruler import Ruler
from tui.words import counted, date_words, reading_time, safe, word_count


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the open article and the current match stand, in words: `1 of 5`, `match 1/3`."""

    article: str = ""
    match: str = ""
    versions: int = 0
    """How many there are of the article's text; 0 if there is no other."""


class ReaderPane(Vertical):
    """The middle column."""

    DEFAULT_CSS = """
    ReaderPane {
        & > .header { height: 1; padding: 0 2; color: $text-muted; }
        & > Horizontal { height: 1fr; }
        & .notice {
            display: none; height: 1fr; padding: 2 4;
            content-align: center middle; text-align: center;
        }
        &.-notice .notice { display: block; }
        &.-notice > Horizontal { display: none; }
    }
    """

    def __init__(self, measure: int) -> None:
        super().__init__(id="reader")
        self.reader = Reader(measure)
        self.ruler = Ruler()
        self._header = Static(markup=False, classes="header")
        self._notice = Static(markup=False, classes="notice")
        self._words = 0
        self._shown: tuple[Content, Content, Content] | None = None

    def compose(self) -> ComposeResult:
        yield self._header
        with Horizontal():
            yield self.reader
            yield self.ruler
        yield self._notice

    def show(self, article: Article, offset: int) -> None:
        """Show an article from `offset` in place of what was there."""
        self.remove_class("-notice")
        self._words = word_count(article)
        self.reader.show(article, offset)

    def show_again(self, article: Article, place: Callable[[int], int]) -> None:
        """Show the same article as it is now; `place` tells where an offset of before has gone."""
        self._words = word_count(article)
        self.reader.show_again(article, place)

    def show_notice(self, title: str, *lines: str) -> None:
        """Say something in place of an article."""
        self.add_class("-notice")
        self._shown = None
        self._header.update(Content(""))
        text = Content(safe(title)).stylize("bold")
        self._notice.update(Content("\n").join([text, *(Content(safe(line)) for line in lines)]))

    def set_marks(self, matches: Sequence[Span], mentions: Sequence[Span]) -> None:
        """Mark matches and mentions in text and ruler."""
        self.reader.set_marks(matches, mentions)

    def show_header(self, standing: Standing) -> None:
        """The line about the article: what it is on the left, where one is in it on the right."""
        article = self.reader.article
        if article is None:
            return
        right = Content(safe(" · ".join(filter(None, [standing.article, standing.match]))))
        title = Content(safe(article.title)) if self.reader.scroll_offset.y else Content("Reader")
        room = self._header.content_size.width - right.cell_length - 1
        words = self._article_words(article, standing.versions, room)
        left = Content(words).truncate(max(0, room), pad=True)
        if self._shown != (title, left, right):
            self._shown = (title, left, right)
            self.border_title = Content.assemble(title)
            self._header.update(left + Content(" ") + right, layout=False)

    def _article_words(self, article: Article, versions: int, room: int) -> str:
        """Source, date, versions and length; where there is no room for all, the last of them go first."""
        source, date, time = safe(article.source or ""), date_words(article.date), reading_time(self._words)
        told = counted(versions, "version") if versions else ""
        choices = [(source, date, told, time), (source, date, told), (source, date), (date,)]
        if told:
            choices.insert(2, (date, told))
        lines = (" · ".join(filter(None, choice)) for choice in choices)
        return next((line for line in lines if cell_len(line) <= room), "")

    @on(Reader.Moved)
    def _draw_ruler(self) -> None:
        reader = self.reader
        self.ruler.show(reader.line_count, reader.scroll_offset.y, reader.size.height, *reader.mark_lines)

    @on(Ruler.Pressed)
    def _jump(self, event: Ruler.Pressed) -> None:
        middle = round(event.share * self.reader.line_count) - self.reader.size.height // 2
        self.reader.scroll_to(y=middle, animate=False, force=True)
