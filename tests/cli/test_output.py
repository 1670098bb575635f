"""How commands speak: nothing they print acts on a terminal, and JSON reads back as it was."""

from __future__ import annotations

import json

import pytest

from index.article import Span
from tui.output import Bold, answer, emboldened, line, number, progress_line, safe, say

HOSTILE = [
    "\x1b[2J",
    "\x1b]52;c;aGk=\x07",
    "\x9b2J",
    "\r over",
    "\x07",
    "\x00",
    "\x7f",
    "\u202egnp.exe",
    "\u2066",
    "\ud800",
    "\x85",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_acts_on_a_terminal_is_shown_as_an_escape(text):
    assert safe(text).isprintable()
    assert "\\" in safe(text)


@pytest.mark.parametrize("text", ["plain", "two\nlines", "a\ttab", "naïve – “quoted” 中文 🗞\u200d️"])
def test_other_text_stays_as_it_is(text):
    assert safe(text) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_lines_and_talk_are_safe(capsysbinary, text):
    line(text)
    say(text)
    shown = capsysbinary.readouterr()
    assert shown.out == safe(text).encode() + b"\n"
    assert shown.err == safe(text).encode() + b"\n"


@pytest.mark.parametrize("text", [*HOSTILE, "ordinary – ‘text’ 中\n"])
def test_json_is_safe_and_reads_back(capsysbinary, text):
    answer({"text": text})
    out = capsysbinary.readouterr().out
    assert json.loads(out)["text"] == text
    assert out.decode().removesuffix("\n") == safe(out.decode().removesuffix("\n"))


def test_json_is_utf_8_without_escapes_for_letters(capsysbinary):
    answer({"title": "Zürich – 中文"})
    assert capsysbinary.readouterr().out.decode() == '{"title": "Zürich – 中文"}\n'


def test_talk_stays_on_one_line(capsys):
    say("one\ntwo")
    assert capsys.readouterr().err == "one two\n"


def test_bold_is_plain_off_a_terminal(capsys):
    line("a ", Bold("b"))
    assert capsys.readouterr().out == "a b\n"


def test_bold_on_a_terminal_is_safe_inside(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    line("a ", Bold("b\x1b[2J"))
    assert capsys.readouterr().out == "a \x1b[1mb\\x1b[2J\x1b[0m\n"


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_bold_is_plain_where_a_terminal_is_asked_to_be(capsys, monkeypatch, variable, value):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv(variable, value)
    line("a ", Bold("b"))
    assert capsys.readouterr().out == "a b\n"


def test_matches_stand_out_and_the_rest_stays():
    parts = emboldened("John Kirby said", [Span(5, 10)])
    assert parts == ["John ", "Kirby", " said"]
    assert [type(part) for part in parts] == [str, Bold, str]


def test_progress_is_not_shown_off_a_terminal():
    with progress_line() as show:
        assert show is None


@pytest.mark.parametrize(
    ("count", "noun", "told"),
    [
        (0, "file", "0 files"),
        (1, "file", "1 file"),
        (1204, "entity", "1,204 entities"),
        (1, "entity", "1 entity"),
    ],
)
def test_counts_read_well(count, noun, told):
    assert number(count, noun) == told
