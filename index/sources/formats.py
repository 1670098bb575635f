"""Which format does a file have? One table: by suffix and by what the content begins with, split so, parsed so.

A format that is not read is named with advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.article import Record
from index.reading import Reading
from index.sources.archives import untar, unzip
from index.sources.feeds import parse_xml
from index.sources.html import parse_html
from index.sources.json_files import looks_like_json, split_json
from index.sources.packed import bunzip2, gunzip, unxz, unzstd
from index.sources.part import Part, Stream
from index.sources.plain import parse_plain
from index.sources.records import FORMAT as RECORD
from index.sources.records import parse_record
from index.sources.tables import looks_like_table, split_table
from index.sources.walk import Skipped
from index.sources.warc import split_warc
from index.sources.whole import Whole

Splitter = Callable[[Stream, Reading], Iterator[Part | Skipped]]
"""Finds the parts of a stream, lazily and without holding more of it than one. May raise OSError at any time."""
Parser = Callable[[Part, Reading], Iterator[Record | Skipped]]
"""Turns a part into records. Never raises for what the part holds."""
Unpacker = Callable[[Stream], Iterator[Stream | Skipped]]
"""Gives the streams that are packed in one, each to be read before the next. May raise OSError at any time."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, how to know it, and how to read it or what to do instead."""

    name: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...] = ()
    """What the content of such a file begins with, whatever its name."""
    looks: Callable[[bytes], bool] | None = None
    """Whether its first bytes look like such a file: asked where the name has no suffix."""
    split: Splitter | None = None
    parse: Parser | None = None
    """What takes the parts that bear the format's name."""
    unpack: Unpacker | None = None
    advice: str = "holds no text"

    @property
    def refusal(self) -> str | None:
        """Why such a file is not read, if it is not."""
        return None if self.split or self.unpack else f"{self.name}: {self.advice}"


_CONVERT = "convert it to text first"
_EXPORT = "export it as JSON lines or CSV"
TEXT = Format("text", (".txt", ".text", ".md", ".markdown"), split=Whole("text"), parse=parse_plain)

FORMATS = (
    TEXT,
    Format("PDF", (".pdf",), (b"%PDF-",), advice="convert it with pdftotext first"),
    Format("RTF", (".rtf",), (b"{\\rtf",), advice=f"{_CONVERT} (pandoc -t plain)"),
    Format("Word", (".doc", ".docx"), (b"\xd0\xcf\x11\xe0",), advice=f"{_CONVERT} (pandoc -t plain)"),
    Format("OpenDocument", (".odt",), advice=f"{_CONVERT} (pandoc -t plain)"),
    Format("EPUB", (".epub",), advice=f"{_CONVERT} (pandoc -t plain)"),
    Format(
        "HTML",
        (".html", ".htm", ".xhtml"),
        (b"<!doctype html", b"<html"),
        split=Whole("HTML"),
        parse=parse_html,
    ),
    Format("JSON", (".json", ".jsonl", ".ndjson", ".jl"), looks=looks_like_json, split=split_json),
    Format(RECORD, (), parse=parse_record),
    Format("table", (".csv", ".tsv"), looks=looks_like_table, split=split_table),
    Format("WARC", (".warc", ".wet"), (b"WARC/",), split=split_warc),
    Format(
        "XML",
        (".xml", ".rss", ".atom"),
        (b"<?xml", b"<rss", b"<feed", b"<rdf:rdf"),
        split=Whole("XML"),
        parse=parse_xml,
    ),
    Format("ZIP archive", (".zip",), (b"PK\x03\x04", b"PK\x05\x06"), unpack=unzip),
    Format("gzip", (".gz", ".tgz"), (b"\x1f\x8b",), unpack=gunzip),
    Format("xz", (".xz",), (b"\xfd7zXZ\x00",), unpack=unxz),
    Format("bzip2", (".bz2",), (b"BZh",), unpack=bunzip2),
    Format("zstd", (".zst",), (b"\x28\xb5\x2f\xfd",), unpack=unzstd),
    Format("tar archive", (".tar",), unpack=untar),
    Format("YAML", (".yaml", ".yml", ".meta"), advice="metadata or settings, no article"),
    Format("Excel", (".xls", ".xlsx", ".ods"), advice="save it as CSV"),
    Format("Parquet", (".parquet",), (b"PAR1",), advice=_EXPORT),
    Format("SQLite", (".db", ".sqlite", ".sqlite3"), (b"SQLite format 3",), advice=_EXPORT),
    Format("pickle", (".pkl", ".pickle"), advice="can run programs when it is read; export it as JSON lines"),
    Format("7-Zip archive", (".7z",), (b"7z\xbc\xaf",), advice="unpack it first"),
    Format("picture", (".jpg", ".jpeg", ".png", ".gif", ".webp"), (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
)
BY_NAME = {entry.name: entry for entry in FORMATS}
BY_SUFFIX = {suffix: entry for entry in FORMATS for suffix in entry.suffixes}
_BY_MAGIC = tuple((magic, entry) for entry in FORMATS for magic in entry.magic)
_LONGEST_MAGIC = 16
_TAR_MAGIC = slice(257, 262)
_SUFFIX = re.compile(r"\.(?=\w*[^\W\d_])\w{1,8}\Z")
"""A name ends in a suffix if that holds a letter: `report.2024` and `No. 5` have none."""


def suffix_of(name: str) -> str:
    """The suffix that promises a format, in small letters; empty if `name` has none."""
    suffix = _SUFFIX.search(name.lower())
    return suffix[0] if suffix else ""


def by_content(beginning: bytes) -> Format | None:
    """The format that the first bytes of a file prove, whatever its name."""
    if beginning[_TAR_MAGIC].startswith(b"ustar"):
        return BY_NAME["tar archive"]
    start = beginning[:64].lstrip(b"\xef\xbb\xbf\t\n\r ")[:_LONGEST_MAGIC]
    both = (start, start.lower())
    return next((found for magic, found in _BY_MAGIC if any(s.startswith(magic) for s in both)), None)


def by_looks(beginning: bytes) -> Format:
    """The format that the first bytes of a file suggest, whose name promises none."""
    return next((found for found in FORMATS if found.looks and found.looks(beginning)), TEXT)
