"""Which passage of an article shows best why it was found? The most different words of the query, closest together.

Works on plain text and spans, so that a list of answers needs no articles to be put together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from index.article import BlockKind, Span
from index.matches import without_overlap
from index.query.finder import Blocks, Finder, Found
from index.sentences import breaks

_LENGTH = 240
"""Characters of a snippet: three lines of a list, or a line and a half of a shell."""
_WINDOW = 200
"""Characters that the words it is chosen for stand in at most: the rest lets them be read in context."""
_ENOUGH = 120
"""Characters after which a snippet ends with a sentence, however short of its full length."""
_LEAD = 60
"""Characters before the first match where its sentence began too far away."""
_LAST_WORD = 40
"""Characters that a snippet gives up at most to end between words."""
_READ = 16_000
"""Characters after which no better passage is looked for: 99 of 100 articles are shorter, a book takes no longer."""

_ONE_LINE = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")


@dataclass(frozen=True, slots=True)
class Passages:
    """What a snippet may show of an article."""

    text: str
    blocks: Blocks
    """Blocks without the title, ascending, none empty: start and end without the white space around."""
    body: int
    """Where the body starts: what is shown if nothing was found."""
    field: str = "body"
    """What a query must ask for to find them."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage on one line, with `…` where it begins or ends within a sentence."""

    text: str
    matches: tuple[Span, ...]
    """Offsets in the snippet's own text, in order and without overlap."""


def passages(
    text: str, rows: Iterable[tuple[int, int, BlockKind, bool]], *, hidden: bool = False
) -> Passages:
    """What a snippet may show of an article with these blocks: start, end, kind, and whether it is hidden.

    With `hidden`, of what is hidden.
    """
    blocks = []
    body = None
    for start, end, kind, is_hidden in rows:
        if is_hidden != hidden or kind is BlockKind.TITLE:
            continue
        raw = text[start:end]
        start, end = start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())
        if start < end:
            blocks.append((start, end))
            if body is None and kind is BlockKind.BODY:
                body = start
    return Passages(text, tuple(blocks), body or 0, "hidden" if hidden else "body")


def snippet(shown: Passages, finder: Finder, mentions: Iterable[Found] = ()) -> Snippet:
    """The passage with the most different words of the query in the shortest window, the first of equals.

    Whole sentences where they fit. `mentions` answer the entity queries, as `matches.mentioned` gives them. If
    nothing is found in what may be shown, the start of the body.
    """
    text, blocks = shown.text, shown.blocks
    if not blocks:
        return Snippet("", ())
    first = bisect_right(blocks, blocks[0][0] + _READ, key=itemgetter(0))
    words, complete = finder.glance(text, blocks[:first], shown.field)
    if not words:
        words, complete = finder.glance(text, blocks[first:], shown.field)
    mentioned = list(mentions)
    found = sorted([*words, *mentioned], key=itemgetter(0))
    window = _best_window(found, _stretches(text, blocks))
    if window is None:
        low, high = blocks[max(0, bisect_right(blocks, (shown.body, len(text))) - 1)]
        window, found = _Window(low, low, low, high), []
    passage = _passage(text, blocks, window)
    if not complete:
        found = [*finder.find(text, _clipped(blocks, passage)), *mentioned]
    return _cut(text, blocks, passage, found)


class _Window(NamedTuple):
    """What a snippet has to show, and the stretch of visible text around it, both as offsets in the text."""

    start: int
    end: int
    low: int
    high: int


class _Passage(NamedTuple):
    start: int
    end: int
    before: str
    """`…` if the passage starts within a sentence, else empty."""
    after: str


def _clipped(blocks: Blocks, passage: _Passage) -> Blocks:
    """What of the blocks lies within the passage."""
    clipped = ((max(low, passage.start), min(high, passage.end)) for low, high in blocks)
    return [(low, high) for low, high in clipped if low < high]


