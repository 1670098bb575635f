"""What can be seen of a line and its surroundings? A row of numbers a line, for the model that weighs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, compress
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.cleaning.lines import Line
from index.cleaning.signs import SIGNS, WORDING, signs, topics_of, wording, words_of
from index.cleaning.window import Window

Matrix = NDArray[np.float32]
Column = NDArray[Any]
"""A number a line."""
Truths = NDArray[np.bool_]

_MOST_PROSE, _MOST_LINES = 2000, 300
_WINDOW_WORDS = 60
"""A line weighs no more than so many words in what is said of its surroundings."""
_MOST_AROUND = 80
_FAR = 40
"""Lines beyond which a distance is just far."""


class Surroundings(NamedTuple):
    """What rules and metadata have said before the model is asked, one value a line."""

    hidden: Sequence[bool]
    """It is hidden already."""
    doubt: Sequence[float]
    """The weights of the reasons that speak against it."""
    title: int | None
    body: Window


_OWN = (*SIGNS, "topic", "title words", *WORDING, "again", "doubt", "letters")
_BEFORE = ("words before", "prose before", "wording before", "topic before", "hidden before")
_BEHIND = ("words behind", "prose behind", "wording behind", "topic behind", "hidden behind")
_NEAR = tuple(
    f"{name} {offset:+d}"
    for offset in (-3, -2, -1, 1, 2, 3)
    for name in ("words", "sentence", "capitals", "topic", "wording", "said")
)
_AROUND = ("length around", "text around", "wording around", "topic around", "hidden above", "hidden below")
_PLACE = (
    "share", "longer", "place", "line", "line from end", "from body", "to body", "since hidden", "until hidden",
    "since title", "run", "in run", "blank below", "more topic", "prose words before", "prose words behind", "side",
)  # fmt: skip
_PAGE = (
    "page lines", "page prose", "page words", "page median", "page body", "page hidden", "page short", "page blank",
    "page wording", "page topic",
)  # fmt: skip
NAMES = (*_OWN, *_BEFORE, *_BEHIND, *_NEAR, *_AROUND, *_PLACE, *_PAGE)
"""What the columns are, in their order."""
_AT = {name: column for column, name in enumerate(NAMES)}


class _Seen(NamedTuple):
    """What the columns about surroundings are made of, a value a line each."""

    own: Matrix
    """The columns `_OWN`."""
    said: Truths
    visible: Truths
    paragraphs: Truths
    """Visible lines that read as paragraphs."""
    around: Surroundings

    def column(self, name: str) -> Column:
        values: Column = self.own[_AT[name]]
        return values


def features(lines: Sequence[Line], around: Surroundings, lexicon: Mapping[str, float]) -> Matrix:
    """A row for each line, with the columns of `NAMES`.

    `lexicon` says of words how much more often they stand in page furniture than in articles (log odds).
    """
    # Filled by columns, each in one run of memory: a page has few lines, and calls of NumPy cost more than numbers.
    table = np.empty((len(NAMES), len(lines)), dtype=np.float32)
    table[: len(_OWN)] = np.array(_own(lines, around, lexicon), dtype=np.float32).T
    said = np.array([line.said for line in lines])
    visible = ~np.array(around.hidden, dtype=bool)
    seen = _Seen(
        own=table[: len(_OWN)],
        said=said,
        visible=visible,
        paragraphs=np.array([line.prose for line in lines]) & visible,
        around=around,
    )
    at = len(_OWN)
    for part in (_sums, _neighbours, _near, _places, _page):
        for column in part(seen):
            table[at] = column
            at += 1
    rows: Matrix = np.ascontiguousarray(table.T)
    return rows


def _own(
    lines: Sequence[Line], around: Surroundings, lexicon: Mapping[str, float]
) -> list[tuple[float, ...]]:
    words = [words_of(line) for line in lines]
    topics = [topics_of(each) for each in words]
    spoken = [
        line.said and not around.hidden[i] and around.body.start <= i < around.body.end
        for i, line in enumerate(lines)
    ]
    main = Counter(chain.from_iterable(compress(topics, spoken)))
    known = set(main)
    repeated = {word for word, times in main.items() if times > 1}
    title = topics[around.title] if around.title is not None else set()
    times = Counter([line.key for line in lines])
    rows = []
    for i, line in enumerate(lines):
        about = max(1, len(topics[i]))
        rows.append(
            (
                *signs(line),
                len(topics[i] & (repeated if spoken[i] else known)) / about,
                len(topics[i] & title) / about,
                *wording(words[i], lexicon),
                times[line.key] > 1,
                around.doubt[i],
                len(words[i]) / max(1, line.words),
            )
        )
    return rows


def _sums(seen: _Seen) -> Iterator[Column]:
    """Shares of the page's words and prose before and behind each line, what these are like, lines hidden."""
    words = seen.column("words") * seen.visible
    weight = np.minimum(words, _WINDOW_WORDS)
    each = np.array(
        [
            words,
            words * seen.paragraphs,
            weight * seen.column("wording"),
            weight * seen.column("topic"),
            ~seen.visible,
            weight,
        ]
    )
    through = each.cumsum(axis=1)
    total = through[:, -1:]
    for sums in (through - each, total - through):
        yield from sums[:2] / np.maximum(1, total[:2])
        yield from sums[2:4] / np.maximum(1, sums[5])
        yield np.minimum(sums[4], _FAR)


