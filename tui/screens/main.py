"""The reader: search line, three panes, footer. Its parts stand beside this file, one concern each."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from index.errors import BroadsheetError
from tui import grouping, recent
from tui.actions import Where
from tui.bindings import bindings_for
from tui.indexing import Updater
from tui.screens.asking import Asking
from tui.screens.copying import Copying
from tui.screens.correcting import Correcting
from tui.screens.explaining import Explaining
from tui.screens.following import Following
from tui.screens.narrowing import Narrowing
from tui.screens.panes import Panes
from tui.screens.searching import Searching
from tui.screens.updating import Updating
from tui.screens.versions import Versions
from tui.steps import Go
from tui.widgets.column_rule import ColumnRule

if TYPE_CHECKING:
    from index.config import Config


class MainScreen(
    Searching, Asking, Narrowing, Explaining, Following, Versions, Correcting, Copying, Panes, Updating
):
    """One corpus, open for reading."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(
        Where.READING, Where.ENTITIES, Where.SEARCHING, Where.MOVING, Where.SCREEN
    )
    DEFAULT_CSS = """
    MainScreen {
        layers: base overlay;
        & > #panes { height: 1fr; }
        & #articles, & #reader, & #entities, & #facets {
            border-top: solid $foreground 25%;
            border-title-color: $text-muted;
            border-title-style: none;
        }
        & #articles { width: 3fr; min-width: 28; max-width: 46; }
        & #reader { width: 5fr; min-width: 36; }
        & #entities { width: 27; }
        & #facets { display: none; width: 36; }
        & #timeline { display: none; }
        & #articles:focus, & #entities:focus, & #facets:focus, & #reader:focus-within {
            border-top: heavy $accent;
            border-title-color: $text-accent;
            border-title-style: bold;
        }
        & > #small { display: none; width: 100%; height: 100%; content-align: center middle; }

        &.-narrow #articles, &.-narrow #left-rule, &.-zoom #articles, &.-zoom #left-rule,
        &.-narrow #entities, &.-narrow #right-rule, &.-zoom #entities, &.-zoom #right-rule,
        &.-medium #entities, &.-medium #right-rule, &.-facets #entities { display: none; }
        &.-facets #facets, &.-timeline #timeline { display: block; }
        &.-tall #timeline { height: 6; }
        & #articles.-overlay, & #entities.-overlay {
            display: block; position: absolute; layer: overlay;
            width: 44; max-width: 90%; height: 100%; background: $surface;
        }
        & #articles.-overlay { border-right: solid $foreground 25%; }
        & #entities.-overlay { dock: right; width: 32; border-left: solid $foreground 25%; }
        &.-narrow #facets, &.-medium #facets, &.-zoom #facets {
            position: absolute; layer: overlay; dock: right; width: 40; max-width: 90%; height: 100%;
            background: $surface; border-left: solid $foreground 25%;
        }
        &.-tiny > #small { display: block; }
        &.-tiny > #panes, &.-tiny > SearchBar, &.-tiny > #timeline, &.-tiny > StatusLine, &.-tiny > Foot {
            display: none;
        }
    }
    """

    def __init__(
        self,
        corpus: Path,
        config: Config,
        *,
        cache: Path | None = None,
        query: str = "",
        at: str = "",
        updater: Updater | None = None,
        message: str = "",
    ) -> None:
        """Read `corpus`: search `query` first, open the article `at`, let `updater` keep the index up to date."""
        super().__init__(corpus, config, cache=cache, query=query)
        self._at, self._updater, self._message = at, updater, message
        self.articles.border_title = "Articles"
        self.pane.border_title = "Reader"
        self.entities.border_title = "In this article"
        self.facets.border_title = "Facets"

    def compose(self) -> ComposeResult:
        yield self.search_bar
        yield self.timeline
        with Horizontal(id="panes"):
            yield self.articles
            yield ColumnRule(id="left-rule")
            yield self.pane
            yield ColumnRule(id="right-rule")
            yield self.entities
            yield self.facets
        yield self.status
        yield self.foot
        yield Static("Too small: 40 × 10 at least.", markup=False, id="small")

    def on_mount(self) -> None:
        self.focus_on(self.articles)
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        self.run_latest("library", self._open_library)

    async def _open_library(self) -> None:
        """What the first frame did not wait for."""
        try:
            message = await self.session.open()
        except BroadsheetError as error:
            self.pane.show_notice("This cannot be opened", str(error))
            self.arrived.set()
            return
        message = " · ".join(filter(None, [self._message, message]))
        if message:
            self.tell(message)
        self.grouped = await asyncio.to_thread(grouping.grouped)
        await self._search(self.search_bar.text, 0.0)
        if self._at:
            try:
                self.go(Go(await self.session.resolve(self._at)))
                self.focus_on(self.pane.reader)
            except BroadsheetError as error:
                self.tell(str(error))
        await asyncio.to_thread(recent.remember, self.session.corpus)
        await self.recall()
        if not self.total and self._updater is not None:
            self.pane.show_notice("Reading the corpus…", str(self.session.corpus))
        self.keep_up()
        self.verify()
