"""How does one move through a page of words? With the keys of every pane."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll

from tui.actions import Where
from tui.bindings import bindings_for


class ScrolledPage(VerticalScroll, inherit_bindings=False):
    """A framed page over the screen that it explains."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.PANE)
    DEFAULT_CSS = """
    ScrolledPage {
        width: 100; max-width: 96%; height: auto; max-height: 90%;
        background: $surface; border: round $foreground 40%; padding: 1 2;
        scrollbar-size-vertical: 1; scrollbar-background: $surface; scrollbar-color: $foreground 25%;
        & > Static { width: 1fr; height: auto; }
    }
    """

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
        self.screen.dismiss()
