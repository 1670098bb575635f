"""What stands on the screen before anything else is loaded? The search line and a rule, still empty."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class FirstFrame(Widget):
    """The page before its news. The rest is imported once it is painted, and takes its place."""

    DEFAULT_CSS = "FirstFrame { width: 100%; height: 100%; color: $text-muted; }"

    def render(self) -> Content:
        return Content(f" / search\n{'─' * self.size.width}")