def _neighbours(seen: _Seen) -> Iterator[Column]:
    """The three lines above and the three below; −1 where there is none."""
    n = len(seen.said)
    padded = np.full((6, n + 6), -1, dtype=np.float32)
    for row, name in enumerate(("words", "sentence", "capitals", "topic", "wording")):
        padded[row, 3:-3] = seen.column(name)
    padded[5, 3:-3] = seen.said
    for first in (0, 1, 2, 4, 5, 6):
        yield from padded[:, first : first + n]


def _near(seen: _Seen) -> Iterator[Column]:
    """Means over the lines near each line, itself among them; hidden lines of the twelve above and below."""
    n = len(seen.said)
    at = np.arange(n)
    through = np.zeros((5, n + 1), dtype=np.float32)
    each = [
        np.minimum(seen.column("words"), _MOST_AROUND),
        seen.said,
        seen.column("wording"),
        seen.column("topic"),
        ~seen.visible,
    ]
    np.cumsum(np.array(each, dtype=np.float32), axis=1, out=through[:, 1:])
    first, last = np.maximum(at - 2, 0), np.minimum(at + 3, n)
    yield from (through[:4, last] - through[:4, first]) / (last - first)
    hidden = through[4]
    yield hidden[at] - hidden[np.maximum(at - 12, 0)]
    yield hidden[np.minimum(at + 13, n)] - hidden[at + 1]


def _places(seen: _Seen) -> Iterator[Column]:
    """Where each line stands: on the page, from the body, from what is hidden, in its run of like lines."""
    n = len(seen.said)
    at = np.arange(n)
    body = seen.around.body
    words = seen.column("words") * seen.visible
    prose = seen.column("words") * seen.paragraphs
    through = prose.cumsum()
    before, behind = through - prose, through[-1] - through
    yield words / max(1.0, words.sum())
    yield seen.column("words") / _median(seen.column("words")[seen.paragraphs])
    yield at / max(1, n - 1)
    yield np.minimum(at, _FAR)
    yield np.minimum(n - 1 - at, 2 * _FAR)
    yield _bounded(at - body.start)
    yield _bounded(at - body.end + 1)
    yield _since(~seen.visible)
    yield _since(~seen.visible[::-1])[::-1]
    yield _since(at == (-1 if seen.around.title is None else seen.around.title))
    yield from _runs(~seen.said & seen.visible)
    below = np.ones(n)
    below[:-1] = seen.column("blank above")[1:]
    yield below
    weight = np.minimum(words, _WINDOW_WORDS)
    yield seen.column("topic") - (weight * seen.column("topic")).sum() / max(1.0, weight.sum())
    yield np.minimum(before, _MOST_PROSE)
    yield np.minimum(behind, _MOST_PROSE)
    yield np.where(before == 0, -1, behind == 0)


def _page(seen: _Seen) -> Iterator[float]:
    """What the page as a whole is like, the same for each line."""
    words, visible, body = seen.column("words"), seen.visible, seen.around.body
    weight = np.minimum(words, _WINDOW_WORDS) * visible
    total = max(1.0, float(weight.sum()))
    yield min(len(words), _MOST_LINES)
    yield min(seen.paragraphs.sum(), _MOST_LINES)
    yield min((words * visible).sum(), 2 * _MOST_PROSE)
    yield _median(words[seen.paragraphs])
    yield words[body.start : body.end].sum() / max(1.0, words.sum())
    yield 1 - visible.mean()
    yield 1 - seen.said.mean()
    yield seen.column("blank above").mean()
    yield (weight * seen.column("wording")).sum() / total
    yield (weight * seen.column("topic")).sum() / total


def _since(mask: Truths) -> Column:
    """Lines since the last one of which `mask` holds, before each line; `_FAR` at most, or if there is none."""
    at = np.arange(len(mask))
    last = np.maximum.accumulate(np.where(mask, at, -_FAR - 1))
    since = at + _FAR + 1
    since[1:] = at[1:] - last[:-1]
    return np.minimum(since, _FAR).astype(np.float32)


def _runs(short: Truths) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How long the run of short lines is that each is in (others: of lines that are not, below zero), and how
    far into it."""
    edges = np.ones(len(short) + 1, dtype=bool)
    np.not_equal(short[1:], short[:-1], out=edges[1:-1])
    at = np.flatnonzero(edges)
    starts, sizes = at[:-1], at[1:] - at[:-1]
    size, start = sizes.repeat(sizes), starts.repeat(sizes)
    return _bounded(np.where(short, size, -size)), np.minimum(np.arange(len(short)) - start, _FAR)


def _bounded(distances: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.minimum(np.maximum(distances, -_FAR), _FAR)


def _median(words: Column) -> float:
    if not len(words):
        return 1.0
    ordered = np.sort(words)
    return max(1.0, float(ordered[(len(words) - 1) // 2] + ordered[len(words) // 2]) / 2)
