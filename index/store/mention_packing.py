"""What are the mentions of a text on disk? Three small numbers a mention: gap since the one before, length, name.

Unpacked one text at a time for its reader, and all texts at once for the names of the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import LocalKey, Mention
from index.errors import StoreDamaged
from index.store import varints

_A_MENTION = 3
"""Numbers that make one."""
_AT_ONCE = 8192
"""Texts that are unpacked together: their numbers take some ten megabytes meanwhile."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Which texts have which names. The last three arrays have one element for each text and name in it, by text."""

    names: dict[int, LocalKey]
    """Every name by its number; the numbers need not be dense."""
    digests: NDArray[np.uint64]
    """`Article.digest` of each tagged text, as a number."""
    text: NDArray[np.int32]
    """Index into `digests`."""
    name: NDArray[np.int32]
    mentions: NDArray[np.int32]
    """How often the text has the name."""


def pack(mentions: Sequence[Mention], number: Callable[[LocalKey], int]) -> bytes:
    """The bytes of a text's mentions, which are in order and do not overlap; `number` gives a name's number."""
    numbers: list[int] = []
    last = 0
    for mention in mentions:
        numbers += (
            mention.start - last,
            mention.end - mention.start,
            number((mention.kind, mention.name)),
        )
        last = mention.end
    return varints.pack(numbers)


def unpack(packed: bytes, name: Callable[[int], LocalKey]) -> Iterator[Mention]:
    """The mentions that `pack` was given; `name` gives the name of a number."""
    numbers = varints.unpack(packed)
    last = 0
    for gap, length, number in zip(numbers, numbers, numbers, strict=True):
        start, last = last + gap, last + gap + length
        yield Mention(start, last, *name(number))


def postings(digests: NDArray[np.uint64], packed: Sequence[bytes], names: dict[int, LocalKey]) -> Postings:
    """The names in all texts: `packed` are their mentions, in the order of `digests`. Raises StoreDamaged."""
    parts = [_counted(packed[first : first + _AT_ONCE], first) for first in range(0, len(packed), _AT_ONCE)]
    text, name, mentions = np.concatenate([np.zeros((3, 0), np.int32), *parts], axis=1)
    if not names.keys() >= set(np.flatnonzero(np.bincount(name)).tolist()):
        raise StoreDamaged("a name is missing")
    return Postings(names, digests, text, name, mentions)


def _counted(packed: Sequence[bytes], first: int) -> NDArray[np.int32]:
    """Three rows: text, the number of a name in it, how often it is there. `first` is the number of the first text."""
    everything = b"".join(packed)
    ends = varints.ends(everything)
    numbers = np.searchsorted(ends, np.cumsum([len(each) for each in packed]))
    """Numbers up to the end of each text."""
    if np.any(numbers % _A_MENTION):
        raise StoreDamaged("mentions of a text are cut off")
    text = np.repeat(np.arange(first, first + len(packed)), np.diff(numbers // _A_MENTION, prepend=0))
    name = varints.numbers_between(everything, ends[1::_A_MENTION] + 1, ends[2::_A_MENTION])
    most = int(name.max(initial=0)) + 1
    pairs, mentions = np.unique(text * most + name, return_counts=True)
    return np.array((pairs // most, pairs % most, mentions), np.int32)
