"""What can be seen of a line and its surroundings? A row of numbers a line, for the model that weighs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.cleaning.lines import Line
from index.cleaning.signs import SIGNS, WORDING, signs, topics_of, wording, words_of
from index.cleaning.window import Window

Matrix = NDArray[np.float32]

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


def features(lines: Sequence[Line], around: Surroundings, lexicon: Mapping[str, float]) -> Matrix:
    """A row for each line, with the columns of `NAMES`.

    `lexicon` says of words how much more often they stand in page furniture than in articles (log odds).
    """
    own = np.array(_own(lines, around, lexicon), dtype=np.float32)
    said = np.array([line.said for line in lines])
    prose = np.array([line.prose for line in lines])
    visible = ~np.array(around.hidden, dtype=bool)
    paragraphs = prose & visible
    return np.hstack(
        [
            own,
            *_sums(own, paragraphs, visible),
            _neighbours(own, said),
            _around(own, said, visible),
            _places(own, said, paragraphs, visible, around),
            _page(own, said, paragraphs, visible, around.body),
        ]
    )


def _own(
    lines: Sequence[Line], around: Surroundings, lexicon: Mapping[str, float]
) -> list[tuple[float, ...]]:
    words = [words_of(line) for line in lines]
    topics = [topics_of(each) for each in words]
    main = Counter(
        word for i in range(*around.body) if lines[i].said and not around.hidden[i] for word in topics[i]
    )
    title = topics[around.title] if around.title is not None else set()
    times = Counter(line.key for line in lines)
    rows = []
    for i, line in enumerate(lines):
        counted = line.said and around.body.start <= i < around.body.end and not around.hidden[i]
        about = max(1, len(topics[i]))
        topic = sum(main[word] > counted for word in topics[i] if word in main) / about
        rows.append(
            (
                *signs(line),
                topic,
                len(title & topics[i]) / about,
                *wording(words[i], lexicon),
                times[line.key] > 1,
                around.doubt[i],
                len(words[i]) / max(1, line.words),
            )
        )
    return rows


def _sums(own: Matrix, prose: NDArray[np.bool_], visible: NDArray[np.bool_]) -> tuple[Matrix, Matrix]:
    """Shares of the page's words and prose before and behind each line, what these are like, lines hidden."""
    words = own[:, _AT["words"]] * visible
    weight = np.minimum(words, _WINDOW_WORDS)
    each = np.column_stack(
        [
            words,
            words * prose,
            weight * own[:, _AT["wording"]],
            weight * own[:, _AT["topic"]],
            ~visible,
            weight,
        ]
    )
    through = each.cumsum(axis=0)
    before, behind = through - each, through[-1] - through
    return _normal(before, through[-1]), _normal(behind, through[-1])


def _normal(sums: Matrix, total: Matrix) -> Matrix:
    shares = sums[:, :2] / np.maximum(1, total[:2])
    means = sums[:, 2:4] / np.maximum(1, sums[:, 5:6])
    return np.hstack([shares, means, np.minimum(sums[:, 4:5], _FAR)])


def _neighbours(own: Matrix, said: NDArray[np.bool_]) -> Matrix:
    """The three lines above and the three below; −1 where there is none."""
    columns = own[:, [_AT[name] for name in ("words", "sentence", "capitals", "topic", "wording")]]
    padded = np.full((len(own) + 6, 6), -1, dtype=np.float32)
    padded[3:-3, :5] = columns
    padded[3:-3, 5] = said
    return np.hstack([padded[3 + offset : 3 + offset + len(own)] for offset in (-3, -2, -1, 1, 2, 3)])


def _around(own: Matrix, said: NDArray[np.bool_], visible: NDArray[np.bool_]) -> Matrix:
    """Means over the lines near each line, itself among them; hidden lines of the twelve above and below."""
    n = len(own)
    at = np.arange(n)
    words = np.minimum(own[:, _AT["words"]], _MOST_AROUND)
    each = np.column_stack([words, said, own[:, _AT["wording"]], own[:, _AT["topic"]], ~visible])
    through = np.vstack([np.zeros((1, 5), dtype=np.float32), each.cumsum(axis=0)])
    first, last = np.maximum(at - 2, 0), np.minimum(at + 3, n)
    means = (through[last] - through[first])[:, :4] / (last - first)[:, None]
    hidden = through[:, 4]
    above = hidden[at] - hidden[np.maximum(at - 12, 0)]
    below = hidden[np.minimum(at + 13, n)] - hidden[at + 1]
    return np.column_stack([means, above, below])


