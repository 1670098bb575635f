"""Where in all these lines is the article? The run of lines with the most prose and the least else.

The best-scoring run in the sense of Kadane: prose counts for its words, other lines cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.cleaning.lines import Line

_MOST = 60
"""A paragraph counts for no more words than this, so that one long teaser is no article."""
_SHORT_LINE = -8.0
_ANCHOR = -30.0
"""A line that opens a block weighs as much as a short paragraph: lists of links hold teasers too."""


class Window(NamedTuple):
    """Indices of lines: the body's first, and the one behind its last. Empty if there is no prose."""

    start: int
    end: int


def find_body(lines: Sequence[Line], anchors: Sequence[bool], outside: Sequence[bool]) -> Window:
    """The window of prose; `anchors[i]` says that line `i` opens a block of boilerplate, `outside[i]` that its
    format says it is none of the article: it counts for nothing."""
    best, best_score = Window(0, 0), 0.0
    start, score = 0, 0.0
    for i, line in enumerate(lines):
        if score <= 0:
            start, score = i, 0.0
        score += 0.0 if outside[i] else _score(line, anchors[i])
        if score > best_score:
            best, best_score = Window(start, i + 1), score
    return best


def _score(line: Line, anchor: bool) -> float:
    if anchor:
        return _ANCHOR
    return float(min(line.words, _MOST)) if line.said else _SHORT_LINE
