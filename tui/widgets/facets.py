"""What is the result made of? Its sources, months and names with counts, and the filters of the query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tui.actions import Where
from tui.bindings import bindings_for
from tui.querytext import Filter
from tui.widgets.counted_list import Counted, CountedList, CountedRow

if TYPE_CHECKING:
    from index.facets import Facet

HEADINGS = {
    "source": "SOURCES",
    "month": "MONTHS",
    "person": "PEOPLE",
    "org": "ORGANISATIONS",
    "place": "PLACES",
}


class FacetList(CountedList):
    """The facets of one answer. `✓` marks what the query asks for, `−` what it excludes."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.PANE, Where.FACETS)

    def __init__(self) -> None:
        super().__init__(element="facets")

    def show(self, facets: Sequence[Facet] | None, filters: Sequence[Filter]) -> None:
        """List facets, and on top the filters of the query that none of them has; None while they are counted."""
        self.list(rows_of(facets, filters))

    @property
    def highlighted(self) -> str | None:
        """The canonical query text of the row under the cursor."""
        row = self.row_at(self.cursor)
        return row.key if row is not None else None

    def action_kind(self, step: int) -> None:
        self.to_kind(step)


def rows_of(facets: Sequence[Facet] | None, filters: Sequence[Filter]) -> list[CountedRow]:
    """A section for the filters that stand in no facet, then one for each facet that has values."""
    shown = {value.query for facet in facets or () for value in facet.values}
    marks = {each.query: "−" if each.excluded else "✓" for each in filters}
    sections: list[list[CountedRow]] = []
    others = [each for each in filters if each.query not in shown]
    if others:
        rows = (Counted(each.query, each.words, "", marks[each.query]) for each in others)
        sections.append(["IN THE QUERY", *rows])
    sections += [_section(facet, marks) for facet in facets or () if facet.values]
    if facets is None:
        sections.append(["counting…"])
    return [row for section in sections for row in ("", *section)][1:] or ["nothing to count"]


def _section(facet: Facet, marks: Mapping[str, str]) -> list[CountedRow]:
    rows: list[CountedRow] = [HEADINGS[facet.name]]
    rows += [
        Counted(value.query, value.label, f"{value.articles:,}", marks.get(value.query, ""))
        for value in facet.values
    ]
    return [*rows, f"  … {facet.others:,} more"] if facet.others else rows
