"""The reader under test: the real application over real articles, without a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import Worker, WorkerCancelled

from index.config import Config
from index.library import Library
from tui.app import BroadsheetApp
from tui.screens.main import MainScreen

PATIENCE = 30.0
"""Seconds that a test waits for another process before it fails."""

KEYS = {"⏎": "enter", "⎋": "escape", "⇥": "tab", "␙": "ctrl+y"}


class Reading:
    """A pilot with the few words that the tests speak."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each answered before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        await self.pilot.press(*("space" if letter == " " else letter for letter in text))
        await self.settle()

    async def burst(self, text: str) -> None:
        """Press keys faster than the screen answers: all of them wait when it looks at the first."""
        for letter in text:
            key = KEYS.get(letter, "") or _character_to_key(letter)
            self.pilot.app.post_message(events.Key(key, letter))
        await self.settle()

    async def settle(self) -> None:
        """Wait for what is under way, and what follows from it."""
        while under_way := self._under_way():
            with suppress(WorkerCancelled):  # another one took its place
                await self.pilot.app.workers.wait_for_complete(under_way)
        await self.pilot.pause()

    def _under_way(self) -> list[Worker[object]]:
        """The work that will end; an update that goes on to follow the corpus will not."""
        updater = self.screen._updater if isinstance(self.pilot.app.screen, MainScreen) else None
        endless = "update" if updater is not None and updater.watch else None
        return [worker for worker in self.pilot.app.workers if worker.group != endless]

    async def until(self, words: str) -> None:
        """Wait until the screen shows `words`; not for ever."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.text:
                await self.pilot.pause()

    @property
    def screen(self) -> MainScreen:
        screen = self.pilot.app.screen
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def title(self) -> str:
        """The title of the open article."""
        assert self.screen.opened is not None
        return self.screen.opened.article.title

    @property
    def text(self) -> str:
        """What the screen shows."""
        strips = self.pilot.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)


Open = Callable[..., AbstractAsyncContextManager[Reading]]


@pytest.fixture
def open_reader(tmp_path: Path, seeds: Path) -> Open:
    """Opens the reader over a corpus (the sample articles), indexed first."""

    @asynccontextmanager
    async def opened(
        corpus: Path = seeds,
        *,
        size: tuple[int, int] = (120, 40),
        indexed: bool = True,
        config: Config | None = None,
        **options: object,
    ) -> AsyncIterator[Reading]:
        cache = tmp_path / "cache"
        if indexed:
            library = Library.open(corpus, cache=cache)
            library.update()
            library.close()
        app = BroadsheetApp(
            corpus,
            config=config or Config(watch=False),
            cache=cache,
            update=not indexed,
            **options,  # type: ignore[arg-type]  # the tests' own keywords
        )
        async with app.run_test(size=size) as pilot:
            reading = Reading(pilot)
            await pilot.pause()
            await reading.settle()
            yield reading

    return opened
