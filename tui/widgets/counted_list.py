"""How are names with counts listed, kind by kind? One name a row under the headings of the kinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from tui.widgets.marks import mark_style
from tui.widgets.virtual_list import VirtualList
from tui.words import safe


class Counted(NamedTuple):
    """A row that the cursor may stand on."""

    key: str
    """What it is known by, so that the cursor finds it again."""
    name: str
    number: str
    mark: str = ""
    """One character before the name of what is chosen."""


CountedRow = Counted | str
"""A row: a name, or the text of a heading, a note or a gap."""


class CountedList(VirtualList[CountedRow]):
    """Names under headings, with the marks of those that are chosen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "counted-list--heading",
        "counted-list--count",
        "counted-list--marked",
    }
    DEFAULT_CSS = """
    CountedList {
        & > .counted-list--heading { color: $text-muted; text-style: bold; }
        & > .counted-list--count { color: $text-muted; }
        & > .counted-list--marked { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self, *, element: str) -> None:
        super().__init__(element=element)
        self._rows: Sequence[CountedRow] = ()
        self._wanted: str | None = None

    def list(self, rows: Sequence[CountedRow], otherwise: str | None = None) -> None:
        """Show `rows`. The cursor stays on its key, else goes to the key `otherwise`, else to the first name."""
        row = self.row_at(self.cursor)
        self._wanted = row.key if row is not None else self._wanted
        self._rows = rows
        places = {row.key: index for index, row in enumerate(rows) if isinstance(row, Counted)}
        first = next(iter(places.values()), 0)
        cursor = places.get(self._wanted or "", places.get(otherwise or "", first))
        self.set_source(len(rows), rows.__getitem__, cursor=cursor)

    def row_at(self, index: int) -> Counted | None:
        """The row of a number, unless that is a heading or beyond the end."""
        row = self._rows[index] if index < len(self._rows) else ""
        return row if isinstance(row, Counted) else None

    def selectable(self, index: int) -> bool:
        return super().selectable(index) and self.row_at(index) is not None

    def to_kind(self, step: int) -> None:
        """Move to the first name of the next (or previous) heading, with its other names in view; at the ends, stay."""
        firsts = [
            index
            for index in range(len(self._rows))
            if self.selectable(index) and not self.selectable(index - 1)
        ]
        beyond = [index for index in firsts if (index - self.cursor) * step > 0]
        if beyond:
            first = min(beyond) if step > 0 else max(beyond)
            self._move_to(first)
            end = next((i for i in range(first, len(self._rows)) if not self._rows[i]), len(self._rows))
            if end > self.scroll_offset.y + self.size.height:
                self.scroll_to(y=first - 1, animate=False, force=True)

    def render_row(self, row: CountedRow, width: int, *, chosen: bool) -> Sequence[Content]:
        if isinstance(row, str):
            return [Content(f" {safe(row)}").stylize(mark_style(self, "counted-list--heading"))]
        name = Content(safe(row.name)).truncate(width - len(row.number) - 6, ellipsis=True)
        gap = " " * (width - cell_len(name.plain) - len(row.number) - 4)
        if row.mark:
            name = name.stylize(mark_style(self, "counted-list--marked"))
        bar = Content("▌" if chosen and self.has_focus else " ")
        number = Content(row.number).stylize(mark_style(self, "counted-list--count"))
        return [bar + Content(f"{row.mark or ' '} ") + name + Content(gap) + number]
