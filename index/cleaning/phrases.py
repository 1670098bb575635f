"""How is a feature told to a person? Features that say the same belong to one aspect, which has its words.

The words state what the line is like; the sign of the reason's weight says which way that counts.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.cleaning.features import NAMES


class Aspect(NamedTuple):
    """Words for what a feature shows: `words[k]` where `bounds[k - 1] <= value < bounds[k]`."""

    shows: str
    bounds: tuple[float, ...]
    words: tuple[str, ...]


_ASPECTS = {
    "length": Aspect("words", (12.0,), ("short line", "long line")),
    "ending": Aspect("sentence", (0.5,), ("no end punctuation", "ends like a sentence")),
    "wording": Aspect(
        "wording", (-0.2, 0.2), ("words of an article", "words of no kind", "words of page furniture")
    ),
    "subject": Aspect(
        "topic", (0.2, 0.5), ("words that the article lacks", "some words of the article", "words of the article")
    ),
    "place": Aspect(
        "side", (-0.5, 0.5), ("above the first paragraph", "between paragraphs", "behind the last paragraph")
    ),
    "neighbours": Aspect(
        "length around",
        (12.0, 25.0),
        ("among short lines", "among lines of all lengths", "among paragraphs"),
    ),
    "hidden": Aspect(
        "since hidden",
        (4.0, 40.0),
        ("close below what is hidden", "apart from what is hidden", "nothing hidden above"),
    ),
    "signs": Aspect("capitals", (0.4,), ("few capitals, its digits and signs", "many capitals, its digits and signs")),
    "again": Aspect("again", (0.5,), ("stands there once", "stands there more than once")),
    "doubt": Aspect("doubt", (0.1,), ("no rule doubts it", "a rule doubts it")),
    "page": Aspect("page short", (0.5,), ("a page of paragraphs", "a page of short lines")),
}  # fmt: skip

_FEATURES = {
    "length": ("words", "characters", "longer", "share"),
    "ending": ("sentence", "colon", "ellipsis", "sentences", "sentences a word"),
    "wording": ("wording", "all wording", "strongest wording", "strong wording"),
    "subject": ("topic", "title words", "more topic"),
    "place": (
        "words before", "prose before", "words behind", "prose behind", "place", "line", "line from end", "from body",
        "to body", "since title", "prose words before", "prose words behind", "side", "blank above", "blank below",
    ),
    "hidden": ("hidden before", "hidden behind", "hidden above", "hidden below", "since hidden", "until hidden"),
    "signs": ("lower", "commas", "capitals", "digits", "separators", "quotes", "letters"),
    "again": ("again",),
    "doubt": ("doubt",),
}  # fmt: skip

ASPECTS = tuple(_ASPECTS)


def _aspect(name: str) -> int:
    named = next((aspect for aspect, names in _FEATURES.items() if name in names), None)
    return ASPECTS.index(named or ("page" if name.startswith("page ") else "neighbours"))


ASPECT_OF: NDArray[np.int64] = np.array([_aspect(name) for name in NAMES])
"""The aspect of each column of the features, by its place in `ASPECTS`."""


def phrase(aspect: str, row: NDArray[np.float32]) -> str:
    """What the line with these features is like in this aspect."""
    shows, bounds, words = _ASPECTS[aspect]
    return words[bisect_right(bounds, float(row[NAMES.index(shows)]))]
