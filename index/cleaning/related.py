"""Which lines between paragraphs are headlines of other articles? Those that introduce nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import BlockKind, Stage
from index.cleaning.evidence import Evidence
from index.cleaning.lines import Line
from index.cleaning.window import Window

_MIN_WORDS, _MAX_WORDS = 9, 18
"""Shorter lines are crossheads, longer ones sentences that lost their full stop."""
_DOUBTFUL, _DOUBTFUL_WORDS = 0.7, 11
"""What a line weighs that may be a crosshead, and the words that it takes."""

_HEADLINE = re.compile(r"[^\W\d_][^:;()\[\]|“”\"«»„$€£–—]*[^\W_]")
"""From a letter on, no quotation, list item, price, title with subtitle, or credit."""

_QUESTION_OR_STEP = re.compile(
    r"(?:how|what|why|when|where|who|which|is|are|do|does|can|should|will|if|step|tip|part|chapter)\b",
    re.IGNORECASE,
)


def hide_related(lines: Sequence[Line], body: Window, evidence: Evidence) -> None:
    """Hide headlines that stand alone between the paragraphs of the body.

    A single such line may be the crosshead of its section, and so may all in an article that has shorter
    crossheads too; several in an article without are links that the scraper left behind.
    """
    inside = range(body.start + 1, body.end - 1)
    found = [i for i in inside if _headline(lines, i, evidence)]
    sure = len(found) > 1 and not any(evidence.lifted(i) is BlockKind.SUBHEAD for i in inside)
    for i in found:
        if sure or lines[i].words >= _DOUBTFUL_WORDS:
            evidence.hide(i, BlockKind.RELATED, "related-headline", 1.0 if sure else _DOUBTFUL, Stage.RELATED)


def _headline(lines: Sequence[Line], i: int, evidence: Evidence) -> bool:
    line = lines[i]
    return (
        _MIN_WORDS <= line.words <= _MAX_WORDS
        and evidence.open(i)
        and not line.sentence
        and _stands_alone(lines, i)
        and _HEADLINE.fullmatch(line.text) is not None
        and not _QUESTION_OR_STEP.match(line.text)
    )


def _stands_alone(lines: Sequence[Line], i: int) -> bool:
    """Between two paragraphs, with blank lines before and behind."""
    before, line, behind = lines[i - 1 : i + 2]
    return line.after_blank and behind.after_blank and before.said and behind.said
