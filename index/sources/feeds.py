"""Which articles are in a feed? An entry of RSS or Atom is one: what it has of the text, and what it says of it."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from index.article import Record
from index.reading import Reading
from index.sanitise import sanitise
from index.sources.charsets import declared_charset
from index.sources.decoding import decode
from index.sources.html import looks_like_html, one_line, page_text, parse_html
from index.sources.part import Part
from index.sources.records import Locators, headed
from index.sources.walk import Skipped

_ROOT = re.compile(r"<(?:\w+:)?(\w+)")
_FEEDS = ("rss", "feed", "RDF", "channel")
_LONGEST_PROLOGUE = 1 << 16
"""Characters before the first element; beyond, feedparser's patterns for it would take very long."""
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")

Fields = dict[str, Any]
"""What feedparser gives for a feed or an entry."""


def parse_xml(part: Part, reading: Reading) -> Iterator[Record | Skipped]:
    """Yield the articles of an XML file: of a feed, or of a page written as XHTML; else why there are none."""
    assert isinstance(part.data, bytes)
    decoded = decode(part.data, cut=part.cut, declared=part.charset or declared_charset(part.data))
    root = _ROOT.search(decoded.text, 0, _LONGEST_PROLOGUE)
    if root and root[1].lower() == "html":
        yield from parse_html(part, reading)
    elif root and root[1] in _FEEDS:
        cut = (f"cut after the first {len(part.data):,} bytes",) if part.cut else ()
        yield from _entries(part, decoded.text, root.start(), (*decoded.repairs, *part.notes, *cut))
    else:
        yield part.skipped("XML, but no RSS or Atom feed: convert it to text or HTML first")


def _entries(part: Part, xml: str, root: int, notes: tuple[str, ...]) -> Iterator[Record | Skipped]:
    feed = _parsed(xml, root)
    if feed.bozo:
        notes = (*notes, "damaged XML: what can be read of it is")
    if not feed.entries:
        yield part.skipped("empty: a feed without entries")
    source = _said(feed.feed, "title")
    locators = Locators()
    for number, entry in enumerate(feed.entries, start=1):
        own = locators.next(str(number), _said(entry, "id"))
        locator = f"{part.locator}#{own}" if part.locator else own
        text, removed = sanitise(_text(entry))
        whole = replace(part, locator=locator)
        if not text.strip():
            yield whole.skipped("empty: an entry without text")
            continue
        title = _said(entry, "title") or None
        yield Record(
            whole.key,
            headed(text, title),
            title=title,
            date=_said(entry, "published") or _said(entry, "updated") or None,
            source=source or None,
            byline=_authors(entry) or None,
            url=_address(entry),
            repairs=(*notes, *removed),
            locator=locator,
        )


def _text(entry: Fields) -> str:
    """The longest content of an entry, or its summary, as lines."""
    contents = [str(content.get("value", "")) for content in entry.get("content", ())]
    text = max(contents, key=len, default="") or _value(entry, "summary")
    return page_text(text) if looks_like_html(text) else html.unescape(text)


def _authors(entry: Fields) -> str:
    names = (_said(author, "name") for author in entry.get("authors", ()))
    return ", ".join(filter(None, names)) or _said(entry, "author")


def _address(entry: Fields) -> str | None:
    """Where the entry links to; feedparser would take its id for that."""
    link = _said(entry, "link")
    return link if link.startswith(("http://", "https://")) else None


def _said(fields: Fields, name: str) -> str:
    return one_line(_value(fields, name))


def _value(fields: Fields, name: str) -> str:
    """What a feed or an entry says itself: feedparser's look-up offers another date for a missing one."""
    return str(dict.get(fields, name) or "")


def _parsed(xml: str, root: int) -> Any:
    """What feedparser makes of a feed. It is handed bytes that name no place it could fetch anything from."""
    import feedparser

    prologue = " ".join(_DECLARATION.sub("", xml[:root], count=1).split())
    return feedparser.parse(
        io.BytesIO((prologue + xml[root:]).encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
