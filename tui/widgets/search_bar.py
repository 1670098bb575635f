"""What is searched for, and what came of it? One line; a second one only when there is something to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

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
from tui.widgets.completions import CompletionList
from tui.widgets.virtual_list import VirtualList
from tui.words import safe

if TYPE_CHECKING:
    from index.completion import Completion


MARGIN = 3
"""Cells on both sides of a message."""

MOST_LINES = 2
"""Of a message: it stands above the answer, which matters more."""


class QueryInput(Input):
    """An input whose arrows, tab and enter belong to what stands below it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.INPUT)

    @dataclass
    class Step(Message):
        """The user wants what is one further down (or up)."""

        step: int

    def action_clear(self) -> None:
        self.value = ""

    def action_hit(self, step: int) -> None:
        self.post_message(self.Step(step))


class SearchBar(Vertical):
    """The search line with count, order and time on its right, and the completions that hang from it."""

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
        & .outcome { width: 50; max-width: 50%; padding: 0 1; color: $text-muted; text-align: right; }
        & > .message { display: none; height: auto; padding: 0 3; color: $text-warning; }
        &.-told > .message { display: block; }
    }
    """

    class Changed(Message):
        """The query text is another one."""

    class Left(Message):
        """The user has gone elsewhere."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.input = QueryInput(value=text, placeholder="search", select_on_focus=False)
        self._outcome = Static(markup=False, classes="outcome")
        self._outcome_words, self._told = "", ("", "")
        self._message = Static(markup=False, classes="message")
        self.typed = False
        """Whether the user typed what stands there, rather than an action's having put it there."""
        self._put = text
        self._completions = CompletionList()
        self._completed = ""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(" / ", markup=False, classes="slash")
            yield self.input
            yield self._outcome
        yield self._message
        yield self._completions

    @property
    def text(self) -> str:
        return self.input.value

    @text.setter
    def text(self, text: str) -> None:
        self._put_text(safe(text))

    def _put_text(self, text: str, cursor: int | None = None) -> None:
        self._put = self.input.value = text
        self.input.cursor_position = len(text) if cursor is None else cursor

    # Completions

    def offer(self, text: str, completions: Sequence[Completion]) -> None:
        """Offer `completions` of `text`, unless another text stands there by now or nobody is typing."""
        if self.text == text and self.input.has_focus:
            self._completed = text
            start = completions[0].start if completions else 0
            self._completions.offer(completions, self._column(start))

    def close_completions(self) -> bool:
        """Take the completions away; False where there were none."""
        there = self._completions.highlighted is not None
        self._completions.close()
        return there

    def complete(self, *, meant: bool = False) -> bool:
        """Put the completion under the cursor in its place; False where there is none, or, with `meant`, where the
        user has moved to none."""
        completion = self._completions.highlighted
        if completion is None or self.text != self._completed or (meant and not self._completions.meant):
            return False
        self._completions.close()
        text = safe(completion.text)
        before, after = self.text[: completion.start], self.text[completion.end :]
        self._put_text(before + text + after, len(before) + len(text))
        return True

    def _column(self, offset: int) -> int:
        """The column of the screen, less the edge of the list, at which the character at `offset` stands."""
        return self.input.region.x + cell_len(self.text[:offset]) - self.input.scroll_offset.x - 2

    @on(QueryInput.Step)
    def _step(self, event: QueryInput.Step) -> None:
        if self._completions.highlighted is not None:
            event.stop()
            self._completions.step(event.step)

    @on(VirtualList.Picked)
    def _picked(self, event: VirtualList.Picked) -> None:
        event.stop()
        self.complete()

    # What came of it

    def show_outcome(self, outcome: str) -> None:
        """Say what came of the query."""
        self._outcome_words = safe(outcome)
        self._draw_outcome()

    def show_message(self, message: str, rest: str = "") -> None:
        """Say what else the user must know, and after what there is room for, where the `rest` is; nothing takes the
        line away."""
        self.set_class(bool(message), "-told")
        if (message, rest) != self._told:
            self._told = message, rest
            self._draw_message()

    def _draw_message(self) -> None:
        message, rest = (Content(safe(text)) for text in self._told)
        width = max(1, self.size.width - 2 * MARGIN)
        lines = message.wrap(width)
        if len(lines) > MOST_LINES:
            last = Content(" ").join(lines[MOST_LINES - 1 :])
            last = last.truncate(max(0, width - rest.cell_length - 1), ellipsis=True)
            lines = [*lines[: MOST_LINES - 1], last + Content(" ") + rest]
        self._message.update(Content("\n").join(lines))

    def _draw_outcome(self) -> None:
        """As many of its parts as there is room for; the first says most, and does so without its noun, too."""
        room, words = self._outcome.content_size.width, self._outcome_words
        if cell_len(words) > room:
            words = words.replace(" articles", "", 1)
        while " · " in words and cell_len(words) > room:
            words = words.rpartition(" · ")[0]
        self._outcome.update(Content(words).truncate(room, ellipsis=True), layout=False)

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw_outcome)
        self.call_after_refresh(self._draw_message)

    def on_descendant_focus(self) -> None:
        self.add_class("-active")

    def on_descendant_blur(self) -> None:
        self.remove_class("-active")
        self._completions.close()
        self.post_message(self.Left())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.typed = event.value != self._put
        self.post_message(self.Changed())
