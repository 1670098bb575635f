"""How is a file split that is one article? Not at all; but what is longer than an article may be is cut."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from index.reading import Reading
from index.sources.part import CHUNK, Part, Stream
from index.sources.walk import Skipped


class Whole:
    """Splits a stream into the one part that it is, for the parser of the format `name`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, stream: Stream, reading: Reading) -> Iterator[Part | Skipped]:
        """Yield the part. Where the stream breaks off, what came before is kept. Raises OSError, afterwards."""
        data, error = up_to(stream.file, reading.max_article_bytes + 1)
        if data or not error:
            cut = len(data) > reading.max_article_bytes
            notes = ("damaged: what came before is read",) if error else ()
            data = data[: reading.max_article_bytes]
            yield Part(stream.path, stream.locator, self._name, data, cut=cut, notes=notes)
        if error:
            raise error


def up_to(file: BufferedReader, size: int) -> tuple[bytes, OSError | None]:
    """The next `size` bytes of `file`, or as many as can be read, and what ended the reading."""
    chunks: list[bytes] = []
    try:
        while size > 0 and (chunk := file.read1(min(size, CHUNK))):
            chunks.append(chunk)
            size -= len(chunk)
    except OSError as error:
        return b"".join(chunks), error
    return b"".join(chunks), None
