"""How does a file become records? In two steps: split into parts, cheaply; each part parsed, by whoever has time."""

from __future__ import annotations

from collections.abc import Iterator

from index.article import Record
from index.reading import Reading
from index.sources.formats import BY_NAME, BY_SUFFIX, Format, by_content, by_looks, suffix_of
from index.sources.opening import open_regular, why_unread
from index.sources.part import Part, Stream
from index.sources.walk import Entry, Skipped

_DEFAULTS = Reading()
_BEGINNING = 4096
"""Bytes from which a format is known."""
_MOST_LAYERS = 2
"""A compressed archive, or compressed members of an archive, and no more."""


def read(entry: Entry, reading: Reading = _DEFAULTS) -> Iterator[Record | Skipped]:
    """Yield the articles of a file, or why there is none. Never raises for what a file is or holds."""
    for part in parts(entry, reading):
        if isinstance(part, Skipped):
            yield part
        else:
            yield from parse(part, reading)


def parse(part: Part, reading: Reading = _DEFAULTS) -> Iterator[Record | Skipped]:
    """Yield the records of a part: the expensive step. Never raises for what it holds."""
    parser = BY_NAME[part.format].parse
    assert parser is not None  # or no splitter had named the format
    return parser(part, reading)


def parts(entry: Entry, reading: Reading = _DEFAULTS) -> Iterator[Part | Skipped]:
    """Yield the parts of a file, lazily, holding no more than one. Never raises for what a file is or holds.

    The file is opened anew: what it became since the scan is what counts.
    """
    promised = _promised(entry.path)
    if isinstance(promised, str):
        yield Skipped(entry.path, promised)
        return
    try:
        with open_regular(entry.file) as file:
            yield from _split(Stream(entry.path, "", entry.path, file), promised, reading)
    except OSError as error:
        yield Skipped(entry.path, why_unread(error))


def _promised(name: str) -> Format | str | None:
    """The format that a name promises, if any, or why what it promises is not read."""
    suffix = suffix_of(name)
    if not suffix:
        return None
    promised = BY_SUFFIX.get(suffix)
    if promised is None:
        return f"unknown format {suffix}: rename it to .txt if it is text"
    return promised.refusal or promised


def _split(stream: Stream, promised: Format | None, reading: Reading) -> Iterator[Part | Skipped]:
    """The parts of a stream. Raises OSError where it can be read no further."""
    beginning = stream.beginning(_BEGINNING)
    found = by_content(beginning) or promised or by_looks(beginning)
    if not beginning:
        yield stream.skipped("empty")
    elif found.refusal:
        yield stream.skipped(found.refusal)
    elif found.split:
        yield from found.split(stream, reading)
    elif found.unpack and stream.layers == _MOST_LAYERS:
        yield stream.skipped("packed too many times over: unpack it first")
    elif found.unpack:
        inner = None
        for inner in found.unpack(stream):
            yield from (inner,) if isinstance(inner, Skipped) else _inside(inner, reading)
        if inner is None:
            yield stream.skipped("empty: no file in it")


def _inside(stream: Stream, reading: Reading) -> Iterator[Part | Skipped]:
    """The parts of what was packed; whatever is wrong with it is said of its place."""
    promised = _promised(stream.name)
    if isinstance(promised, str):
        yield stream.skipped(promised)
        return
    try:
        yield from _split(stream, promised, reading)
    except OSError as error:
        yield stream.skipped(why_unread(error))
