"""The publication date comes from its own line, with the reason for the reading, or stays unknown."""

from __future__ import annotations

import datetime as dt

import pytest

from index.article import PublicationDate, Record
from index.cleaning import clean
from index.cleaning.settings import Settings

BODY = "The government will send two hundred more police officers to the border, the minister said{}.\n"


def date(line: str, body: str = "", *, day_first: bool = True) -> PublicationDate:
    text = f"More police for the border\n\n{line}\n\n{BODY.format(body)}"
    return clean(Record("a.txt", text), Settings(day_first=day_first)).date


@pytest.mark.parametrize(
    "line",
    [
        "2012-02-10",
        "2012/02/10",
        "2012-02-10T08:15:00+01:00",
        "10 February 2012",
        "10 Feb 2012",
        "Feb. 10, 2012",
        "February 10th, 2012 | 4:10pm",
        "Friday, 10 February 2012 08:15 GMT",
        "Published: February 10, 2012 8:15 a.m.",
        "Published February 10, 2012 Updated February 12, 2012",
        "10. Februar 2012, 8:15 Uhr",
        "10 février 2012",
        "10 de febrero de 2012",
        "10.02.2012",
        "10.2.2012, 08:15 Uhr",
        "2012年2月10日",
        "Reuters, 10 Feb 2012",
        "By Jane Doe | 10 February 2012",
    ],
)
def test_a_date_line_is_read(line: str) -> None:
    assert date(line).day == dt.date(2012, 2, 10)


def test_a_weekday_decides_a_numeric_date() -> None:
    found = date("01-02-2024", " on Tuesday")
    assert found.day == dt.date(2024, 1, 2)
    assert found.because == 'month first because "Tuesday"'
    assert found.alternative == dt.date(2024, 2, 1)


def test_the_day_before_decides_where_the_day_does_not() -> None:
    assert date("01-02-2024", " on Wednesday").day == dt.date(2024, 2, 1)


@pytest.mark.parametrize(("day_first", "day"), [(True, dt.date(2024, 2, 1)), (False, dt.date(2024, 1, 2))])
def test_without_a_weekday_the_setting_decides_and_says_so(day_first: bool, day: dt.date) -> None:
    found = date("01/02/2024", day_first=day_first)
    assert found.day == day
    assert found.because.endswith("first by setting")
    assert found.confidence <= 0.5


def test_a_day_above_twelve_leaves_one_reading() -> None:
    found = date("02/13/2024")
    assert (found.day, found.alternative) == (dt.date(2024, 2, 13), None)


def test_the_evidence_is_where_the_date_stands() -> None:
    text = f"More police\n\nPosted on 10 February 2012\n\n{BODY}"
    (span,) = clean(Record("a.txt", text)).date.evidence
    assert text[slice(*span)] == "10 February 2012"


@pytest.mark.parametrize(
    "line",
    [
        "The treaty of 10 February 2012 was signed in Rome by both of the governments.",
        "2012-13-45",
        "31 February 2012",
        "Call 01-02-20245 now",
        "Chapter 10.2.2012.4",
        "1/2",
    ],
)
def test_running_text_and_numbers_invent_no_date(line: str) -> None:
    assert date(line) == PublicationDate()


def test_a_date_in_the_title_is_not_the_publication_date() -> None:
    text = f"The coup of 10 February 2012 remembered\n\n{BODY}"
    assert clean(Record("a.txt", text)).date.day is None


def test_an_update_yields_to_the_first_publication() -> None:
    assert date("Updated 12 February 2012\nPublished 10 February 2012").day == dt.date(2012, 2, 10)


def test_a_date_at_the_foot_is_found() -> None:
    text = f"More police for the border\n\n{BODY * 3}\n10 February 2012\n"
    assert clean(Record("a.txt", text)).date.day == dt.date(2012, 2, 10)
