"""Which format does a file have? One table: by suffix and by what the content begins with, split so, parsed so.

A format that is not read is named with advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.article import Record
from index.reading import Reading
from index.sources.part import Part, Stream
from index.sources.plain import parse_plain
from index.sources.walk import Skipped
from index.sources.whole import Whole

Splitter = Callable[[Stream, Reading], Iterator[Part | Skipped]]
"""Finds the parts of a stream, lazily and without holding more of it than one. May raise OSError at any time."""
Parser = Callable[[Part, Reading], Iterator[Record | Skipped]]
"""Turns a part into records. Never raises for what the part holds."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, how to know it, and how to read it or what to do instead."""

    name: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...] = ()
    """What the content of such a file begins with, whatever its name."""
    split: Splitter | None = None
    parse: Parser | None = None
    """What takes the parts that bear the format's name."""
    advice: str = "not read yet"


_CONVERT = "convert it to text first"
TEXT = Format("text", (".txt", ".text", ".md", ".markdown"), split=Whole("text"), parse=parse_plain)

FORMATS = (
    TEXT,
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
BY_NAME = {entry.name: entry for entry in FORMATS}
_BY_SUFFIX = {suffix: entry for entry in FORMATS for suffix in entry.suffixes}
_BY_MAGIC = tuple((magic, entry) for entry in FORMATS for magic in entry.magic)
_LONGEST_MAGIC = 16
_SUFFIX = re.compile(r"\.(?=\w*[^\W\d_])\w{1,8}\Z")
"""A name ends in a suffix if that holds a letter: `report.2024` and `No. 5` have none."""


def by_name(name: str) -> Format | str:
    """The format that the name of a file promises, or its suffix where nobody knows that."""
    suffix = _SUFFIX.search(name.lower())
    return _BY_SUFFIX.get(suffix[0], suffix[0]) if suffix else TEXT


def by_content(beginning: bytes) -> Format | None:
    """The format that the first bytes of a file prove, whatever its name."""
    start = beginning[:64].lstrip(b"\xef\xbb\xbf\t\n\r ")[:_LONGEST_MAGIC]
    both = (start, start.lower())
    return next((found for magic, found in _BY_MAGIC if any(s.startswith(magic) for s in both)), None)
