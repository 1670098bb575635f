"""Does the file open with named fields, `title: …`, `date: …`? Then they are metadata, whatever follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import BlockKind
from index.cleaning.evidence import Evidence
from index.cleaning.lines import Line

_FIELDS = {
    BlockKind.TITLE: ("title", "headline"),
    BlockKind.DATE: ("date", "published", "publish_date", "pubdate", "created", "datetime"),
    BlockKind.BYLINE: ("author", "authors", "byline", "creator"),
    BlockKind.SOURCE: ("source", "publisher", "site", "sitename", "newspaper", "outlet"),
    BlockKind.BOILERPLATE: (
        "url", "link", "id", "section", "category", "categories", "tags", "keywords", "language", "lang",
        "hostname", "description", "summary", "image", "fingerprint", "license", "updated", "modified", "layout",
    ),
}  # fmt: skip
_KIND = {name: kind for kind, names in _FIELDS.items() for name in names}
_FIELD = re.compile(r"(?P<name>[A-Za-z_]{2,12})\s?:\s*(?P<value>\S.*)?\Z")
_FENCES = ("---", "+++")


def lift_header(lines: Sequence[Line], evidence: Evidence) -> dict[BlockKind, int]:
    """Lift the fields at the head of the file; the line that holds each kind, by index.

    Two fields make a header, or one behind a front-matter fence: a lone `Summary: …` may be a headline.
    """
    fenced = bool(lines) and lines[0].text in _FENCES
    end = int(fenced)
    while end < len(lines) and _kind(lines[end]):
        end += 1
    if end - fenced < 2 - fenced:
        return {}
    if fenced and end < len(lines) and lines[end].text == lines[0].text:
        evidence.hide(end, BlockKind.BOILERPLATE, "header-field")
    return _lift(lines[:end], evidence)


def field_value(text: str) -> str:
    """What stands behind the name of a header field, without quotation marks; other text as it is."""
    match = _FIELD.match(text)
    if match is None or _KIND.get(match["name"].casefold(), BlockKind.BOILERPLATE) is BlockKind.BOILERPLATE:
        return text
    return (match["value"] or "").strip("\"'")


def _lift(header: Sequence[Line], evidence: Evidence) -> dict[BlockKind, int]:
    found: dict[BlockKind, int] = {}
    for i, line in enumerate(header):
        kind = _kind(line)
        if kind in (None, BlockKind.BOILERPLATE) or kind in found:
            evidence.hide(i, BlockKind.BOILERPLATE, "header-field")
        else:
            evidence.lift(i, kind, "header-field")
            found[kind] = i
    return found


def _kind(line: Line) -> BlockKind | None:
    match = _FIELD.match(line.text)
    return _KIND.get(match["name"].casefold()) if match else None
