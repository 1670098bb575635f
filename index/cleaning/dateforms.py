"""In which forms is a date written, and which days can each mean? No choice is made here.

What leaves the century, the calendar or the month open has no reading: `1/2/24`, `令和6年`, `February 2024`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from index.cleaning.datewords import MONTHS, SHORT_WEEKDAYS, fold

_FIRST_YEAR, _LAST_YEAR = 1700, 2100
_PIVOT = 69
"""Two-digit years from here on are of the 20th century, as POSIX has it."""

NUMERIC = "numeric"
TWO_DIGITS = "year of two digits"
SECONDS = "seconds since 1970"
ADDRESS = "in its address"

# The folded names: IGNORECASE matches their capitals, and dotless `ı` where the table has `i`.
_NAMES = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_MONTH = rf"(?:{_NAMES})(?![^\W\d_])\.?"
_TH = "(?:st|nd|rd|th|er|[ºª°])?"
_GAP = r"(?:\s?[-/.,،]\s?|\s)"
_END = r"(?=\s*(?:\Z|[|,;·•)–-]))"
_DATE = re.compile(
    rf"""(?<![\w/.-])(?:
        (?P<y0>\d{{4}})(?P<s0>[-/.])\s?(?P<n0>\d{{1,2}})(?P=s0)\s?(?P<d0>\d{{1,2}})(?![-/.]?\d)
      | (?P<y1>\d{{4}})\s?[年년]\s?(?P<n1>\d{{1,2}})\s?[月월]\s?(?P<d1>\d{{1,2}})\s?[日일]
      | (?P<y2>\d{{4}}){_GAP}(?P<m2>{_MONTH}){_GAP}(?P<d2>\d{{1,2}})(?!\d)
      | (?P<d3>\d{{1,2}}){_TH}\.?{_GAP}(?:(?:de|of)\s)?(?P<m3>{_MONTH})(?:/{_MONTH})?{_GAP}
        (?:(?:de|del|do)\s)?(?P<y3>\d{{4}}(?!\d)|'?\d{{2}}{_END})
      | (?P<m4>{_MONTH})[\s-]?(?P<d4>\d{{1,2}}){_TH}(?:\s\d\d:\d\d:\d\d(?:\s(?:[A-Z]{{3,4}}|[+-]\d{{4}}))?)?
        {_GAP}(?P<y4>\d{{4}})(?!\d)
      | (?P<a>\d{{1,2}})(?P<s5>[-/.])\s?(?P<b>\d{{1,2}})(?P=s5)\s?(?P<y5>\d{{4}})(?!\d|[-/.]\d)
      | (?P<d6>\d\d)\.(?P<n6>\d\d)\.(?P<y6>\d\d)(?![\d.:])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"\d{4}|\d\d\.\d\d\.\d\d|'?\d\d(?=\s*(?:\Z|[|,;·•)–-]))")
"""What a line without which has no date; a search for it costs next to nothing."""
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(map(re.escape, SHORT_WEEKDAYS))})\b", re.IGNORECASE)
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>(?:1[789]|20)\d\d)(?P<n>[01]\d)(?P<d>[0-3]\d)(?=T?\d{4}(?:\d\d)?(?!\d)|(?!\d))"
)
_EPOCH = re.compile(r"(?<![\d.])(?P<seconds>\d{9,10})(?P<milli>\d{3})?(?:\.\d+)?(?!\d)")
_ADDRESS = re.compile(
    r"""/(?P<y>(?:19|20)\d\d)(?P<s>[/-])(?P<n>\d\d?)(?P=s)(?P<d>\d\d?)(?=[/._-]|\Z)
      |(?<=[/_-])(?P<y1>(?:19|20)\d\d)-(?P<n1>\d\d)-(?P<d1>\d\d)(?!\d)
      |(?<=[/_-])(?P<y2>(?:19|20)\d\d)(?P<n2>\d\d)(?P<d2>\d\d)(?!\d)""",
    re.VERBOSE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)\b", re.IGNORECASE)
_MOST_CHARACTERS = 1000
"""Of a field or an address: no date stands behind so many."""


class Written(NamedTuple):
    """A date as it is written at `[start, end)` of the text that was searched."""

    start: int
    end: int
    readings: tuple[dt.date, ...]
    """One; two for an ambiguous numeric date, day first, then month first; none for an impossible one."""
    form: str
    """In words: `month by name`."""

    proves: int = 0
    """What its numbers say of the order they stand in: +1 day first, −1 month first, 0 nothing."""


