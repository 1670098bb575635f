"""What do the parts of the main screen share? The session, what is listed, what is open, and the widgets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker, WorkerState, WorkType

from index.article import Entity
from index.errors import BroadsheetError, StoreDamaged
from tui.actions import Context, Needs, for_footer, with_keys
from tui.history import History
from tui.session import Session
from tui.steps import Go, Opened
from tui.widgets.article_list import ArticleList
from tui.widgets.entities import EntityList
from tui.widgets.foot import Foot
from tui.widgets.reader_pane import ReaderPane, Standing
from tui.widgets.search_bar import SearchBar
from tui.widgets.status_line import StatusLine
from tui.words import counted

if TYPE_CHECKING:
    from index.config import Config
    from index.library import Hits

PATIENCE = 1.0
"""Seconds that a key waits for the article it is meant for."""


class Handled(Message):
    """Follows what a pane posted before it: when it reaches the screen, the screen has dealt with that."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = asyncio.Event()


class Desk(Screen[None]):
    """The state of one reading session, and what every part of the screen may call."""

    AUTO_FOCUS = ""

    def __init__(
        self,
        corpus: Path,
        config: Config,
        *,
        cache: Path | None = None,
        query: str = "",
    ) -> None:
        super().__init__()
        self.session = Session(corpus, config, cache)
        self.actions = with_keys(config.keys)
        self.history = History()
        self.hits: Hits | None = None
        self.total = 0
        self.opened: Opened | None = None
        self.chosen: Entity | None = None
        self.arrived = asyncio.Event()
        """Set while nothing is on its way to the screen that the next key could be meant for."""
        self.engaged = False
        """Whether the open article was opened on purpose; one that is only previewed leaves no trace."""
        self.search_bar = SearchBar(query)
        self.articles = ArticleList()
        self.pane = ReaderPane(config.measure)
        self.entities = EntityList()
        self.status = StatusLine()
        self.foot = Foot()

    if TYPE_CHECKING:  # what the parts of the screen do for each other

        def go(self, go: Go, *, preview: bool = False) -> None:
            """Open an article, or move within the open one. A preview is not remembered."""

        def search(self, text: str, *, delay: float = 0.0) -> None:
            """Ask the query `text` after `delay` seconds and show the answer; a later question replaces it."""

        def choose(self, entity: Entity | None) -> None:
            """Follow `entity` from here on, or none."""

        def mark_again(self) -> None:
            """Find the matches in the open article anew; its place stays."""

        def mend(self) -> None:
            """Have a damaged index made anew."""

    def tell_error(self, error: BroadsheetError) -> None:
        """Say what went wrong; of a damaged index nothing is lost, because it is made anew."""
        self.tell(str(error))
        if isinstance(error, StoreDamaged):
            self.mend()

    def tell(self, message: str) -> None:
        """Say what happened, in the last line."""
        self.foot.tell(message)

    def run_latest(
        self, group: str, work: Callable[..., Coroutine[None, None, None]], *arguments: object
    ) -> None:
        """Run `work` in place of whatever still runs in its group."""
        job: WorkType[None] = partial(work, *arguments)
        self.run_worker(job, group=group, exclusive=True, exit_on_error=False)

    @on(Handled)
    def _reached(self, event: Handled) -> None:
        event.reached.set()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A mistake of ours must not take the reader away: say what it is, and go on."""
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self.log.error(error)
            self.tell(f"a fault in Broadsheet, please report it: {type(error).__name__}: {error}")
            self.arrived.set()

    def focus_on(self, target: Widget) -> None:
        """Give the focus to `target` at once: Textual's own `focus` waits, and the next key would miss it."""
        self.set_focus(target, scroll_visible=False)

    async def action_typed(self, handler: str, about_article: bool) -> None:
        """Do what a character stands for (see `bindings_for`), once the article that it is meant for is there."""
        self.tell("")
        if about_article:
            await self.arrival()
        await self.run_action(handler)

    async def arrival(self, patience: float = PATIENCE) -> None:
        """Wait for the article or the answer that was asked for last, though not for ever."""
        try:
            async with asyncio.timeout(patience):
                handled = Handled()
                (self.focused or self).post_message(handled)
                await handled.reached.wait()
                await self.arrived.wait()
        except TimeoutError:
            self.arrived.set()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a text field, characters are text."""
        return action != "typed" or not isinstance(self.focused, Input)

    def show_state(self) -> None:
        """Bring the article's header and the offered keys up to date."""
        self.pane.show_header(Standing(self._article_words(), self._match_words()))
        self.foot.offer(for_footer(self.actions, self._focus_context(), self._present()))

    def _focus_context(self) -> Context:
        if self.focused is self.search_bar.input:
            return Context.INPUT
        if self.focused is self.articles:
            return Context.LIST
        return Context.ENTITIES if self.focused is self.entities else Context.READER

    def _present(self) -> set[Needs]:
        present = {Needs.NOTHING}
        if self.opened is not None:
            if self.opened.matches:
                present.add(Needs.MATCHES)
            if any(block.hidden for block in self.opened.article.blocks):
                present.add(Needs.HIDDEN)
        if self.chosen is not None:
            present.add(Needs.ENTITY)
        return present

    def _article_words(self) -> str:
        if self.opened is None or self.hits is None:
            return ""
        index = self.hits.index_of(self.opened.article.id)
        return "outside the query" if index is None else f"{index + 1:,} of {len(self.hits):,}"

    def _match_words(self) -> str:
        """Where the current span stands among the matches and mentions, else how many matches there are."""
        if self.opened is None:
            return ""
        current = self.pane.reader.current
        mentions = self.opened.spans_of(self.chosen.id) if self.chosen else ()
        standing = [
            f"{noun} {spans.index(current) + 1}/{len(spans)}"
            for noun, spans in (("match", self.opened.matches), ("mention", mentions))
            if current is not None and current in spans
        ]
        if standing:
            return " · ".join(standing)
        count = len(self.opened.matches)
        return ("1 match" if count == 1 else f"{count:,} matches") if count else ""

    def outcome(self) -> str:
        """The right end of the search line: how many articles, in which order, how fast."""
        if self.hits is None:
            return ""
        if not self.hits.text.strip():
            return f"{counted(self.total, 'article')} · newest first"
        order = {"date": "newest first"}.get(self.hits.order, self.hits.order)
        found = f"{len(self.hits):,} of {counted(self.total, 'article')}"
        return f"{found} · {order} · {self.hits.seconds * 1000:.0f} ms"
