"""Date lines as they stand above news: which day each names, and how sure that is."""

from __future__ import annotations

import datetime as dt

import pytest

from index.article import PublicationDate, Record
from index.cleaning import clean
from index.cleaning.certainty import DateLevel, date_level

BODY = "The government will send two hundred more police officers to the border, the minister said.\n"

CERTAIN = [
    "2024-02-01",
    "2024/02/01",
    "2024.02.01",
    "2024-02-01T23:30:00-05:00",
    "2024-02-01 23:30:00 UTC",
    "1 February 2024",
    "1st February, 2024",
    "1st of February 2024",
    "01-Feb-2024",
    "Thursday 1 February 2024 18.45 GMT",
    "Thursday, February 1, 2024",
    "Thu, 01 Feb 2024 10:00:00 GMT",
    "Thu Feb 01 10:00:00 +0000 2024",
    "Feb. 1, 2024 | Updated Feb. 2, 2024",
    "FEB 1,2024 8:15 AM ET",
    "February 1st, 2024 at 8:15 am",
    "Published: 15:56 BST, 1 February 2024",
    "Published: Feb 1, 2024Updated: Feb 3, 2024",
    "Originally published February 1, 2024 11:01 AM ET",
    "By Jane Doe | 1 Feb 2024 | 3 comments | Politics and the world of finance",
    "LONDON, Feb 1, 2024 (Reuters)",
    "Erbil, 1 February 2024",
    "📅Feb. 1. 2024",
    "2024 Feb 1",
    "01.02.2024",
    "1.2.2024, 08:15 Uhr",
    "Stand: 01.02.2024 08:15 Uhr",
    "Donnerstag, 1. Februar 2024",
    "Veröffentlicht am 1. Februar 2024 um 18:30 Uhr",
    "1er février 2024",
    "Publié le 1 févr. 2024 à 18h30",
    "jueves, 1 de febrero de 2024",
    "1 feb. 2024 - 18:30 CET",
    "quinta-feira, 1 de fevereiro de 2024",
    "1 febbraio 2024 alle 18:30",
    "1 februari 2024",
    "1 lutego 2024",
    "1 февраля 2024, 18:30",
    "1 Şubat 2024 Perşembe",
    "1 ŞUBAT 2024 • Güncelleme: 2 ŞUBAT 2024",
    "الخميس 1 فبراير 2024",
    "١ شباط ٢٠٢٤",
    "1 شباط/فبراير 2024",
    "۱ فوریه ۲۰۲۴",
    "2024年2月1日",
    "2024年2月1日 18時30分",
    "2024년 2월 1일",
    "Thursday, 01/02/2024",
    "Thu 02/01/2024",
    "Published 01/02/2024 Updated 25/02/2024",
]
LIKELY = ["Updated 1 February 2024", "1 Feb 24", "01.02.24 | 14:07 Uhr"]
BY_SETTING = ["01/02/2024", "01-02-2024 18:30", "1/2/2024"]
UNKNOWN = [
    "2 hours ago",
    "Yesterday, 18:30",
    "February 2024",
    "2024",
    "Thursday, 1 February",
    "1/2/24",
    "24-02-01",
    "令和6年2月1日",
    "12 بهمن 1402",
    "31 February 2024",
    "2024-13-01",
    "© 2024 The Herald",
    "Version 1.2.2024.7",
    "555-01-2024-7",
    "Copyright 2001-2024",
]


def date(line: str) -> PublicationDate:
    return clean(Record("a.txt", f"More police for the border\n\n{line}\n\n{BODY}")).date


@pytest.mark.parametrize(
    ("line", "level"),
    [(line, DateLevel.CERTAIN) for line in CERTAIN]
    + [(line, DateLevel.LIKELY) for line in LIKELY]
    + [(line, DateLevel.BY_SETTING) for line in BY_SETTING],
)
def test_a_date_line_names_its_day_and_how_sure_it_is(line: str, level: DateLevel) -> None:
    found = date(line)
    assert (found.day, date_level(found)) == (dt.date(2024, 2, 1), level)


@pytest.mark.parametrize("line", UNKNOWN)
def test_what_leaves_the_day_open_is_unknown(line: str) -> None:
    assert date(line) == PublicationDate()


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-02-01T23:30:00-05:00", dt.date(2024, 2, 1)),
        ("2024-02-01T00:30:00Z", dt.date(2024, 2, 1)),
        ("20240201", dt.date(2024, 2, 1)),
        ("20240201T233000Z", dt.date(2024, 2, 1)),
        ("20240201233000", dt.date(2024, 2, 1)),
        ("Thu, 01 Feb 2024 10:00:00 GMT", dt.date(2024, 2, 1)),
        ("Sat, 01 Feb 2024 10:00:00 GMT", dt.date(2024, 2, 1)),
        ("1706745600", dt.date(2024, 2, 1)),
        ("1706745600000", dt.date(2024, 2, 1)),
        ("1706745600.5", dt.date(2024, 2, 1)),
        ("/Date(1706745600000)/", dt.date(2024, 2, 1)),
        ("1 de febrero de 2024", dt.date(2024, 2, 1)),
        ("02/13/2024 10:15", dt.date(2024, 2, 13)),
        ("Thursday 01/02/2024", dt.date(2024, 2, 1)),
        ("01/02/2024", dt.date(2024, 2, 1)),
        ("9999999999", None),
        ("20249901", None),
        ("12345678", None),
        ("yesterday", None),
        ("", None),
        ("0" * 100_000, None),
    ],
)
def test_a_field_of_its_own_is_read(value: str, day: dt.date | None) -> None:
    assert clean(Record("a.txt", f"More police for the border\n\n{BODY}", date=value)).date.day == day


def test_a_field_of_its_own_is_certain_unless_its_numbers_are_not() -> None:
    levels = [
        date_level(clean(Record("a.txt", BODY, date=value)).date) for value in ("2024-02-01", "01/02/2024")
    ]
    assert levels == [DateLevel.CERTAIN, DateLevel.BY_SETTING]
