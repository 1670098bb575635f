"""Which lines between paragraphs are headlines of other articles? Those that read as one and introduce nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import BlockKind
from index.cleaning.evidence import Evidence
from index.cleaning.lines import Line
from index.cleaning.window import Window

MIN_WORDS, MAX_WORDS = 8, 18
"""Shorter lines are crossheads, longer ones sentences that lost their full stop."""

_NOT_A_HEADLINE = re.compile(
    r"""[\W\d_]                            # quotations, list items, numbers
      | (?:how|what|why|when|where|who|which|is|are|do|does|can|should|will|if|step|tip|part|chapter)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def hide_related(lines: Sequence[Line], body: Window, evidence: Evidence) -> None:
    """Hide headlines that stand alone between the paragraphs of the body.

    A single such line may be the crosshead of its section: only several of them, in an article without
    shorter crossheads, are links that the scraper left behind.
    """
    found = [i for i in range(body.start + 1, body.end - 1) if _headline(lines, i, evidence)]
    crossheads = any(_crosshead(lines, i, evidence) for i in range(body.start + 1, body.end - 1))
    if len(found) >= 2 and not crossheads:
        for i in found:
            evidence.hide(i, BlockKind.RELATED, "related-headline")


def _headline(lines: Sequence[Line], i: int, evidence: Evidence) -> bool:
    line = lines[i]
    return (
        MIN_WORDS <= line.words <= MAX_WORDS
        and _between_prose(lines, i, evidence)
        and not _NOT_A_HEADLINE.match(line.text)
        and line.text[-1] not in ":;,-–—"
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
