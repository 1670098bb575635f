"""Where in the article do the matches and mentions stand, and which part is in view?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget


class Ruler(Widget):
    """One column beside the reader: its whole length, with the part in view drawn heavy.

    `◆` a match, `●` a mention of the chosen entity; a match hides a mention on the same row.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"ruler--track", "ruler--view", "ruler--match", "ruler--mention"}
    DEFAULT_CSS = """
    Ruler {
        width: 1;
        & > .ruler--track { color: $foreground 20%; }
        & > .ruler--view { color: $foreground 60%; }
        & > .ruler--match { color: $text-warning; text-style: bold; }
        & > .ruler--mention { color: $text-accent; text-style: bold; }
    }
    """

    @dataclass
    class Pressed(Message):
        """The user clicked at a share (0 to 1) of the article."""

        share: float

    def __init__(self) -> None:
        super().__init__()
        self._total = self._top = 0
        self._marks: tuple[Collection[int], Collection[int]] = ((), ())
        self._height = 0

    def show(
        self, total: int, top: int, height: int, matches: Collection[int], mentions: Collection[int]
    ) -> None:
        """Draw an article of `total` lines, `height` of them in view from `top`; marks are line numbers."""
        self._total, self._top, self._height = total, top, height
        self._marks = (matches, mentions)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        height = max(1, self.size.height)
        scale = max(self._total, height)
        first, last = y * scale // height, (y + 1) * scale // height
        matches, mentions = self._marks
        lines = range(first, last)
        if any(line in matches for line in lines):
            glyph, component = "◆", "ruler--match"
        elif any(line in mentions for line in lines):
            glyph, component = "●", "ruler--mention"
        elif self._total <= self._height:
            glyph, component = " ", "ruler--track"
        elif first < self._top + self._height and last > self._top:
            glyph, component = "┃", "ruler--view"
        else:
            glyph, component = "│", "ruler--track"
        return Strip([Segment(glyph, self.get_visual_style(component).rich_style)], 1)

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Pressed(event.y / max(1, self.size.height)))
