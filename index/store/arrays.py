"""How do arrays lie on disk? Named, in one file, read by mapping it: nothing is copied, nothing is unpickled.

Layout: the arrays, each at a multiple of 64 bytes; a JSON directory; its length and a magic number.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"BSARRAY1"
_TAIL = struct.Struct("<Q8s")
_ALIGNMENT = 64
_STRIDE = 1024
"""Strings between two landmarks: half of a search is done in memory, and the first one does not wait for them."""


class ArrayFile:
    """Writes arrays to a new file, one after the other; a context manager. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._file = open(path, "xb")  # noqa: SIM115 - closed by __exit__
        self._directory: dict[str, tuple[str, int, int]] = {}
        self._at = 0

    def __enter__(self) -> ArrayFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        (self.discard if kind else self.close)()

    def close(self) -> None:
        """Write the directory, and make everything durable. A file that was not closed is none."""
        directory = json.dumps(self._directory).encode()
        with self._file:
            self._file.write(directory + _TAIL.pack(len(directory), _MAGIC))
            self._file.flush()
            os.fsync(self._file.fileno())

    def discard(self) -> None:
        """Leave off, if it was not closed. What was written is no array file."""
        with suppress(OSError):
            self._file.close()

    def add(self, name: str, values: NDArray[Any] | bytes) -> None:
        """Write an array under `name`."""
        self._at += self._file.write(b"\0" * (-self._at % _ALIGNMENT))
        kind = values.dtype.str if isinstance(values, np.ndarray) else "|u1"
        self._directory[name] = (kind, self._at, 0)
        self.append(name, values)

    def append(self, name: str, values: NDArray[Any] | bytes) -> None:
        """Write more of the array that was added last, or a new one, under `name`."""
        if name not in self._directory:
            self.add(name, values)
            return
        kind, start, _ = self._directory[name]
        self._at += self._file.write(
            np.ascontiguousarray(values).data if isinstance(values, np.ndarray) else values
        )
        self._directory[name] = (kind, start, self._at - start)


class Arrays:
    """The arrays of a file by name, as views of the mapped file. Raises OSError, or ValueError if it is none."""

    def __init__(self, path: Path) -> None:
        with open(path, "rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        length, magic = _TAIL.unpack(self._map[-_TAIL.size :])
        end = len(self._map) - _TAIL.size
        if magic != _MAGIC or length > end:
            raise ValueError(f"{path.name} is no array file")
        self._directory: dict[str, tuple[str, int, int]] = json.loads(self._map[end - length : end])
        if any(start + size > end for _, start, size in self._directory.values()):
            raise ValueError(f"{path.name} is too short for its arrays")

    def __getitem__(self, name: str) -> NDArray[Any]:
        kind, start, size = self._directory[name]
        dtype = np.dtype(kind)
        return np.frombuffer(self._map, dtype, size // dtype.itemsize, start)

    def starts(self, name: str) -> NDArray[np.int64]:
        """Where each of the stretches starts that `stretches` wrote, and the end."""
        sizes = self[name]
        starts = np.zeros(len(sizes) + 1, np.int64)
        starts[1:] = sizes  # a sum over another type than that of the result takes ten times as long
        return np.cumsum(starts, out=starts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._directory)

    def raw(self, name: str) -> memoryview:
        """The bytes of an array."""
        _, start, size = self._directory[name]
        return memoryview(self._map)[start : start + size]


def strings(file: ArrayFile, name: str, values: list[bytes]) -> None:
    """Write byte strings as `name` (all of them) and `name.sizes`."""
    file.add(name, b"".join(values))
    file.add(f"{name}.sizes", narrowed(np.array([len(value) for value in values], np.int64)))


def stretches(file: ArrayFile, name: str, starts: NDArray[Any]) -> None:
    """Write where stretches of an array start, and the end, as their sizes: most of them fit in a byte."""
    file.add(name, narrowed(np.diff(starts.astype(np.int64))))


def categories(file: ArrayFile, name: str, values: list[bytes]) -> None:
    """Write byte strings of which many are the same: `name.values` (each once) and `name` (the number of each)."""
    numbers: dict[bytes, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for value in values]
    strings(file, f"{name}.values", list(numbers))
    file.add(name, narrowed(np.array(codes, np.int64)))


def narrowed(values: NDArray[Any]) -> NDArray[Any]:
    """Non-negative `values` in the smallest unsigned type that holds them all."""
    return values.astype(np.min_scalar_type(int(values.max())) if len(values) else np.uint8, copy=False)


def encoded(text: str) -> bytes:
    """`text` in UTF-8; lone surrogates, which a file name may hold, come back from `decoded`."""
    return text.encode("utf-8", "surrogatepass")


def decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


class Strings:
    """Byte strings that `strings` wrote, by number."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self.bytes = arrays[name]
        """All of them, as numbers below 256."""
        self.starts = arrays.starts(f"{name}.sizes")
        """Where each starts among `bytes`, and the end."""
        self._raw = arrays.raw(name)
        self._at = self.starts.data
        """`starts` for single numbers: a memoryview gives them three times as fast as an array."""

    @cached_property
    def _landmarks(self) -> list[bytes]:
        """Every so many strings, for a search to begin with."""
        return [self[number] for number in range(0, len(self), _STRIDE)]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._raw[self._at[number] : self._at[number + 1]])

    def find(self, wanted: bytes, low: int = 0) -> int:
        """Where `wanted` stands among sorted strings, or would stand; at `low` or above."""
        landmark = bisect_left(self._landmarks, wanted)
        low, high = max(low, (landmark - 1) * _STRIDE), min(landmark * _STRIDE, len(self))
        raw, at = self._raw, self._at
        while low < high:
            middle = (low + high) // 2
            if bytes(raw[at[middle] : at[middle + 1]]) < wanted:
                low = middle + 1
            else:
                high = middle
        return low


class Categories:
    """Byte strings that `categories` wrote, by number."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self.values = Strings(arrays, f"{name}.values")
        """Each string once."""
        self.codes = arrays[name]
        """Which of `values`, by number."""

    def __getitem__(self, number: int) -> bytes:
        return self.values[int(self.codes[number])]


class Series:
    """Numbers of which each document has several."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self.values = arrays[name]
        """Those of all documents, one after the other."""
        self.sizes = arrays[f"{name}.sizes"]
        """How many each document has."""
        self._at = arrays.starts(f"{name}.sizes").data

    def __getitem__(self, number: int) -> NDArray[Any]:
        return self.values[self._at[number] : self._at[number + 1]]
