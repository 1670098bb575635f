"""When was this published? The date on a line of its own near the head or foot, or nothing.

Running text is never searched: it names days that something else happened on. At the foot stand the dates of
other articles, too: there a date must say that it is the publication's, or be all that follows the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from index.article import PublicationDate, Record, Span
from index.cleaning.dateforms import (
    Written,
    address_date,
    field_date,
    without_dates,
    written_dates,
)
from index.cleaning.dateorder import Clues, DateOrder, Proof, decide
from index.cleaning.datewords import WEEKDAYS
from index.cleaning.lines import Line

HEAD_LINES, TAIL_LINES = 8, 3
_WEEKDAY_LINES = 5
"""Paragraphs near the head whose weekdays are counted: further down they tell of other days."""
_REST_WORDS = 5
"""Words that may stand beside a date in its part of the line: an agency, a name, a city."""
_MOST_CHARACTERS = 300
"""A longer line is no date line, whatever its words."""

_CLOSE_WORDS = 2
"""So many are a city or a name; with more, the date may be of something else."""
_ABOVE_TITLE = 2
"""Lines above the title further than which a date is the page's: the day on which it was fetched."""
_LABEL_WORDS = 3
"""A line above of so many words may be the date's label."""

_FIELD, _HEAD, _ADDRESS, _FOOT = 1.0, 0.95, 0.85, 0.7
"""Confidence by place: a field of its own; a line at the head; its address (the right day in 38 of 40 real ones); a
line at the foot, far above the title, or about an update."""

