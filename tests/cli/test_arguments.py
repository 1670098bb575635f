"""What the command line takes: commands, options, and what is said about the rest."""

from __future__ import annotations

import pytest

from index import config
from index.article import EntityKind
from tui import arguments
from tui.arguments import COMMANDS
from tui.cli import main


def test_help_lists_every_command(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(capsys, name):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert COMMANDS[name].summary in capsys.readouterr().out


def test_every_command_that_prints_answers_has_json():
    assert all(arguments.parse(name, [*_operands(name), "--json"]).json for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_options_for_all_commands_stand_before_or_after(name):
    before = arguments.parse(name, ["-C", "news", *_operands(name)])
    after = arguments.parse(name, [*_operands(name), "--corpus", "news"])
    assert before == after


def _operands(name: str) -> list[str]:
    return ["000000000000"] if name == "show" else []


def test_a_query_may_exclude_a_word():
    asked = arguments.parse("search", ["kirby", "-miller", "-Clinton", "--limit", "3", "-C", "news"])
    assert " ".join(asked.query).split() == ["kirby", "-miller", "-Clinton"]
    assert (asked.limit, asked.corpus) == (3, "news")


@pytest.mark.parametrize(
    ("typed", "operands"),
    [
        (["iraq", "--limit", "1", "-miller", "--json", "kirby"], ["iraq", "-miller", "kirby"]),
        (["--limit", "1", "--json", "--", "-miller", "--json"], ["-miller", "--json"]),
    ],
)
def test_options_may_stand_between_operands(typed, operands):
    asked = arguments.parse("search", typed)
    assert " ".join(asked.query).split() == operands
    assert (asked.limit, asked.json) == (1, True)


def test_a_path_may_stand_right_behind_its_option():
    asked = arguments.parse("search", ["-C/news", "kirby", "-C~/news"])
    assert (asked.query, asked.corpus) == (["kirby"], "~/news")


def test_the_values_offered_are_those_of_the_house():
    assert list(arguments.KINDS) == [str(kind) for kind in EntityKind]
    assert arguments.PRESETS == config.PRESETS


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["search", "--limit", "-1", "x"], "'-1' is not a whole number"),
        (["search", "-C", "", "x"], "an empty path"),
        (["clean", ""], "an empty path"),
        ([""], "an empty path"),
        (["search", "--limit", "many", "x"], "'many' is not a whole number"),
        (["search", "--jsno", "x"], "unrecognized arguments: --jsno"),
        (["entities", "--kind", "animal"], "invalid choice"),
        (["clean", "--preset", "brutal"], "invalid choice"),
        (["show"], "required: ID"),
        (["serch", "iraq", "kirby"], "unrecognized arguments"),
    ],
)
def test_a_usage_error_is_one_line_and_exit_2(capsys, typed, said):
    with pytest.raises(SystemExit) as ended:
        main(typed)
    assert ended.value.code == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert said in shown.err


def test_a_usage_error_is_fit_for_a_terminal(capsys):
    with pytest.raises(SystemExit):
        main(["search", "--\x1b]0;owned\x07"])
    assert "\x1b" not in capsys.readouterr().err


def test_the_version_is_that_of_the_package(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("broadsheet 0.")
