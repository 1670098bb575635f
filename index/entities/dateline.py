"""Where was the report filed? Datelines: places in capitals before a dash at the head of a line."""

from __future__ import annotations

import re

from index.article import EntityKind
from index.entities.gazetteer import lexicon

type_of_span = tuple[int, int, EntityKind, str]

_DATELINE = re.compile(
    r"\s*(?P<places>[A-Z][A-Z.'’\-]+(?:[ \u00a0/][A-Z][A-Z.'’\-]+)*)"
    r"(?P<within>,[ \u00a0][A-Z][\w.]+(?:[ \u00a0][A-Z][\w.]+)*)?"
    r"(?P<agency>[ \u00a0]\([A-Z][\w ]+\))?"
    r"[ \u00a0]?(?:--|[-–—])[ \u00a0]"
)


def dateline(text: str, start: int, end: int) -> tuple[list[type_of_span], int]:
    """The spans of a dateline at `start` as (start, end, kind, name), and where the running text begins.

    An unknown place is taken as one only when a larger place or an agency follows it.
    """
    match = _DATELINE.match(text, start, end)
    if match is None:
        return [], start
    spans: list[type_of_span] = []
    vouched = match["within"] is not None or match["agency"] is not None
    for part in re.finditer(r"[^/]+", match["places"]):
        left = match.start("places") + part.start()
        name = _place(part.group(), vouched)
        if name is not None:
            spans.append((left, left + len(part.group()), EntityKind.PLACE, name))
    if not spans:
        return [], start
    for group, skip, kind in (("within", 2, EntityKind.PLACE), ("agency", 2, EntityKind.ORGANISATION)):
        if match[group]:
            left, right = match.start(group) + skip, match.end(group) - (group == "agency")
            name = lexicon().canonical(kind, text[left:right].replace("\u00a0", " "))
            if name is not None:
                spans.append((left, right, kind, name))
    return spans, match.end()


def _place(written: str, vouched: bool) -> str | None:
    name = lexicon().canonical(EntityKind.PLACE, written.replace("\u00a0", " "))
    if name is None and vouched:
        return " ".join(word.capitalize() for word in written.split())
    return name
