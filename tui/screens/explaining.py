"""Explaining: how the query was understood, over the screen, to be read and copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from index.errors import BroadsheetError
from tui.screens.desk import Desk
from tui.standing import outcome
from tui.widgets.scrolled_page import ScrolledPage
from tui.words import safe

if TYPE_CHECKING:
    from index.library import Hits

Sections = Iterable[tuple[str, Iterable[str]]]
"""Headings, and the lines under each."""

INDENT = 2
"""Cells before what stands under a heading."""


class ExplainScreen(ModalScreen[bool]):
    """What there is to say about an answer, under headings; True where its canonical text was copied."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,W", "dismiss(False)", "close", show=False),
        Binding("y", "copy", "copy", show=False),
    ]
    DEFAULT_CSS = "ExplainScreen { align: center middle; }"

    def __init__(self, canonical: str, sections: Sections) -> None:
        super().__init__()
        self._canonical = canonical
        self._sections = sections

    def compose(self) -> ComposeResult:
        page = ScrolledPage()
        page.border_title = "How the query was understood"
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
        self.app.copy_to_clipboard(self._canonical)
        self.dismiss(True)


def _indented(text: str) -> Static:
    line = Static(Content(text.lstrip()), markup=False)
    line.styles.padding = (0, 0, 0, INDENT + len(text) - len(text.lstrip()))
    return line


class Explaining(Desk):
    """The key that asks for it."""

    async def action_explain(self) -> None:
        await self.arrival()
        if self.hits is not None:
            self.run_latest("explain", self._explain, self.hits)

    async def _explain(self, hits: Hits) -> None:
        try:
            explanation = await self.session.explain(hits)
            _, messages = await self.session.remarks(hits)
        except BroadsheetError as error:
            self.tell_error(error)
            return
        sections = (
            ("TYPED", [hits.text]),
            ("UNDERSTOOD AS", [hits.canonical]),
            ("IN DETAIL", explanation),
            ("TO BE SAID", messages),
            ("FOUND", [outcome(hits, self.total)]),
        )
        self.app.push_screen(ExplainScreen(hits.canonical, sections), self._explained)

    def _explained(self, copied: bool | None) -> None:
        if copied:
            self.tell("copied the query")
