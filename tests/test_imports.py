"""What is loaded when: the index without a terminal, the commands without a screen, help without either."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCREEN = {"textual", "rich"}
STORE = {"whoosh", "sqlite3"}


def loaded_by(code: str) -> set[str]:
    """The top-level modules that are loaded once `code` has run in a Python of its own."""
    show = "import sys; sys.stderr.write(' '.join({name.partition('.')[0] for name in sys.modules}))"
    command = [sys.executable, "-c", f"{code}\n{show}"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    return set(run.stderr.splitlines()[-1].split())


def running(*arguments: str) -> str:
    """Code that runs a command as the shell would, whatever it returns."""
    return f"from tui.cli import main\ntry: main({list(arguments)!r})\nexcept SystemExit: pass"


@pytest.mark.parametrize(
    "arguments",
    [
        ["index", "--json"],
        ["search", "--json", "kirby"],
        ["show", "--json", "000_9587504e6269fdd0.txt"],
        ["clean", "--json"],
        ["tag", "--json"],
        ["entities", "--json"],
        ["doctor", "--json"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_loads_no_screen(arguments):
    assert loaded_by(running(*arguments)).isdisjoint(SCREEN)


@pytest.mark.parametrize("command", ["clean", "tag"])
def test_texts_are_cleaned_and_tagged_without_an_index(command):
    assert loaded_by(running(command, "--json", "-")).isdisjoint(STORE)


def test_the_index_loads_no_screen():
    assert loaded_by("import index.library").isdisjoint(SCREEN)


def test_settings_are_the_defaults_without_yaml():
    assert "yaml" not in loaded_by("from index.config import load; load()")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["search", "--help"], ["--version"], ["search", "--nonsense"]]
)
def test_help_loads_next_to_nothing(arguments):
    costly = SCREEN | STORE | {"dataclasses", "json", "yaml", "platformdirs", "asyncio"}
    assert loaded_by(running(*arguments)).isdisjoint(costly)