def order_words(order: int) -> str:
    return "day first" if order > 0 else "month first"


def written_dates(text: str) -> Iterator[Written]:
    """The dates in `text`, in order, also those that are impossible, such as 31 February.

    A weekday in `text` settles a numeric date one reading of which it fits: `Thursday, 01-02-2024`.
    """
    if not _YEAR.search(text):
        return
    for match in _DATE.finditer(text):
        written = _written(match)
        yield _by_weekday(written, text) if len(written.readings) > 1 else written


def without_dates(text: str, instead: str = " ") -> str:
    return _DATE.sub(instead, text)


def field_date(value: str) -> Written | None:
    """The date in a field that holds nothing else: also `20240201`, and seconds since 1970, read as UTC."""
    value = value[:_MOST_CHARACTERS]
    found = next((each for each in written_dates(value) if each.readings), None)
    return found or _compact(value) or _epoch(value)


def address_date(url: str) -> Written | None:
    """The day in the path of an address, `…/2024/02/01/…`; that of a picture is the picture's."""
    url = url[:_MOST_CHARACTERS]
    match = None if _PICTURE.search(url) else _ADDRESS.search(url)
    if match is None:
        return None
    readings = _valid(_first(match, "y"), _first(match, "n"), _first(match, "d"))
    return Written(*match.span(), readings, ADDRESS) if readings else None


def _by_weekday(written: Written, text: str) -> Written:
    names = {SHORT_WEEKDAYS[fold(match[0])]: match[0] for match in _WEEKDAY.finditer(text)}
    fitting = [day for day in written.readings if day.weekday() in names]
    if len(fitting) != 1:
        return written
    day = fitting[0]
    proves = 1 if day == written.readings[0] else -1
    because = f'{order_words(proves)} because "{names[day.weekday()]}"'
    return Written(written.start, written.end, (day,), because, proves)


def _written(match: re.Match[str]) -> Written:
    span, group = match.span(), match.groupdict()
    if group["a"]:
        return _numeric(match)
    form = (
        "year first"
        if group["y0"] or group["y1"]
        else "day first with dots"
        if group["d6"]
        else "month by name"
    )
    year = next(group[f"y{i}"] for i in (0, 1, 2, 3, 4, 6) if group[f"y{i}"])
    name = group["m2"] or group["m3"] or group["m4"]
    month = MONTHS.get(fold(name).removesuffix("."), 0) if name else group["n0"] or group["n1"] or group["n6"]
    day = next(group[f"d{i}"] for i in (0, 1, 2, 3, 4, 6) if group[f"d{i}"])
    return Written(*span, _valid(year, month, day), form if len(year) == 4 else TWO_DIGITS)


def _numeric(match: re.Match[str]) -> Written:
    a, b, year = match["a"], match["b"], match["y5"]
    if match["s5"] == ".":
        return Written(*match.span(), _valid(year, b, a), "day first with dots")
    day_first, month_first = _valid(year, b, a), _valid(year, a, b)
    if day_first == month_first:
        return Written(*match.span(), day_first, NUMERIC)
    readings = tuple(dict.fromkeys(day_first + month_first))
    return Written(*match.span(), readings, NUMERIC, len(day_first) - len(month_first))


def _valid(year: str, month: str | int, day: str) -> tuple[dt.date, ...]:
    number = int(year.lstrip("'"))
    if len(year) < 4:
        number += 1900 if number >= _PIVOT else 2000
    try:
        found = dt.date(number, int(month), int(day))
    except ValueError:
        return ()
    return (found,) if _FIRST_YEAR <= found.year <= _LAST_YEAR else ()


def _compact(value: str) -> Written | None:
    match = _COMPACT.search(value)
    readings = _valid(match["y"], match["n"], match["d"]) if match else ()
    return Written(*match.span(), readings, "year first") if match and readings else None


def _epoch(value: str) -> Written | None:
    match = _EPOCH.search(value)
    if match is None:
        return None
    day = dt.datetime.fromtimestamp(int(match["seconds"]), dt.UTC).date()
    return Written(*match.span(), (day,), SECONDS) if day.year <= _LAST_YEAR else None


def _first(match: re.Match[str], name: str) -> str:
    return next(value for key in (name, f"{name}1", f"{name}2") if (value := match[key]))
