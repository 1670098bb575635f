"""What does a bench ask of a system? To build an index, to open it, and to answer requests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from corpus import Text

HITS = 50
"""Articles of an answer that are asked for: as many as a list holds before one scrolls far."""
ROWS = 40
"""Rows made ready: those in view and one screen more."""


class Wants(Enum):
    """What is asked for beside the order and the number of the articles found."""

    HITS = "the best, as the system's own handles"
    ROWS = "title, date, source and a snippet, ready to be drawn"
    FACET = "articles by source"
    HISTOGRAM = "articles by month"


@dataclass(frozen=True, slots=True)
class Request:
    """One query, in a form that every system can put in its own words."""

    words: tuple[str, ...]
    """In lower case, without punctuation."""
    operator: str = "and"
    """"and", "or" or "phrase"."""
    prefix: bool = False
    """The last word is the beginning of one."""
    edits: int = 0
    """By how many letters each word may differ."""
    source: str = ""
    days: tuple[dt.date, dt.date] | None = None
    """Only articles from the first day to the second, both included, and the newest first."""
    typing: bool = False
    """Asked while somebody types: `prefix` says whether the last word is still being typed."""
    wants: Wants = Wants.HITS


class Answer(NamedTuple):
    """How many articles were found, and what was asked for of them."""

    found: int
    shown: Sequence[object]


class Searcher(Protocol):
    """An index that was opened."""

    def answer(self, request: Request) -> Answer: ...

    def ranked(self, words: Sequence[str], depth: int) -> list[int]:
        """The numbers of the articles with any of the words, best first, at most `depth`."""
        ...


class Peer(Protocol):
    """A system. An article is known to it by its number, from 0 on."""

    @property
    def cores(self) -> tuple[int, ...]:
        """On how many cores it can build."""
        ...

    def prepared(self, texts: Sequence[Text]) -> Sequence[Any]:
        """The articles as `build` takes them: what is not indexing is done here, and not timed."""
        ...

    def build(self, articles: Sequence[Any], folder: Path, cores: int) -> None:
        """Index the prepared articles in an empty folder, durably."""
        ...

    def open(self, folder: Path) -> Searcher: ...

    def can(self, request: Request) -> bool: ...
