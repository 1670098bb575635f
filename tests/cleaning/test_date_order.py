"""Numbers that can be read in two ways: what proves, what votes, what is set; and what an article tells its source."""

from __future__ import annotations

import datetime as dt

import pytest

from index.article import PublicationDate, Record
from index.cleaning import clean
from index.cleaning.certainty import DateLevel, date_evidence, date_level
from index.cleaning.dateorder import DateOrder
from index.cleaning.dates import Known, find_date, proven_order
from index.cleaning.lines import split

BODY = "The government will send two hundred more police officers to the border, the minister said{}.\n"
FEBRUARY, JANUARY = dt.date(2024, 2, 1), dt.date(2024, 1, 2)


def text(date: str, body: str = "") -> str:
    return f"More police for the border\n\n{date}\n\n{BODY.format(body)}"


def long_text(foot: str) -> str:
    towns = ("Rome", "Oslo", "Cairo", "Lima", "Paris", "Quito", "Delhi", "Accra")
    body = "\n".join(
        f"Two hundred more officers will be sent to the border near {town}, it said." for town in towns
    )
    return f"{text('Reuters')}\n{body}\n\n{foot}"


def read(record: Record, order: DateOrder) -> PublicationDate:
    return find_date(split(record.text), record, Known(title=0), lambda i: False, order)[1]


def proves(line: str, field: str | None = None) -> int:
    record = Record("a.txt", text(line), date=field)
    return proven_order(record, split(record.text))


@pytest.mark.parametrize(("source", "day"), [(True, FEBRUARY), (False, JANUARY)])
def test_the_order_of_its_source_decides_before_weekdays_and_the_setting(source: bool, day: dt.date) -> None:
    spoken = " on Tuesday" if source else " on Thursday"
    found = read(Record("a.txt", text("01-02-2024", spoken)), DateOrder(setting=not source, source=source))
    assert (found.day, date_level(found)) == (day, DateLevel.LIKELY)
    assert found.because.endswith("first as elsewhere in its source")
    assert found.alternative is not None


def test_a_date_of_the_article_itself_proves_more_than_its_source() -> None:
    record = Record("a.txt", text("Published 01/02/2024\n\nUpdated 25/02/2024"))
    found = read(record, DateOrder(setting=False, source=False))
    assert (found.day, found.alternative) == (FEBRUARY, None)
    assert found.because == 'day first as in "25/02/2024"'


def test_a_weekday_beside_the_date_proves_what_one_in_the_text_suggests() -> None:
    beside, spoken = (
        clean(Record("a.txt", text(*parts))).date
        for parts in (("Thursday, 01/02/2024",), ("01/02/2024", " on Thursday"))
    )
    assert [date_level(beside), date_level(spoken)] == [DateLevel.CERTAIN, DateLevel.LIKELY]
    assert [beside.alternative, spoken.alternative] == [None, JANUARY]


def test_its_address_settles_what_the_line_leaves_open() -> None:
    record = Record("a.txt", text("01/02/2024"), url="https://news.example.com/2024/01/02/police")
    found = clean(record).date
    assert (found.day, found.because, found.alternative) == (JANUARY, "month first as in its address", None)


@pytest.mark.parametrize(
    ("line", "proven"),
    [
        ("25/02/2024", 1),
        ("02/25/2024", -1),
        ("Thursday 01/02/2024", 1),
        ("Tuesday 01/02/2024", -1),
        ("01/02/2024", 0),
        ("02/02/2024", 0),
        ("25.02.2024", 0),
        ("2024-02-25", 0),
        ("25/02/2024\n02/25/2024", 0),
        ("no date", 0),
    ],
)
def test_what_an_article_proves_about_its_source(line: str, proven: int) -> None:
    assert proves(line) == proven


def test_a_field_of_the_record_proves_too() -> None:
    assert (proves("no date", "02/25/2024"), proves("25/02/2024", "02/25/2024")) == (-1, 0)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example.com/2024/02/01/police",
        "https://news.example.com/2024/2/1/police.html",
        "https://news.example.com/world/2024-02-01/police",
        "https://news.example.com/police-20240201",
        "https://news.example.com/a/2024-02-01-police.html",
    ],
)
def test_the_day_in_an_address_is_a_likely_date(url: str) -> None:
    found = clean(Record("a.txt", text("Reuters"), url=url)).date
    assert (found.day, found.because, date_level(found)) == (FEBRUARY, "in its address", DateLevel.LIKELY)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example.com/2024/02/police",
        "https://news.example.com/img/2024/02/01/photo.jpg?width=1200",
        "https://news.example.com/story/202402011530",
        "https://news.example.com/2024/13/45/police",
    ],
)
def test_other_numbers_in_an_address_are_no_date(url: str) -> None:
    assert clean(Record("a.txt", text("Reuters"), url=url)).date == PublicationDate()


def test_a_line_of_the_text_comes_before_its_address() -> None:
    record = Record("a.txt", text("3 February 2024"), url="https://news.example.com/2024/02/01/police")
    assert clean(record).date.day == dt.date(2024, 2, 3)


@pytest.mark.parametrize(
    "foot", ["1 February 2024", "Published: 1 February 2024\n\nMore news", "Posted on 01.02.2024"]
)
def test_a_date_at_the_foot_is_likely(foot: str) -> None:
    found = clean(Record("a.txt", long_text(foot))).date
    assert (found.day, date_level(found)) == (FEBRUARY, DateLevel.LIKELY)


@pytest.mark.parametrize(
    "foot",
    [
        "Rain in Erbil\n\n1 February 2024",
        "Last updated on 1 February 2024",
        "1 February 2024\n\nRain in Erbil",
    ],
)
def test_dates_at_the_foot_that_may_be_of_other_articles_are_not_taken(foot: str) -> None:
    assert clean(Record("a.txt", long_text(foot))).date == PublicationDate()


def test_of_two_dates_on_a_line_the_earlier_is_the_publications() -> None:
    assert clean(Record("a.txt", text("July 13, 2024 February 1, 2024 by Jane Doe"))).date.day == FEBRUARY


def test_an_update_that_has_lost_the_space_before_it_is_one() -> None:
    assert (
        date_level(clean(Record("a.txt", text("Health3 minUpdated: February 1, 2024"))).date)
        is DateLevel.LIKELY
    )


def test_lines_that_are_hidden_do_not_count_as_the_head() -> None:
    share = "\n\n".join(["Share", "Tweet", "Facebook", "Print", "WhatsApp", "Email", "LinkedIn", "Telegram"])
    assert clean(Record("a.txt", text(f"{share}\n\n1 February 2024"))).date.day == FEBRUARY


def test_the_day_a_page_was_fetched_yields_to_a_date_below_the_title_and_is_never_certain() -> None:
    above = "Friday, 3 February 2024\n\nPolitics\n\nWorld\n\n"
    both, alone = (clean(Record("a.txt", above + text(line))).date for line in ("1 February 2024", "Reuters"))
    assert (both.day, date_level(both)) == (FEBRUARY, DateLevel.CERTAIN)
    assert (alone.day, date_level(alone)) == (dt.date(2024, 2, 3), DateLevel.LIKELY)


def test_evidence_is_said_in_words() -> None:
    article = clean(Record("a.txt", text("01-02-2024", " on Thursday")))
    assert date_evidence(article) == "1 Feb 2024, from line 3: day first because “Thursday”"
    stated = clean(Record("a.txt", text("Reuters"), date="2024-02-01"))
    assert date_evidence(stated) == "1 Feb 2024: in its own field, year first"
    assert date_evidence(clean(Record("a.txt", text("Reuters")))).startswith("no date")
