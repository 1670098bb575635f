"""Which run of the text stands on which line? Wraps an article once per width, without drawing it.

Offsets are code points of `Article.text`; a line break inside a block is drawn as a space, so hard-wrapped
text reflows and no offset moves.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from index.article import Article, Block, BlockKind, Span
from tui.words import reasons_labels

_SINGLE = re.compile(r"[\t\n -~¡-¬®-˿‐-‧‰-⁞]*")
"""Characters of one cell each: what Western news is written in."""
_SPACE = " \t\n\r\f\v\u2028\u2029"
_WORD = re.compile(rf"[^{_SPACE}]+")
_DATELINE = (BlockKind.DATE, BlockKind.SOURCE, BlockKind.BYLINE)


class Line(NamedTuple):
    """A line of the reader: `text[start:end]` of a paragraph, or an empty one between paragraphs."""

    start: int
    end: int
    block: int
    """Index in `Article.blocks` of the block that the line begins with; -1 between paragraphs."""
    rule: str = ""
    """Why the block is hidden, on its last line."""


class Layout:
    """An article set to `width` columns, with its hidden blocks or without."""

    def __init__(self, article: Article, width: int, *, hidden: bool = False) -> None:
        self.article = article
        self.width = max(1, width)
        self.flowing: set[int] = set()
        """The blocks that share a paragraph with others."""
        self.lines: list[Line] = list(self._set(hidden))
        self._starts = [line.start for line in self.lines]

    def line_at(self, offset: int) -> int:
        """The number of the line that shows `offset`, or the nearest before it; 0 when there is none."""
        number = max(0, bisect_right(self._starts, offset) - 1)
        while number and self.lines[number].block < 0:
            number -= 1
        return number

    def first_of(self, block: int) -> int | None:
        """The line on which a block begins; None while it is hidden."""
        start = self.article.content(self.article.blocks[block]).start
        number = self.line_at(start)
        shown = number < len(self.lines) and self.lines[number].start <= start < self.lines[number].end
        return number if shown else None

    def _set(self, hidden: bool) -> Iterator[Line]:
        article, before = self.article, None
        for paragraph in paragraphs(article, hidden=hidden):
            block = article.blocks[paragraph[0]]
            start, end = _span(article, paragraph)
            if before is not None and _apart(before, block):
                yield Line(start, start, -1)
            before = block
            if len(paragraph) > 1:
                self.flowing.update(paragraph)
            lines = [
                Line(first, last, paragraph[_begun(article, paragraph, first)])
                for first, last in wrap(article.text, start, end, self.width)
            ]
            yield from _labelled(lines, article.text, self.width, block) if block.hidden else lines


def paragraphs(article: Article, *, hidden: bool) -> Iterator[range]:
    """The blocks that are shown, by index: those that stand on one line of the source are set as one paragraph.

    A text without line breaks has a block for each sentence; a hidden one among them stands apart.
    """
    first = after = 0
    for index, block in enumerate(article.blocks):
        if (block.hidden and not hidden) or not article.text[block.start : block.end].strip():
            continue
        if index != after or index == first or not _flows(article, index):
            if first < after:
                yield range(first, after)
            first = index
        after = index + 1
    if first < after:
        yield range(first, after)


def _flows(article: Article, index: int) -> bool:
    """Does a block go on where the one before it ends, within a line?"""
    before, block = article.blocks[index - 1], article.blocks[index]
    between = article.text[article.content(before).end : article.content(block).start]
    return "\n" not in between and before.kind is block.kind and not (before.hidden or block.hidden)


def _span(article: Article, paragraph: range) -> Span:
    first, last = article.blocks[paragraph[0]], article.blocks[paragraph[-1]]
    return Span(article.content(first).start, article.content(last).end)


def _begun(article: Article, paragraph: range, offset: int) -> int:
    """Which block of a paragraph `offset` lies in, counted from its first."""
    starts = paragraph[1:]
    return bisect_right(starts, offset, key=lambda index: article.blocks[index].start)


def shown_text(article: Article, start: int, end: int, *, hidden: bool) -> str:
    """What a layout shows of `[start, end)`: each paragraph on one line, a blank line between them."""
    parts = []
    for paragraph in paragraphs(article, hidden=hidden):
        first, last = _span(article, paragraph)
        parts.append(article.text[max(start, first) : min(end, last)].replace("\n", " "))
    return "\n\n".join(part for part in parts if part)


def wrap(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Break `text[start:end]` into lines of at most `width` cells, as `(start, end)` without edge spaces.

    A word wider than a line is broken between its graphemes.
    """
    if _SINGLE.fullmatch(text, start, end):
        yield from _wrap_single(text, start, end, width)
    else:
        yield from _wrap_cells(text, start, end, width)


def _wrap_single(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Where every character is one cell a line is found by looking back for a space."""
    flat = text[start:end].replace("\n", " ").replace("\t", " ")
    length, at = len(flat), 0
    while at < length:
        if flat[at] == " ":
            at += 1
            continue
        stop = length if at + width >= length else flat.rfind(" ", at, at + width + 1)
        stop = stop if stop > at else at + width
        yield start + at, start + at + len(flat[at:stop].rstrip(" "))
        at = stop


def _wrap_cells(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    first = last = used = -1
    for word in _WORD.finditer(text, start, end):
        cells = cell_len(word.group())
        gap = word.start() - last
        if first >= 0 and used + gap + cells <= width:
            last, used = word.end(), used + gap + cells
            continue
        if first >= 0:
            yield first, last
        first, last, used = word.start(), word.end(), cells
        if cells > width:
            *full, (first, last) = _chop(word.group(), word.start(), width)
            yield from full
            used = cell_len(text[first:last])
    if first >= 0:
        yield first, last


def _chop(word: str, offset: int, width: int) -> list[tuple[int, int]]:
    """A long word in pieces of at most `width` cells; at least one grapheme each."""
    pieces, begin, used = [], 0, 0
    for start, _, cells in split_graphemes(word)[0]:
        if used + cells > width and start > begin:
            pieces.append((offset + begin, offset + start))
            begin, used = start, 0
        used += cells
    return [*pieces, (offset + begin, offset + len(word))]


def _apart(before: Block, block: Block) -> bool:
    """Does a blank line part the two? Not inside a dateline, under a subhead, or among hidden lines."""
    if before.hidden and block.hidden:
        return False
    if before.kind in (BlockKind.TITLE, *_DATELINE) and block.kind in _DATELINE:
        return False
    return before.kind is not BlockKind.SUBHEAD


def _labelled(lines: list[Line], text: str, width: int, block: Block) -> list[Line]:
    """Put why `block` is hidden after its last line, in as many words as fit; on one more where none do."""
    labels = reasons_labels(block.reasons) or (str(block.kind),)
    last = lines[-1]
    room = width - cell_len(text[last.start : last.end]) - len("  ‹›")
    for label in labels:
        if cell_len(label) <= room:
            return [*lines[:-1], last._replace(rule=label)]
    return [*lines, Line(last.end, last.end, last.block, labels[0])]
