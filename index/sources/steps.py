"""How does a file become records? In two steps: split into parts, cheaply; each part parsed, by whoever has time."""

from __future__ import annotations

from collections.abc import Iterator

from index.article import Record
from index.reading import Reading
from index.sources.formats import BY_NAME, Format, by_content, by_name
from index.sources.opening import open_regular, why_unread
from index.sources.part import Part, Stream
from index.sources.walk import Entry, Skipped

_DEFAULTS = Reading()


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
    promised = by_name(entry.path)
    if isinstance(promised, str):
        yield Skipped(entry.path, f"unknown format {promised}: rename it to .txt if it is text")
        return
    if promised.split is None:
        yield Skipped(entry.path, f"{promised.name}: {promised.advice}")
        return
    try:
        with open_regular(entry.file) as file:
            yield from _split(Stream(entry.path, "", entry.path, file), promised, reading)
    except OSError as error:
        yield Skipped(entry.path, why_unread(error))


def _split(stream: Stream, promised: Format, reading: Reading) -> Iterator[Part | Skipped]:
    beginning = stream.beginning(64)
    found = by_content(beginning) or promised
    if not beginning:
        yield stream.skipped("empty")
    elif found.split is None:
        yield stream.skipped(f"{found.name}: {found.advice}")
    else:
        yield from found.split(stream, reading)
