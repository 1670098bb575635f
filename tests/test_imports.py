"""What is loaded when: the index without a terminal, the commands without a screen, help without either."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCREEN = {"textual", "rich"}
STORE = {"whoosh", "sqlite3"}


def loaded_by(code: str) -> set[str]:
    """The top-level modules that are loaded once `code` has run in a Python of its own."""
    return {name.partition(".")[0] for name in loaded_modules(code)}


def loaded_modules(code: str) -> set[str]:
    """All modules that are."""
    show = "import sys; sys.stderr.write('\\n' + ' '.join(sys.modules))"
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


def test_a_search_loads_neither_cleaning_nor_tagging_once_the_index_is_there():
    imports = "from index.config import sample_corpus\nfrom index.library import Library\n"
    opened = f"{imports}library = Library.open(sample_corpus())\n"
    loaded_by(f"{opened}library.update()")
    searched = loaded_modules(f"{opened}hits = library.search('us troops')\nhits.row(0), hits.messages")
    costly = {
        "cleaning.pipeline",
        "entities.recogniser",
        "update",
        "intake",
        "tagging",
        "workers",
        "completion",
    }
    assert searched.isdisjoint(
        {f"index.{name}" for name in (*costly, "facets", "explain", "speech", "sources")}
    )


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
