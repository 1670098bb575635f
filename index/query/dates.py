"""Which days does a typed date mean? An imprecise date is a range; both ends are included."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from index.query.tree import Dates

_ISO = re.compile(r"(\d{4})(?:-?(\d{1,2})(?:-?(\d{1,2}))?)?")
_NUMERIC = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_COMPARED = re.compile(r"(>=|<=|>|<)(.*)", re.DOTALL)


class DateMistake(ValueError):  # noqa: N818 - it is the user's, not ours
    """Its text says what is wrong with the date, without the date itself."""


def read_dates(text: str, today: dt.date, day_first: bool) -> tuple[Dates, str]:
    """The range that the value of `date:` means, and a remark for the user (mostly empty). Raises DateMistake."""
    if match := _COMPARED.fullmatch(text):
        return _compared(match[1], *_one(match[2], today, day_first))
    first, dots, last = text.partition("..")
    if not dots:
        start, end, remark = _one(text, today, day_first)
        return Dates(start, end), remark
    if not first and not last:
        raise DateMistake("no day on either side of ..")
    since = _one(first, today, day_first) if first else None
    until = _one(last, today, day_first) if last else None
    if since and until and since[0] > until[1]:
        raise DateMistake("the first day is after the last")
    remarks = [end[2] for end in (since, until) if end and end[2]]
    return Dates(since and since[0], until and until[1]), "; ".join(remarks)


def _compared(sign: str, start: dt.date, end: dt.date, remark: str) -> tuple[Dates, str]:
    day = dt.timedelta(days=1)
    try:
        match sign:
            case ">":
                return Dates(end + day, None), remark
            case ">=":
                return Dates(start, None), remark
            case "<":
                return Dates(None, start - day), remark
            case _:
                return Dates(None, end), remark
    except OverflowError:
        raise DateMistake("beyond the calendar") from None


def _one(text: str, today: dt.date, day_first: bool) -> tuple[dt.date, dt.date, str]:
    """First and last day that a single date covers, and a remark."""
    if text in ("today", "yesterday"):
        named = today - dt.timedelta(days=text == "yesterday")
        return named, named, ""
    if match := _NUMERIC.fullmatch(text):
        return _numeric(*map(int, match.groups()), day_first=day_first)
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) if part else None for part in match.groups())
        return *_span(year or 0, month, day), ""
    raise DateMistake("write it as 2024, 2024-02 or 2024-02-01")


def _numeric(a: int, b: int, year: int, *, day_first: bool) -> tuple[dt.date, dt.date, str]:
    """`01-02-2024` in the configured order, said where the other order would be a day too."""
    day, month = (a, b) if day_first else (b, a)
    if month > 12 >= day:
        day, month = month, day
    remark = f"{a:02}-{b:02}-{year} read as {year}-{month:02}-{day:02}" if a != b and max(a, b) <= 12 else ""
    return *_span(year, month, day), remark


def _span(year: int, month: int | None, day: int | None) -> tuple[dt.date, dt.date]:
    if year < 1:
        raise DateMistake(f"year {year}")
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if not 1 <= month <= 12:
        raise DateMistake(f"month {month}")
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return dt.date(year, month, 1), dt.date(year, month, length)
    if not 1 <= day <= length:
        raise DateMistake(f"day {day}")
    return dt.date(year, month, day), dt.date(year, month, day)
