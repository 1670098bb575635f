"""Who and what is in the open article? People, organisations and places, with counts."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import EntityKind
from tui.steps import Listed
from tui.widgets.counted_list import Counted, CountedList, CountedRow

HEADINGS = {
    EntityKind.PERSON: "PEOPLE",
    EntityKind.ORGANISATION: "ORGANISATIONS",
    EntityKind.PLACE: "PLACES",
}


class EntityList(CountedList):
    """The entities of one article, by kind; the chosen one is marked `▸`."""

    def __init__(self) -> None:
        super().__init__(element="entities")
        self._entities: dict[str, Listed] = {}

    def show(self, entities: Sequence[Listed] | None, chosen: str | None) -> None:
        """List an article's entities with the one of ID `chosen` marked; None while they are being found.

        The cursor stays on its entity, else goes to the chosen one, else to the first.
        """
        self._entities = {listed.entity.id: listed for listed in entities or ()}
        self.list(rows_of(entities, chosen), chosen)

    @property
    def highlighted(self) -> Listed | None:
        """The entity under the cursor."""
        row = self.row_at(self.cursor)
        return self._entities[row.key] if row is not None else None


def rows_of(entities: Sequence[Listed] | None, chosen: str | None) -> list[CountedRow]:
    """Entities under the headings of their kinds, with a blank row between kinds."""
    if entities is None:
        return ["entities follow…"]
    rows: list[CountedRow] = []
    for kind, heading in HEADINGS.items():
        listed = [
            Counted(each.entity.id, each.entity.name, str(len(each.spans)), "▸" * (each.entity.id == chosen))
            for each in entities
            if each.entity.kind is kind
        ]
        if listed:
            rows += ["", heading, *listed] if rows else [heading, *listed]
    return rows or ["nobody and nothing named"]
