"""Which line breaks are the author's? Wrapped paragraphs are joined, a line that holds an article is cut.

Spans are code points of the text, without the white space around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.article import Span

WRAP_MIN, WRAP_MAX = 50, 90
"""Widths at which mail, wire and terminal text is wrapped."""
_DOUBLE_SPACED = 0.25
"""Share of breaks inside sentences from which blank lines between single lines mean nothing."""
_DOUBLE_SPACED_LEAST = 2
_WRAP_LEAST = 20
"""Shorter lines were not broken for their width."""
_BROKEN_AT = 45
"""A line of a double-spaced text that is this long and ends no sentence was broken for its width."""

_LONG_TEXT, _LONG_LINE = 1500, 5000
"""A text of one line that is longer than the one, and any line longer than the other, has lost its line breaks:
it is looked at sentence by sentence."""
_SHORTEST_SENTENCE = 40
"""What is shorter is kept with the sentence behind it: `Mr.`, `J. R.`, `No.`"""
_LONGEST_SENTENCE = 5000

SENTENCE_END = re.compile(r"[.!?…。！？؟।۔][\"'”’»“)\]]*\Z")
_LAST = frozenset(".!?…。！？؟।۔\"'”’»“)]")
"""What a sentence's last character may be: most lines are told by it that end no sentence."""
_BETWEEN_SENTENCES = re.compile(r"[.!?…؟।۔][\"'”’»)\]]*(\s+)(?=[^\s\da-z])|[。！？][”’」』)）]*()(?=\S)")


class _Run(NamedTuple):
    """Adjacent lines that are not blank."""

    lines: list[Span]
    blank_lines: int
    """In front of it."""


def paragraphs(text: str) -> Iterator[Span]:
    """The runs of text to be judged: lines, wrapped paragraphs as one, sentences of overlong lines."""
    runs = list(_runs(text))
    longest = _LONG_TEXT if len(runs) == 1 and len(runs[0].lines) == 1 else _LONG_LINE
    for span in _undoubled(text, runs) or (each for run in runs for each in _joined(text, run.lines)):
        if span.end - span.start > longest and "\n" not in text[span.start : span.end]:
            yield from _sentences(text, span)
        else:
            yield span


def ends_sentence(text: str, end: int) -> bool:
    """What stands before `end` ends as a sentence does."""
    return text[end - 1] in _LAST and SENTENCE_END.search(text[max(0, end - 8) : end]) is not None


def _runs(text: str) -> Iterator[_Run]:
    run: list[Span] = []
    at = blank = above = 0
    for raw in text.split("\n"):
        content = raw.strip()
        if content:
            if run and above:
                yield _Run(run, blank)
                run, blank = [], above
            start = at if raw[0] == content[0] else at + len(raw) - len(raw.lstrip())
            run.append(Span(start, start + len(content)))
            above = 0
        else:
            above += 1
        at += len(raw) + 1
    if run:
        yield _Run(run, blank)


def _joined(text: str, run: list[Span]) -> Iterator[Span]:
    """The paragraphs of a run of lines."""
    width = max([end - start for start, end in run])
    if (
        len(run) < 2
        or not WRAP_MIN <= width <= WRAP_MAX
        or not any(_soft(text, *pair) for pair in pairwise(run))
    ):
        yield from run
        return
    start = run[0].start
    for line, after in pairwise(run):
        if not _filled(text, line, after, width) and not _open(text, line):
            yield Span(start, line.end)
            start = after.start
    yield Span(start, run[-1].end)


def _undoubled(text: str, runs: Sequence[_Run]) -> list[Span]:
    """The paragraphs of a text whose wrapped lines are a blank line apart; none of any other text."""
    lines = [run.lines[0] for run in runs]
    soft = [k for k, pair in enumerate(pairwise(lines), 1) if _soft(text, *pair)]
    wrapped = len(soft) >= max(_DOUBLE_SPACED_LEAST, _DOUBLE_SPACED * len(lines))
    if not wrapped or any(len(run.lines) > 2 for run in runs):
        return []
    spans: list[Span] = []
    for k, run in enumerate(runs):
        if soft[0] <= k <= soft[-1] and _goes_on(text, runs[k - 1], run):
            spans[-1] = Span(spans[-1].start, run.lines[0].end)
            spans += run.lines[1:]
        else:
            spans += run.lines
    return spans


def _goes_on(text: str, above: _Run, run: _Run) -> bool:
    """In a double-spaced text: the first line of `run` continues the one above it."""
    start, end = above.lines[-1]
    return (
        run.blank_lines == 1
        and len(above.lines) == 1
        and not ends_sentence(text, end)
        and (end - start >= _BROKEN_AT or _soft(text, above.lines[-1], run.lines[0]))
    )


def _soft(text: str, line: Span, after: Span) -> bool:
    """A sentence runs over this line break."""
    long = line.end - line.start >= _WRAP_LEAST
    return long and text[after.start].islower() and not ends_sentence(text, line.end)


def _open(text: str, line: Span) -> bool:
    """In a wrapped run: the line stops in the middle of a sentence, and is not the title above it."""
    return line.start > 0 and line.end - line.start >= _WRAP_LEAST and text[line.end - 1].isalnum()


def _filled(text: str, line: Span, after: Span, width: int) -> bool:
    """The line could not have taken the next line's first word: it was broken for its width."""
    first_word = text[after.start : after.end].split(None, 1)[0]
    length = line.end - line.start
    return length >= WRAP_MIN and length + 1 + len(first_word) > width - 4


def _sentences(text: str, line: Span) -> Iterator[Span]:
    """The sentences of a line; one that is overlong is cut between words."""
    start = line.start
    ends = [(m.start(m.lastindex or 1), m.end()) for m in _BETWEEN_SENTENCES.finditer(text, *line)]
    for end, behind in [*ends, (line.end, line.end)]:
        while end - start > _LONGEST_SENTENCE:
            cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
            cut = cut if cut > 0 else start + _LONGEST_SENTENCE
            yield Span(start, cut)
            start = cut + (text[cut] == " ")
        if end - start >= _SHORTEST_SENTENCE or behind == line.end:
            if start < end:
                yield Span(start, end)
            start = behind
