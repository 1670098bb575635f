"""What does every test stand on? A machine without a user: empty folders, one locale, one time zone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.config import sample_corpus
from index.library import Library, Options

FOLDERS = {
    "HOME": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": ".run",
}
"""Every variable that platformdirs follows, and where it leads inside the test's own home."""

CLEARED = (
    *("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LANGUAGE"),
    *("PYTHONWARNINGS", "PYTHONUNBUFFERED", "VISUAL", "EDITOR"),
)


@pytest.fixture(autouse=True)
def nobody(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home folder of a user who has never been here. The user's own settings stay out of every test."""
    home = tmp_path_factory.mktemp("home")
    for variable, folder in FOLDERS.items():
        monkeypatch.setenv(variable, str(home / folder))
    for variable in CLEARED:
        monkeypatch.delenv(variable, raising=False)
    for variable in [name for name in os.environ if name.startswith("LC_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield home
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The sample articles. Read only: a test that writes takes a copy."""
    return sample_corpus()


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """Opens a corpus over the test's own cache, `Options` at will; what it opened is closed after the test."""
    opened: list[Library] = []

    def open_one(corpus: Path, options: Options | None = None) -> Library:
        opened.append(Library.open(corpus, cache=tmp_path / "cache", options=options))
        return opened[-1]

    yield open_one
    for library in opened:
        library.close()


@pytest.fixture
def library(seeds: Path, open_library: Callable[..., Library]) -> Library:
    """The sample articles, indexed and tagged."""
    opened = open_library(seeds)
    opened.update()
    return opened
