"""How is a compressed file read? As a stream that is unpacked as it is read, within bounds.

What a decoder raises for damaged bytes becomes a `StreamError` here, and so does what unpacks to absurd lengths.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import zstandard

from index.sources.part import CHUNK, Stream, StreamError

MAX_RATIO = 100
"""How many times its size may a stream unpack to? News packs to a fifth or a thirtieth, a bomb to a thousandth."""
_FREE_BYTES = 1024 * 1024
"""As much it may unpack to whatever its size: white space and repeated menus make a short file still shorter."""
_ZSTD_WINDOW = 1 << 27
"""Bytes of memory that a zstd stream may ask for: what the zstd command admits."""
_ZSTD_SLICE = 1024
"""Packed bytes decoded at once: they make 32 MB at most, as a block of 128 KB takes four."""

DAMAGE = (
    *(EOFError, ValueError, RuntimeError, MemoryError, ArithmeticError, LookupError),
    *(zlib.error, lzma.LZMAError, zstandard.ZstdError, zipfile.BadZipFile, tarfile.TarError),
)
"""What decoders raise, beside OSError, for bytes that are not what they should be, or that they do not know."""


class Readable(Protocol):
    """What has bytes to read."""

    def read1(self, size: int, /) -> bytes:
        """Up to `size` bytes, as many as are at hand; none at the end."""


def bounded(source: Readable, packed: Callable[[], int]) -> io.BufferedReader:
    """What `source` unpacks from `packed()` bytes, as far as it has come. Reading raises StreamError."""
    return io.BufferedReader(_Bounded(source, packed), CHUNK)


def why_damaged(error: Exception) -> str:
    """What a decoder said, in one short line."""
    said = " ".join(str(error).split())
    return f"{said or type(error).__name__:.100}"


def gunzip(stream: Stream) -> Iterator[Stream]:
    """Yield what a gzip file holds."""
    yield _unpacked(stream, lambda file: gzip.GzipFile(fileobj=file, mode="rb"))


def bunzip2(stream: Stream) -> Iterator[Stream]:
    """Yield what a bzip2 file holds."""
    yield _unpacked(stream, bz2.BZ2File)


def unxz(stream: Stream) -> Iterator[Stream]:
    """Yield what an xz file holds."""
    yield _unpacked(stream, lzma.LZMAFile)


def unzstd(stream: Stream) -> Iterator[Stream]:
    """Yield what a zstd file holds."""
    yield _unpacked(stream, _Zstd)


def _unpacked(stream: Stream, decoder: Callable[[io.BufferedReader], Readable]) -> Stream:
    name, _, suffix = stream.name.rpartition(".")
    inner = f"{name}.tar" if suffix.lower() == "tgz" else name
    counted = _Counted(stream.file)
    return stream.unpacked(bounded(decoder(io.BufferedReader(counted, CHUNK)), lambda: counted.count), inner)


class _Counted(io.RawIOBase):
    """A file that knows how much of it was read."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a BufferedReader gives no other
        size = self._file.readinto1(buffer)
        self.count += size
        return size


class _Zstd:
    """Decodes frame after frame. The library's own reader takes a stream that breaks off for one that ends."""

    def __init__(self, packed: io.BufferedReader) -> None:
        self._packed = packed
        self._decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._frame = self._decoder.decompressobj()
        self._within = False
        self._given = io.BytesIO()

    def read1(self, size: int, /) -> bytes:
        while not (data := self._given.read(size)):
            piece = self._frame.unused_data if self._frame.eof else b""
            piece = piece or self._packed.read1(_ZSTD_SLICE)
            if not piece:
                if self._within:
                    raise EOFError("the last frame breaks off")
                return b""
            if self._frame.eof:
                self._frame = self._decoder.decompressobj()
            self._given = io.BytesIO(self._frame.decompress(piece))
            self._within = not self._frame.eof
        return data


class _Bounded(io.RawIOBase):
    """What `source` gives, until that is damaged, or too long for what it was packed in."""

    def __init__(self, source: Readable, packed: Callable[[], int]) -> None:
        self._source = source
        self._packed = packed
        self._given = 0
        self._error: OSError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a BufferedReader gives no other
        """Fills `buffer`, unless the source ends. What came before an error is given before it is raised."""
        if self._error:
            raise self._error
        filled = 0
        try:
            while filled < len(buffer) and (data := self._read(len(buffer) - filled)):
                buffer[filled : filled + len(data)] = data
                filled += len(data)
        except OSError as error:
            self._error = error
            if not filled:
                raise
        return filled

    def _read(self, size: int) -> bytes:
        if self._given > max(_FREE_BYTES, MAX_RATIO * self._packed()):
            raise StreamError(f"unpacks to more than {MAX_RATIO} times its size: the rest is not read")
        try:
            data = self._source.read1(size)
        except (*DAMAGE, OSError) as error:
            if isinstance(error, OSError) and (error.errno or isinstance(error, StreamError)):
                raise
            where = f"after {self._given:,} bytes" if self._given else "at its beginning"
            raise StreamError(f"damaged {where}: {why_damaged(error)}") from None
        self._given += len(data)
        return data
