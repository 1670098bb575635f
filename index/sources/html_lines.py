"""Which lines does a reader of a page see? One walk over its tree: block elements end lines, the rest is text.

Nothing of the page is run or fetched, and its styles are not read but for what an element says of itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import XPath, iterwalk
from lxml.html import HtmlElement

_UNSEEN = frozenset(
    "area audio base canvas datalist embed head iframe input link map meta noembed noscript object option"
    " param script select style svg template textarea title video".split()
)
"""Elements that show no text, or text that is no sentence of the page: what a form offers, what fails to load."""
_PARAGRAPHS = frozenset(
    "address article aside blockquote body caption center details dialog dir div dl fieldset figure footer form"
    " frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend main menu nav noframes ol p pre search section summary"
    " table ul".split()
)
_LINES = frozenset("br button dd dt figcaption label li optgroup tbody td tfoot th thead tr".split())
_LINE, _PARAGRAPH = 1, 2
_BREAKS = dict.fromkeys(_LINES, _LINE) | dict.fromkeys(_PARAGRAPHS, _PARAGRAPH)
"""What is between an element and its neighbours; nothing where an element runs on in a line."""
_SPECIAL = frozenset(("a", "li", "ol", "pre", "td", "th", "tr"))

_MAYBE_HIDDEN = XPath("descendant-or-self::*[@hidden or @style]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHORT_CELL = 80
"""Characters up to which the cells of a row stand side by side; longer ones are the paragraphs of a layout."""


class Piece(NamedTuple):
    """A text node: what precedes the first child of `element`, or what follows the element."""

    element: HtmlElement
    tail: bool
    length: int


@dataclass(slots=True)
class PageLine:
    """A line of a page, single-spaced."""

    text: str
    pieces: list[int]
    """The text nodes it was made of, by their index in the page."""
    paragraph: bool
    """A blank line stands above it."""
    hidden: bool
    """The page does not show it, unless a script does."""


class Page(NamedTuple):
    """What stands on a page: its lines, and the text nodes they are made of, both in order."""

    lines: list[PageLine]
    pieces: list[Piece]
    nesting: int
    """How many elements each element is in, itself included, in sum: what it takes to look into all of them."""


def read_page(root: HtmlElement) -> Page:
    """The lines of the page under `root`. Neither recursive nor quadratic."""
    lines = _Lines()
    hidden = _hidden(root)
    depth = nesting = 0
    for event, element in (walk := iterwalk(root, events=("start", "end"))):
        tag = element.tag
        kind = _BREAKS.get(tag, 0)
        if kind or element in hidden:
            lines.end(kind)
        if event == "start":
            depth += 1
            nesting += depth
            lines.depth_hidden += element in hidden
            if tag in _SPECIAL:
                lines.enter(element)
            if tag in _UNSEEN:
                walk.skip_subtree()
            elif text := element.text:
                lines.add(text, element, False)
        else:
            depth -= 1
            lines.depth_hidden -= element in hidden
            if tag in _SPECIAL:
                lines.leave(element)
            if text := element.tail:
                lines.add(text, element, True)
    lines.end(_PARAGRAPH)
    return Page(lines.all, lines.pieces, nesting)


def _hidden(root: HtmlElement) -> set[HtmlElement]:
    """The elements that say of themselves that they are not shown."""
    return {
        element
        for element in _MAYBE_HIDDEN(root)
        if element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style"))
    }


@dataclass(slots=True)
class _Lines:
    """The lines so far, the line that is being put together, and which elements it is in."""

    all: list[PageLine] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    depth_hidden: int = 0
    _texts: list[str] = field(default_factory=list)
    _numbers: list[int] = field(default_factory=list)
    _break: int = _PARAGRAPH
    """The widest gap since the last line."""
    _links: int = 0
    _verbatim: int = 0
    _counters: list[int] = field(default_factory=list)
    """Of each ordered list that is open, how many items it has had."""
    _bullet: str = ""
    """What comes before the next line, if that is more than a link."""
    _unlinked: bool = False
    """The line has text that is no link."""
    _rows: list[list[int]] = field(default_factory=list)
    """Of each row that is open, at which line each of its cells begins."""

    def add(self, text: str, element: HtmlElement, tail: bool) -> None:
        if text.isspace():
            self._texts.append(text)
            return
        number = len(self.pieces)
        self.pieces.append(Piece(element, tail, len(text)))
        if self._verbatim:
            *whole, text = text.split("\n")
            for line in whole:
                self._texts.append(line)
                self._numbers.append(number)
                self.end(_LINE)
        self._texts.append(text)
        self._numbers.append(number)
        if not self._links:
            self._unlinked = True

    def end(self, gap: int) -> None:
        """End the line, if one has begun."""
        if self._texts:
            text = " ".join("".join(self._texts).split())
            if text:
                if self._bullet and self._unlinked:
                    text = self._bullet + text
                self._bullet = ""
                paragraph = self._break == _PARAGRAPH and bool(self.all)
                self.all.append(PageLine(text, self._numbers, paragraph, self.depth_hidden > 0))
                self._break = 0
            self._texts, self._numbers, self._unlinked = [], [], False
        self._break = max(self._break, gap)

    def enter(self, element: HtmlElement) -> None:
        match element.tag:
            case "a":
                self._links += 1
            case "pre":
                self._verbatim += 1
            case "ol":
                self._counters.append(0)
            case "li":
                self._bullet = self._next_bullet(element)
            case "tr":
                self._rows.append([])
            case "td" | "th" if self._rows:
                self._rows[-1].append(len(self.all))

    def leave(self, element: HtmlElement) -> None:
        match element.tag:
            case "a":
                self._links -= 1
                if not element.tail and self._texts:
                    self._texts.append(" ")  # links side by side are buttons, not one word
            case "pre":
                self._verbatim -= 1
            case "ol":
                self._counters.pop()
            case "li":
                self._bullet = ""
            case "tr":
                self._join(self._rows.pop())

    def _next_bullet(self, item: HtmlElement) -> str:
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or not self._counters:
            return "• "
        self._counters[-1] += 1
        return f"{self._counters[-1]}. "

    def _join(self, cells: list[int]) -> None:
        """Put the cells of a row on one line, where each has one short line at most."""
        if len(cells) < 2:
            return
        first, ends = cells[0], [*cells[1:], len(self.all)]
        row = self.all[first:]
        one_each = all(end - start <= 1 for start, end in zip(cells, ends, strict=True))
        if len(row) < 2 or not one_each or any(len(line.text) > _SHORT_CELL for line in row):
            return
        pieces = [piece for line in row for piece in line.pieces]
        text = " | ".join(line.text for line in row)
        self.all[first:] = [PageLine(text, pieces, row[0].paragraph, all(line.hidden for line in row))]
