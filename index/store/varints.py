"""How are many small numbers kept in few bytes? Seven bits a byte, the lowest first (LEB128).

The last byte of a number is below 128. Read one after the other, or millions at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

_MORE = 0x80
_BITS = 7
_LONGEST = 9
"""Bytes of the longest number that fits into 63 bits."""


def pack(numbers: Iterable[int]) -> bytes:
    """The bytes of `numbers`, none of which is negative."""
    packed = bytearray()
    for number in numbers:
        while number >= _MORE:
            packed.append(number & (_MORE - 1) | _MORE)
            number >>= _BITS
        packed.append(number)
    return bytes(packed)


def unpack(packed: bytes) -> Iterator[int]:
    """The numbers of what `pack` gave."""
    number = shift = 0
    for byte in packed:
        number |= (byte & (_MORE - 1)) << shift
        shift += _BITS
        if byte < _MORE:
            yield number
            number = shift = 0


def ends(packed: bytes) -> NDArray[np.int64]:
    """For each number, where its last byte stands."""
    return np.flatnonzero(np.frombuffer(packed, np.uint8) < _MORE)


def numbers_between(packed: bytes, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers whose first and last bytes stand at these places; the same as `unpack`, for millions at once."""
    data = np.frombuffer(packed, np.uint8)
    numbers = (data[first] & (_MORE - 1)).astype(np.int64)
    longer = np.flatnonzero(last > first)
    for byte in range(1, _LONGEST):
        if not len(longer):
            break
        numbers[longer] |= (data[first[longer] + byte] & (_MORE - 1)).astype(np.int64) << (_BITS * byte)
        longer = longer[last[longer] > first[longer] + byte]
    return numbers
