"""What is different in two versions of a text? Paragraph beside paragraph, and the words that only one of them has.

Paragraphs are aligned by the words they have in common (Needleman, Wunsch, J. Mol. Biol. 48, 1970), the words of two
by the longest runs that are the same. Punctuation makes no difference.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from index.article import Article, BlockKind, Span
from index.sentences import breaks
from index.text import Token, tokens

_ALIKE = 0.3
"""The share of common words from which a paragraph is another one, edited, rather than one on the same matter."""
_LABELS = frozenset((BlockKind.TITLE, BlockKind.DATE, BlockKind.SOURCE, BlockKind.BYLINE))
"""An article has one of each, and they say the same however they differ."""
_LONG = 150
"""Words of a paragraph that no newspaper sets: the line breaks of the text are lost."""
_MOST_PAIRS = 40_000
"""Pairs of paragraphs that are looked at, 200 new ones beside 200: a fifth of a second's work."""
_MOST_ITEMS = 2_000
"""Paragraphs, or words of a paragraph, in which common runs are looked for, between what both begin and end with."""


class Change(NamedTuple):
    """Words that differ: a span in each text, empty where the other one has more."""

    left: Span
    right: Span


class Pair(NamedTuple):
    """A paragraph of each text, or of one where the other has none. Spans are code points of `Article.text`."""

    left: Span | None
    right: Span | None
    changes: tuple[Change, ...] = ()

    @property
    def differs(self) -> bool:
        return self.left is None or self.right is None or bool(self.changes)


class _Paragraph(NamedTuple):
    """A visible block that has words, or a sentence of one."""

    span: Span
    words: tuple[Token, ...]
    terms: tuple[str, ...]
    kind: BlockKind


class _Run(NamedTuple):
    """`[left, left_end)` of one sequence has nothing in common with `[right, right_end)` of another."""

    left: int
    left_end: int
    right: int
    right_end: int


def compare(left: Article, right: Article) -> tuple[Pair, ...]:
    """The visible paragraphs of two articles, or their sentences where a paragraph is very long: each once, in the
    order of both.

    Of what is too long to be compared, all of the left article comes before all of the right one.
    """
    articles = (left, right)
    sides = [list(_paragraphs(article)) for article in articles]
    if any(len(each.words) > _LONG for side in sides for each in side):
        sides = [
            [sentence for each in side for sentence in _sentences(article.text, each)]
            for article, side in zip(articles, sides, strict=True)
        ]
    return tuple(_pairs(*sides))


def _paragraphs(article: Article) -> Iterator[_Paragraph]:
    for block in article.visible():
        yield from _paragraph(article.text, article.content(block), block.kind)


def _sentences(text: str, paragraph: _Paragraph) -> Iterator[_Paragraph]:
    start, end = paragraph.span
    for stop, following in (*breaks(text, start, end), (end, end)):
        yield from _paragraph(text, Span(start, stop), paragraph.kind)
        start = following


def _paragraph(text: str, span: Span, kind: BlockKind) -> Iterator[_Paragraph]:
    """None where there is no word."""
    words = tuple(tokens(text, *span))
    if words:
        yield _Paragraph(span, words, tuple(word.term for word in words), kind)


def _pairs(left: Sequence[_Paragraph], right: Sequence[_Paragraph]) -> Iterator[Pair]:
    runs = _differences([each.terms for each in left], [each.terms for each in right])
    i = j = 0
    for run in (*runs, _Run(len(left), len(left), len(right), len(right))):
        for one, other in zip(left[i : run.left], right[j : run.right], strict=True):
            yield Pair(one.span, other.span)
        yield from _aligned(left[run.left : run.left_end], right[run.right : run.right_end])
        i, j = run.left_end, run.right_end


def _aligned(left: Sequence[_Paragraph], right: Sequence[_Paragraph]) -> Iterator[Pair]:
    """Paragraphs of which none is the same: those that are alike side by side, the others alone."""
    i = j = 0
    for k, m in (*_alignment(left, right), (len(left), len(right))):
        yield from (Pair(one.span, None) for one in left[i:k])
        yield from (Pair(None, other.span) for other in right[j:m])
        if k < len(left):
            yield Pair(left[k].span, right[m].span, tuple(_changes(left[k], right[m])))
        i, j = k + 1, m + 1


def _alignment(left: Sequence[_Paragraph], right: Sequence[_Paragraph]) -> Iterator[tuple[int, int]]:
    """The pairs of paragraphs, both ascending, whose likeness has the greatest sum."""
    if len(left) * len(right) > _MOST_PAIRS:
        return
    likeness = [[_likeness(one, other) for other in right] for one in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness[i][j])
    i = j = 0
    while i < len(left) and j < len(right):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _likeness(one: _Paragraph, other: _Paragraph) -> float:
    """The share of words in common (Dice), 0 where it is too small; two headlines, or two dates, belong together."""
    if one.kind in _LABELS or other.kind in _LABELS:
        return float(one.kind is other.kind)
    first, second = set(one.terms), set(other.terms)
    share = 2 * len(first & second) / (len(first) + len(second))
    return share if share >= _ALIKE else 0.0


def _changes(one: _Paragraph, other: _Paragraph) -> Iterator[Change]:
    for run in _differences(one.terms, other.terms):
        left = _span(one.words, run.left, run.left_end)
        yield Change(left, _span(other.words, run.right, run.right_end))


def _span(words: Sequence[Token], first: int, end: int) -> Span:
    """From the first of `words[first:end]` to the last; where there is none, an empty one where they would stand."""
    if first < end:
        return Span(words[first].start, words[end - 1].end)
    place = words[first].start if first < len(words) else words[-1].end
    return Span(place, place)


def _differences(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[_Run]:
    """Where two sequences differ, in order."""
    shorter = min(len(left), len(right))
    head = next((i for i in range(shorter) if left[i] != right[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if left[-1 - i] != right[-1 - i]), rest)
    first, second = left[head : len(left) - tail], right[head : len(right) - tail]
    if max(len(first), len(second)) > _MOST_ITEMS:
        return [_Run(head, head + len(first), head, head + len(second))]
    codes = SequenceMatcher(None, first, second).get_opcodes()
    return [_Run(head + a, head + b, head + c, head + d) for kind, a, b, c, d in codes if kind != "equal"]
