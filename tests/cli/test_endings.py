"""How commands end: faults named, exit codes, and nothing raw on the terminal."""

from __future__ import annotations

import contextlib
import os

import pytest

from tui.cli import main


@pytest.mark.parametrize(
    "arguments",
    [
        ["index", "--report"],
        ["search", "payload"],
        ["search", "--explain", "payl* \x1b[2J"],
        ["show", "payload\x1b[2J.txt"],
        ["clean"],
        ["clean", "--explain"],
        ["tag"],
        ["entities"],
        ["doctor"],
        ["search", "--json", "payload"],
        ["doctor", "--json"],
    ],
    ids=" ".join,
)
def test_nothing_in_a_corpus_reaches_the_terminal_raw(arguments, tmp_path, capfd):
    payload = "\x1b]0;owned\x07 \x9b2J \u202e payload John\x1b[2J Kirby"
    names = ["payload\x1b[2J.txt", "\u202egpj.exe", os.fsdecode(b"\xff\x9b.txt")]
    for name in names:
        with contextlib.suppress(OSError):  # a name that the system refuses does no harm
            (tmp_path / name).write_text(
                f"{payload}\n\n{payload} told reporters of it at length on Monday.\n"
            )
    main(["-C", str(tmp_path), *arguments])
    shown = "".join(capfd.readouterr())
    assert "payload" in shown or arguments == ["entities"]
    assert shown.replace("\n", "").isprintable()


def test_the_configured_corpus_is_used(run, corpus, tmp_path):
    (tmp_path / "settings.yaml").write_text("corpus: corpus\n")
    _, answers, said = run("search", "--json", "--config", str(tmp_path / "settings.yaml"), "kirby")
    assert len(answers) == 3
    assert "sample" not in said


def test_a_mistake_in_the_settings_is_named(run, tmp_path):
    (tmp_path / "settings.yaml").write_text("mesure: 3\n")
    code, _, said = run("search", "--config", str(tmp_path / "settings.yaml"), "kirby")
    assert code == 3
    assert said.startswith(f"broadsheet: {tmp_path / 'settings.yaml'}: no key")


def test_a_missing_corpus_is_named(run, tmp_path):
    code, _, said = run("search", "-C", str(tmp_path / "none"), "kirby")
    assert code == 3
    assert str(tmp_path / "none") in said


@pytest.mark.parametrize("command", [["search", "-C"], ["clean"]], ids=" ".join)
def test_a_home_folder_that_there_is_not_is_a_missing_path(run, command):
    code, _, said = run(*command, "~nobody-of-that-name/news")
    assert code == 3
    assert "no such file" in said


@pytest.mark.parametrize("file", ["index", "damaged"])
def test_a_cache_that_cannot_be_written_is_named_with_the_way_out(run, corpus, tmp_path, file):
    (tmp_path / file).write_text("in the place of the cache folder")
    code, _, said = run("search", "-C", str(corpus), "--cache", str(tmp_path / file), "kirby")
    assert code == 3
    assert str(tmp_path / file) in said
    assert "use --cache DIR" in said


def test_a_word_that_is_neither_command_nor_path_is_refused(run):
    code, _, said = run("serch")
    assert code == 2
    assert 'did you mean "broadsheet search"?' in said


def test_a_word_like_no_command_leads_to_the_help(run):
    assert "see broadsheet --help" in run("zzz")[2]


def test_a_path_that_is_missing_is_refused(run):
    code, _, said = run("./search")
    assert code == 2
    assert "did you mean" not in said


def test_the_reader_asks_for_a_terminal(run, seeds):
    code, _, said = run(str(seeds))
    assert code == 2
    assert "needs a terminal" in said
