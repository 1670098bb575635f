"""What a typed query is understood as: its canonical text, and what the user is told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import Parsed, parse

TODAY = dt.date(2024, 3, 10)


def read(text: str) -> Parsed:
    return parse(text, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("", "*"),
        ("*", "*"),
        ("iraq kirby", "iraq kirby"),
        ("iraq AND kirby", "iraq kirby"),
        ("iraq && kirby", "iraq kirby"),
        ("+iraq", "iraq"),
        ("iraq OR miller AND kirby", "iraq OR (miller kirby)"),
        ("iraq | miller", "iraq OR miller"),
        ("iraq or miller", "iraq or miller"),
        ("(a OR b) c", "(a OR b) c"),
        ("-Miller", "-Miller"),
        ("Kirby !Miller", "Kirby -Miller"),
        ("NOT NOT x", "x"),
        ("-(-x)", "x"),
        ("-(a b)", "-(a b)"),
        ("title:(us OR iran)", "title:us OR title:iran"),
        ("title:US warns", "title:US warns"),
        ("“take actions”", '"take actions"'),
        ("'take actions'", '"take actions"'),
        ("o'brien", '"o\'brien"'),
        ("al-asad", '"al-asad"'),
        ("kirb*", "kirb*"),
        ('person:"John Kirby"', 'person:"John Kirby"'),
        ('“us troops"', '"us troops"'),
        ('"us troops”', '"us troops"'),
        ('person:"Kenneth “Frank” McKenzie"', 'person:"Kenneth “Frank” McKenzie"'),
        ("org:pentagon", 'org:"pentagon"'),
        ("-place:Iraq", '-place:"Iraq"'),
        ("hidden:reCAPTCHA", "hidden:reCAPTCHA"),
        ("https://x.org/a", '"https://x.org/a"'),
        ("10:30", '"10:30"'),
        ("date:2024-02", "date:2024-02-01..2024-02-29"),
        ("date:2024-02..2024-03", "date:2024-02-01..2024-03-31"),
        ("date:2024..", "date:2024-01-01.."),
        ("date:..2023", "date:..2023-12-31"),
        ("date:>2024-01-31", "date:2024-02-01.."),
        ("date:<=2024-01", "date:..2024-01-31"),
        ("date:yesterday", "date:2024-03-09..2024-03-09"),
        (r"\(a\)", "a"),
        (r"\OR", r"\OR"),
    ],
)
def test_is_understood_as(typed: str, canonical: str) -> None:
    parsed = read(typed)
    assert (str(parsed.query), parsed.messages) == (canonical, ())


@pytest.mark.parametrize(
    ("typed", "canonical", "message"),
    [
        ('"prime minister', '"prime minister"', 'col 1: quote not closed: searched for "prime minister"'),
        ("(iraq", "iraq", "( without ): closed at the end"),
        ("iraq)", "iraq", ") without (: ignored"),
        ("AND iraq", "iraq", "AND at the start ignored"),
        ("iraq AND", "iraq", "AND at the end ignored"),
        ("iraq OR", "iraq", "OR with nothing after it: ignored"),
        ("NOT", "*", "NOT with nothing after it: ignored"),
        ('""', "*", '"" holds no word: ignored'),
        (":", "*", '":" holds no word: ignored'),
        ("title:", "*", "title: with nothing after it: ignored"),
        ("persn:x", '"persn:x"', 'no field "persn": did you mean person:? searched for the words instead'),
        ("date:2024-13", "*", "date:2024-13 is not a date (month 13): ignored"),
        ("date:2024..2023", "*", "date:2024..2023 is not a date (the first day is after the last): ignored"),
        ("date:01-02-2024", "date:2024-02-01..2024-02-01", "01-02-2024 read as 2024-02-01"),
        (
            "kirbi~",
            "kirbi",
            "kirbi~: of * ? ~ ^ only a * after a word is understood; searched for the plain words",
        ),
    ],
)
def test_a_slip_is_said_and_the_rest_searched(typed: str, canonical: str, message: str) -> None:
    parsed = read(typed)
    assert (str(parsed.query), parsed.messages) == (canonical, (message,))


@pytest.mark.parametrize("typed", ["NOT " * 1000 + "x", "(" * 1000, ")" * 1000, "x" * 10_000, "a OR " * 1000])
def test_absurd_queries_are_bounded(typed: str) -> None:
    read(typed)


_FRAGMENTS = st.sampled_from(
    [*"()\"“”„‘’'-:*~\\ ", "AND ", "OR ", "NOT ", "title:", "date:", "person:", "US", "é", "2024", ".."]
)


@given(st.lists(_FRAGMENTS | st.text(max_size=3), max_size=12).map("".join))
def test_canonical_text_parses_to_the_same_tree(typed: str) -> None:
    query = read(typed).query
    assert read(str(query)).query == query
