"""What becomes of a record of fields, be it a JSON object or a row of a table? A part, and of that an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from index.article import Record, Stated
from index.reading import Reading
from index.sanitise import sanitise
from index.sources.decoding import undo_double_encoding
from index.sources.fields import Fields
from index.sources.html import looks_like_html, one_line, page_text, parse_html
from index.sources.part import Part, Stream
from index.sources.walk import Skipped

FORMAT = "record of fields"
_LONGEST_ID = 64
_MOST_IDS = 500_000
"""Records of a file whose own ids are looked at: to tell so many apart takes 35 MB."""
_PATIENCE = 100
"""Records of a file without one article among them, after which the rest is not read."""
_PAGE = re.compile(r"\s*<(?:!doctype html|html[\s>])", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|br|div|li|h[1-6]|td|blockquote|article|section)\b", re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n")
_HEAD, _HEAD_LINES = 4000, 5
"""Characters, and lines that are not blank, among which a text's title stands if it has one."""
_MOST_NAMED = 8
"""Fields that a message names."""


class Row(NamedTuple):
    """A record as it stands in a file."""

    number: int
    """Its place in the file, from 1; 0 where it is all that the file holds."""
    found: Mapping[str, object] | str
    """Its fields, or why there are none."""
    notes: tuple[str, ...] = ()
    """What its decoding repaired."""


def split_rows(
    stream: Stream, rows: Iterable[Row], reading: Reading, notes: tuple[str, ...]
) -> Iterator[Part | Skipped]:
    """Yield a part for each of `rows`, or why it gives no article. `notes` is what holds of all of them."""
    fields, locators, articles, count = Fields(reading), Locators(), 0, 0
    for count, row in enumerate(rows, start=1):
        part = _split(stream, row, fields, locators)
        if isinstance(part, Part):
            articles += 1
            part = replace(part, notes=notes + part.notes) if notes else part
        yield part
        if not articles and count == _PATIENCE:
            yield stream.skipped(f"no article among its first {count} records: the rest is not read")
            return
    if not count:
        yield stream.skipped("empty: no record in it")


def _split(stream: Stream, row: Row, fields: Fields, locators: Locators) -> Part | Skipped:
    number = str(row.number) if row.number else ""
    if isinstance(row.found, str):
        return stream.skipped(row.found, number)
    known = fields.of(row.found)
    if "text" not in known:
        empty = "text" in fields.known(row.found)
        return stream.skipped("empty: no text in it" if empty else without_text(row.found), number)
    own = known.pop("id", "")
    locator = stream.place(locators.next(number, own) if number else "")
    return Part(stream.path, locator, FORMAT, known, notes=row.notes)


def without_text(names: Iterable[str]) -> str:
    """Why a record with the fields `names` is no article, and what to do if it is."""
    listed = [f"{name:.40}" for name in names]
    shown = ", ".join(listed[:_MOST_NAMED]) + (", …" if len(listed) > _MOST_NAMED else "")
    advice = "if one has it, say so in config.yaml: `fields: {text: [NAME]}`"
    return f"no text among its fields ({shown or 'none'}); {advice}"


class Locators:
    """Tells the records of a file apart: by their own ids where these do, else by their numbers."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def next(self, number: str, own: str) -> str:
        """What tells apart the record that is `number`-th and calls itself `own`."""
        fit = 0 < len(own) <= _LONGEST_ID and own.isprintable() and "#" not in own
        if fit and len(self._taken) < _MOST_IDS and self._take(own):
            return own
        locator = number
        while not self._take(locator):  # another record's id is the number of this one
            locator += "'"
        return locator

    def _take(self, locator: str) -> bool:
        """Whether nothing was called so before. All hashes are kept, as long as there are not too many."""
        key = hash(locator)
        if key in self._taken:
            return False
        if len(self._taken) < _MOST_IDS:
            self._taken.add(key)
        return True


def parse_record(part: Part, reading: Reading) -> Iterator[Record | Skipped]:
    """Yield the article that the fields of a part are, or why they are none."""
    assert isinstance(part.data, Mapping)  # as `split_rows` makes it
    stated = Stated(*(one_line(part.data.get(name, "")) or None for name in Stated._fields))
    text, notes = part.data["text"], part.notes
    if len(text) > reading.max_article_bytes:
        text = text[: reading.max_article_bytes]
        notes += (f"cut after the first {len(text):,} characters",)
    if _PAGE.match(text):
        yield from _parse_page(part, text, notes, stated, reading)
        return
    text, _, undone = undo_double_encoding(text)
    text, removed = sanitise(page_text(_with_its_lines(text)) if looks_like_html(text) else text)
    if not text.strip():
        yield part.skipped("empty: no text in it")
        return
    text = headed(text, stated.title)
    yield Record(part.key, text, *stated, repairs=(*notes, *undone, *removed), locator=part.locator)


def _with_its_lines(markup: str) -> str:
    """`markup` with elements for lines and paragraphs, if it has none: then they are those that it is written in."""
    if _BLOCK.search(markup):
        return markup
    paragraphs = _BLANK.split(markup.replace("\r\n", "\n"))
    return "".join("<p>" + paragraph.replace("\n", "<br>") + "</p>" for paragraph in paragraphs)


def _parse_page(
    part: Part, page: str, notes: tuple[str, ...], stated: Stated, reading: Reading
) -> Iterator[Record | Skipped]:
    """Yield the article of a whole page in a field; what other fields state counts more than what the page does."""
    data = page.encode("utf-8", "replace")
    as_page = Part(part.path, part.locator, "HTML", data, charset="utf-8", url=stated.url, notes=notes)
    known = {name: said for name, said in stated._asdict().items() if said}
    for found in parse_html(as_page, reading):
        yield replace(found, **known) if isinstance(found, Record) else found


def headed(text: str, title: str | None) -> str:
    """`text` below its title, if that does not stand near its head: what is no text is neither read nor found."""
    if not title:
        return text
    lines = islice(filter(str.strip, text[:_HEAD].split("\n")), _HEAD_LINES)
    begins = _folded(title)
    if any(_folded(line[: 2 * len(title)]).startswith(begins) for line in lines):
        return text
    return f"{title}\n\n{text}"


def _folded(line: str) -> str:
    return " ".join(line.split()).casefold()
