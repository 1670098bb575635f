"""Which lines were scraped twice? Runs that repeat an earlier run of the same document; the first stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from index.article import BlockKind, Stage
from index.cleaning.evidence import Evidence
from index.cleaning.lines import Line

_LONG = 60
"""Characters from which a single repeated line is no refrain and no name. An interview repeats questions."""
_RUN_LENGTH = 40
"""Characters that a run of two or more lines must have together."""
_TEMPLATE_LINES = 4
"""A run this short that comes more than twice is a refrain or a form: `Available from … Buy now`."""
_DOUBTFUL = 0.25


def hide_repeats(lines: Sequence[Line], evidence: Evidence) -> None:
    """Hide every run that repeats visible lines in their order."""
    first: dict[str, int] = {}
    times = Counter(line.text for line in lines)
    earlier: list[int | None] = []
    for i, line in enumerate(lines):
        visible = not evidence.hidden(i)
        earlier.append(first.get(line.text) if visible else None)
        if visible:
            first.setdefault(line.text, i)
    i = 0
    while i < len(lines):
        end = _run_end(earlier, i)
        if end > i and _counts(lines[i:end]):
            template = _template(lines[i:end], times)
            for j in range(i, end):
                evidence.hide(j, BlockKind.DUPLICATE, "repeat", _DOUBTFUL if template else 1.0, Stage.REPEAT)
        i = max(end, i + 1)


def _template(run: Sequence[Line], times: Mapping[str, int]) -> bool:
    """A few lines that come again and again, none of them a paragraph: those of a text pasted often are."""
    often = min(times[line.text] for line in run) > 2
    return often and len(run) <= _TEMPLATE_LINES and not any(line.prose for line in run)


def _run_end(earlier: Sequence[int | None], start: int) -> int:
    """The index behind the run of lines from `start` that follow each other in the earlier place too."""
    source = earlier[start]
    end = start
    while source is not None and end < len(earlier) and earlier[end] == source + (end - start):
        end += 1
    return end


def _counts(run: Sequence[Line]) -> bool:
    length = sum(line.end - line.start for line in run)
    if len(run) == 1:
        return length >= _LONG and not run[0].text.endswith("?")
    return length >= _RUN_LENGTH
