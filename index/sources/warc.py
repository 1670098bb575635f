"""Which pages are in a web archive? Those that a server gave with status 200, each under its record's number.

ISO 28500. Records are found here, so that a damaged one costs only itself; warcio reads what is in them. The date
of a record is that of the crawl, not of the article: it is not used.
"""

from __future__ import annotations

import contextlib
import io
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from index.reading import Reading
from index.sources.packed import why_damaged
from index.sources.part import CHUNK, Part, Stream
from index.sources.walk import Skipped
from index.sources.whole import up_to

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_START = b"WARC/"
_LONGEST_HEAD = 1 << 16
"""Bytes of the header fields of a record, or of a response; real ones have a few hundred."""
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,15})\s*$", re.IGNORECASE | re.MULTILINE)
_KIND = re.compile(rb"^warc-type:\s*(?:response|resource|conversion)\s*$", re.IGNORECASE | re.MULTILINE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_SLICE = 512
"""Packed bytes unpacked at once: where they are damaged, what came before the slice is kept."""


class _Raw(NamedTuple):
    """A record as it stands in the file."""

    number: int
    head: bytes
    block: bytes
    cut: bool = False
    """The block goes on: it is longer than an article may be."""
    torn: bool = False
    """The file ends before the block does."""


def split_warc(stream: Stream, reading: Reading) -> Iterator[Part | Skipped]:
    """Yield a part for each page of a web archive, and what is damaged. Raises OSError."""
    try:
        import warcio  # noqa: F401
    except ImportError:
        yield stream.skipped("WARC: install what reads it first: pip install 'broadsheet[warc]'")
        return
    pages = 0
    for raw in _records(stream, reading.max_article_bytes + _LONGEST_HEAD):
        found = raw if isinstance(raw, Skipped) else _page(stream, raw, reading.max_article_bytes)
        if found:
            pages += 1
            yield found
    if not pages:
        yield stream.skipped("no article: the archive has no page that was answered with status 200")


def _records(stream: Stream, limit: int) -> Iterator[_Raw | Skipped]:
    """The records that may be pages, with up to `limit` bytes of each, and what stands between records."""
    number = strays = 0
    while line := stream.file.readline(_LONGEST_HEAD):
        if not line.startswith(_START):
            strays += len(line.strip())
            continue
        if strays:
            yield stream.skipped(f"damaged: {strays:,} bytes behind the record belong to none", str(number))
            strays = 0
        number += 1
        head = line + _header(stream)
        length = _LENGTH.search(head)
        if length is None:
            yield stream.skipped("damaged: a record without a length", str(number))
        elif _KIND.search(head):
            yield from _read(stream, number, head, int(length[1]), limit)
        else:
            _pass_over(stream, int(length[1]))
    if strays:
        yield stream.skipped(
            f"damaged: {strays:,} bytes at the end belong to no record", str(number) if number else ""
        )


def _header(stream: Stream) -> bytes:
    """The lines up to the next blank one."""
    lines: list[bytes] = []
    left = _LONGEST_HEAD
    while left > 0 and (line := stream.file.readline(left)).strip():
        lines.append(line)
        left -= len(line)
    return b"".join(lines) + b"\r\n"


def _read(stream: Stream, number: int, head: bytes, length: int, limit: int) -> Iterator[_Raw]:
    """The record; where the stream breaks off in it, what came before. Raises OSError, afterwards."""
    block, error = up_to(stream.file, min(length, limit))
    if error:
        if block:
            yield _Raw(number, head, block, torn=True)
        raise error
    missing = min(length, limit) - len(block) or _pass_over(stream, length - len(block))
    yield _Raw(number, head, block, cut=length > limit, torn=missing > 0)


def _pass_over(stream: Stream, length: int) -> int:
    """Go on by `length` bytes; how many of them there were not."""
    while length and (chunk := stream.file.read1(min(length, CHUNK))):
        length -= len(chunk)
    return length


def _page(stream: Stream, raw: _Raw, longest: int) -> Part | Skipped | None:
    """The page that a record holds; None where it holds something else."""
    from warcio.archiveiterator import ArchiveIterator

    try:
        record = next(iter(ArchiveIterator(io.BytesIO(raw.head + raw.block))))
        media, _, parameters = _content_type(record).partition(";")
        name = _format(record, media.strip().lower())
        if name is None:
            return None
        data = _payload(record, longest + 1)
    except Exception as error:  # warcio raises whatever a damaged record makes of its parsing
        return stream.skipped(f"record cannot be read: {why_damaged(error)}", str(raw.number))
    charset = _CHARSET.search(parameters)
    return Part(
        stream.path,
        stream.place(str(raw.number)),
        name,
        data[:longest],
        cut=raw.cut or len(data) > longest,
        charset=charset[1] if charset else None,
        url=record.rec_headers.get_header("WARC-Target-URI"),
        notes=("damaged: the record ends early",) if raw.torn else (),
    )


def _content_type(record: ArcWarcRecord) -> str:
    """What a response with status 200, or what the archive itself holds, is declared to be."""
    if record.rec_type != "response":
        return record.content_type or ""
    http = record.http_headers
    return http.get_header("Content-Type", "") if http and http.get_statuscode() == "200" else ""


def _format(record: ArcWarcRecord, media: str) -> str | None:
    """The name of the format of a page; plain text is one only where the archive has made it of a page."""
    if media == "text/plain":
        return "text" if record.rec_type == "conversion" else None
    return "HTML" if media in ("text/html", "application/xhtml+xml") else None


def _payload(record: ArcWarcRecord, limit: int) -> bytes:
    """Up to `limit` bytes of what was sent, unchunked and unpacked; of damaged data, what comes before.

    Not by warcio's `content_stream`, which unpacks without bounds and writes damage to stderr.
    """
    from warcio.bufferedreaders import ChunkedDataReader

    header = record.http_headers.get_header if record.http_headers else lambda name, default: default
    chunked = "chunked" in header("Transfer-Encoding", "").lower()
    sent: bytes = (ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream).read(limit)
    packing = header("Content-Encoding", "").strip().lower()
    if packing in ("", "identity"):
        return sent
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"packed by {packing:.20}, which is not read")
    return _unpacked(sent, limit)


def _unpacked(sent: bytes, limit: int) -> bytes:
    """What gzip or deflate packed, with or without a header; what was sent as it is in spite of its name stays."""
    if sent.lstrip().startswith(b"<"):
        return sent
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(bits)
        unpacked = bytearray()
        with contextlib.suppress(zlib.error):
            for start in range(0, len(sent), _SLICE):
                unpacked += unpacker.decompress(sent[start : start + _SLICE], limit)
                if len(unpacked) >= limit:
                    break
        if unpacked:
            return bytes(unpacked[:limit])
    raise ValueError("its packed content cannot be unpacked")
