"""Which lines of a page are its main content? What trafilatura takes of it, told by marks on the text nodes.

Marks make the alignment exact: each text node begins with a character of its own, from a private plane of Unicode,
and is main content where that comes out again. Precision comes first: what is left out stays at hand.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from lxml.etree import strip_elements
from lxml.html import HtmlElement

from index.sources.html_lines import Page, PageLine, Piece

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

MAX_PIECES = 10_000
MAX_NESTING = 400_000
"""Text nodes of a page, and its elements times their depth, that trafilatura is asked about: six times what the longest
of news pages have. Beyond, it could take minutes."""
_FIRST = 0xF0000
"""The Supplementary Private Use Area-A begins."""
_MARK = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + MAX_PIECES - 1)}]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that a tree may have been given by references (`&#27;`) but does not take back."""
_ASIDE = tuple(
    "area audio button canvas datalist embed footer iframe img input link map meta nav noscript object picture script"
    " select source style svg template textarea video".split()
)
"""Elements that trafilatura leaves out in the end, after copying and searching them often: a quarter of its time."""
_MOST = 0.5
"""Share of a line's characters in marked text that makes it main content."""
_LONG = 120
"""Characters of a line from which on it counts as prose."""


class _Attempt(NamedTuple):
    """A way of asking trafilatura."""

    enough: float
    """The share of the page's prose which, taken, is believed; other attempts follow less."""
    precision: bool
    fast: bool
    """Without the second and third opinion (readability, justext), which take half of the time."""


_ATTEMPTS = (_Attempt(0.5, True, True), _Attempt(0.2, True, False), _Attempt(0.0, False, False))
"""On 218 pages: F1 .958 in 0.7 of the time of the second alone, F1 .953. Of half of the prose on, the first two differ
in no page; of a fifth down, trafilatura itself asks for more, where it is not asked for precision."""


class Main(NamedTuple):
    """For each line of a page, whether it is main content; or None, where that cannot be told, and why."""

    lines: list[bool] | None
    notes: tuple[str, ...] = ()


def main_lines(root: HtmlElement, page: Page) -> Main:
    """What of `page` is main content. The tree under `root`, of the same page, is spoilt. Never raises."""
    if len(page.pieces) > MAX_PIECES or page.nesting > MAX_NESTING:
        return Main(None, ("page too large to tell its main content from the rest",))
    for number, piece in enumerate(page.pieces):
        _put(piece, chr(_FIRST + number))
    strip_elements(root, *_ASIDE, with_tail=False)
    main: list[bool] = []
    for attempt in _ATTEMPTS:
        taken = _taken(root, attempt)
        main = [_share(line, page.pieces, taken) >= _MOST for line in page.lines]
        if taken and _prose(compress(page.lines, main)) >= attempt.enough * _prose(page.lines):
            break
    return Main(main if any(main) else None)


def _prose(lines: Iterable[PageLine]) -> int:
    return sum(len(line.text) for line in lines if len(line.text) >= _LONG)


def _put(piece: Piece, mark: str) -> None:
    """Put `mark` before the first character of the piece that is no white space."""
    element, tail, _ = piece
    text = (element.tail if tail else element.text) or ""
    if not text.isprintable():
        text = _UNFIT.sub("", _MARK.sub("", text))
    words = text.lstrip()
    text = text[: len(text) - len(words)] + mark + words
    if tail:
        element.tail = text
    else:
        element.text = text


def _taken(root: HtmlElement, attempt: _Attempt) -> set[int]:
    """The numbers of the pieces that trafilatura takes."""
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(root, options=_options(attempt))
    except Exception:  # what a page may do to it is not known; without its word the line model decides
        return set()
    if document is None or isinstance(document, dict):
        return set()
    return {ord(mark) - _FIRST for text in document.body.itertext() for mark in _MARK.findall(text)}


@cache
def _options(attempt: _Attempt) -> Extractor:
    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    return Extractor(precision=attempt.precision, fast=attempt.fast, comments=False)


def _share(line: PageLine, pieces: Sequence[Piece], taken: set[int]) -> float:
    """How much of the line's text is in pieces that were taken, from 0 to 1."""
    whole = sum(pieces[number].length for number in line.pieces)
    return sum(pieces[number].length for number in line.pieces if number in taken) / whole
