"""Does the file open with named fields: front matter, a mail's header, an archive's export? Then they are metadata.

`title: …`, `Subject: …`, `Length: 512 words`, and the two-letter codes of Factiva (`HD`, `PD`, `LP`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from index.article import BlockKind
from index.cleaning.evidence import Evidence
from index.cleaning.headernames import ADDRESS, CODES, EXPORT, KINDS, TEXT_CODES
from index.cleaning.lines import Line

_RULE = "header-field"
_FENCES = ("---", "+++")
_FEWEST = 2
"""Fields that make a header: a lone `Summary: …` may be a headline. Behind a fence one is enough."""
_FEWEST_CODES = 3
_MOST_LINES = 40
"""Longer front matter is text between two rules."""
_MOST_CHARACTERS = 1000
"""A longer line is text, whatever it begins with."""
_HEAD_LINES, _TAIL_LINES = 14, 14
"""Where an export has its fields, beside lines without a name: title, paper and date."""

_FIELD = re.compile(r"(?P<name>[^\W\d_][\w .-]{1,22}?) ?[:：=] ?(?P<value>.*)\Z")
_CODE = re.compile(rf"(?P<name>{'|'.join(CODES)})(?: (?P<value>.+))?\Z")
_ITEM = re.compile(r"- (?P<value>.+)\Z")
_ADDRESS = re.compile(r"<?(?P<value>https?://[^\s<>]+)>?\Z")
_MAILBOX = re.compile(r"\s*<[^<>]*>\Z")
_MARK = re.compile(
    r"(?:body|full text|text|end of document|document [\w-]{8,40}|(?:document )?\d+ of \d+(?: documents?)?) ?:?\Z",
    re.IGNORECASE,
)
"""What an export writes between its parts."""


class Field(NamedTuple):
    """A field's line, by index, and what it says."""

    line: int
    kind: BlockKind
    """`BOILERPLATE` where it says nothing that a reader of the article looks for."""
    value: str
    name: str = ""
    """In small letters, with spaces."""


class Header(NamedTuple):
    """The fields of a file's head that say what the article is, one of a kind."""

    fields: dict[BlockKind, Field]
    url: str | None

    def line(self, kind: BlockKind) -> int | None:
        return self.fields[kind].line if kind in self.fields else None

    def value(self, kind: BlockKind) -> str | None:
        return self.fields[kind].value if kind in self.fields else None


def lift_header(lines: Sequence[Line], evidence: Evidence) -> Header:
    """Lift the lines of fields that name title, date, author and source; hide the others, and bare addresses."""
    found = list(_front_matter(lines) or _named(lines) or _export(lines) or _coded(lines))
    found += _addresses(lines, {each.line for each in found})
    fields: dict[BlockKind, Field] = {}
    url = next((each.value for each in found if each.name in ADDRESS and each.value), None)
    for each in found:
        first = fields.get(each.kind)
        if first and each.value and each.kind is BlockKind.BYLINE and each.name == first.name:
            evidence.lift(each.line, each.kind, _RULE)
            fields[each.kind] = first._replace(value=f"{first.value}, {each.value}")
        elif first or each.kind is BlockKind.BOILERPLATE or not each.value:
            evidence.hide(each.line, BlockKind.BOILERPLATE, _RULE if each.name not in ADDRESS else "address")
        else:
            evidence.lift(each.line, each.kind, _RULE)
            fields[each.kind] = each
    return Header(fields, url)


def _field(line: Line, i: int) -> Field | None:
    match = _FIELD.match(line.text)
    if match is None or len(line.text) > _MOST_CHARACTERS:
        return None
    name = match["name"].casefold().replace("-", " ").replace("_", " ")
    kind = KINDS.get(name)
    if kind is None:
        return None
    value = _MAILBOX.sub("", match["value"]).strip("\"'[] ")
    return Field(i, kind, value, name)


def _front_matter(lines: Sequence[Line]) -> list[Field]:
    """All lines between two fences; items of a list belong to the field above them."""
    if not lines or lines[0].text not in _FENCES:
        return []
    inside = range(1, min(len(lines), _MOST_LINES))
    end = next((i for i in inside if lines[i].text == lines[0].text), None)
    if end is None:
        return _run(lines, 1)
    fields = [Field(0, BlockKind.BOILERPLATE, "")]
    for i in range(1, end):
        item, above = _ITEM.match(lines[i].text), fields[-1]
        if item:
            fields.append(Field(i, above.kind, item["value"].strip("\"' "), above.name))
        else:
            fields.append(_field(lines[i], i) or Field(i, BlockKind.BOILERPLATE, ""))
    return [*fields, Field(end, BlockKind.BOILERPLATE, "")] if any(each.name for each in fields) else []


def _named(lines: Sequence[Line]) -> list[Field]:
    """The fields that the file begins with."""
    fields = _run(lines, 0)
    return fields if sum(bool(each.name) for each in fields) >= _FEWEST else []


def _run(lines: Sequence[Line], start: int) -> list[Field]:
    """The fields from line `start` on, and what stands between them and looks like others."""
    fields: list[Field] = []
    for i in range(start, min(len(lines), _MOST_LINES)):
        if field := _field(lines[i], i):
            between = range(fields[-1].line + 1 if fields else start, i)
            fields += [*(Field(j, BlockKind.BOILERPLATE, "") for j in between), field]
        elif fields and _MARK.match(lines[i].text):
            fields.append(Field(i, BlockKind.BOILERPLATE, ""))
        elif not _FIELD.match(lines[i].text) or lines[i].prose:
            break
    return fields


def _export(lines: Sequence[Line]) -> list[Field]:
    """The fields of an archive's export, which has lines without a name above them, and more fields behind the text."""
    prose = next(
        (i for i, line in enumerate(lines[:_HEAD_LINES]) if line.prose), min(len(lines), _HEAD_LINES)
    )
    head = list(_export_fields(lines, range(prose)))
    if sum(each.name in EXPORT for each in head) < _FEWEST:
        return []
    behind = range(max(head[-1].line + 1, len(lines) - _TAIL_LINES), len(lines))
    return [*head, *(each._replace(kind=BlockKind.BOILERPLATE) for each in _export_fields(lines, behind))]


def _addresses(lines: Sequence[Line], known: Collection[int]) -> Iterator[Field]:
    """Lines at the head that hold an address and nothing else: the article's, if no field names another."""
    for i, line in enumerate(lines[:_HEAD_LINES]):
        match = None if i in known else _ADDRESS.match(line.text)
        if match:
            yield Field(i, BlockKind.BOILERPLATE, match["value"], "url")


def _export_fields(lines: Sequence[Line], indices: range) -> Iterator[Field]:
    for i in indices:
        if field := _field(lines[i], i):
            yield field
        elif _MARK.match(lines[i].text):
            yield Field(i, BlockKind.BOILERPLATE, "")


def _coded(lines: Sequence[Line]) -> list[Field]:
    """The fields of a Factiva export: a code, and what it says on its line or the next."""
    head = lines[:_MOST_LINES]
    if not any(line.text.startswith("HD") for line in head):
        return []
    fields = []
    for i, line in enumerate(head):
        match = _CODE.match(line.text)
        if match is None:
            continue
        kind = CODES[match["name"]]
        if match["value"]:
            fields.append(Field(i, kind, match["value"]))
            continue
        fields.append(Field(i, BlockKind.BOILERPLATE, ""))
        if match["name"] not in TEXT_CODES and i + 1 < len(lines):
            fields.append(Field(i + 1, kind, lines[i + 1].text))
    return fields if len(fields) >= _FEWEST_CODES else []
