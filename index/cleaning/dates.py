"""When was this published? The date on a line of its own near the head or foot, or nothing.

Running text is never searched: it names days that something else happened on. A numeric date that can be
read in two ways is decided by the weekdays that the first paragraphs name, else by the reader's setting.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from index.article import PublicationDate, Span
from index.cleaning.datewords import MONTHS, WEEKDAYS
from index.cleaning.lines import Line

HEAD_LINES, TAIL_LINES = 8, 3
_WEEKDAY_LINES = 5
"""Paragraphs near the head whose weekdays are counted: further down they tell of other days."""
_REST_WORDS = 5
"""Words that may stand beside a date on its line: an agency, a name, a city."""
_FIRST_YEAR, _LAST_YEAR = 1700, 2100
_NUMERIC = "numeric"

_FIELD, _CLEAR, _ONE_READING, _SPOKEN, _BY_SETTING = 1.0, 0.95, 0.9, 0.85, 0.5
"""Confidence: in a field of its own; spelt clearly; a day above 12; a weekday decides (right in 87 % of real
cases); nothing decides."""

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_DATE = re.compile(
    rf"""(?<![\w/.-])(?:
        (?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?=T\d|\b)(?![-/.]?\d)
      | (?P<ky>\d{{4}})[年년]\s?(?P<km>\d{{1,2}})[月월]\s?(?P<kd>\d{{1,2}})[日일]
      | (?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?[ -](?:(?:de|of)[ ])?
        (?P<m1>{_MONTH})\b\.?,?[ -](?:(?:de|del)[ ])?(?P<y1>\d{{4}})\b
      | (?P<m2>{_MONTH})\b\.?[ ](?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<y2>\d{{4}})\b
      | (?P<a>\d{{1,2}})(?P<sep>[-/.])[ ]?(?P<b>\d{{1,2}})(?P=sep)[ ]?(?P<y3>\d{{4}})\b(?![-/.]\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(map(re.escape, WEEKDAYS))})\b", re.IGNORECASE)
_LABEL = re.compile(
    r"""\b(?:first|last|originally)?\s*(?P<label>published|posted|updated|modified|created|released|date[ds]?|issued
      |online|veröffentlicht|stand|aktualisiert|erstellt|publié|publicado|actualizado|pubblicato|mis\sà\sjour|on|at|um|à|le|el
      |am|seit|vom|uhr|gmt|utc|bst|est|edt|pst|pdt|cet|cest|ist|a\.?m|p\.?m|h|time|min|read|of|the)\b\.?""",
    re.IGNORECASE | re.VERBOSE,
)
_UPDATED = re.compile(r"\b(?:updated|modified|aktualisiert|actualizado|mis à jour)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"T?\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?(?:Z\b|\s?[ap]\.?m\b\.?)?(?:\s?[+-]\d{2}:?\d{2})?", re.I
)
_WORD = re.compile(r"[^\W\d_]{2,}")


class Candidate(NamedTuple):
    """A date that stands on line `line`, with the words beside it counted."""

    line: int
    span: Span
    readings: tuple[dt.date, ...]
    """One, or two for an ambiguous numeric date: day first, then month first."""
    form: str
    rest: int
    updated: bool


def find_date(
    lines: Sequence[Line], text: str, passed_over: Callable[[int], bool], day_first: bool
) -> tuple[int | None, PublicationDate]:
    """The index of the line that bears the publication date, and the date: unknown if no line does.

    `passed_over(i)` says that line `i` is no candidate: the title, or what is hidden.
    """
    found = list(_candidates(lines, text, passed_over))
    if not found:
        return None, PublicationDate()
    best = min(found, key=lambda each: (each.updated, each.rest > 2))
    near = lines[best.line + 1 : best.line + 1 + _WEEKDAY_LINES]
    return best.line, _decide(best.readings, best.form, best.span, near, text, day_first)


def read_date(value: str, lines: Sequence[Line], text: str, day_first: bool) -> PublicationDate:
    """The date of a source's own field, for instance an ISO time stamp; no evidence in the text."""
    match = _DATE.search(value)
    readings, form = _readings(match) if match else ((), "")
    if not readings:
        return PublicationDate()
    return _decide(readings, form, None, lines[:_WEEKDAY_LINES], text, day_first)


def is_date_line(line: Line, *, beside: int = 0) -> bool:
    """Nothing stands on the line but a date, a time and the words around them, and `beside` words more at most."""
    match = _DATE.search(line.text)
    return match is not None and _rest(line.text, match) <= beside


def _candidates(lines: Sequence[Line], text: str, passed_over: Callable[[int], bool]) -> Iterator[Candidate]:
    indices = dict.fromkeys(
        [*range(min(HEAD_LINES, len(lines))), *range(max(0, len(lines) - TAIL_LINES), len(lines))]
    )
    for i in indices:
        line = lines[i]
        if line.prose or passed_over(i):
            continue
        raw = text[line.start : line.end]
        match = _DATE.search(raw)
        if match and (rest := _rest(raw, match)) <= _REST_WORDS:
            readings, form = _readings(match)
            if readings:
                span = Span(line.start + match.start(), line.start + match.end())
                yield Candidate(i, span, readings, form, rest, bool(_UPDATED.search(raw[: match.start()])))


def _rest(text: str, match: re.Match[str]) -> int:
    rest = text[: match.start()] + " " + text[match.end() :]
    for noise in (_DATE, _CLOCK, _WEEKDAY, _LABEL):
        rest = noise.sub(" ", rest)
    return sum(1 for _ in _WORD.finditer(rest))


def _readings(match: re.Match[str]) -> tuple[tuple[dt.date, ...], str]:
    group = match.groupdict()
    if group["year"]:
        return _valid((group["year"], group["month"], group["day"])), "year first"
    if group["ky"]:
        return _valid((group["ky"], group["km"], group["kd"])), "year first"
    if group["y1"] or group["y2"]:
        month = MONTHS[(group["m1"] or group["m2"]).casefold()]
        return _valid((group["y1"] or group["y2"], month, group["d1"] or group["d2"])), "month by name"
    day_first = (group["y3"], group["b"], group["a"])
    if group["sep"] == ".":
        return _valid(day_first), "day first with dots"
    return _valid(day_first, (group["y3"], group["a"], group["b"])), _NUMERIC


def _valid(*readings: tuple[str, str | int, str]) -> tuple[dt.date, ...]:
    """The readings that name a day, without repetition."""
    days: dict[dt.date, None] = {}
    for year, month, day in readings:
        try:
            days[dt.date(int(year), int(month), int(day))] = None
        except ValueError:
            continue
    return tuple(day for day in days if _FIRST_YEAR <= day.year <= _LAST_YEAR)


def _decide(
    readings: tuple[dt.date, ...],
    form: str,
    span: Span | None,
    near: Sequence[Line],
    text: str,
    day_first: bool,
) -> PublicationDate:
    evidence: tuple[Span, ...] = (span,) if span else ()
    if len(readings) == 1:
        because = "only one reading is a date" if form == _NUMERIC else form
        confidence = _FIELD if span is None else _ONE_READING if form == _NUMERIC else _CLEAR
        return PublicationDate(readings[0], confidence, evidence, because)
    spoken = _spoken_weekday(readings, near, text)
    if spoken:
        chosen, weekday = spoken
        order = "day first" if chosen == readings[0] else "month first"
        because = f'{order} because "{text[weekday.start : weekday.end]}"'
        confidence = _SPOKEN
        evidence += (weekday,)
    else:
        chosen = readings[0 if day_first else 1]
        because = f"{'day' if day_first else 'month'} first by setting"
        confidence = _BY_SETTING
    alternative = readings[1] if chosen == readings[0] else readings[0]
    return PublicationDate(chosen, confidence, evidence, because, alternative)


def _spoken_weekday(
    readings: tuple[dt.date, ...], near: Sequence[Line], text: str
) -> tuple[dt.date, Span] | None:
    """The reading whose weekday the text names more often, and where it does first; None on a tie."""
    spans: dict[int, Span] = {}
    votes: Counter[int] = Counter()
    for line in near:
        for match in _WEEKDAY.finditer(text, line.start, line.end):
            weekday = WEEKDAYS[match[0].casefold()]
            votes[weekday] += 1
            spans.setdefault(weekday, Span(*match.span()))
    for today in (0, 1):
        counts = [votes[(day.weekday() - today) % 7] for day in readings]
        if counts[0] != counts[1]:
            chosen = readings[counts.index(max(counts))]
            return chosen, spans[(chosen.weekday() - today) % 7]
    return None
