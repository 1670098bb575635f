"""Which days does a typed date mean? An imprecise date is a range; both ends are included."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

from index.query.ranges import Range, read_range
from index.query.remarks import Mistake
from index.query.tree import Dates

_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<sign>[-/.]?)(?P<month>[0-9]{1,2})(?:(?P=sign)(?P<day>[0-9]{1,2}))?)?"
)
_NUMERIC = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})")
_AGE = re.compile(r"([0-9]{1,6})([dwmy])", re.IGNORECASE)
_DAY = dt.timedelta(days=1)


class _Span(NamedTuple):
    """The days that one date covers, and a remark for the user (mostly empty)."""

    first: dt.date
    last: dt.date
    remark: str = ""


def read_dates(text: str, today: dt.date, day_first: bool) -> tuple[Dates, str]:
    """The range that the value of `date:` means, and a remark for the user (mostly empty). Raises Mistake."""
    written = read_range(text) or Range(text, text)
    since = _span(written.first, today, day_first) if written.first else None
    until = _span(written.last, today, day_first) if written.last else None
    remarks = dict.fromkeys(end.remark for end in (since, until) if end and end.remark)
    if since and until and since.first > until.last:
        since, until = until, since
        remarks["the first day is after the last: turned round"] = None
    try:
        first = since and (since.first if written.includes_first else since.last + _DAY)
        last = until and (until.last if written.includes_last else until.first - _DAY)
    except OverflowError:
        raise Mistake("is beyond the calendar") from None
    if first is None and last is None:
        raise Mistake("is not a date (no day on either side)")
    if first and last and first > last:
        raise Mistake("leaves no day")
    return Dates(first, last), "; ".join(remarks)


def read_age(text: str, today: dt.date, day_first: bool, *, newer: bool) -> tuple[Dates, str]:
    """The days that `newer:` or `older:` means: of an age (`30d`, `2w`, `6m`, `1y`), or of a date. Raises Mistake.

    A day is either newer or older, and the day exactly that long ago is newer.
    """
    match = _AGE.fullmatch(text)
    try:
        first, remark = (
            (_ago(int(match[1]), match[2].lower(), today), "") if match else _first(text, today, day_first)
        )
        return (Dates(first, None) if newer else Dates(None, first - _DAY)), remark
    except OverflowError:
        raise Mistake("is beyond the calendar") from None


def _first(text: str, today: dt.date, day_first: bool) -> tuple[dt.date, str]:
    try:
        first, _, remark = _span(text, today, day_first)
    except Mistake:
        raise Mistake("is no age: write it as 30d, 2w, 6m or 1y") from None
    return first, remark


def _ago(count: int, unit: str, today: dt.date) -> dt.date:
    """The day `count` units before `today`; in a shorter month its last day."""
    if unit in "dw":
        return today - dt.timedelta(days=count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    year, month = months // 12, months % 12 + 1
    if year < dt.MINYEAR:
        raise OverflowError
    return dt.date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _span(text: str, today: dt.date, day_first: bool) -> _Span:
    if text.lower() in ("today", "yesterday"):
        named = today - _DAY * (text.lower() == "yesterday")
        return _Span(named, named)
    if match := _NUMERIC.fullmatch(text):
        return _numeric(*map(int, match.groups()), day_first=day_first)
    match = _ISO.fullmatch(text)
    if match and (match["sign"] or len(text) in (4, 6, 8)):  # 2024021: which month, which day?
        year, month, day = (int(match[part]) if match[part] else None for part in ("year", "month", "day"))
        return _covered(year or 0, month, day)
    raise Mistake("is not a date: write it as 2024, 2024-02 or 2024-02-01")


def _numeric(a: int, b: int, year: int, *, day_first: bool) -> _Span:
    """`01-02-2024` in the configured order, said where the other order would be a day too."""
    day, month = (a, b) if day_first else (b, a)
    if month > 12 >= day:
        day, month = month, day
    remark = f"{a:02}-{b:02}-{year} read as {year}-{month:02}-{day:02}" if a != b and max(a, b) <= 12 else ""
    return _covered(year, month, day)._replace(remark=remark)


def _covered(year: int, month: int | None, day: int | None) -> _Span:
    if year < dt.MINYEAR:
        raise Mistake(f"is not a date (year {year})")
    if month is None:
        return _Span(dt.date(year, 1, 1), dt.date(year, 12, 31))
    if not 1 <= month <= 12:
        raise Mistake(f"is not a date (month {month})")
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return _Span(dt.date(year, month, 1), dt.date(year, month, length))
    if not 1 <= day <= length:
        raise Mistake(f"is not a date (day {day})")
    return _Span(dt.date(year, month, day), dt.date(year, month, day))
