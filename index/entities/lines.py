"""What sort of line is it? Datelines, headlines in title case and lines in capitals, where capitals prove nothing."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from index.article import EntityKind
from index.entities import gazetteer as g
from index.entities.gazetteer import lexicon
from index.entities.runs import Line

# A line is in title case or in capitals when this share of its longer words is.
_CAPITAL_SHARE = 0.75
# A headline in title case has this many longer words: a caption may well be a name and a title.
_HEADLINE_WORDS = 5
# Letters from which a word counts as a longer one: title case leaves "the" and "of" small.
_LONGER_WORD = 4

_DATELINE = re.compile(
    r"\s*(?P<places>[A-Z][A-Z.'’\-]+(?:[ \u00a0/][A-Z][A-Z.'’\-]+)*)"
    r"(?:,[ \u00a0](?P<within>[A-Z][\w.]+(?:[ \u00a0][A-Z][\w.]+)*))?"
    r"(?:[ \u00a0]{1,2}\((?P<agency>[A-Z][\w ]+)\))?"
    r"[ \u00a0]{0,2}(?:--|[-–—])[ \u00a0]"
)


class Case(Enum):
    """How a line is written."""

    SENTENCE = auto()
    TITLE = auto()
    CAPITALS = auto()


class Filed(NamedTuple):
    """A place or an agency in a dateline; `start` and `end` are code points of the text."""

    start: int
    end: int
    kind: EntityKind
    name: str


def case(line: Line) -> Case:
    """How `line` is written, judged by its longer words."""
    capitals = upper = longer = 0
    for word, flags in zip(line.words, line.flags, strict=True):
        if flags & g.LETTER and len(word) >= _LONGER_WORD:
            longer += 1
            capitals += flags & g.CAPITAL
            upper += word.isupper()
    if longer > 1 and upper >= _CAPITAL_SHARE * longer:
        return Case.CAPITALS
    if longer >= _HEADLINE_WORDS and capitals >= _CAPITAL_SHARE * longer and line.words[-1] != ".":
        return Case.TITLE
    return Case.SENTENCE


def dateline(text: str, start: int, end: int) -> tuple[list[Filed], int]:
    """The names in a dateline at `start`, and where the running text begins.

    A place that is in no list is taken as one only when a larger place or an agency follows it.
    """
    match = _DATELINE.match(text, start, end)
    if match is None:
        return [], start
    vouched = match["within"] is not None or match["agency"] is not None
    filed: list[Filed] = []
    for part in re.finditer(r"[^/]+", match["places"]):
        left = match.start("places") + part.start()
        name = _place(part.group(), vouched)
        if name is not None:
            filed.append(Filed(left, left + len(part.group()), EntityKind.PLACE, name))
    if not filed:
        return [], start
    if match["within"]:
        filed += _listed(text, *match.span("within"), EntityKind.PLACE)
    if match["agency"]:
        filed += _listed(text, *match.span("agency"), EntityKind.ORGANISATION)
    return filed, match.end()


def _place(written: str, vouched: bool) -> str | None:
    plain = written.replace("\u00a0", " ")
    name = lexicon().canonical(EntityKind.PLACE, plain)
    return " ".join(word.capitalize() for word in plain.split()) if name is None and vouched else name


def _listed(text: str, start: int, end: int, kind: EntityKind) -> list[Filed]:
    name = lexicon().canonical(kind, text[start:end].replace("\u00a0", " "))
    return [] if name is None else [Filed(start, end, kind, name)]
