"""What is there to say, under headings? A page over the screen, to be read and copied from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.widgets.scrolled_page import ScrolledPage
from tui.words import safe

Sections = Iterable[tuple[str, Iterable[str]]]
"""Headings, and the lines under each."""

INDENT = 2
"""Cells before what stands under a heading."""


class SectionsScreen(ModalScreen[bool]):
    """A page of sections; True where its text for the clipboard was copied."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,W,I", "dismiss(False)", "close", show=False),
        Binding("y", "copy", "copy", show=False),
    ]
    DEFAULT_CSS = "SectionsScreen { align: center middle; }"

    def __init__(self, title: str, sections: Sections, to_copy: str) -> None:
        super().__init__()
        self._heading = title
        self._sections = sections
        self._to_copy = to_copy

    def compose(self) -> ComposeResult:
        page = ScrolledPage()
        page.border_title = Content(safe(self._heading))
        page.border_subtitle = "y copies it · esc closes"
        with page:
            yield from self._lines()

    def _lines(self) -> Iterator[Static]:
        """A widget for each, so that what does not fit goes on under its beginning."""
        for heading, lines in self._sections:
            texts = [safe(line) for line in lines if line]
            if texts:
                yield Static(Content(heading).stylize("bold"), markup=False)
                yield from map(_indented, texts)
                yield Static(markup=False)

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._to_copy)
        self.dismiss(True)


def _indented(text: str) -> Static:
    line = Static(Content(text.lstrip()), markup=False)
    line.styles.padding = (0, 0, 0, INDENT + len(text) - len(text.lstrip()))
    return line
