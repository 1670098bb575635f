"""A timeline in columns: as many bins to a column as it takes, said in dates."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facets import Bin, Timeline
from tui.histogram import bars, chart, labels
from tui.words import range_words


def days(first: dt.date, counts: list[int]) -> Timeline:
    dates = [first + dt.timedelta(days=number) for number in range(len(counts))]
    bins = [Bin(date, date, count) for date, count in zip(dates, counts, strict=True)]
    return Timeline("day", tuple(bins), 0)


def months(year: int, month: int, count: int) -> Timeline:
    firsts = [dt.date(year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1, 1) for n in range(count + 1)]
    pairs = itertools.pairwise(firsts)
    return Timeline("month", tuple(Bin(a, b - dt.timedelta(days=1), 1) for a, b in pairs), 0)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=900), st.integers(2, 200))
def test_columns_fit_and_lose_no_article(counts: list[int], width: int) -> None:
    drawn = chart(days(dt.date(2023, 11, 7), counts), width)
    assert len(drawn.columns) * drawn.pitch <= width
    assert sum(column.articles for column in drawn.columns) == sum(counts)
    assert drawn.columns[0].first == dt.date(2023, 11, 7)
    for left, right in itertools.pairwise(drawn.columns):
        assert right.first - left.last == dt.timedelta(days=1)
    for (start, text), (following, _) in itertools.pairwise(labels(drawn, width)):
        assert start + len(text) < following


def test_several_days_to_a_column_are_weeks_from_monday_to_sunday() -> None:
    drawn = chart(days(dt.date(2024, 1, 3), [1] * 80), 40)
    assert drawn.step == 7
    first, second, *_ = drawn.columns
    assert range_words(first.first, first.last) == "3–7 Jan 2024"
    assert second.first.weekday() == 0


def test_several_months_to_a_column_are_quarters_of_the_calendar() -> None:
    drawn = chart(months(2020, 3, 48), 20)
    assert drawn.step == 3
    assert range_words(drawn.columns[1].first, drawn.columns[1].last) == "Apr–Jun 2020"
    assert drawn.column_at(dt.date(2020, 5, 9)) == 1
    assert drawn.column_at(dt.date(1999, 1, 1)) is None


def test_no_dates_make_no_columns() -> None:
    drawn = chart(Timeline("day", (), 7), 40)
    assert drawn.columns == ()
    assert bars([], 2) == [[], []]
    assert labels(drawn, 40) == []


def test_a_bar_is_as_high_as_its_share_and_one_article_is_not_nothing() -> None:
    top, bottom = bars([0, 1, 50, 100], 2)
    assert "".join(bottom) == " ▁██"
    assert "".join(top) == "   █"


def test_what_is_written_under_the_columns_depends_on_the_room() -> None:
    assert labels(chart(months(2023, 11, 4), 40), 40) == [
        (0, "Nov 2023"),
        (9, "Dec"),
        (18, "2024"),
        (27, "Feb"),
    ]
    assert labels(chart(months(2021, 5, 30), 30), 30) == [(0, "May 2021"), (20, "2023")]
    assert labels(chart(days(dt.date(2024, 1, 20), [1] * 30), 30), 30) == [(0, "Jan 2024"), (12, "Feb")]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-02-01", "2024-02-01", "1 Feb 2024"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2024-02-01", "2024-04-30", "Feb–Apr 2024"),
        ("2023-12-01", "2024-01-31", "Dec 2023 – Jan 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2021-01-01", "2023-12-31", "2021–2023"),
        ("2024-02-05", "2024-02-11", "5–11 Feb 2024"),
        ("2024-01-29", "2024-02-04", "29 Jan – 4 Feb 2024"),
        ("2023-12-25", "2024-01-01", "25 Dec 2023 – 1 Jan 2024"),
        ("9999-12-01", "9999-12-31", "Dec 9999"),
    ],
)
def test_a_range_of_days_is_said_in_few_words(first: str, last: str, words: str) -> None:
    assert range_words(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == words
