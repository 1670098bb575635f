"""Searching: the query line, and the list that answers it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on

from index.errors import BroadsheetError
from tui.screens.desk import Desk
from tui.standing import outcome
from tui.steps import At, Go
from tui.widgets.article_list import ArticleList
from tui.widgets.search_bar import SearchBar
from tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from index.library import Hits

DEBOUNCE = 0.03
"""Seconds to wait for the next letter: less than between two keys of a quick typist."""

PREVIEW_DELAY = 0.06
"""Seconds the cursor rests on a row before its article is shown: a held key passes by."""


OPENING_PATIENCE = 10.0
"""Seconds that a query which is ready waits for the index to be opened."""


class Searching(Desk):
    """From the query text to the list."""

    _selected = False
    """Whether the row of the list was selected by the user, rather than being the first."""

    _asked: str | None = None
    """The query asked for last: news of letters that led to it may arrive after it was asked."""

    def search(self, text: str, *, delay: float = 0.0) -> None:
        self._asked = text
        self.arrived.clear()
        self.run_latest("search", self._search, text, delay)

    async def _search(self, text: str, delay: float) -> None:
        await asyncio.sleep(delay)
        try:
            typing, before = self.search_bar.typed, self.hits
            hits, total = await self.session.search(text, typing=typing, grouped=self.grouped)
            same_query = before is not None and before.text == hits.text
            for unfolded in before.unfolded if before is not None and same_query else ():
                index = hits.index_of(unfolded)
                if index is not None and hits.row(index).versions:
                    hits = await self.session.turned(hits, index)
        except BroadsheetError as error:
            self.search_bar.show_outcome("")
            self.search_bar.show_message("")
            self.tell_error(error)
            self.arrived.set()
            return
        kept = self._kept(hits) if same_query or self.engaged or self._selected else None
        self.hits, self.total = hits, total
        self._selected = self._selected and kept is not None
        self.articles.show(hits, kept or 0)
        self.search_bar.show_outcome(outcome(hits, total))
        self._follow_list(kept is not None, same_query)
        self.count_result()
        self.run_latest("remarks", self._remark, hits)

    async def _remark(self, hits: Hits) -> None:
        """Say what there is to say about an answer: another spelling, with the key that takes it, comes first."""
        try:
            suggestion, messages = await self.session.remarks(hits)
        except BroadsheetError as error:
            self.tell_error(error)
            return
        keys = {action.id: action.first_key for action in self.actions}
        suggested = [f"did you mean: {suggestion} ({keys['suggestion']})"] if suggestion else []
        if hits is self.hits:
            self.search_bar.show_message(" · ".join([*suggested, *messages]), f"{keys['explain']} shows all")

    def _kept(self, hits: Hits) -> int | None:
        """Where in `hits` the open article stands, else the selected one."""
        index = hits.index_of(self.opened.article.id) if self.opened is not None else None
        if index is None and self.hits is not None and len(self.hits):
            index = hits.index_of(self.hits.id(self.articles.cursor))
        return index

    def _follow_list(self, kept: bool, same_query: bool) -> None:
        """After an answer the reader shows the selected article; one that is being read keeps its place."""
        assert self.hits is not None
        stays = (same_query and self.engaged) or (kept and (same_query or self.engaged))
        if not len(self.hits) or (stays and self.opened is not None):
            self.mark_again()
        else:
            self.go(Go(self.hits.id(self.articles.cursor), At.FIRST_MATCH), preview=True)

    @on(SearchBar.Changed)
    def _query_changed(self) -> None:
        if self.hits is not None and self.search_bar.text != self._asked:
            self.search(self.search_bar.text, delay=DEBOUNCE)

    async def action_open_hit(self) -> None:
        """Open the selected hit of exactly this text; the next key finds it open."""
        await self.arrival(OPENING_PATIENCE)
        if self.hits is None or self.search_bar.complete(meant=True):
            return
        self.arrived.clear()
        self._asked = self.search_bar.text
        self.run_latest("search", self._open_hit, self._asked)
        await self.arrival()

    async def _open_hit(self, text: str) -> None:
        if self.hits is None or self.hits.text != text:
            await self._search(text, 0.0)
        self._asked = self.search_bar.text = self.asked
        if self.hits is not None and len(self.hits):
            self.focus_on(self.pane.reader)
            self.go(Go(self.hits.id(self.articles.cursor), At.FIRST_MATCH))
        else:
            self.arrived.set()

    @on(VirtualList.Highlighted, "#articles")
    def _preview(self, event: VirtualList.Highlighted) -> None:
        self._selected = True
        self.run_latest("preview", self._preview_later, event.index)

    async def _preview_later(self, index: int) -> None:
        await asyncio.sleep(PREVIEW_DELAY)
        if self.hits is None or index != self.articles.cursor or index >= len(self.hits):
            return
        opened = self.opened is not None and self.opened.article.id == self.hits.id(index)
        if not (opened and self.engaged):
            self.go(Go(self.hits.id(index), At.FIRST_MATCH), preview=True)

    @on(ArticleList.Lost)
    def _say_what_is_lost(self, event: ArticleList.Lost) -> None:
        self.tell_error(event.error)

    @on(VirtualList.Picked, "#articles")
    def _open_picked(self, event: VirtualList.Picked) -> None:
        if self.hits is not None:
            self.focus_on(self.pane.reader)
            self.go(Go(self.hits.id(event.index), At.FIRST_MATCH))

    def action_search(self) -> None:
        self.focus_on(self.search_bar.input)
