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


@dataclass(frozen=True, slots=True)
class Postings:
    """Which texts have which names. The last three arrays have one element for each text and name in it, by text."""

    names: dict[int, LocalKey]
    """Every name by its number; the numbers need not be dense."""
    digests: NDArray[np.uint64]
    """`Article.digest` of each tagged text, as a number."""
    text: NDArray[np.int32]
    """Index into `digests`."""
    name: NDArray[np.int64]
    mentions: NDArray[np.int64]
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
    everything = b"".join(packed)
    ends = varints.ends(everything)
    sizes = np.fromiter(map(len, packed), np.int64, len(packed))
    numbers = np.searchsorted(ends, np.cumsum(sizes))
    """Numbers up to the end of each text."""
    if np.any(numbers % _A_MENTION):
        raise StoreDamaged("mentions of a text are cut off")
    mentions = np.diff(numbers // _A_MENTION, prepend=0)
    text = np.repeat(np.arange(len(packed)), mentions)
    name = varints.numbers_between(everything, ends[1::_A_MENTION] + 1, ends[2::_A_MENTION])
    most = int(name.max(initial=0)) + 1
    pairs, counts = np.unique(text * most + name, return_counts=True)
    return Postings(names, digests, (pairs // most).astype(np.int32), pairs % most, counts)
