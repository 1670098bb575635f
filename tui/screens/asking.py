"""Asking: what stands in the search line – completions while one types, and the queries asked before."""

from __future__ import annotations

import asyncio

from textual import on

from index.errors import BroadsheetError
from tui import earlier
from tui.screens.desk import Desk
from tui.screens.searching import DEBOUNCE
from tui.widgets.search_bar import QueryInput, SearchBar

COMPLETION_PATIENCE = 0.5
"""Seconds that the key which takes a completion waits for it to come."""


class Asking(Desk):
    """The search line, as far as it is not about the answer."""

    _steps_down = 0
    """How far the arrows have led down the list since something was typed."""

    def ask(self, text: str) -> None:
        self.search_bar.text = text
        self._remember(text)

    async def recall(self) -> None:
        """Take up the queries asked in earlier runs."""
        self.earlier = earlier.Earlier(await asyncio.to_thread(earlier.load))

    @on(SearchBar.Left)
    def _leave_line(self) -> None:
        self._remember(self.search_bar.text)

    def _remember(self, text: str) -> None:
        if self.earlier.remember(text):
            self.run_worker(asyncio.to_thread(earlier.remember, text), group="earlier", exit_on_error=False)

    # Completions

    @on(SearchBar.Changed)
    def _offer(self) -> None:
        """Completions for what was typed; what an action has put there is complete."""
        text, cursor = self.search_bar.text, self.search_bar.input.cursor_position
        typed = self.search_bar.typed
        if typed:
            self._steps_down = 0
            self.earlier.stay()
        if self.hits is not None and cursor and (typed or text[:cursor].endswith(":")):
            self.completed.clear()
            self.run_latest("complete", self._complete, text, cursor)
        else:
            self.workers.cancel_group(self, "complete")
            self.search_bar.close_completions()
            self.completed.set()

    async def _complete(self, text: str, cursor: int) -> None:
        """After the answer itself: one thread makes both, and the answer was asked for first."""
        await asyncio.sleep(DEBOUNCE)
        try:
            found = await self.session.complete(text, cursor)
        except BroadsheetError as error:
            found = ()
            self.tell_error(error)
        begun = not text[cursor - 1].isspace()
        useful = begun and any(each.text != text[each.start : each.end] for each in found)
        self.search_bar.offer(text, found if useful else ())
        self.completed.set()

    async def action_complete(self) -> None:
        await self.arrival(COMPLETION_PATIENCE, self.completed)
        if not self.search_bar.complete():
            self.action_pane(1)

    # The arrows

    @on(QueryInput.Step)
    def _step(self, event: QueryInput.Step) -> None:
        """Above the top of the list lie the earlier queries, the last one nearest."""
        if event.step < 0 and not self._steps_down:
            recalled = self.earlier.back(self.search_bar.text)
            if recalled is None:
                self.tell("no earlier query")
        else:
            recalled = self.earlier.forward() if event.step > 0 else None
            if recalled is None:
                self._step_in_list(event.step)
        if recalled is not None:
            self.search_bar.text = recalled

    def _step_in_list(self, step: int) -> None:
        before = self.articles.cursor
        self.articles.action_down() if step > 0 else self.articles.action_up()
        if self.articles.cursor != before:
            self._steps_down += step
