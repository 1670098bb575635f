"""Filters, dates and orders in the query text: what was typed stays as it was typed."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import EntityKind
from index.query import And, Everything, Named, Not, parse
from tui import querytext

READ = partial(parse, today=dt.date(2024, 3, 1))
KIRBY = 'person:"John Kirby"'
FEBRUARY = (dt.date(2024, 2, 1), dt.date(2024, 2, 29))


@pytest.mark.parametrize(
    ("query", "exclude", "expected"),
    [
        ("", False, KIRBY),
        ("*", False, f"* {KIRBY}"),
        ("iraq", False, f"iraq {KIRBY}"),
        (f"iraq {KIRBY}", False, "iraq"),
        (f"{KIRBY} iraq", True, f"iraq -{KIRBY}"),
        (f"-{KIRBY} iraq", False, f"iraq {KIRBY}"),
        (f"a -{KIRBY} b", True, "a b"),
        (f"a   -{KIRBY}   b", True, "a b"),
        ("a OR b", False, f"(a OR b) {KIRBY}"),
        (f"(a OR b) {KIRBY}", False, "a OR b"),
        (f"(a OR b) {KIRBY}", True, f"(a OR b) -{KIRBY}"),
        (f"(a) OR (b) {KIRBY}", False, f"((a) OR (b) {KIRBY}) {KIRBY}"),
        (f"{KIRBY} OR a", True, f"({KIRBY} OR a) -{KIRBY}"),
        ('"US troops', False, f'"US troops" {KIRBY}'),
        ("Person:'John Kirby' iraq", False, "iraq"),
        (f"NOT {KIRBY} iraq", True, "iraq"),
        (f"iraq AND {KIRBY}", False, "iraq"),
        ("iraq sort:date", False, f"iraq {KIRBY} sort:date"),
        ("date:2024-02 iraq", False, f"date:2024-02 iraq {KIRBY}"),
    ],
)
def test_a_filter_is_added_replaced_or_taken_out(query: str, exclude: bool, expected: str) -> None:
    assert querytext.toggle(READ, query, KIRBY, exclude=exclude) == expected


def test_a_quote_in_a_name_cannot_close_the_phrase() -> None:
    term = str(Named(EntityKind.ORGANISATION, 'The "A" Team'))
    assert querytext.toggle(READ, "", term) == r'org:"The \"A\" Team"'
    assert querytext.toggle(READ, rf"iraq {term}", term) == "iraq"


def test_a_month_is_put_in_the_place_of_other_dates_and_taken_out_again() -> None:
    month = "date:2024-02-01..2024-02-29"
    assert querytext.toggle(READ, "date:2023 iraq", month) == "iraq date:2024-02"
    assert querytext.toggle(READ, "iraq date:2024-02", month) == "iraq"
    assert querytext.toggle(READ, "iraq", month, exclude=True) == "iraq -date:2024-02"
    assert querytext.toggle(READ, "iraq -date:2024-02", month, exclude=True) == "iraq"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-02-01", "2024-02-29", "date:2024-02"),
        ("2024-02-01", "2024-02-28", "date:2024-02-01..2024-02-28"),
        ("2024-02-01", "2024-04-30", "date:2024-02..2024-04"),
        ("2024-01-01", "2024-12-31", "date:2024"),
        ("2021-01-01", "2023-12-31", "date:2021..2023"),
        ("2024-02-05", "2024-02-05", "date:2024-02-05"),
        ("0800-01-01", "0800-12-31", "date:0800"),
    ],
)
def test_dates_are_written_as_a_person_would(first: str, last: str, expected: str) -> None:
    text = querytext.within(READ, "", dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert text == expected
    dates = READ(text).query
    assert str(dates) == f"date:{first}..{last}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "date:2024-02"),
        ("iraq", "iraq date:2024-02"),
        ("date:yesterday iraq", "iraq date:2024-02"),
        ("date:2024.. date:..2024-03 iraq", "iraq date:2024-02"),
        ("iraq OR date:2023", "(iraq OR date:2023) date:2024-02"),
        ("iraq -date:2023", "iraq -date:2023 date:2024-02"),
        ("iraq date:2023 sort:title", "iraq date:2024-02 sort:title"),
    ],
)
def test_the_date_of_the_whole_query_is_replaced(query: str, expected: str) -> None:
    assert querytext.within(READ, query, *FEBRUARY) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [("iraq", "iraq"), ("date:2024 iraq", "iraq"), ("date:2024", ""), ("a OR date:2024", "a OR date:2024")],
)
def test_the_date_of_the_whole_query_is_taken_out(query: str, expected: str) -> None:
    assert querytext.anytime(READ, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("iraq date:2024-02-01", "iraq date:2024-02"),
        ("iraq date:2024-02-03..2024-02-09", "iraq date:2024-02"),
        ("iraq date:2024-02", "iraq date:2024"),
        ("date:2024-02-28..2024-03-02", "date:2024"),
        ("iraq date:2024", "iraq"),
        ("iraq date:2021..2023", "iraq"),
        ("iraq date:2024..", "iraq"),
        ("iraq", "iraq"),
    ],
)
def test_dates_widen_step_by_step(query: str, expected: str) -> None:
    assert querytext.wider(READ, query) == expected


@pytest.mark.parametrize(
    ("query", "order", "expected"),
    [
        ("", "title", "sort:title"),
        ("iraq", "date-", "iraq sort:date-"),
        ("sort:date iraq", "date-", "iraq sort:date-"),
        ("iraq sort:date", "", "iraq"),
        ("a OR b", "date", "a OR b sort:date"),
        ("(a OR b) c", "date", "(a OR b) c sort:date"),
    ],
)
def test_there_is_one_word_about_the_order(query: str, order: str, expected: str) -> None:
    changed = querytext.ordered(READ, query, order)
    assert changed == expected
    assert READ(changed).sort == order
    assert READ(changed).query == READ(query).query


def test_filters_are_what_holds_for_the_whole_query_but_words() -> None:
    found = querytext.filters(READ, f"iraq -source:rudaw date:2024-02 ({KIRBY} OR miller)")
    assert found == (
        querytext.Filter('source:"rudaw"', 'source:"rudaw"', True),
        querytext.Filter("date:2024-02-01..2024-02-29", "date:2024-02", False),
    )


PIECES = [
    "iraq",
    "OR",
    "AND",
    "-",
    "NOT ",
    "(",
    ")",
    KIRBY,
    f"-{KIRBY}",
    "date:2024",
    "sort:date",
    '"us',
    '"',
    " ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.booleans())
def test_whatever_was_typed_a_filter_holds_for_all_of_it(text: str, exclude: bool) -> None:
    asked = READ(KIRBY).query
    wanted = Not(asked) if exclude else asked
    before = READ(text)
    after = READ(querytext.toggle(READ, text, KIRBY, exclude=exclude))
    assert after.sort == before.sort
    assert (wanted in parts(after.query)) is (wanted not in parts(before.query))
    assert [each for each in parts(after.query) if each not in (asked, Not(asked))] == [
        each for each in parts(before.query) if each not in (asked, Not(asked))
    ]


def parts(query: object) -> tuple[object, ...]:
    if isinstance(query, And):
        return query.parts
    return () if isinstance(query, Everything) else (query,)
