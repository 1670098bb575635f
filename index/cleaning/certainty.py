"""How sure is a publication date, and how does one know? In words, for the screen, the shell and reports."""

from __future__ import annotations

import re
from enum import StrEnum

from index.article import Article, PublicationDate


class DateLevel(StrEnum):
    """How sure a date is. The values are words that a person understands."""

    CERTAIN = "certain"
    """A field of its own, a date in clear words, or a proof of how its numbers are to be read."""
    LIKELY = "likely"
    """Its source's habit, a weekday in the text, the article's address, or the line's place decided."""
    BY_SETTING = "by setting"
    """Two readings, and nothing but the reader's setting to choose by."""
    UNKNOWN = "unknown"


_QUOTED = re.compile(r'"([^"]*)"')
_LEAST = ((DateLevel.CERTAIN, 0.9), (DateLevel.LIKELY, 0.6), (DateLevel.BY_SETTING, 0.1))


def date_level(date: PublicationDate) -> DateLevel:
    return next((level for level, least in _LEAST if date.confidence >= least), DateLevel.UNKNOWN)


def date_evidence(article: Article) -> str:
    """`1 Feb 2024, from line 3: day first because “Thursday”`; lines are those of the text, blank ones too."""
    date = article.date
    if date.day is None:
        return "no date: no line at the head or foot tells it"
    line = article.text.count("\n", 0, date.evidence[0].start) + 1 if date.evidence else None
    where = f", from line {line}" if line else ""
    because = _QUOTED.sub(r"“\1”", date.because)
    return f"{date.day.day} {date.day:%b} {date.day.year}{where}: {because}"
