"""Which queries does the bench of search ask? Words, phrases and headlines of the articles themselves.

Drawn with a fixed seed, in the same order for every system, so that all of them answer the same.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from string import ascii_lowercase
from typing import TypeVar

from corpus import Text
from peers import Request, Wants

T = TypeVar("T")

_SEED = 7
_SAMPLE = 10_000
"""Articles that words are counted in: enough to tell common from rare."""
_COMMON = (0.1, 0.5)
_MIDDLE = (0.01, 0.1)
_RARE = (0.0, 0.0005)
"""Shares of the articles that have the word; above the half stands what nobody searches for."""
_YEAR = dt.timedelta(days=365)
_TRIES = 10_000
_WORD = re.compile(r"[a-z]{3,}")
_STOPPED = frozenset(
    "and are can for from have may not tbd that the this will with yet you your has was were but they its".split()
)
"""What some system drops without a word: a query of nothing else would find nothing there."""


class Draw:
    """Draws requests of each kind from the articles."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._chance = random.Random(_SEED)
        self._texts = [texts[i] for i in range(0, len(texts), max(1, len(texts) // _SAMPLE))]
        self._frequency = Counter(word for text in self._texts for word in set(_words(text)))

    def requests(self, count: int, typed: int) -> dict[str, list[Request]]:
        """`count` requests of each kind, by the name of the kind, and each key of `typed` queries."""
        drawn = {kind: [draw() for _ in range(count)] for kind, draw in self._kinds().items()}
        drawn["keystroke to 40 rows"] = [key for _ in range(typed) for key in keys(self._headline())]
        return drawn

    def _kinds(self) -> dict[str, Callable[[], Request]]:
        return {
            "one common word": lambda: self._together(_COMMON),
            "one rare word": lambda: self._together(_RARE),
            "two words, AND": lambda: self._together(_COMMON, _MIDDLE),
            "two words, OR": lambda: replace(self._together(_COMMON, _MIDDLE), operator="or"),
            "three words, AND": lambda: self._together(_COMMON, _MIDDLE, _MIDDLE),
            "phrase": self._phrase,
            "3-letter prefix": lambda: self._prefix(3),
            "4-letter prefix": lambda: self._prefix(4),
            "1 edit": self._misspelt,
            "word, by source": lambda: replace(self._together(_COMMON), source=self._text().source),
            "word, date range, newest first": lambda: replace(self._together(_COMMON), days=self._days()),
            "facet by source": lambda: replace(self._together(_COMMON), wants=Wants.FACET),
            "histogram by month": lambda: replace(self._together(_COMMON), wants=Wants.HISTOGRAM),
            "snippets for 40 rows": lambda: replace(self._together(_COMMON, _MIDDLE), wants=Wants.ROWS),
        }

    def _text(self) -> Text:
        return self._chance.choice(self._texts)

    def _together(self, *bands: tuple[float, float]) -> Request:
        """Words of one article, each from a band of frequency, so that all of them together find something."""

        def proposed() -> Request | None:
            found = sorted(set(_words(self._text())))
            choices = [[word for word in found if self._within(word, band)] for band in bands]
            words = tuple(self._chance.choice(choice) for choice in choices if choice)
            return Request(words) if len(set(words)) == len(bands) else None

        return _first(proposed)

    def _within(self, word: str, band: tuple[float, float]) -> bool:
        low, high = (share * len(self._texts) for share in band)
        return low < self._frequency[word] <= max(high, 1) and word not in _STOPPED

    def _phrase(self) -> Request:
        """Two or three words in a row."""

        def proposed() -> Request | None:
            length = self._chance.choice((2, 3))
            row = self._text().body.lower().split()
            start = self._chance.randrange(max(1, len(row) - length))
            words = tuple(row[start : start + length])
            plain = all(_WORD.fullmatch(word) and word not in _STOPPED for word in words)
            return Request(words, "phrase") if plain and len(words) == length else None

        return _first(proposed)

    def _prefix(self, letters: int) -> Request:
        """The beginning of a word, which begins a query as often as it occurs."""

        def proposed() -> Request | None:
            word = self._chance.choice([*_words(self._text()), ""])
            fits = len(word) > letters + 1 and word not in _STOPPED
            return Request((word[:letters],), prefix=True) if fits else None

        return _first(proposed)

    def _misspelt(self) -> Request:
        """A word that no article has, one letter from one that some have."""

        def proposed() -> Request | None:
            (word,) = self._together(_MIDDLE).words
            at = self._chance.randrange(1, len(word))
            wrong = word[:at] + self._chance.choice(ascii_lowercase) + word[at + 1 :]
            return Request((wrong,), edits=1) if len(word) > 4 and wrong not in self._frequency else None

        return _first(proposed)

    def _days(self) -> tuple[dt.date, dt.date]:
        """A year around the day of some article."""
        middle = dt.date.fromisoformat(_first(lambda: self._text().date or None))
        return middle - _YEAR / 2, middle + _YEAR / 2

    def _headline(self) -> str:
        """Two or three words of a headline, as somebody types who looks for that article."""

        def proposed() -> str | None:
            words = [word for word in _WORD.findall(self._text().title.lower()) if word not in _STOPPED]
            return " ".join(words[: self._chance.choice((2, 3))]) if len(words) > 1 else None

        return _first(proposed)


def keys(typed: str) -> Iterator[Request]:
    """What is asked at each key of a query that is typed; after a space the last word is complete."""
    for end in range(1, len(typed) + 1):
        whole = typed[end - 1] == " "
        yield Request(tuple(typed[:end].split()), prefix=not whole, typing=True, wants=Wants.ROWS)


def _first(proposed: Callable[[], T | None]) -> T:
    """The first proposal that fits. Raises ValueError when the articles offer none."""
    for _ in range(_TRIES):
        found = proposed()
        if found is not None:
            return found
    raise ValueError("these articles are too few, or too alike, to draw queries from")


def _words(text: Text) -> Iterator[str]:
    for part in (text.title, *text.paragraphs):
        yield from _WORD.findall(part.lower())
