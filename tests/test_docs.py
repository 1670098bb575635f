"""The documents tell the truth: every command, option, key and dependency, and the examples as they run."""

from __future__ import annotations

import io
import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest

from tui import __version__
from tui.actions import key_table_markdown
from tui.arguments import COMMANDS
from tui.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text()

EXAMPLE = re.compile(r"```console\n\$ (?:echo '(.*)' \| )?broadsheet (.*)\n((?:.*\n)*?)```")


def options_of(name: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The long options in the help of a command; of the reader for an empty name."""
    with pytest.raises(SystemExit):
        main([name, "--help"] if name else ["--help"])
    return set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_section_in_the_readme(name):
    assert re.search(rf"^### `broadsheet {name}\b", README, re.MULTILINE)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_option_is_in_the_readme(name, capsys):
    written = set(re.findall(r"(?<![\w-])--[a-z]+", README))
    assert options_of(name, capsys) - written == set()


def test_the_readme_promises_no_option_that_there_is_not(capsys):
    known = set().union(*(options_of(name, capsys) for name in ["", *COMMANDS]))
    section = README.partition("## In the shell")[2]
    assert set(re.findall(r"--[a-z]+", section)) - {"--help"} <= known


def test_the_readme_shows_the_keys_as_they_are():
    table = re.search(r"<!-- keys -->\n(.*?)<!-- /keys -->", README, re.DOTALL)
    assert table is not None
    assert table[1] == key_table_markdown()


@pytest.mark.parametrize(
    ("given", "typed", "shown"), EXAMPLE.findall(README), ids=lambda value: value.partition("\n")[0][:40]
)
def test_an_example_of_the_readme_prints_what_it_shows(given, typed, shown, capfd, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    monkeypatch.setattr("sys.stderr", sys.stdout)
    main(shlex.split(typed))
    expected = ".*".join(map(re.escape, shown.split("…")))
    printed = capfd.readouterr().out
    assert re.fullmatch(expected, printed, re.DOTALL), printed


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = [re.split(r"[<>=]", each)[0] for each in project["dependencies"]]
    assert [name for name in names if f"**{name}**" not in ARCHITECTURE] == []


@pytest.mark.parametrize("package", ["index", "tui"])
def test_every_part_of_the_house_is_described(package):
    parts = [each.name for each in (ROOT / package).iterdir() if not each.name.startswith(("_", "."))]
    assert [part for part in sorted(parts) if f"`{part}" not in ARCHITECTURE.replace("index/", "")] == []


def test_the_changelog_begins_with_this_version():
    assert re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[1] == __version__


def test_links_between_the_documents_lead_somewhere():
    for text in (README, ARCHITECTURE):
        links = re.findall(r"\]\((?!http)([^)#]+)\)", text)
        assert [link for link in links if not (ROOT / link).exists()] == []
