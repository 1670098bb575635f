"""What parts two columns? A hairline, as on a newspaper's page."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget


class ColumnRule(Widget):
    """One column wide; it hangs from the rules over the panes."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "ColumnRule { width: 1; height: 100%; color: $foreground 25%; }"

    def render_line(self, y: int) -> Strip:
        return Strip([Segment("│" if y else "┬", self.rich_style)], 1)
