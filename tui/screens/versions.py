"""Versions of a text: one row for all of them, or each its own; and two of them compared."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from index.errors import BroadsheetError
from tui import grouping
from tui.screens.reading import Reading
from tui.standing import outcome
from tui.steps import Go

if TYPE_CHECKING:
    from index.library import Hits
    from tui.screens.compare import ReadOn


class Versions(Reading):
    """What the list folds, and what one does with it."""

    async def action_group(self) -> None:
        """One row for all versions of a text, or every article on its own."""
        await self.arrival()
        self.grouped = not self.grouped
        self.tell("one row for all versions of a text" if self.grouped else "every article on its own row")
        self.search(self.search_bar.text)
        await asyncio.to_thread(grouping.remember, self.grouped)

    async def action_versions(self) -> None:
        """Unfold the versions of the row, or fold them; where there are none in the list, search for them."""
        if self.focused is self.articles and self.hits is not None and self.hits.articles:
            row = self.hits.row(self.articles.cursor)
            if row.versions or row.is_version or row.id in self.hits.unfolded:
                self.run_latest("versions", self._turn, self.hits, self.articles.cursor)
                return
        if self._has_versions():
            assert self.opened is not None
            self.engaged = True  # so that one finds back to it
            self.ask(f"dup:{self.opened.article.id}")
            self.action_go_to(0)

    async def _turn(self, hits: Hits, index: int) -> None:
        try:
            turned = await self.session.turned(hits, index)
        except BroadsheetError as error:
            self.tell_error(error)
            return
        if hits is self.hits:
            self.hits = turned
            self.articles.show(turned, turned.index_of(hits.id(index)) or 0)
            self.articles.show_below(len(turned) - len(hits))
            self.search_bar.show_outcome(outcome(turned, self.total))
            self.show_state()

    async def action_compare(self) -> None:
        """The open article beside the version before it, or, of the first one, the next."""
        if not self._has_versions():
            return
        from tui.screens.compare import CompareScreen  # not before it is wanted

        assert self.opened is not None
        versions = self.opened.versions
        here = versions.index(self.opened.article.id)
        left = max(0, here - 1)
        screen = CompareScreen(versions, left, left + 1, self.session.compare, self.actions)
        self.app.push_screen(screen, self._read_on)

    def _read_on(self, wanted: ReadOn | None) -> None:
        if wanted is not None:
            self.focus_on(self.pane.reader)
            self.go(Go(wanted.article, offset=wanted.offset))

    def _has_versions(self) -> bool:
        """Has the open article other versions? Says so if not."""
        if self.opened is not None and not self.opened.versions:
            self.tell("there is no other version of this article")
        return self.opened is not None and bool(self.opened.versions)
