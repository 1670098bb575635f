"""What is a line of scraped text like? Its words, its key for comparison, whether it reads as prose.

A line is a line of the file, a paragraph that was wrapped over several lines of it, or a sentence of a line that
holds a whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from index.article import Span
from index.cleaning.wrapping import ends_sentence, paragraphs

PROSE_WORDS = 12
"""A line of this length that ends like a sentence is a paragraph of an article far more often than not."""
_CONTINUED_WORDS = 7
"""A line of fewer words may be a label itself, with another below it in small letters."""
LONG_WORDS = 30
"""A line of this length is a paragraph whatever it ends with: headlines and links are shorter."""

MOST_LINES = 5000
"""Lines of a record that are judged: no article is longer, and what follows is shown as it is."""
_MOST_BREAKS = 4 * MOST_LINES

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_ASCII_WORD = re.compile(r"[A-Za-z0-9_]+(?:['.\-][A-Za-z0-9_]+)*")
"""The same of a line that is ASCII, which most are: faster than what Unicode calls a letter."""
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_BREAK = re.compile("\n")
_DIGITS = re.compile(r"\d+")
_EDGE = " \u00a0.:;,!?…›»«<>|•·*#=–—-_[]()→▸►✕×＞"


@dataclass(frozen=True)
class Line:
    """A non-blank line and what can be seen in it without knowing its neighbours: looked for when asked for, since
    nobody asks what most lines of a page are like."""

    line_start: int
    """Code point in the article's text at which the line begins, white space included."""
    start: int
    """Code point of its first character that is not white space."""
    end: int
    """Code point behind the last one."""
    text: str
    """On one line, single-spaced."""
    after_blank: bool
    """It is the first line, or a blank line stands before it."""

    @cached_property
    def key(self) -> str:
        """See `line_key`."""
        return line_key(self.text)

    @cached_property
    def words(self) -> int:
        if self.text.isascii():
            return len(_ASCII_WORD.findall(self.text))
        return max(len(_WORD.findall(self.text)), len(UNSPACED.findall(self.text)) // 2)

    @cached_property
    def sentence(self) -> bool:
        """It ends as a sentence does."""
        return ends_sentence(self.text, len(self.text))

    @cached_property
    def prose(self) -> bool:
        """It reads as a paragraph of running text."""
        return self.words >= LONG_WORDS or (self.sentence and self.words >= PROSE_WORDS)

    @cached_property
    def said(self) -> bool:
        """It reads as running text, be it short."""
        return self.prose or (self.sentence and self.words >= 4)


def split(text: str) -> list[Line]:
    """The non-blank lines of `text` in order, as far as they are judged: wrapped paragraphs joined, a text
    without line breaks cut into sentences."""
    lines: list[Line] = []
    end = 0
    for span in islice(paragraphs(_head(text)), MOST_LINES):
        lines.append(_line(text, span, end))
        end = span.end
    return lines


def continues(lines: Sequence[Line], i: int) -> bool:
    """Line `i` goes on with the sentence of the line above: it is no label, whatever its words."""
    above = lines[i - 1] if i else None
    return (
        above is not None
        and above.words >= _CONTINUED_WORDS
        and not above.sentence
        and (above.text[-1].isalnum() or above.text[-1] == ",")
        and lines[i].text[0].islower()
    )


def count_words(lines: Iterable[Line]) -> int:
    return sum(line.words for line in lines)


def line_key(text: str) -> str:
    """What lines are compared by: case folded, runs of digits as 0, without ornaments at the edges."""
    return _DIGITS.sub("0", text.casefold()).strip(_EDGE) or text


def _head(text: str) -> str:
    """As much of the text as can be judged."""
    if text.count("\n") <= _MOST_BREAKS:
        return text
    last = next(islice(_BREAK.finditer(text), _MOST_BREAKS, None))
    return text[: last.start()]


def _line(text: str, span: Span, behind: int) -> Line:
    """`behind` is where the content of the line before ends."""
    start, end = span
    begin = text.rfind("\n", behind, start) + 1
    after_blank = behind == 0 or text.count("\n", behind, start) > 1
    line_start = begin or (start if behind else 0)
    return Line(line_start, start, end, " ".join(text[start:end].split()), after_blank)
