"""How is a long file of lines read? One at a time, none of them longer than bearable, whatever it is encoded in."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator

from index.sources.decoding import BOMS, unmarked, utf_16_without_bom
from index.sources.part import CHUNK

_GROWTH = 3
"""Bytes of UTF-8 for one of another encoding, at most: a lone byte at the end becomes U+FFFD."""


def in_utf_8(file: io.BufferedReader) -> tuple[io.BufferedReader, tuple[str, ...]]:
    """`file` without its byte order mark; in UTF-8 if the mark, or its NULs, say that it is not; with `\\n` at the ends
    of lines. And what was guessed for that.

    What is not UTF-16 or UTF-32 stays as it is: where it is not UTF-8, `decode` guesses what it is.
    """
    beginning = file.peek(CHUNK)
    bom, encoding = next((pair for pair in BOMS if beginning.startswith(pair[0])), (b"", "utf-8"))
    file.read(len(bom))
    notes: tuple[str, ...] = ()
    if not bom and (guess := utf_16_without_bom(beginning)):
        encoding, notes = guess, (unmarked(guess),)
    if encoding != "utf-8":
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        file = _converted(file, lambda data: decoder.decode(data, not data).encode("utf-8", "replace"))
        beginning = file.peek(CHUNK)
    if b"\r" in beginning and b"\n" not in beginning:
        file = _converted(file, lambda data: data.replace(b"\r", b"\n"))
    return file, notes


def _converted(file: io.BufferedReader, convert: Callable[[bytes], bytes]) -> io.BufferedReader:
    return io.BufferedReader(_Converted(file, convert), CHUNK)


class _Converted(io.RawIOBase):
    """What `convert` makes of a file, piece by piece; of nothing, at its end, what was left over."""

    def __init__(self, file: io.BufferedReader, convert: Callable[[bytes], bytes]) -> None:
        self._file = file
        self._convert = convert

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a BufferedReader gives no other
        piece, data = b"more", b""
        while piece and not data:
            piece = self._file.read1(len(buffer) // _GROWTH)
            data = self._convert(piece)
        buffer[: len(data)] = data
        return len(data)


def lines(file: io.BufferedReader, longest: int) -> Iterator[bytes | None]:
    """Yield the lines of `file` with their ends; None for one that is longer than `longest` bytes."""
    while line := file.readline(longest):
        if len(line) < longest or line.endswith(b"\n"):
            yield line
            continue
        while len(line) == longest and not line.endswith(b"\n"):
            line = file.readline(longest)
        yield None
