"""Which reader takes a file? One table of formats, by suffix and by what the content begins with.

A reader turns the bytes of one file into records; a format without a reader is named with advice.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.article import Record
from index.sources.plain import read_plain
from index.sources.walk import Entry, Skipped

MAX_BYTES = 16 * 1024 * 1024
"""A longer file is no article; its beginning is read all the same."""

Reader = Callable[[str, bytes, bool], Iterator[Record | Skipped]]
"""`(path, data, cut)` → records; `cut` says that the file goes on behind `data`."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, how to know it, and how to read it or what to do instead."""

    name: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...] = ()
    """What the content of such a file begins with, whatever its name."""
    reader: Reader | None = None
    advice: str = "not read yet"


_CONVERT = "convert it to text first"
_TEXT = Format("text", (".txt", ".text", ".md", ".markdown"), reader=read_plain)

FORMATS = (
    _TEXT,
    Format("PDF", (".pdf",), (b"%PDF-",), advice="convert it with pdftotext first"),
    Format("RTF", (".rtf",), (b"{\\rtf",), advice=f"{_CONVERT} (pandoc -t plain)"),
    Format("Word", (".doc", ".docx"), (b"\xd0\xcf\x11\xe0",), advice=f"{_CONVERT} (pandoc -t plain)"),
    Format("OpenDocument", (".odt",), advice=f"{_CONVERT} (pandoc -t plain)"),
    Format("EPUB", (".epub",), advice=f"{_CONVERT} (pandoc -t plain)"),
    Format("HTML", (".html", ".htm", ".xhtml"), (b"<!doctype html", b"<html")),
    Format("JSON", (".json", ".jsonl", ".ndjson")),
    Format("CSV", (".csv", ".tsv")),
    Format("WARC", (".warc",), (b"WARC/",)),
    Format("XML", (".xml", ".rss", ".atom"), (b"<?xml",)),
    Format("ZIP archive", (".zip",), (b"PK\x03\x04",), advice="unpack it first"),
    Format("gzip archive", (".gz", ".tgz"), (b"\x1f\x8b",), advice="unpack it first"),
    Format("xz archive", (".xz",), (b"\xfd7zXZ",), advice="unpack it first"),
    Format("bzip2 archive", (".bz2",), (b"BZh",), advice="unpack it first"),
    Format("zstd archive", (".zst",), (b"\x28\xb5\x2f\xfd",), advice="unpack it first"),
    Format("tar archive", (".tar",), advice="unpack it first"),
    Format("7-Zip archive", (".7z",), (b"7z\xbc\xaf",), advice="unpack it first"),
    Format("picture", (".jpg", ".jpeg", ".png", ".gif", ".webp"), (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
)
_BY_SUFFIX = {suffix: entry for entry in FORMATS for suffix in entry.suffixes}
_BY_MAGIC = tuple((magic, entry) for entry in FORMATS for magic in entry.magic)
_LONGEST_MAGIC = 16
_SUFFIX = re.compile(r"\.(?=\w*[^\W\d_])\w{1,8}\Z")
"""A name ends in a suffix if that holds a letter: `report.2024` and `No. 5` have none."""


def read(entry: Entry) -> Iterator[Record | Skipped]:
    """Yield the articles of a file, or why there is none. Never raises for what a file is or holds.

    The file is opened anew: what it became since the scan is what counts. At most MAX_BYTES are read.
    """
    suffix = _SUFFIX.search(entry.path.lower())
    known = _BY_SUFFIX.get(suffix[0]) if suffix else _TEXT
    if known is None:
        assert suffix
        yield Skipped(entry.path, f"unknown format {suffix[0]}: rename it to .txt if it is text")
    elif known.reader is None:
        yield Skipped(entry.path, f"{known.name}: {known.advice}")
    else:
        yield from _read_content(entry, known)


def _read_content(entry: Entry, expected: Format) -> Iterator[Record | Skipped]:
    try:
        data, cut = first_bytes(entry.file)
    except OSError as error:
        yield Skipped(entry.path, _reason(error))
        return
    found = _by_content(data) or expected
    if not data:
        yield Skipped(entry.path, "empty")
    elif found.reader is None:
        yield Skipped(entry.path, f"{found.name}: {found.advice}")
    else:
        yield from found.reader(entry.path, data, cut)


def _by_content(data: bytes) -> Format | None:
    start = data[:64].lstrip(b"\xef\xbb\xbf\t\n\r ")[:_LONGEST_MAGIC]
    both = (start, start.lower())
    return next((found for magic, found in _BY_MAGIC if any(s.startswith(magic) for s in both)), None)


def first_bytes(file: str) -> tuple[bytes, bool]:
    """The file's first MAX_BYTES, and whether it goes on. A pipe or a link put in its place stays shut.

    Raises OSError.
    """
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(file, flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no longer a regular file")
        data = _read_up_to(descriptor, MAX_BYTES + 1)
    finally:
        os.close(descriptor)
    return data[:MAX_BYTES], len(data) > MAX_BYTES


def _read_up_to(descriptor: int, limit: int) -> bytes:
    parts: list[bytes] = []
    while limit and (part := os.read(descriptor, min(limit, 1 << 20))):
        parts.append(part)
        limit -= len(part)
    return b"".join(parts)


def _reason(error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return "vanished while it was read"
    if error.errno == errno.ELOOP:
        return "became a symbolic link while it was read"
    return f"cannot be read: {(error.strerror or 'unknown error').lower()}"
