"""How does the shell show what cleaning decided? All blocks with their reasons, or the hidden ones alone."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Sequence
from itertools import groupby

from index.article import Article, Block, Reason
from tui.output import Bold, line

_MARGIN = 7
_CONTEXT = 72
"""Cells of a shown line beside hidden ones: enough to know the place."""
_HIDDEN = 48
"""Cells that a hidden line has before its reasons: most hidden lines are shorter."""


def print_explained(article: Article) -> None:
    """Every block: the line it starts on, what it is, whether it is hidden and why, and below it its text."""
    width = shutil.get_terminal_size().columns - _MARGIN if sys.stdout.isatty() else None
    for block in article.blocks:
        decision = Bold("hidden") if block.hidden else "shown"
        why = f"  {reasons(block.reasons)}" if block.reasons else ""
        line(f"{first_line(article, block):5}  {block.kind:11}  ", decision, why)
        for each in _text(article, block).split("\n"):
            line(" " * _MARGIN, each if width is None else _cut(each, width))


def print_hidden(article: Article) -> bool:
    """The hidden blocks, each with its reasons, and the shown ones next to them; whether there are hidden ones."""
    blocks = article.blocks
    hidden = [i for i, block in enumerate(blocks) if block.hidden]
    line(Bold(article.key), f": {len(hidden)} of {len(blocks)} blocks hidden")
    beside = {j for i in hidden for j in (i - 1, i, i + 1) if 0 <= j < len(blocks)}
    shown = -1
    for i in sorted(beside):
        if i > shown + 1:
            line(" " * _MARGIN, "…")
        _print_beside(article, blocks[i])
        shown = i
    if hidden and shown < len(blocks) - 1:
        line(" " * _MARGIN, "…")
    return bool(hidden)


def _print_beside(article: Article, block: Block) -> None:
    text = " ".join(_text(article, block).split())
    place = f"{'-' if block.hidden else ' '}{first_line(article, block):5} "
    if not block.hidden:
        line(place, _cut(text, _CONTEXT))
    elif _cells(text) <= _HIDDEN:
        line(place, text, " " * (_HIDDEN - _cells(text)), "  ", Bold(reasons(block.reasons)))
    else:
        line(place, text)
        line(" " * (_MARGIN + _HIDDEN), "  ", Bold(reasons(block.reasons)))


def reasons(found: Sequence[Reason]) -> str:
    """What spoke about a block, by stage: `rule font-size 1 · model no full stop 0.3, short line 0.2`."""
    return " · ".join(
        f"{stage} " + ", ".join(f"{reason.rule} {reason.weight:.2g}" for reason in spoken)
        for stage, spoken in groupby(found, lambda reason: reason.stage)
    )


def first_line(article: Article, block: Block) -> int:
    """The number of the line of the text on which a block starts."""
    return article.text.count("\n", 0, block.start) + 1


def _text(article: Article, block: Block) -> str:
    return article.text[slice(*article.content(block))]


def _cells(text: str) -> int:
    """Columns that `text` takes; near enough for columns to stand under each other."""
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _cut(text: str, cells: int) -> str:
    """`text`, or as much of it as has room before an ellipsis."""
    if _cells(text) <= cells:
        return text
    while _cells(text) >= cells:
        text = text[: len(text) - max(1, (_cells(text) - cells) // 2)]
    return text.rstrip() + "…"
