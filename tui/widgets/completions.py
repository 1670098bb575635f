"""What could one be about to type? A few completions under the search line; the keys stay with the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Offset

from tui.widgets.marks import mark_style
from tui.widgets.virtual_list import VirtualList
from tui.words import safe

if TYPE_CHECKING:
    from index.completion import Completion

MOST_ROWS = 8
"""Shown at once: more would cover the answer."""

WIDEST = 48
"""Cells."""


class CompletionList(VirtualList["Completion"], can_focus=False):
    """Stands over what is below it, from the column of the word that is completed. Hidden when there is none."""

    CLICKS = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {"completions--count"}
    DEFAULT_CSS = """
    CompletionList {
        display: none;
        overlay: screen;
        constrain: inside none;
        height: auto;
        background: $panel;
        scrollbar-background: $panel;
        & > .virtual-list--row { color: $foreground; background: $panel; }
        & > .virtual-list--cursor { color: $foreground; background: $boost; text-style: bold; }
        & > .completions--count { color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._offered: Sequence[Completion] = ()
        self.meant = False
        """Whether the user has moved to a row, rather than its being the first."""

    def offer(self, completions: Sequence[Completion], column: int) -> None:
        """List `completions` from a screen column on; none hides the list."""
        self._offered, self.meant = completions, False
        if completions:
            widest = max(cell_len(each.label) + len(_count(each)) for each in completions)
            self.styles.width = min(WIDEST, widest + 5)
            self.styles.height = min(MOST_ROWS, len(completions))
            self.styles.offset = Offset(column, 0)
            self.set_source(len(completions), completions.__getitem__)
        self.display = bool(completions)

    def close(self) -> None:
        """Hide the list."""
        if self._offered:
            self.offer((), 0)

    @property
    def highlighted(self) -> Completion | None:
        """The completion under the cursor; None while the list is hidden."""
        return self._offered[self.cursor] if self._offered else None

    def step(self, rows: int) -> None:
        """Move the cursor; what is under it now is meant."""
        self.meant = True
        self._move(rows)

    def render_row(self, row: Completion, width: int, *, chosen: bool) -> Sequence[Content]:
        count = _count(row)
        label = Content(safe(row.label)).truncate(width - len(count) - 4, ellipsis=True)
        gap = " " * (width - label.cell_length - len(count) - 3)
        styled = Content(count).stylize(mark_style(self, "completions--count"))
        return [Content("▌ " if chosen else "  ") + label + Content(gap) + styled + Content(" ")]


def _count(completion: Completion) -> str:
    return f"{completion.articles:,}" if completion.articles is not None else ""
