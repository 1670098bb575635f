"""What is searched for, and what came of it? One line; a second one only when there is something to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.actions import Where
from tui.bindings import bindings_for
from tui.words import safe


class QueryInput(Input):
    """An input whose arrows and enter belong to the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.INPUT)

    @dataclass
    class Step(Message):
        """The user wants the next (or previous) hit."""

        step: int

    def action_clear(self) -> None:
        self.value = ""

    def action_hit(self, step: int) -> None:
        self.post_message(self.Step(step))


class SearchBar(Vertical):
    """The search line with count, order and time on its right."""

    DEFAULT_CSS = """
    SearchBar {
        height: auto;
        & > Horizontal { height: 1; }
        & .slash { width: 3; color: $text-muted; }
        & QueryInput {
            width: 1fr; height: 1; border: none; padding: 0; background: transparent;
            &:focus { border: none; background: transparent; }
        }
        &.-active .slash { color: $text-accent; text-style: bold reverse; }
        & .outcome { width: 50; max-width: 45%; padding: 0 1; color: $text-muted; text-align: right; }
        & > .message { display: none; height: auto; max-height: 2; padding: 0 3; color: $text-warning; }
        &.-told > .message { display: block; }
    }
    """

    class Changed(Message):
        """The query text is another one."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.input = QueryInput(value=text, placeholder="search", select_on_focus=False)
        self._outcome = Static(markup=False, classes="outcome")
        self._outcome_words = self._told = ""
        self._message = Static(markup=False, classes="message")

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(" / ", markup=False, classes="slash")
            yield self.input
            yield self._outcome
        yield self._message

    @property
    def text(self) -> str:
        return self.input.value

    @text.setter
    def text(self, text: str) -> None:
        self.input.value = safe(text)
        self.input.cursor_position = len(self.input.value)

    def show_outcome(self, outcome: str, message: str = "") -> None:
        """Say what came of the query, and what else the user must know."""
        self._outcome_words = safe(outcome)
        self._draw_outcome()
        self.set_class(bool(message), "-told")
        if message != self._told:
            self._told = message
            self._message.update(Content(safe(message)))

    def _draw_outcome(self) -> None:
        """As many of its parts as there is room for; the first says most."""
        room, parts = self._outcome.content_size.width, self._outcome_words.split(" · ")
        while len(parts) > 1 and cell_len(" · ".join(parts)) > room:
            parts.pop()
        self._outcome.update(Content(" · ".join(parts)).truncate(room, ellipsis=True), layout=False)

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw_outcome)

    def on_descendant_focus(self) -> None:
        self.add_class("-active")

    def on_descendant_blur(self) -> None:
        self.remove_class("-active")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())
