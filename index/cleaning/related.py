"""Which lines between paragraphs are headlines of other articles? Those that introduce nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import BlockKind
from index.cleaning.evidence import Evidence
from index.cleaning.lines import Line
from index.cleaning.window import Window

MIN_WORDS, MAX_WORDS = 9, 18
"""Shorter lines are crossheads, longer ones sentences that lost their full stop."""
_ALONE, _ALONE_WORDS = 0.7, 11
"""What the only such line in an article weighs, and the words that it takes."""

_HEADLINE = re.compile(r"[^\W\d_][^:;()\[\]|“”\"«»„$€£–—]*[^\W_]")
"""From a letter on, no quotation, list item, price, title with subtitle, or credit."""

_QUESTION_OR_STEP = re.compile(
    r"(?:how|what|why|when|where|who|which|is|are|do|does|can|should|will|if|step|tip|part|chapter)\b",
    re.IGNORECASE,
)


def hide_related(lines: Sequence[Line], body: Window, evidence: Evidence) -> None:
    """Hide headlines that stand alone between the paragraphs of the body.

    A single such line may be the crosshead of its section: only several of them, in an article without
    shorter crossheads, are links that the scraper left behind.
    """
    found = [i for i in range(body.start + 1, body.end - 1) if _headline(lines, i, evidence)]
    crossheads = any(_crosshead(lines, i, evidence) for i in range(body.start + 1, body.end - 1))
    if crossheads:
        return
    for i in found:
        if len(found) > 1:
            evidence.hide(i, BlockKind.RELATED, "related-headline")
        elif lines[i].words >= _ALONE_WORDS:
            evidence.hide(i, BlockKind.RELATED, "related-headline", _ALONE)


def _headline(lines: Sequence[Line], i: int, evidence: Evidence) -> bool:
    line = lines[i]
    return (
        MIN_WORDS <= line.words <= MAX_WORDS
        and _between_prose(lines, i, evidence)
        and _HEADLINE.fullmatch(line.text) is not None
        and not _QUESTION_OR_STEP.match(line.text)
    )


def _crosshead(lines: Sequence[Line], i: int, evidence: Evidence) -> bool:
    return lines[i].words < MIN_WORDS and _between_prose(lines, i, evidence)


def _between_prose(lines: Sequence[Line], i: int, evidence: Evidence) -> bool:
    return (
        not lines[i].sentence
        and evidence.open(i)
        and lines[i].after_blank
        and lines[i + 1].after_blank
        and lines[i - 1].said
        and lines[i + 1].said
    )
