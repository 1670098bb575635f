"""Which of its two readings does a numeric date have? Proof first, then votes, then the reader's setting.

`01-02-2024` is decided by what the article itself proves, by the order of its source, by the weekdays that the first
paragraphs name (right in 87 % of real cases: a vote, no proof), and last by the setting.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from index.article import PublicationDate, Span
from index.cleaning.dateforms import NUMERIC, SECONDS, TWO_DIGITS, Written, order_words
from index.cleaning.datewords import WEEKDAYS, fold
from index.cleaning.lines import Line

_CLEAR, _PROVEN = 1.0, 0.9
"""Confidence where there is one reading: spelt clearly; a day above 12, or a proof elsewhere."""
_SOURCE, _SPOKEN, _BY_SETTING = 0.88, 0.85, 0.5
"""Where there are two, by what decides."""
_SHORT = 0.8
"""The century, or the time zone, is taken for granted."""

_WEEKDAY = re.compile(rf"\b(?:{'|'.join(map(re.escape, WEEKDAYS))})\b", re.IGNORECASE)


class DateOrder(NamedTuple):
    """Whether a numeric date that its article leaves open has its day first."""

    setting: bool = True
    """What the reader has set."""
    source: bool | None = None
    """What other articles of its source prove; None where they prove nothing."""


class Proof(NamedTuple):
    """Another date of the article, of one reading."""

    order: int
    """+1: the day stands first; −1: the month."""
    words: str
    """As it is written: `25/01/2026`."""


class Clues(NamedTuple):
    """What there is to read an article's dates by."""

    order: DateOrder
    proof: Proof | None
    address: dt.date | None
    """The day in the address it was published at."""
    near: Sequence[Line]
    """The lines whose weekdays vote."""
    text: str


def decide(written: Written, evidence: tuple[Span, ...], most: float, clues: Clues) -> PublicationDate:
    """The publication date that `written` gives, at most as sure as `most`: its place on the page."""
    readings, proof = written.readings, clues.proof
    if len(readings) == 1:
        return PublicationDate(readings[0], min(most, _sureness(written)), evidence, _form(written))
    if proof:
        return _chosen(
            readings, proof.order, min(most, _PROVEN), evidence, f'as in "{proof.words}"', proven=True
        )
    if clues.address in readings:
        order = 1 if clues.address == readings[0] else -1
        return _chosen(readings, order, min(most, _PROVEN), evidence, "as in its address", proven=True)
    if clues.order.source is not None:
        order = 1 if clues.order.source else -1
        return _chosen(readings, order, min(most, _SOURCE), evidence, "as elsewhere in its source")
    if spoken := _spoken_weekday(readings, clues):
        order, weekday = spoken
        because = f'because "{clues.text[weekday.start : weekday.end]}"'
        return _chosen(readings, order, min(most, _SPOKEN), (*evidence, weekday), because)
    return _chosen(readings, 1 if clues.order.setting else -1, _BY_SETTING, evidence, "by setting")


def _sureness(written: Written) -> float:
    if written.form in (TWO_DIGITS, SECONDS):
        return _SHORT
    return _PROVEN if written.proves else _CLEAR


def _form(written: Written) -> str:
    return "only one reading is a date" if written.form == NUMERIC else written.form


def _chosen(
    readings: tuple[dt.date, ...],
    order: int,
    confidence: float,
    evidence: tuple[Span, ...],
    because: str,
    *,
    proven: bool = False,
) -> PublicationDate:
    day, other = readings if order > 0 else reversed(readings)
    because = f"{order_words(order)} {because}"
    return PublicationDate(day, confidence, evidence, because, None if proven else other)


def _spoken_weekday(readings: tuple[dt.date, ...], clues: Clues) -> tuple[int, Span] | None:
    """The order in which the text names the weekday more often, and where it does first; None on a tie."""
    spans: dict[int, Span] = {}
    votes: Counter[int] = Counter()
    for line in clues.near:
        for match in _WEEKDAY.finditer(clues.text, line.start, line.end):
            weekday = WEEKDAYS[fold(match[0])]
            votes[weekday] += 1
            spans.setdefault(weekday, Span(*match.span()))
    for ago in (0, 1):
        weekdays = [(day.weekday() - ago) % 7 for day in readings]
        day_first, month_first = (votes[weekday] for weekday in weekdays)
        if day_first != month_first:
            order = 1 if day_first > month_first else -1
            return order, spans[weekdays[order < 0]]
    return None
