"""What do the parts of the main screen share? The session, what is listed, what is open, and the widgets."""

from __future__ import annotations

import asyncio
import datetime as dt
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
from index.query import Parsed, parse
from tui.actions import Context, Needs, for_footer, shadowed, with_keys
from tui.earlier import Earlier
from tui.history import History
from tui.session import Session
from tui.standing import in_article, in_result
from tui.steps import Go, Opened
from tui.widgets.article_list import ArticleList
from tui.widgets.entities import EntityList
from tui.widgets.facets import FacetList
from tui.widgets.foot import Foot
from tui.widgets.reader_pane import ReaderPane, Standing
from tui.widgets.search_bar import SearchBar
from tui.widgets.status_line import StatusLine
from tui.widgets.timeline import TimelineChart

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
        self._shadowed = shadowed(self.actions)
        self._day_first = config.day_first
        self.history = History()
        self.hits: Hits | None = None
        self.total = 0
        self.grouped = True
        """Whether one row stands for all versions of a text."""
        self.opened: Opened | None = None
        self.chosen: Entity | None = None
        self.arrived = asyncio.Event()
        """Set while nothing is on its way to the screen that the next key could be meant for."""
        self.earlier = Earlier()
        self.completed = asyncio.Event()
        """Set while no completions are on their way."""
        self.counted = asyncio.Event()
        """Set while neither facets nor timeline are being counted."""
        self.engaged = False
        """Whether the open article was opened on purpose; one that is only previewed leaves no trace."""
        self.search_bar = SearchBar(query)
        self.articles = ArticleList()
        self.pane = ReaderPane(config.measure)
        self.entities = EntityList()
        self.facets = FacetList()
        self.timeline = TimelineChart()
        self.came_from: dict[Widget, Widget] = {}
        """What had the focus before facets, and before the timeline, took it."""
        self.status = StatusLine()
        self.foot = Foot()

    if TYPE_CHECKING:  # what the parts of the screen do for each other

        def go(self, go: Go, *, preview: bool = False) -> None:
            """Open an article, or move within the open one. A preview is not remembered."""

        def search(self, text: str, *, delay: float = 0.0) -> None:
            """Ask the query `text` after `delay` seconds and show the answer; a later question replaces it."""

        def ask(self, text: str) -> None:
            """Put another query into the search line, on behalf of an action."""

        def action_pane(self, step: int) -> None:
            """Focus the next pane, or the previous one."""

        def action_go_to(self, index: int) -> None:
            """Focus a pane by its number from the left."""

        def count_result(self) -> None:
            """Count facets and timeline of the answer, where they are shown."""

        def fold(self, part: Widget) -> None:
            """Close facets or timeline."""

        def choose(self, entity: Entity | None) -> None:
            """Follow `entity` from here on, or none."""

        def mark_again(self) -> None:
            """Find the matches in the open article anew; its place stays."""

        def mend(self) -> None:
            """Have a damaged index made anew."""

        async def read_again(self) -> None:
            """Show the open article as it is now, with its place kept."""

        def follow_rules(self) -> None:
            """Have the index follow what the user says about residue."""

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

    async def action_pressed(self, handler: str, is_text: bool, about_article: bool) -> None:
        """Do what a key stands for (see `bindings_for`), once the article that it is meant for is there."""
        self.tell("")
        if about_article:
            await self.arrival()
        await self.run_action(handler)

    async def arrival(self, patience: float = PATIENCE, of: asyncio.Event | None = None) -> None:
        """Wait for what was asked for last, the article or the answer if not `of` something else; not for ever."""
        awaited = of or self.arrived
        try:
            async with asyncio.timeout(patience):
                handled = Handled()
                (self.focused or self).post_message(handled)
                await handled.reached.wait()
                await awaited.wait()
        except TimeoutError:
            awaited.set()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a text field, characters are text; what has keys of its own keeps them."""
        if action != "pressed":
            return True
        handler, is_text, _ = parameters
        if is_text and isinstance(self.focused, Input):
            return False
        return handler not in self._shadowed.get(self.focus_context(), ())

    def read(self, text: str) -> Parsed:
        """How a query is understood."""
        return parse(text, today=dt.date.today(), day_first=self._day_first)

    @property
    def asked(self) -> str:
        """The query text whose answer is on the screen: a last word that was taken as a beginning ends in `*`."""
        text, hits = self.search_bar.text, self.hits
        if hits is None or hits.text != text or hits.canonical == self.read(text).canonical:
            return text
        begun = f"{text}*"
        return begun if hits.canonical == self.read(begun).canonical else text

    def show_state(self) -> None:
        """Bring the article's header and the offered keys up to date."""
        opened, reader = self.opened, self.pane.reader
        if opened is not None and self.hits is not None:
            entity = self.chosen.id if self.chosen is not None else None
            here = in_article(opened, entity, reader.current)
            standing = Standing(in_result(self.hits, opened), here, len(opened.versions))
            self.pane.show_header(standing)
        self.foot.offer(for_footer(self.actions, self.focus_context(), self._present()))

    def focus_context(self) -> Context:
        """What has the focus."""
        contexts: dict[Widget, Context] = {
            self.articles: Context.LIST,
            self.entities: Context.ENTITIES,
            self.facets: Context.FACETS,
            self.timeline: Context.TIMELINE,
            self.search_bar.input: Context.INPUT,
        }
        return contexts.get(self.focused, Context.READER) if self.focused is not None else Context.READER

    def _present(self) -> set[Needs]:
        present = {Needs.NOTHING}
        if self.opened is not None:
            if self.opened.matches:
                present.add(Needs.MATCHES)
            if any(block.hidden for block in self.opened.article.blocks):
                present.add(Needs.HIDDEN)
            if self.opened.versions:
                present.add(Needs.VERSIONS)
        if self.chosen is not None:
            present.add(Needs.ENTITY)
        return present