def _places(
    own: Matrix,
    said: NDArray[np.bool_],
    paragraphs: NDArray[np.bool_],
    visible: NDArray[np.bool_],
    around: Surroundings,
) -> Matrix:
    """Where each line stands: on the page, from the body, from what is hidden, in its run of like lines."""
    n = len(own)
    at = np.arange(n)
    words = own[:, 0] * visible
    prose = own[:, 0] * paragraphs
    prose_through = prose.cumsum()
    before, behind = prose_through - prose, prose_through[-1] - prose_through
    run, in_run = _runs(~said & visible)
    title = at == (-1 if around.title is None else around.title)
    topic = own[:, _AT["topic"]]
    weight = np.minimum(words, _WINDOW_WORDS)
    columns = [
        words / max(1.0, words.sum()),
        own[:, 0] / _median(own[paragraphs, 0]),
        at / max(1, n - 1),
        np.minimum(at, _FAR),
        np.minimum(n - 1 - at, 2 * _FAR),
        (at - around.body.start).clip(-_FAR, _FAR),
        (at - around.body.end + 1).clip(-_FAR, _FAR),
        _since(~visible),
        _since(~visible[::-1])[::-1],
        _since(title),
        run,
        in_run,
        np.append(own[1:, _AT["blank above"]], 1),
        topic - (weight * topic).sum() / max(1.0, weight.sum()),
        np.minimum(before, _MOST_PROSE),
        np.minimum(behind, _MOST_PROSE),
        np.where(before == 0, -1, np.where(behind == 0, 1, 0)),
    ]
    return np.column_stack(columns).astype(np.float32)


def _since(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Lines since the last one of which `mask` holds, before each line; `_FAR` at most, or if there is none."""
    at = np.arange(len(mask))
    last = np.maximum.accumulate(np.where(mask, at, -_FAR - 1))
    return np.minimum(at - np.append(-_FAR - 1, last[:-1]), _FAR).astype(np.float32)


def _runs(short: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How long the run of short lines is that each is in (others: of lines that are not, below zero), and how
    far into it."""
    starts = np.flatnonzero(np.append(True, short[1:] != short[:-1]))
    sizes = np.diff(np.append(starts, len(short)))
    size, start = np.repeat(sizes, sizes), np.repeat(starts, sizes)
    signed = np.where(short, size, -size).clip(-_FAR, _FAR)
    return signed, (np.arange(len(short)) - start).clip(0, _FAR)


def _median(words: Matrix) -> float:
    if not len(words):
        return 1.0
    ordered = np.sort(words)
    return max(1.0, float(ordered[(len(words) - 1) // 2] + ordered[len(words) // 2]) / 2)


def _page(
    own: Matrix,
    said: NDArray[np.bool_],
    paragraphs: NDArray[np.bool_],
    visible: NDArray[np.bool_],
    body: Window,
) -> Matrix:
    """What the page as a whole is like, the same for each line."""
    words = own[:, 0]
    weight = np.minimum(words, _WINDOW_WORDS) * visible
    total = max(1.0, float(weight.sum()))
    page = [
        min(len(own), _MOST_LINES),
        min(paragraphs.sum(), _MOST_LINES),
        min((words * visible).sum(), 2 * _MOST_PROSE),
        _median(words[paragraphs]),
        words[body.start : body.end].sum() / max(1.0, words.sum()),
        1 - visible.mean(),
        1 - said.mean(),
        own[:, _AT["blank above"]].mean(),
        (weight * own[:, _AT["wording"]]).sum() / total,
        (weight * own[:, _AT["topic"]]).sum() / total,
    ]
    return np.broadcast_to(np.array(page, dtype=np.float32), (len(own), len(page)))
