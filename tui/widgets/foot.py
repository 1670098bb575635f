"""Which keys help here? The last line: a few of the table's, or for a moment what just happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from tui.actions import Action
from tui.widgets.marks import mark_style
from tui.words import safe

GAP = Content("   ")
"""Between two keys."""

TOLD_SECONDS = 5.0
"""How long a message stays when no key takes it away."""


class Foot(Widget):
    """The keys of the present context: the last one, and of the others as many as fit; a message goes first."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"foot--key", "foot--message"}
    DEFAULT_CSS = """
    Foot {
        height: 1;
        padding: 0 1;
        color: $text-muted;
        & > .foot--key { color: $text-accent; text-style: bold; }
        & > .foot--message { color: $text-warning; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[Action, ...] = ()
        self._message = ""
        self._timer: Timer | None = None

    def offer(self, actions: Iterable[Action]) -> None:
        """Show these actions, the most useful first."""
        self._offered = tuple(actions)
        self.refresh()

    def tell(self, message: str) -> None:
        """Show `message` until the next one or for a few seconds; an empty one takes it away."""
        if message == self._message == "":
            return
        if self._timer is not None:
            self._timer.stop()
        self._message = message
        self._timer = self.set_timer(TOLD_SECONDS, lambda: self.tell("")) if message else None
        self.refresh()

    def render(self) -> Content:
        parts = []
        if self._message:
            message = Content(safe(self._message)).truncate(self.size.width, ellipsis=True)
            parts.append(message.stylize(mark_style(self, "foot--message")))
        key_style = mark_style(self, "foot--key")
        *items, last = [
            Content(action.first_key).stylize(key_style) + Content(f" {action.label}")
            for action in self._offered
        ] or [Content("")]
        while items and _width([*parts, *items, last]) > self.size.width:
            items.pop()
        parts += items
        if _width([*parts, last]) <= self.size.width:
            parts.append(last)
        return GAP.join(parts)


def _width(parts: Sequence[Content]) -> int:
    return GAP.join(parts).cell_length
