"""In which units are the files read that are due? Small ones whole, large ones in pieces, for all processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from index.changes import digest
from index.reading import Reading
from index.sources import Entry, Part, Skipped, parts
from index.store.catalogue import FileState

LARGE = 1 << 20
"""Bytes from which a file is split, so that all processes read it: about 400 articles."""
_ARTICLE = 2700
"""Bytes that an article takes, where they are to be counted before they are read."""
_PIECE = 250
_PIECE_BYTES = 1 << 20
"""Parts of a large file that are read at a time, and their bytes: a tenth to a half of a second's work."""


class Unit(NamedTuple):
    """What is read at a time: a file, or a piece of a large one."""

    entry: Entry
    weight: int
    """What it counts for in the progress of all."""
    several: bool
    """Whether the index holds several articles of the file, most of which may be what they were."""
    parts: tuple[Part | Skipped, ...] | None = None
    """None: all of the file, which whoever reads it finds."""
    number: int = 0
    """Which piece of the file it is."""
    last: bool = True
    digest: int = 0
    """What `changes.digest` gives of a large file, with its last piece."""

    @property
    def articles(self) -> int:
        """How many there are in it, at most, as far as that is known."""
        return 1 if self.parts is None else len(self.parts)

    @property
    def size(self) -> int:
        """Bytes that travel to the process that reads it."""
        return sum(map(_size, self.parts or ()))


class Due:
    """All files that are to be read, as units. `changed` are those that were read before, by path."""

    def __init__(self, entries: Sequence[Entry], changed: Mapping[str, FileState], reading: Reading) -> None:
        self._entries = entries
        self.changed = changed
        self.reading = reading
        by_bytes = any(entry.size >= LARGE for entry in entries)
        self.unit = "bytes" if by_bytes else "files"
        """What weights are."""
        self._weigh: Callable[[Entry], int] = (lambda entry: entry.size) if by_bytes else (lambda _: 1)
        self.total = sum(map(self._weigh, entries))
        """The weight of all units."""
        self.articles = sum(entry.size // _ARTICLE if entry.size >= LARGE else 1 for entry in entries)
        """About how many articles there are."""

    def units(self) -> Iterator[Unit]:
        for entry in self._entries:
            before = self.changed.get(entry.path)
            whole = Unit(entry, self._weigh(entry), several=before is not None and len(before.keys) > 1)
            if entry.size < LARGE:
                yield whole
            else:
                yield from self._pieces(whole)

    def _pieces(self, whole: Unit) -> Iterator[Unit]:
        """The parts of a large file, some at a time. The last piece has what is left, be it nothing."""
        seen = digest(whole.entry)
        left, number = whole.weight, 0
        piece: list[Part | Skipped] = []
        size = 0
        for part in parts(whole.entry, self.reading):
            if piece and (len(piece) == _PIECE or size + _size(part) > _PIECE_BYTES):
                weight = min(size, left)  # what was packed is more than the file
                yield whole._replace(parts=tuple(piece), number=number, weight=weight, last=False)
                left, number, piece, size = left - weight, number + 1, [], 0
            piece.append(part)
            size += _size(part)
        yield whole._replace(parts=tuple(piece), number=number, weight=left, digest=seen)


def _size(part: Part | Skipped) -> int:
    if isinstance(part, Skipped):
        return len(part.reason)
    if isinstance(part.data, bytes):
        return len(part.data)
    return sum(len(value) for value in part.data.values() if isinstance(value, str))
