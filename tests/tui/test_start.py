"""What is loaded before the first frame, and before the screen stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual import events

import tui
from index.config import Config
from index.library import Library
from tui.app import BroadsheetApp
from tui.screens.main import MainScreen

HEAVY = (
    "whoosh",
    "sqlite3",
    "yaml",
    "numpy",
    "index.library",
    "index.cleaning",
    "index.entities",
    "hypothesis",
)


def loaded_by(statement: str, names: tuple[str, ...]) -> list[str]:
    """Which of `names` a fresh interpreter holds after `statement`."""
    script = f"{statement}\nimport sys\nprint(*[name for name in {names!r} if name in sys.modules])"
    root = str(Path(tui.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=root, check=True, timeout=60
    )
    return done.stdout.split()


def test_the_first_frame_needs_no_index_and_no_other_screen() -> None:
    assert loaded_by("import tui.app", (*HEAVY, "tui.screens.main", "index.article")) == []


@pytest.mark.parametrize("screen", ["main", "recent", "help"])
def test_no_screen_waits_for_the_index(screen: str) -> None:
    assert loaded_by(f"import tui.screens.{screen}", HEAVY) == []


async def test_keys_pressed_before_the_screen_stands_are_answered_by_it(tmp_path: Path, seeds: Path) -> None:
    library = Library.open(seeds, cache=tmp_path)
    library.update()
    library.close()
    app = BroadsheetApp(seeds, config=Config(), cache=tmp_path, update=False)
    for key, character in (("slash", "/"), *((letter, letter) for letter in "kirby"), ("enter", None)):
        app.post_message(events.Key(key, character))
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, MainScreen)
        assert screen.search_bar.text == "kirby"
        assert screen.hits is not None
        assert len(screen.hits) == 3
        assert screen.focused is screen.pane.reader
