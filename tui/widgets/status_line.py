"""How far is the index? One slim line while it matters."""

from __future__ import annotations

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tui.words import safe

SHOWN_SECONDS = 8.0
"""How long the outcome of an update stays."""


class StatusLine(Static):
    """Hidden while there is nothing to say."""

    DEFAULT_CSS = """
    StatusLine { height: 1; padding: 0 1; color: $text-muted; text-style: italic; display: none; }
    StatusLine.-told { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._timer: Timer | None = None

    def show(self, words: str, *, passing: bool = False) -> None:
        """Say `words`; with `passing` for some seconds only. Empty words hide the line."""
        if self._timer is not None:
            self._timer.stop()
        self.update(Content(safe(words)))
        self.set_class(bool(words), "-told")
        self._timer = self.set_timer(SHOWN_SECONDS, lambda: self.show("")) if passing and words else None
