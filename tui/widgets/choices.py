"""Which one is it to be? A few answers, numbered, one of them under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.actions import Where
from tui.bindings import bindings_for
from tui.widgets.marks import mark_style
from tui.words import safe

MOST = 9
"""Answers that a number key can take."""


class Choices(Widget, can_focus=True):
    """Answers to take by number, or with the keys of every pane."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.PANE)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--cursor", "choices--number"}
    DEFAULT_CSS = """
    Choices {
        height: auto;
        & > .choices--cursor { text-style: bold; background: $accent-muted; color: $text-accent; }
        & > .choices--number { color: $text-accent; text-style: bold; }
    }
    """

    @dataclass
    class Taken(Message):
        """An answer was taken, by its index."""

        index: int

    def __init__(self, offered: Sequence[str]) -> None:
        super().__init__()
        self._offered = tuple(offered[:MOST])
        self._cursor = 0

    def render(self) -> Content:
        return Content("\n").join(self._line(index) for index in range(len(self._offered)))

    def _line(self, index: int) -> Content:
        chosen = index == self._cursor
        number = Content(f"{index + 1}").stylize(mark_style(self, "choices--number"))
        line = Content("▸ " if chosen else "  ") + number + Content(f"  {safe(self._offered[index])}")
        return line.stylize(mark_style(self, "choices--cursor")) if chosen else line

    def on_key(self, event: events.Key) -> None:
        if event.key.isdecimal() and 0 < int(event.key) <= len(self._offered):
            event.stop()
            self.post_message(self.Taken(int(event.key) - 1))

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def action_first(self) -> None:
        self._move(-MOST)

    def action_last(self) -> None:
        self._move(MOST)

    def action_pages(self, pages: float) -> None:
        self._move(MOST if pages > 0 else -MOST)

    def action_choose(self) -> None:
        self.post_message(self.Taken(self._cursor))

    def _move(self, step: int) -> None:
        self._cursor = max(0, min(self._cursor + step, len(self._offered) - 1))
        self.refresh()
