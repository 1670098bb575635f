"""Which rows does the line model learn from? Lines of pages that nothing certain has decided."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from cleaning_measures import NEWS, Page
from wording import Words, lexicon

from index.article import Record
from index.cleaning.features import Matrix
from index.cleaning.lines import Line
from index.cleaning.pipeline import Sighting, sight
from index.cleaning.settings import Settings
from index.cleaning.signs import words_of
from index.cleaning.weighing import open_rows

FOLDS = 5
SETS = ("a", "b", "c")

_INNER_FOLDS = 4
_OTHER_SETS = 0.7
"""What a page counts whose article a model drafted, beside one that people marked."""
_CLEAN = 0.35
"""What a page counts of which only the article is left: cleaning has nothing to do there."""
_LINE_WORDS = 8
"""A line counts for its words and so many more, since a hidden line is a fault whatever its length."""
_LEAST_WORDS = 40
_MOST = 0.5
"""No line counts for more than so much of a page."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as cleaning sees it before the model is asked, and which of its lines are the article."""

    page: Page
    sighting: Sighting
    body: np.ndarray
    counts: float

    @property
    def words(self) -> Words:
        return Words(self.page.site, [words_of(line) for line in self.sighting.lines], list(self.body))


class Rows(NamedTuple):
    """What a model is fitted on."""

    features: Matrix
    outside: np.ndarray
    weights: np.ndarray
    lexicon: Mapping[str, float]


def look(page: Page) -> Seen:
    """The page as it is."""
    sighting = sight(Record(page.id, page.text), Settings())
    counts = 1.0 if page.set in NEWS else _OTHER_SETS
    return Seen(page, sighting, labels(page, sighting.lines), counts)


def cleaned(page: Page) -> Seen:
    """The page as it is when cleaning has been done: title and article alone."""
    kept = [k for k, label in enumerate(page.labels) if label != "other"]
    lines, kinds = tuple(page.lines[k] for k in kept), tuple(page.labels[k] for k in kept)
    seen = look(replace(page, lines=lines, labels=kinds))
    return replace(seen, counts=seen.counts * _CLEAN)


def labels(page: Page, lines: Sequence[Line]) -> np.ndarray:
    """Whether most of each line is of the article."""
    truth = np.zeros(len(page.text) + 1, np.int8)
    offset = 0
    for line, label in zip(page.lines, page.labels, strict=True):
        truth[offset : offset + len(line)] = label == "body"
        offset += len(line) + 1
    return np.array([truth[line.start : line.end].mean() > 0.5 for line in lines], bool)


def fold(site: str, folds: int, salt: str = "") -> int:
    """The fold of a site, the same in every run."""
    return zlib.crc32(f"{salt}{site}".encode()) % folds


def rows(pages: Sequence[Seen], words: Sequence[Words]) -> Rows:
    """The rows of `pages`; the wording of a line is judged by other sites than its own."""
    parts = []
    for inner in range(_INNER_FOLDS):
        others = lexicon(_apart(words, lambda site, inner=inner: fold(site, _INNER_FOLDS, "words ") != inner))
        own = (seen for seen in pages if fold(seen.page.site, _INNER_FOLDS, "words ") == inner)
        parts += [part for seen in own if (part := _rows(seen, others))]
    features, outside, weights = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Rows(features, outside, weights, lexicon(words))


def _apart(words: Iterable[Words], wanted: Callable[[str], bool]) -> list[Words]:
    return [each for each in words if wanted(each.site)]


def _rows(seen: Seen, wording: Mapping[str, float]) -> tuple[Matrix, np.ndarray, np.ndarray] | None:
    about = seen.sighting
    at, features = open_rows(about.lines, about.body, about.outside, about.evidence, wording)
    if not at:
        return None
    words = np.array([line.words for line in about.lines])
    article = max(_LEAST_WORDS, words[seen.body].sum())
    weights = np.minimum((words[at] + _LINE_WORDS) / article, _MOST) * seen.counts
    return features, ~seen.body[at], weights
