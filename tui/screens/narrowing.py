"""Narrowing: what the result is made of, and how it becomes another one: filters, dates, order, likeness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from index.errors import BroadsheetError
from index.query import ORDERS, Named
from tui import querytext
from tui.screens.desk import Desk
from tui.standing import ORDER_WORDS
from tui.widgets.timeline import TimelineChart
from tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from index.library import Hits


class Narrowing(Desk):
    """Facets, timeline and sorting. All they do is to write another query into the search line."""

    # Opening and closing

    async def action_facets(self) -> None:
        await self._unfold(self.facets)

    async def action_timeline(self) -> None:
        await self._unfold(self.timeline)

    async def _unfold(self, part: Widget) -> None:
        """Open facets or timeline and go there; from there, close them. The next key finds something to move in."""
        if self.focused is part:
            self.fold(part)
            return
        if self.focused is not None:
            self.came_from[part] = self.focused
        opened = not self.has_class(f"-{part.id}")
        self.add_class(f"-{part.id}")
        self.focus_on(part)
        if opened:
            self.facets.show(None, ()) if part is self.facets else self.timeline.show(None)
            self.count_result()
            await self.arrival(of=self.counted)

    def fold(self, part: Widget) -> None:
        self.remove_class(f"-{part.id}")
        if self.focused is part:
            back = (self.came_from.get(part), self.articles)
            self.focus_on(next((each for each in back if each and each.display), self.pane.reader))

    # Counting

    def count_result(self) -> None:
        if self.hits is None:
            return
        if self.has_class("-facets"):
            self.counted.clear()
            self.run_latest("facets", self._count_facets, self.hits)
        if self.has_class("-timeline"):
            self.counted.clear()
            self.run_latest("timeline", self._count_days, self.hits)

    async def _count_facets(self, hits: Hits) -> None:
        try:
            facets = await self.session.facets(hits)
        except BroadsheetError as error:
            self.tell_error(error)
        else:
            self.facets.show(facets, querytext.filters(self.read, hits.text))
        self.counted.set()

    async def _count_days(self, hits: Hits) -> None:
        try:
            timeline = await self.session.timeline(hits)
        except BroadsheetError as error:
            self.tell_error(error)
        else:
            self.timeline.show(timeline)
        self.counted.set()

    # Filters

    def action_narrow(self, exclude: bool) -> None:
        """Put the facet or entity under the cursor, else the chosen entity, into the query or out of it."""
        term = self.facets.highlighted if self.focused is self.facets else self._entity_filter()
        if term is None:
            self.tell("no entity: 3 goes to those of this article")
        else:
            self._toggle(term, exclude=exclude)

    def _entity_filter(self) -> str | None:
        listed = self.entities.highlighted if self.focused is self.entities else None
        entity = listed.entity if listed is not None else self.chosen
        return str(Named.only(entity.kind, entity.name)) if entity is not None else None

    @on(VirtualList.Picked, "#facets")
    def _pick_facet(self) -> None:
        """Add what is not in the query; take out what is, wanted or excluded."""
        term = self.facets.highlighted
        if term is not None:
            excluded = any(
                each.query == term and each.excluded
                for each in querytext.filters(self.read, self.search_bar.text)
            )
            self._toggle(term, exclude=excluded)

    def _toggle(self, term: str, *, exclude: bool) -> None:
        self.ask(querytext.toggle(self.read, self.asked, term, exclude=exclude))

    # Dates

    @on(TimelineChart.Narrowed)
    def _narrow_dates(self, event: TimelineChart.Narrowed) -> None:
        self.ask(querytext.within(self.read, self.asked, event.first, event.last))

    @on(TimelineChart.Widened)
    def _widen_dates(self) -> None:
        wider = querytext.wider(self.read, self.asked)
        if wider == self.asked:
            self.tell("no date in the query")
        self.ask(wider)

    # Other queries

    async def action_sort(self) -> None:
        """The next order after that of the answer; the one that the query has by itself is not spelt out."""
        await self.arrival()
        if self.hits is None:
            return
        # Here, because the first frame does not wait for it.
        from index.hits import order_of

        text = self.asked
        order = ORDERS[(ORDERS.index(self.hits.order) + 1) % len(ORDERS)]
        by_itself = order == order_of(self.read(text).query, "")
        self.ask(querytext.ordered(self.read, text, "" if by_itself else order))
        self.tell(f"sorted {ORDER_WORDS.get(order, 'by relevance')}")

    async def action_suggestion(self) -> None:
        await self.arrival()
        try:
            suggestion, _ = await self.session.remarks(self.hits) if self.hits is not None else ("", ())
        except BroadsheetError as error:
            self.tell_error(error)
            return
        if suggestion:
            self.ask(suggestion)
        else:
            self.tell("no other spelling is suggested")

    async def action_like(self) -> None:
        await self.arrival()
        if self.opened is not None:
            self.engaged = True  # so that one finds back to it
            self.ask(f"like:{self.opened.article.id}")
            self.action_go_to(0)
