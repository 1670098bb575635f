"""Which articles are versions of one another? Those of whose five-word shingles at least 70 % are the same.

Shingles and their resemblance are Broder's ("On the resemblance and containment of documents", 1997). Of each
article a sketch in bands is kept: articles that share three of them are candidates, and their texts decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Article, BlockKind
from index.text import fold

Hashes = NDArray[np.uint64]
Bands = NDArray[np.uint32]
Docs = NDArray[Any]

BANDS = 32
"""Numbers in a sketch. Where 70 % of the shingles are the same, a band is with a chance of one in four: three or more
of 32 are, for 99 such pairs in 100. Of pairs with 40 % in common, one in 20 goes as far."""
SAME = 0.7
"""The share of common shingles, of those that either text has, from which two texts are versions."""
FEWEST_WORDS = 20
"""A shorter text is a version of nothing: "Details to follow." does not tell one article from another."""

_ROWS = 4
"""Least hashes that make a band."""
_SHINGLE = 5
_LONGEST = 1 << 17
"""Characters of a text that are looked at: fifty times as many as an article usually has."""
_SHARED = 3
"""Equal bands of candidates."""
_NEAREST = 8
"""Of articles that share a band, one is compared with so many to either side, in the order of the next band: what
a thousand market reports cost is bounded, and versions still stand together."""
_TELLING = frozenset((BlockKind.TITLE, BlockKind.STANDFIRST, BlockKind.SUBHEAD, BlockKind.BODY))
"""Versions differ in date, source, byline and captions. A title weighs little, but tells briefs from each other."""

_BASE = 0x9E3779B97F4A7C15
"""2⁶⁴ divided by the golden ratio: the base of the polynomial that is a word's hash. Odd, so it has an inverse."""
_MULTIPLIER = 0xD6E8FEB86659FD93
"""Of a mixing function, "rrxmrrxmsx" by Pelle Evensen without its rotations."""
_HALF = np.uint64(32)
_WEIGHTS = np.array([pow(_MULTIPLIER, i + 1, 1 << 64) for i in range(_SHINGLE)], np.uint64)
"""What tells the words of a shingle, and the rows of a band, from one another."""
_BINS = BANDS * _ROWS
_EDGES = np.arange(_BINS, dtype=np.uint64) * np.uint64((1 << 64) // _BINS)
_IDEOGRAPHS = (0x3040, 0xA000)
"""Kana and Han stand without spaces: each character counts as a word."""


def bands(article: Article) -> Bands:
    """The sketch of an article: `BANDS` numbers, all 0 where it has too few words."""
    blocks = ((block.start, block.end, block.kind, block.hidden) for block in article.blocks)
    return sketch(shingles(telling(article.text, blocks)))


def telling(text: str, blocks: Iterable[tuple[int, int, BlockKind, bool]]) -> str:
    """What is compared of a text with these blocks (start, end, kind, hidden): its visible title and prose."""
    kept = (text[start:end] for start, end, kind, hidden in blocks if not hidden and kind in _TELLING)
    return "\n".join(kept)[:_LONGEST]


def shingles(text: str) -> Hashes:
    """The runs of five words in `text` as sorted hashes, each once; none if it has fewer than `FEWEST_WORDS`."""
    words = _words(text)
    if len(words) < FEWEST_WORDS:
        return words[:0]
    runs = len(words) - _SHINGLE + 1
    hashes = words[:runs] * _WEIGHTS[0]
    for i in range(1, _SHINGLE):
        hashes += words[i : i + runs] * _WEIGHTS[i]
    hashes = np.sort(_mixed(hashes))
    distinct = np.ones(len(hashes), np.bool_)
    distinct[1:] = hashes[1:] != hashes[:-1]
    return hashes[distinct]


def sketch(hashes: Hashes) -> Bands:
    """The bands of a text with these shingles.

    One permutation hashing: the least hash in each of 128 bins (Li, Owen, Zhang, NIPS 2012); an empty bin takes
    that of the next one (Shrivastava, Li, "Densifying One Permutation Hashing via Rotation", ICML 2014).
    """
    if not len(hashes):
        return np.zeros(BANDS, np.uint32)
    least = hashes[np.searchsorted(hashes, _EDGES) % len(hashes)] - _EDGES
    return (_mixed(least.reshape(BANDS, _ROWS) @ _WEIGHTS[:_ROWS]) >> _HALF).astype(np.uint32)


def resemblance(one: Hashes, other: Hashes) -> float:
    """The share of shingles that two texts have in common, of those that either has (Jaccard); 0 without any."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / max(1, len(one) + len(other) - common)


def candidates(sketches: Bands, new: NDArray[np.bool_]) -> tuple[Docs, Docs]:
    """The pairs of rows of `sketches` that may be versions and of which at least one is `new`, in order."""
    count = len(sketches)
    pairs = [np.zeros(0, np.int64)]
    for band in range(BANDS):
        column, following = sketches[:, band], sketches[:, (band + 1) % BANDS]
        for one, other in _neighbours(column, following, new):
            shared = np.count_nonzero(sketches[one] == sketches[other], axis=1) >= _SHARED
            pairs.append((np.minimum(one, other) * count + np.maximum(one, other))[shared])
    left, right = np.divmod(np.unique(np.concatenate(pairs)), max(1, count))
    return left, right


def joined(groups: Docs, pairs: Iterable[tuple[int, int]], alike: Callable[[int, int], bool]) -> Docs:
    """A group for each document: those of `groups` that a pair of them connects for which `alike` holds become one.

    A group is named by its first document. `alike` is asked only of pairs that nothing connects yet.
    """
    parents: list[int] = groups.tolist()

    def root(doc: int) -> int:
        while parents[doc] != doc:
            parents[doc] = doc = parents[parents[doc]]
        return doc

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        if first != second and alike(one, other):
            parents[second] = first
    return np.fromiter(map(root, range(len(parents))), np.int64, len(parents))


def _neighbours(column: Bands, following: Bands, new: NDArray[np.bool_]) -> Iterator[tuple[Docs, Docs]]:
    """Pairs of documents, at least one of them new, with the same number in `column`, near by `following`."""
    wanted = column > 0
    if not new.all():
        wanted &= np.isin(column, np.unique(column[new]))
    docs = np.flatnonzero(wanted)
    docs = docs[np.argsort(column[docs].astype(np.uint64) << _HALF | following[docs])]
    values, fresh = column[docs], new[docs]
    for step in range(1, _NEAREST + 1):
        same = np.flatnonzero((values[:-step] == values[step:]) & (fresh[:-step] | fresh[step:]))
        yield docs[same], docs[same + step]


def _words(text: str) -> Hashes:
    """A hash of each word of `text`, case and accents aside: a polynomial of its letters, modulo 2⁶⁴."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    letters = _letters().take(codes, mode="clip")
    first, end = _IDEOGRAPHS
    alone = (letters >= first) & (letters < end)
    begins = letters != 0
    begins[1:] &= (letters[:-1] == 0) | alone[1:] | alone[:-1]
    starts = np.flatnonzero(begins)
    if not len(starts):
        return np.zeros(0, np.uint64)
    powers, inverses = _powers()
    return np.add.reduceat(letters * powers[: len(letters)], starts) * inverses[starts]


@cache
def _letters() -> Hashes:
    """What each character of the Basic Multilingual Plane is in a word; 0 where it stands between words."""

    def letter(character: str) -> int:
        folded = fold(character) if character.isalnum() else "\0"
        return ord(folded if len(folded) == 1 else character)

    return np.fromiter((letter(chr(code)) for code in range(0x10000)), np.uint64)


@cache
def _powers() -> tuple[Hashes, Hashes]:
    """The powers of the base of a word's hash, and their inverses: a word has the same hash wherever it stands."""
    bases = (_BASE, pow(_BASE, -1, 1 << 64))
    powers, inverses = (np.cumprod(np.full(_LONGEST, base, np.uint64), dtype=np.uint64) for base in bases)
    return powers, inverses


def _mixed(values: Hashes) -> Hashes:
    """Hashes of which every bit depends on every bit of `values`."""
    for _ in range(2):
        values = (values ^ (values >> _HALF)) * np.uint64(_MULTIPLIER)
    return values ^ (values >> _HALF)
