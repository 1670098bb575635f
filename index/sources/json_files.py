"""Which records does a JSON file hold? One, a list of them, one a line, or a list inside an object.

However long the file is, one record is held at a time; a broken one is named, and the next is read.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

from index.reading import Reading
from index.sources.decoding import decode
from index.sources.fields import Fields
from index.sources.json_scan import BrokenValueError, Scanner
from index.sources.lines import in_utf_8, lines
from index.sources.part import CHUNK, Part, Stream
from index.sources.records import Row, split_rows
from index.sources.walk import Skipped

_LINES = (".jsonl", ".ndjson", ".jl")
_ESCAPED = 2
"""How many times longer than an article its record may be: some of it is escaped, and it has other fields."""
_DEPTH = 3
"""How deep inside an object a list of records may lie: `response.docs`, `hits.hits`."""
_LOOKS = re.compile(rb'\s*(?:\[\s*)?\{\s*"[^"\n]{1,100}"\s*:')


def looks_like_json(beginning: bytes) -> bool:
    """Whether a file that begins so is JSON, whatever its name."""
    return _LOOKS.match(beginning) is not None


def split_json(stream: Stream, reading: Reading) -> Iterator[Part | Skipped]:
    """Yield the records of a JSON file. Raises OSError."""
    file, notes = in_utf_8(stream.file)
    longest = _ESCAPED * reading.max_article_bytes
    if _is_lines(file.peek(CHUNK), stream.name):
        rows = _rows_of_lines(file, longest)
    else:
        rows = _rows_of_values(Scanner(file, longest), Fields(reading))
    yield from split_rows(stream, rows, reading, notes)


def _is_lines(beginning: bytes, name: str) -> bool:
    """Whether each line is a record of its own: so that a broken one cannot spoil the next."""
    first, _, rest = beginning.lstrip().partition(b"\n")
    if first.startswith(b"[") or first.strip() == b"{":
        return False
    return name.lower().endswith(_LINES) or (
        rest.lstrip().startswith(b"{") and isinstance(_record(first)[0], dict)
    )


def _rows_of_lines(file: io.BufferedReader, longest: int) -> Iterator[Row]:
    for number, line in enumerate(lines(file, longest), start=1):
        if line is None:
            yield Row(number, f"longer than {longest:,} bytes")
        elif not line.isspace():
            yield Row(number, *_record(line))


def _rows_of_values(scanner: Scanner, fields: Fields) -> Iterator[Row]:
    """The objects of a file, in lists or not. One that is all there is has the number 0."""
    number = 0
    for depth, value in _values(scanner):
        found, notes = _record(value) if isinstance(value, bytes) else (value, ())
        if isinstance(value, bytes) and isinstance(found, str):
            scanner.return_into(value)
        members: list[dict[str, object] | str] = [found]
        if depth == 0 and isinstance(found, dict) and "text" not in fields.of(found):
            members = list(_records_in(found, fields, _DEPTH)) or members
        if depth == 0 and number == 0 and members == [found] and scanner.at_end():
            yield Row(0, found, notes)
            continue
        for member in members:
            number += 1
            yield Row(number, member, notes)


def _values(
    scanner: Scanner, depth: int = 0, *, of_object: bool = False
) -> Iterator[tuple[int, bytes | str]]:
    """The objects of a list (or of the file, at depth 0), and what is amiss with what is none.

    An object that is too long for a record is looked into: its fields may be lists of records.
    """
    while first := scanner.peek():
        if first in b"]}":
            scanner.step()
            if depth:
                return
            continue
        if first == b"[" and depth < _DEPTH:
            scanner.step()
            yield from _values(scanner, depth + 1)
            continue
        try:
            value = scanner.value()
        except BrokenValueError as error:
            yield depth, f"not JSON: {error}"
            scanner.skip_broken()
            continue
        if value is None and first == b"{" and depth < _DEPTH:
            scanner.step()
            yield from _values(scanner, depth + 1, of_object=True)
        elif value is None:
            yield depth, "too long for an article"
            scanner.skip_broken()
        elif first == b"{":
            yield depth, value
        elif not of_object:
            yield depth, f"not a JSON object: {value[:20].decode('utf-8', 'replace')}"
            if depth == 0:
                scanner.skip_broken()


def _records_in(value: object, fields: Fields, depth: int) -> Iterator[dict[str, object]]:
    """The records of the first lists, or objects by name, that hold some."""
    members = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(members, list):
        return
    objects = [member for member in members if isinstance(member, dict)]
    if any("text" in fields.of(member) for member in objects):
        yield from objects
    elif depth:
        for member in members:
            yield from _records_in(member, fields, depth - 1)


def _record(data: bytes) -> tuple[dict[str, object] | str, tuple[str, ...]]:
    """The object that `data` spells, or why it spells none; and what its decoding repaired."""
    notes: tuple[str, ...] = ()
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text, _, notes = decode(data)
    try:
        found = _DECODER.decode(text)
    except RecursionError:
        return "not JSON that can be read: nested too deeply", notes
    except json.JSONDecodeError as error:
        return f"not JSON: {error.msg.lower()} (character {error.pos + 1:,})", notes
    except ValueError as error:  # a number of thousands of digits
        return f"not JSON that can be read: {error}", notes
    return (found, notes) if isinstance(found, dict) else ("not a JSON object", notes)


def _nothing(constant: str) -> None:
    """What NaN stands for where tables were written as JSON: a cell without a value."""


_DECODER = json.JSONDecoder(strict=False, parse_constant=_nothing)
"""Takes line breaks in strings, which some scrapers leave there."""
