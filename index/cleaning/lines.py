"""What is a line of scraped text like? Its words, its key for comparison, whether it reads as prose.

A line is a line of the file, or a paragraph that was wrapped over several lines of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

PROSE_WORDS = 12
"""A line of this length that ends like a sentence is a paragraph of an article far more often than not."""
LONG_WORDS = 30
"""A line of this length is a paragraph whatever it ends with: headlines and links are shorter."""

WRAP_MIN, WRAP_MAX = 50, 90
"""Widths at which mail, wire and terminal text is wrapped."""

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।۔][\"'”’»“)\]]*\Z")
_DIGITS = re.compile(r"\d+")
_EDGE = " \u00a0.:;,!?…›»«<>|•·*#=–—-_[]()→▸►✕×＞"


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line and what can be seen in it without knowing its neighbours."""

    line_start: int
    """Code point in the article's text at which the line begins, white space included."""
    start: int
    """Code point of its first character that is not white space."""
    end: int
    """Code point behind the last one."""
    text: str
    """On one line, single-spaced."""
    key: str
    """See `line_key`."""
    words: int
    sentence: bool
    """It ends as a sentence does."""
    after_blank: bool
    """It is the first line, or a blank line stands before it."""

    @property
    def prose(self) -> bool:
        """It reads as a paragraph of running text."""
        return self.words >= LONG_WORDS or (self.sentence and self.words >= PROSE_WORDS)

    @property
    def said(self) -> bool:
        """It reads as running text, be it short."""
        return self.prose or (self.sentence and self.words >= 4)


def split(text: str) -> list[Line]:
    """The non-blank lines of `text`, wrapped paragraphs joined, in order."""
    lines: list[Line] = []
    end = 0
    for run in _runs(text):
        for start, stop in _joined(text, run):
            after_blank = not lines or text.count("\n", end, start) > 1
            lines.append(_line(text, start, stop, after_blank))
            end = stop
    return lines


def count_words(lines: Iterable[Line]) -> int:
    return sum(line.words for line in lines)


def line_key(text: str) -> str:
    """What lines are compared by: case folded, runs of digits as 0, without ornaments at the edges."""
    return _DIGITS.sub("0", text.casefold()).strip(_EDGE) or text


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of adjacent non-blank lines, each as the spans of its lines without white space at the edges."""
    run: list[tuple[int, int]] = []
    behind = 0
    for match in _LINE.finditer(text):
        raw = match[0]
        content = raw.strip()
        if not content:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        if run and text.count("\n", behind, match.start()) > 1:
            yield run
            run = []
        run.append((start, start + len(content)))
        behind = match.end()
    if run:
        yield run


def _joined(text: str, run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    width = max(end - start for start, end in run)
    if (
        len(run) < 2
        or not WRAP_MIN <= width <= WRAP_MAX
        or not any(_soft(text, *pair) for pair in pairwise(run))
    ):
        yield from run
        return
    start = run[0][0]
    for line, after in pairwise(run):
        if not _filled(text, line, after, width):
            yield start, line[1]
            start = after[0]
    yield start, run[-1][1]


def _soft(text: str, line: tuple[int, int], after: tuple[int, int]) -> bool:
    """A sentence runs over this line break."""
    return line[1] - line[0] >= WRAP_MIN and not _ends_sentence(text, line[1]) and text[after[0]].islower()


def _filled(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """The line could not have taken the next line's first word: it was broken for its width."""
    first_word = text[after[0] : after[1]].split(None, 1)[0]
    return line[1] - line[0] >= WRAP_MIN and line[1] - line[0] + 1 + len(first_word) > width - 4


def _ends_sentence(text: str, end: int) -> bool:
    return _SENTENCE_END.search(text[max(0, end - 8) : end]) is not None


def _line(text: str, start: int, end: int, after_blank: bool) -> Line:
    content = " ".join(text[start:end].split())
    words = len(_WORD.findall(content))
    if not content.isascii():
        words = max(words, len(UNSPACED.findall(content)) // 2)
    line_start = text.rfind("\n", 0, start) + 1
    sentence = _ends_sentence(content, len(content))
    return Line(line_start, start, end, content, line_key(content), words, sentence, after_blank)
