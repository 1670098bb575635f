"""What stands before and behind the body? Short lines there are rarely the author's."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import BlockKind
from index.cleaning.evidence import Evidence
from index.cleaning.lines import Line
from index.cleaning.window import Window

_OUTSIDE = 0.7
_OUTSIDE_SAID = 0.5


def weigh_position(lines: Sequence[Line], body: Window, evidence: Evidence) -> None:
    """Give a weight below certainty to lines outside the body that nothing else explains."""
    if body.end == 0:
        return
    for i in (*range(body.start), *range(body.end, len(lines))):
        weight = _OUTSIDE_SAID if lines[i].said else _OUTSIDE
        rule = "before-body" if i < body.start else "after-body"
        evidence.hide(i, BlockKind.BOILERPLATE, rule, weight)