def _stretches(text: str, blocks: Blocks) -> list[tuple[int, int]]:
    """Neighbouring blocks with nothing but white space between them as one."""
    joined = [blocks[0]]
    for start, end in blocks[1:]:
        low, high = joined[-1]
        if text[high:start].isspace():
            joined[-1] = low, end
        else:
            joined.append((start, end))
    return joined


def _best_window(found: Iterable[Found], stretches: Sequence[tuple[int, int]]) -> _Window | None:
    """The window of one stretch with the most different parts of the query, of these the shortest, then the first."""
    best, most = None, (0, 0)
    newest: dict[object, int] = {}
    each = iter(stretches)
    low, high = next(each)
    for start, end, part in found:
        while start >= high:
            if (stretch := next(each, None)) is None:
                return best
            low, high = stretch
        if start < low:
            continue
        newest.pop(part, None)
        newest[part] = begin = start
        different = 0
        for earlier in reversed(newest.values()):
            if different and (earlier < low or end - earlier > _WINDOW):
                break
            begin, different = earlier, different + 1
        if best is None or (different, begin - end) > most:
            best, most = _Window(begin, end, low, high), (different, begin - end)
    return best


def _passage(text: str, blocks: Blocks, window: _Window) -> _Passage:
    """The sentences around a window, as many as fit; a sentence that is too long is cut between words."""
    first, last, low, high = window
    starts, ends = _sentences(text, blocks, max(low, first - _LENGTH), min(high, last + _LENGTH))
    start = max((at for at in starts if last - _LENGTH <= at <= first), default=-1)
    before = after = ""
    if start < 0:
        start, before = _word_start(text, max(low, first - _LEAD, last - _LENGTH), first), "…"
    limit = max(start + _LENGTH, min(last, first + _LENGTH))
    end = max((at for at in ends if last <= at <= limit), default=-1)
    if end - start < _ENOUGH and high > limit:
        end, after = _word_end(text, last, limit), "…"
    elif end - start < _ENOUGH and not before:
        start = min(at for at in starts if at >= end - _LENGTH)
    return _Passage(start, end, before, after)


def _sentences(text: str, blocks: Blocks, low: int, high: int) -> tuple[list[int], list[int]]:
    """Where sentences start, and where they end, from `low` to `high`."""
    near = blocks[bisect_left(blocks, low, key=itemgetter(1)) : bisect_right(blocks, high, key=itemgetter(0))]
    starts = [start for start, _ in near if start >= low]
    ends = [end for _, end in near if end <= high]
    for end, start in breaks(text, low, high):
        starts.append(start)
        ends.append(end)
    return starts, ends


def _word_start(text: str, low: int, start: int) -> int:
    """The first start of a word from `low` on that is not beyond `start`."""
    if text[low - 1 : low].isspace():
        return low
    space = text.find(" ", low, start)
    return space + 1 if space >= 0 else start


def _word_end(text: str, last: int, limit: int) -> int:
    """The last end of a word up to `limit` that is not before `last`."""
    space = text.rfind(" ", max(last, limit - _LAST_WORD), limit + 1)
    return space if space >= 0 else limit


def _cut(text: str, blocks: Blocks, passage: _Passage, found: Iterable[Found]) -> Snippet:
    """The passage on one line: blocks with a space between, and where in it the matches are."""
    start, end, before, after = passage
    pieces: list[str] = []
    inside: list[Span] = []
    at = len(before)
    for low, high in blocks:
        low, high = max(low, start), min(high, end)
        if low < high:
            piece = text[low:high].translate(_ONE_LINE)
            shown = (
                f for f in found if low <= f.start < high and (f.end <= high or f.end - f.start > _LENGTH)
            )
            inside += [Span(f.start - low + at, min(f.end, high) - low + at) for f in shown]
            pieces.append(piece)
            at += len(piece) + 1
    return Snippet(before + " ".join(pieces) + after, without_overlap(inside))
