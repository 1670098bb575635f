"""How is a long file of lines read? One at a time, none of them longer than bearable, whatever it is encoded in."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from index.sources.decoding import BOMS
from index.sources.part import CHUNK

_MOST_MARK = 4


def in_utf_8(file: io.BufferedReader) -> io.BufferedReader:
    """`file` without its byte order mark, and in UTF-8 if the mark says that it is not.

    What has no mark is left as it is; so is what is not UTF-8, for `decode` to guess at.
    """
    beginning = file.peek(_MOST_MARK)
    bom, encoding = next((pair for pair in BOMS if beginning.startswith(pair[0])), (b"", "utf-8"))
    file.read(len(bom))
    if encoding == "utf-8":
        return file
    return io.BufferedReader(_Recoded(file, encoding), CHUNK)


class _Recoded(io.RawIOBase):
    """A file in another encoding as UTF-8. What it cannot mean becomes U+FFFD."""

    def __init__(self, file: io.BufferedReader, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a BufferedReader gives no other
        text = ""
        while not text:
            # A byte here makes at most two there: three for two of UTF-16.
            packed = self._file.read1(len(buffer) // 2)
            text = self._decoder.decode(packed, final=not packed)
            if not packed:
                break
        data = text.encode("utf-8", "replace")
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
