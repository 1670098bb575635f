"""How are dates, counts and times said on the screen?"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

from index.article import Article, PublicationDate, Reason

WORDS_PER_MINUTE = 230
"""Silent reading of English non-fiction (Brysbaert 2019: 238), a little slower for a screen."""

_ACTING = (range(0x20), range(0x7F, 0xA0), range(0x202A, 0x202F), range(0x2066, 0x206A))
_CONTROL = {code: "\ufffd" for codes in _ACTING for code in codes}


def safe(text: str) -> str:
    """`text` with every character that could act on the terminal replaced, one for one.

    Ingest has removed them already; this is the second guard, where text becomes cells.
    """
    return text.translate(_CONTROL)


def date_words(date: PublicationDate) -> str:
    """`1 Feb 2024`, or that it is not known."""
    return day_words(date.day) if date.day else "no date"


def day_words(day: dt.date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def word_count(article: Article) -> int:
    """How many words there are to read."""
    return sum(len(article.text[block.start : block.end].split()) for block in article.visible())


def reason_words(reason: Reason) -> str:
    """`share-word · rule 1`, `no end punctuation · model 0.31`."""
    return f"{reason.rule} · {reason.stage} {reason.weight:.2g}"


def reasons_labels(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """The strongest reason, with how many more there are, and alone: `share-word · rule 1 · +2`, `share-word · rule 1`.

    The longest first; nothing where there is no reason.
    """
    if not reasons:
        return ()
    alone = reason_words(max(reasons, key=lambda reason: reason.weight))
    return (f"{alone} · +{len(reasons) - 1}", alone) if len(reasons) > 1 else (alone,)


def reading_time(words: int) -> str:
    """`2 min`, rounded up: nothing takes no time."""
    return f"{max(1, -(-words // WORDS_PER_MINUTE))} min"


def counted(number: int, noun: str) -> str:
    """`1 article`, `1,240 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def unit_of(first: dt.date, last: dt.date) -> str:
    """The longest of "year", "month" and "day" of which `first` to `last` is a whole number."""
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return "day"
    return "year" if (first.month, last.month) == (1, 12) else "month"


def range_words(first: dt.date, last: dt.date) -> str:
    """`1 Feb 2024`, `Feb 2024`, `Feb–Apr 2024`, `2021–2023`, `5–11 Feb 2024`: as short as it is exact."""
    parts = {"year": 1, "month": 2, "day": 3}[unit_of(first, last)]
    start, end = ((str(day.day), f"{day:%b}", str(day.year))[-parts:] for day in (first, last))
    return _joined(start, end)


def _joined(first: tuple[str, ...], last: tuple[str, ...]) -> str:
    """Both with a dash between them; what they end with alike is said once."""
    if first == last:
        return " ".join(first)
    own = len(first)
    while own > 1 and first[own - 1 :] == last[own - 1 :]:
        own -= 1
    dash = "–" if own == 1 else " – "
    return f"{' '.join(first[:own])}{dash}{' '.join(last)}"
