"""Which articles does a table hold? A row each, under names of columns that are known, or that the user gives.

A row that is broken, or not as wide as the first, is named with its number; the next is read.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from index.reading import Reading
from index.sources.decoding import decode
from index.sources.fields import Fields
from index.sources.lines import in_utf_8, lines
from index.sources.part import CHUNK, Part, Stream
from index.sources.records import Row, split_rows, without_text
from index.sources.walk import Skipped

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 20
"""Rows from which one sees how a table is written."""
_LONGEST_NAME = 64
_PLAINER = {"unexpected end of data": "a quotation mark is not closed"}
_OTHER_FIELDS = 2
"""How many times longer than an article its row may be."""
_READ_AGAIN = 4
"""How many rows of the greatest length are read again, behind broken ones, beyond as much as was read already."""
Raw = tuple[list[str] | str, tuple[str, ...]]
"""The cells of a row, or why there are none; and what decoding repaired."""
_TELLING = {"title", "date", "url", "source"}
"""Fields of which a table whose name does not say that it is one has two, beside a text."""


class Dialect(NamedTuple):
    """How a table is written."""

    delimiter: str
    escaped: bool
    """Whether a quotation mark in a field is written `\\"`, not `""`."""

    def rows(self, source: Iterable[str], *, strict: bool) -> Iterator[list[str]]:
        """The rows of `source`. Raises csv.Error if `strict`, for quotation marks that do not match."""
        escape = "\\" if self.escaped else None
        plain = not self.escaped
        return csv.reader(
            source, delimiter=self.delimiter, doublequote=plain, escapechar=escape, strict=strict
        )


def looks_like_table(beginning: bytes) -> bool:
    """Whether a file that begins so is a table of articles, whatever its name. In doubt it is none."""
    first, _, _ = beginning.partition(b"\n")
    if not any(first.count(delimiter.encode()) >= 2 for delimiter in _DELIMITERS):
        return False  # as of nearly all texts, without a closer look
    _, sample = _sniffed(beginning)
    if len(sample) < 2 or len({len(row) for row in sample}) > 1:
        return False
    if any(name != name.strip() for name in sample[0]):
        return False
    known = Fields(Reading()).known(sample[0])
    return "text" in known and len(_TELLING & known) >= 2


def split_table(stream: Stream, reading: Reading) -> Iterator[Part | Skipped]:
    """Yield the rows of a table. Raises OSError."""
    file, notes = in_utf_8(stream.file)
    dialect, sample = _sniffed(file.peek(CHUNK))
    if not sample:
        yield stream.skipped("empty: no row in it")
        return
    header = _is_header(sample[0], reading)
    columns = sample[0] if header else [str(number + 1) for number in range(len(sample[0]))]
    if "text" not in Fields(reading).known(columns):
        unnamed = "" if header else "; it has no header, so columns go by number"
        yield stream.skipped(without_text(columns) + unnamed)
        return
    rows = _rows(_Lines(file, _OTHER_FIELDS * reading.max_article_bytes), dialect)
    if header:
        next(rows)
    yield from split_rows(stream, _records(rows, columns), reading, notes)


def _sniffed(beginning: bytes) -> tuple[Dialect, list[list[str]]]:
    """How a table that begins so is written, and its first rows: the reading that makes most of them alike."""
    text = decode(beginning[: beginning.rfind(b"\n") + 1] or beginning, cut=True).text
    escaped = text.count('\\"') > text.count('""')
    best, widest = Dialect(_DELIMITERS[0], escaped), 0
    sample: list[list[str]] = []
    for delimiter in _DELIMITERS:
        dialect = Dialect(delimiter, escaped)
        rows = [
            row
            for row in islice(dialect.rows(io.StringIO(text, newline=""), strict=False), _SAMPLE_ROWS)
            if row
        ]
        alike = sum(len(row) == len(rows[0]) for row in rows) * (len(rows[0]) > 1) if rows else 0
        if alike > widest or not sample:
            best, widest, sample = dialect, alike, rows
    return best, sample


def _is_header(row: Sequence[str], reading: Reading) -> bool:
    """Whether a first row names columns: with a name that is known, or with what can only be names."""
    names = [cell for cell in row if not cell.isnumeric()]
    short = all(cell and len(cell) <= _LONGEST_NAME for cell in names)
    return "text" in Fields(reading).known(names) or (short and len(set(names)) == len(row))


def _records(rows: Iterable[Raw], columns: Sequence[str]) -> Iterator[Row]:
    """Each row under the names of the columns, unless it is blank."""
    width = len(columns)
    for number, (row, notes) in enumerate(rows, start=1):
        if isinstance(row, str):
            yield Row(number, row)
        elif len(row) < width or any(row[width:]):
            yield Row(number, f"{len(row):,} fields, where the first row has {width:,}")
        else:
            yield Row(number, dict(zip(columns, row, strict=False)), notes)


def _rows(source: _Lines, dialect: Dialect) -> Iterator[Raw]:
    """The cells of each row that is not blank, or why it has none."""
    csv.field_size_limit(source.longest)
    rows = dialect.rows(source, strict=True)
    while True:
        source.begin_row()
        try:
            row = next(rows, None)
        except csv.Error as error:
            lost = source.begin_behind_first_line()
            said = str(error)
            rest = f"; the {lost:,} lines behind it, which it took for its own, are not read" if lost else ""
            yield f"not a row: {_PLAINER.get(said, said)}{rest}", ()
            continue
        if row is None:
            return
        if row:
            yield row, tuple(source.notes)


class _Lines:
    """The lines of a table, from which rows are made; those of a broken row can be had again."""

    def __init__(self, file: io.BufferedReader, longest: int) -> None:
        self.longest = longest
        self.notes: dict[str, None] = {}
        self._lines = lines(file, longest)
        self._again: deque[bytes] = deque()
        self._row: list[bytes] = []
        self._size = 0
        self._left = _READ_AGAIN * longest
        """Bytes that may be read once more."""

    def begin_row(self) -> None:
        """What is read from here on belongs to a new row."""
        self._row.clear()
        self.notes.clear()
        self._size = 0

    def begin_behind_first_line(self) -> int:
        """The row is broken: a quotation mark of its first line, which has no other, took the following for its own.

        They are read again, as far as that takes no longer than reading all of the file; how many are not.
        """
        following = self._row[1:]
        self._left -= sum(map(len, following))
        if self._left < 0:
            return len(following)
        self._again.extendleft(reversed(following))
        return 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._next()
        if line is None:
            raise csv.Error(f"a line of more than {self.longest:,} bytes")
        self._row.append(line)
        self._size += len(line)
        if self._size > self.longest:
            raise csv.Error(f"more than {self.longest:,} bytes")
        try:
            return line.decode()
        except UnicodeDecodeError:
            text, _, notes = decode(line)
            self.notes.update(dict.fromkeys(notes))
            return text

    def _next(self) -> bytes | None:
        """The next line of the file; it is as much that may be read again."""
        line = next(self._lines)
        self._left += len(line or b"")
        return line
