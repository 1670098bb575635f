"""The terminal application: themes, keys, and which screen stands in front.

What a screen needs is imported after the first frame is painted.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import App, ComposeResult

from tui.theme import DEFAULT, THEMES
from tui.widgets.first_frame import FirstFrame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import SystemCommand
    from textual.command import Provider
    from textual.screen import Screen

    from index.config import Config
    from tui.actions import Action
    from tui.indexing import Updater
    from tui.screens.recent import RecentScreen


def _action_commands() -> type[Provider]:
    from tui.palette import ActionCommands

    return ActionCommands


class BroadsheetApp(App[int]):
    """Broadsheet, for as long as the terminal shows it."""

    TITLE = "Broadsheet"
    COMMANDS = App.COMMANDS | {_action_commands}
    CSS = "Screen { background: $background; color: $foreground; }"

    def __init__(
        self,
        corpus: Path | None,
        *,
        config: Config,
        query: str = "",
        at: str = "",
        cache: Path | None = None,
        config_file: Path | None = None,
        update: bool = True,
    ) -> None:
        """Read `corpus`, or let the user choose one: search `query` first, open the article `at`.

        `config_file` is where `config` was read from, when the user named a file: the index is kept up with it too.
        """
        super().__init__()
        self._corpus, self._config, self._cache = corpus, config, cache
        self._query, self._at = query, at
        self._config_file, self._update = config_file, update
        self._typed_ahead: list[events.Key] | None = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = config.theme if config.theme in self.available_themes else DEFAULT

    @property
    def actions(self) -> tuple[Action, ...]:
        """The table of actions with the user's keys."""
        from tui.actions import with_keys

        return with_keys(self._config.keys)

    def compose(self) -> ComposeResult:
        yield FirstFrame()

    def on_mount(self) -> None:
        self._end_on_signals()
        self.screen.call_after_refresh(self._begin)

    async def on_event(self, event: events.Event) -> None:
        """A key that is pressed before there is a screen to answer it waits for the first one."""
        if isinstance(event, events.Key) and self._typed_ahead is not None:
            self._typed_ahead.append(event)
        else:
            await super().on_event(event)

    async def _hand_over(self) -> None:
        typed, self._typed_ahead = self._typed_ahead or [], None
        for event in typed:
            # Before Textual takes it over, the terminal makes a line feed of the return key.
            await self.on_event(events.Key("enter", "\r") if event.key == "ctrl+j" else event)

    def _begin(self) -> None:
        self.set_keymap(dict(self._config.keys))
        if self._corpus is None:
            from tui.screens.recent import RecentScreen

            self._show_first(RecentScreen())
        else:
            self.open_corpus(self._corpus)

    def _end_on_signals(self) -> None:
        """A closed terminal or a request to end quits like `q`: child stopped, terminal restored."""
        if self.is_headless or sys.platform == "win32":
            return
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self.exit, None, 128 + number)

    def open_corpus(self, corpus: Path) -> None:
        """Show the reader over `corpus`."""
        from tui.screens.main import MainScreen

        screen = MainScreen(
            corpus,
            self._config,
            cache=self._cache,
            query=self._query,
            at=self._at,
            updater=self._updater(corpus),
            message=self._mistakes(),
        )
        self._show_first(screen)

    def _updater(self, corpus: Path) -> Updater | None:
        from tui.indexing import Updater

        if not self._update:
            return None
        return Updater(corpus, self._cache, self._config_file, watch=self._config.watch)

    def _show_first(self, screen: Screen[None]) -> None:
        self.push_screen(screen)
        screen.call_after_refresh(self.call_later, self._hand_over)

    def _mistakes(self) -> str:
        """What in the settings names nothing: only the screen knows its themes and actions."""
        from tui.actions import unknown_actions

        mistakes = [f'no action "{name}": ? lists them' for name in unknown_actions(self._config.keys)]
        if self._config.theme not in self.available_themes:
            mistakes.append(f'no theme "{self._config.theme}": the palette (:) lists them')
        return " · ".join(mistakes)

    def get_system_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """Of Textual's own commands those that the table of actions does not have."""
        commands = super().get_system_commands(screen)
        return (command for command in commands if command.title in ("Theme", "Screenshot"))

    def action_help_quit(self) -> None:
        """Say how to quit to whoever presses ctrl+c."""
        from tui.screens.desk import Desk

        if isinstance(self.screen, Desk):
            quit_key = next(action.first_key for action in self.actions if action.id == "quit")
            self.screen.tell(f"{quit_key} quits")

    def action_show_help(self) -> None:
        from tui.actions import Where
        from tui.screens.compare import CompareScreen
        from tui.screens.help import HelpScreen

        comparing = isinstance(self.screen, CompareScreen)
        self.push_screen(HelpScreen(self.actions, (Where.COMPARING, Where.PANE) if comparing else Where))

    def on_recent_screen_wanted(self, message: RecentScreen.Wanted) -> None:
        self.pop_screen()
        self.open_corpus(message.corpus)
