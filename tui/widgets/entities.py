"""Who and what is in the open article? People, organisations and places, with counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content

from index.article import EntityKind
from tui.steps import Listed
from tui.widgets.marks import mark_style
from tui.widgets.virtual_list import VirtualList
from tui.words import safe

HEADINGS = {
    EntityKind.PERSON: "PEOPLE",
    EntityKind.ORGANISATION: "ORGANISATIONS",
    EntityKind.PLACE: "PLACES",
}

Entry = Listed | str
"""A row: an entity, or the text of a heading, a note or a gap."""


class EntityList(VirtualList[Entry]):
    """The entities of one article, by kind; the chosen one is marked `▸`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "entity-list--heading",
        "entity-list--count",
        "entity-list--chosen",
    }
    DEFAULT_CSS = """
    EntityList {
        & > .entity-list--heading { color: $text-muted; text-style: bold; }
        & > .entity-list--count { color: $text-muted; }
        & > .entity-list--chosen { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__(element="entities")
        self._rows: list[Entry] = []
        self._chosen: str | None = None
        self._wanted: str | None = None

    def show(self, entities: Sequence[Listed] | None, chosen: str | None) -> None:
        """List an article's entities with the one of ID `chosen` marked; None while they are being found.

        The cursor stays on its entity, else goes to the chosen one, else to the first.
        """
        if self.highlighted is not None:
            self._wanted = self.highlighted.entity.id
        wanted, self._chosen = self._wanted, chosen
        self._rows = rows_of(entities)
        places = {self._id_of(index): index for index in range(len(self._rows)) if self._is_entity(index)}
        cursor = places.get(wanted, places.get(chosen, next(iter(places.values()), 0)))
        self.set_source(len(self._rows), self._rows.__getitem__, cursor=cursor)

    @property
    def highlighted(self) -> Listed | None:
        """The entity under the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else ""
        return None if isinstance(row, str) else row

    def selectable(self, index: int) -> bool:
        return super().selectable(index) and self._is_entity(index)

    def render_row(self, row: Entry, width: int, *, chosen: bool) -> Sequence[Content]:
        if isinstance(row, str):
            return [Content(f" {row}").stylize(mark_style(self, "entity-list--heading"))]
        count = str(len(row.spans))
        name = Content(safe(row.entity.name)).truncate(width - len(count) - 6, ellipsis=True)
        marked = row.entity.id == self._chosen
        bar = "▌" if chosen and self.has_focus else " "
        if marked:
            name = name.stylize(mark_style(self, "entity-list--chosen"))
        gap = " " * (width - cell_len(name.plain) - len(count) - 4)
        number = Content(count).stylize(mark_style(self, "entity-list--count"))
        return [Content(bar) + Content("▸ " if marked else "  ") + name + Content(gap) + number]

    def _is_entity(self, index: int) -> bool:
        return not isinstance(self._rows[index], str)

    def _id_of(self, index: int) -> str | None:
        row = self._rows[index]
        return None if isinstance(row, str) else row.entity.id


def rows_of(entities: Sequence[Listed] | None) -> list[Entry]:
    """Entities under the headings of their kinds, with a blank row between kinds."""
    if entities is None:
        return ["entities follow…"]
    rows: list[Entry] = []
    for kind, heading in HEADINGS.items():
        listed = [each for each in entities if each.entity.kind is kind]
        if listed:
            rows += ["", heading, *listed] if rows else [heading, *listed]
    return rows or ["nobody and nothing named"]