_WEEKDAY = re.compile(rf"\b(?:{'|'.join(map(re.escape, WEEKDAYS))})\b", re.IGNORECASE)
_LABEL = re.compile(
    r"""\b(?:first|last|originally)?\s*(?:published|posted|updated|modified|created|released|date[ds]?|issued
      |online|veröffentlicht|stand|aktualisiert|erstellt|publié|publicado|actualizado|pubblicato|mis\sà\sjour|on|at|um|à|le|el
      |am|seit|vom|uhr|gmt|utc|bst|est|edt|pst|pdt|cet|cest|ist|a\.?m|p\.?m|h|time|min|read|of|the)\b\.?""",
    re.IGNORECASE | re.VERBOSE,
)
_UPDATE = re.compile(
    r"\b(?:updated?|modified|revised|edited|reviewed|aktuali[sz]\w*|actuali[sz]ad[oa]|atualizad[oa]"
    r"|aggiornat[oa]|mise? à jour|modifi[ée]\w*|güncelle\w*|обновлен\w*)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:publish\w*|posted|post (?:date|time)|dated?|released|issued|created|veröffentlicht|erstellt|stand|datum"
    r"|publi(?:é|cado|cada|cación)\w*|pubblicat[oa]|publikacja|yayın\w*|опубликован\w*)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"T?\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?(?:Z\b|\s?[ap]\.?m\b\.?)?(?:\s?[+-]\d{2}:?\d{2})?", re.I
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_GLUED = re.compile(r"(?<=[a-zß-ÿ\d])(?=(?:Published|Posted|Updated|Modified)\b)")
"""Where a scraper has lost the space between two elements: `Jane DoePublished: …`."""
_PART = re.compile(r"\s[–—/-]\s|[|·•]")

_REMEMBERED = 64
"""Lines at the head of an article, each of which is asked about several times."""


class Known(NamedTuple):
    """What is known of an article before its date."""

    title: int | None = None
    """The index of its line."""
    field: int | None = None
    """That of the date in the file's header."""
    url: str | None = None


class Candidate(NamedTuple):
    """A date that stands on a line, the earliest there, and how fit it is to be the publication's."""

    line: int
    span: Span
    written: Written
    proof: Proof | None
    """A date on the line that proves its order."""
    rest: int
    """Words beside it in its part of the line, labels and times apart."""
    published: bool
    """It says that it is the publication's."""
    updated: bool
    """It says that it is an update's, and nothing on its line is older."""
    foot: bool = False


def find_date(
    lines: Sequence[Line], record: Record, known: Known, hidden: Callable[[int], bool], order: DateOrder
) -> tuple[int | None, PublicationDate]:
    """The index of the line that bears the publication date, if any does, and the date: unknown if nothing tells.

    The record's own date wins, then the header's, a line at the head, the day in the address, a line at the foot.
    `hidden(i)` says that line `i` is no candidate.
    """
    found = list(_candidates(lines, record.text, known.field, lambda i: i == known.title or hidden(i)))
    best = min(found, key=lambda each: _unfitness(each, known), default=None)
    address = address_date(known.url) if known.url else None
    stated = field_date(record.date) if record.date else None
    if best and best.foot and address:
        best = None
    first = best.line + 1 if best and not stated else 0
    near = lines[first : first + _WEEKDAY_LINES]
    clues = Clues(order, _proof(found), address.readings[0] if address else None, near, record.text)
    line = best.line if best else None
    if stated:
        date = decide(stated, (), _FIELD, clues)
        return line, replace(date, because=f"in its own field, {date.because}")
    if best:
        return line, decide(best.written, (best.span,), _place(best, known), clues)
    return None, decide(address, (), _ADDRESS, clues) if address else PublicationDate()


def is_date_line(line: Line, *, beside: int = 0) -> bool:
    """Nothing stands on the line but dates, times and the words around them, and `beside` words more at most."""
    if line.prose or len(line.text) > _MOST_CHARACTERS:
        return False
    words = _words_beside(line.text)
    return words is not None and words <= beside


@lru_cache(_REMEMBERED)
def _words_beside(text: str) -> int | None:
    return _rest(text) if _readable(text) else None


@lru_cache(_REMEMBERED)
def _readable(text: str) -> tuple[Written, ...]:
    """The dates in a text that are dates of the calendar. A line is looked at several times."""
    return tuple(each for each in written_dates(text) if each.readings)


def beside_date(text: str) -> Iterator[str]:
    """What stands beside the date on its line, part by part: the author, `3 comments`, a city."""
    for part in _PART.split(_GLUED.sub(" | ", without_dates(text[:_MOST_CHARACTERS], " | "))):
        for noise in (_CLOCK, _WEEKDAY, _UPDATE, _PUBLISHED):
            part = noise.sub(" ", part)
        if rest := " ".join(part.split()).strip(" ,:;-–—@"):
            yield rest


def proven_order(record: Record, lines: Sequence[Line]) -> int:
    """What an article's dates prove of its source's order: +1 day first, −1 month first, 0 nothing.

    A number above 12 proves it, and a weekday beside the date. Dates that contradict each other prove nothing.
    """
    proof = _proof(list(_candidates(lines, record.text, None, lambda i: False)))
    stated = field_date(record.date) if record.date else None
    orders = {proof.order if proof else 0, stated.proves if stated else 0} - {0}
    return orders.pop() if len(orders) == 1 else 0


def _candidates(
    lines: Sequence[Line], text: str, field: int | None, passed_over: Callable[[int], bool]
) -> Iterator[Candidate]:
    head = list(islice((i for i in range(len(lines)) if not passed_over(i)), HEAD_LINES))
    last = head[-1] if head else -1
    tail = list(islice((i for i in range(len(lines) - 1, last, -1) if not passed_over(i)), TAIL_LINES))
    for i in head if field is None else [*head, field]:
        if found := _candidate(lines, i, text):
            yield found
    for i in reversed(tail):
        found = _candidate(lines, i, text)
        if found and _stands_at_foot(found, lines, tail[0]):
            yield found._replace(foot=True)


def _candidate(lines: Sequence[Line], i: int, text: str) -> Candidate | None:
    line = lines[i]
    if line.prose or line.end - line.start > _MOST_CHARACTERS:
        return None
    raw = text[line.start : line.end]
    found = _readable(raw)
    if not found:
        return None
    written = min(found, key=lambda each: each.readings)
    rest = _rest(_part(raw, written))
    if rest > _REST_WORDS:
        return None
    label = (
        (lines[i - 1].text if i and lines[i - 1].words <= _LABEL_WORDS else "") + " " + raw[: written.start]
    )
    label = _GLUED.sub(" ", label)
    published = bool(_PUBLISHED.search(label))
    updated = len(found) == 1 and not published and bool(_UPDATE.search(label))
    span = Span(line.start + written.start, line.start + written.end)
    proof = next((Proof(each.proves, raw[each.start : each.end]) for each in found if each.proves), None)
    return Candidate(i, span, written, proof, rest, published, updated)


def _stands_at_foot(found: Candidate, lines: Sequence[Line], last: int) -> bool:
    """It names itself, or is all that stands below the text: others are dates of other articles."""
    alone = found.line == last and found.rest == 0 and found.line > 0 and lines[found.line - 1].said
    return found.published or (alone and not found.updated)


def _unfitness(found: Candidate, known: Known) -> tuple[bool, ...]:
    vague = not found.published and found.rest > _CLOSE_WORDS
    return found.line != known.field, found.foot, _of_the_page(found, known), found.updated, vague


def _place(found: Candidate, known: Known) -> float:
    """How sure a date is by where it stands."""
    if found.line == known.field:
        return _FIELD
    return _FOOT if found.foot or found.updated or _of_the_page(found, known) else _HEAD


def _of_the_page(found: Candidate, known: Known) -> bool:
    """It stands far above the title, where a page shows the day on which it was fetched."""
    return known.title is not None and found.line < known.title - _ABOVE_TITLE


def _proof(found: Sequence[Candidate]) -> Proof | None:
    proofs = [each.proof for each in found if each.proof]
    return proofs[0] if len({proof.order for proof in proofs}) == 1 else None


def _part(raw: str, written: Written) -> str:
    """The part of a line that holds the date: `By Jane Doe | 10 February 2012 | 3 comments` has three."""
    start = max((match.end() for match in _PART.finditer(raw, 0, written.start)), default=0)
    after = _PART.search(raw, written.end)
    return raw[start : after.start() if after else len(raw)]


def _rest(text: str) -> int:
    rest = without_dates(text)
    for noise in (_CLOCK, _WEEKDAY, _LABEL):
        rest = noise.sub(" ", rest)
    return sum(1 for _ in _WORD.finditer(rest))
