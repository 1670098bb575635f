"""What does a file consist of? Parts: the bytes or fields of one article each, cheap to find and to hand around.

A file, or a member of an archive, is split as a `Stream`, read once from its beginning; a `Part` of it is a
plain value that another process can turn into records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedReader

from index.sources.walk import Skipped, shown

CHUNK = 1 << 16
"""Bytes asked for at once of what is long."""


class StreamError(OSError):
    """A stream that cannot be read any further, and why, in words for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Stream:
    """The bytes of a file, or of a member of an archive, to be read once from the beginning."""

    path: str
    """The file, relative to the corpus."""
    locator: str
    """The member's name within the file; empty for the file itself."""
    name: str
    """What its suffix is taken from: the name of the file or member, without the suffix of a compression."""
    file: BufferedReader
    """Reading from it raises StreamError where a packed stream is damaged, OSError where a file is."""
    layers: int = 0
    """How many times it is packed."""

    def beginning(self, size: int) -> bytes:
        """Up to `size` of its first bytes, which are not consumed."""
        return self.file.peek(size)[:size]

    def unpacked(self, file: BufferedReader, name: str) -> Stream:
        """What the stream holds, itself compressed."""
        return Stream(self.path, self.locator, name, file, self.layers + 1)

    def member(self, file: BufferedReader, name: str) -> Stream:
        """What the stream holds under `name`, itself an archive."""
        return Stream(self.path, self.place(shown(name)), name, file, self.layers + 1)

    def skipped(self, reason: str, locator: str = "") -> Skipped:
        """Why the stream, or its part at `locator`, gives no article."""
        return Skipped(_key(self.path, self.place(locator)), reason)

    def place(self, locator: str) -> str:
        """The locator in the file of what `locator` tells apart in this stream."""
        return "#".join(filter(None, (self.locator, locator)))


@dataclass(frozen=True, slots=True)
class Part:
    """What one call of a parser takes, mostly one article. Can be pickled."""

    path: str
    """The file, relative to the corpus."""
    locator: str
    """What tells the part from others in its file (`17`, `inner/x.html`); empty where it is the whole file."""
    format: str
    """The name of the format whose parser takes it."""
    data: bytes | Mapping[str, str]
    """As it stands in the file; or those of FIELDS that a record has, decoded, not sanitised."""
    cut: bool = False
    """Whether it goes on behind `data`, which is as long as an article may be."""
    charset: str | None = None
    """What a header outside `data` declares."""
    url: str | None = None
    notes: tuple[str, ...] = ()
    """What splitting found amiss, for the repairs of the record."""

    @property
    def key(self) -> str:
        return _key(self.path, self.locator)

    def skipped(self, reason: str) -> Skipped:
        """Why the part gives no article."""
        return Skipped(self.key, reason)


def _key(path: str, locator: str) -> str:
    return f"{path}#{locator}" if locator else path
