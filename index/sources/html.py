"""What does a page hold? One article: the text of the whole page, and which of its lines are not main content.

So nothing that stood on the page is lost: a reader can look at what was hidden, and restore it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.article import Record, Span
from index.reading import Reading
from index.sanitise import sanitise
from index.sources.charsets import declared_charset
from index.sources.decoding import decode, undo_double_encoding
from index.sources.part import Part
from index.sources.walk import Skipped

if TYPE_CHECKING:
    from index.sources.html_lines import PageLine

_TAG = re.compile(
    r"</?(?:[abip]|article|blockquote|br|div|em|figure|h[1-6]|html|img|li|ol|section|span|strong|table|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile("<[^<>]*>")
_LONGEST_FIELD = 1000
"""Characters of a title, a byline, an address; what is longer is something else."""


def looks_like_html(text: str) -> bool:
    """Whether `text`, the value of a field, has tags in it."""
    return "<" in text and _TAG.search(text) is not None


def page_text(html: str) -> str:
    """The lines of a page, or of a fragment of one, paragraphs apart. Sanitised; never raises."""
    from index.sources.html_lines import read_page
    from index.sources.html_tree import parse_page

    root, _ = parse_page(html)
    return "" if root is None else _write(_kept(read_page(root).lines, None)).text


def one_line(value: str) -> str:
    """A title, a name, a date as it may stand on a line: without tags, entities and line breaks."""
    if "<" in value:
        value = _ANY_TAG.sub("", value)
    if "&" in value:
        value = html.unescape(value)
    return " ".join(sanitise(undo_double_encoding(value).text)[0].split())


def parse_html(part: Part, reading: Reading) -> Iterator[Record | Skipped]:
    """Yield the one record of a page, or why it is none."""
    from index.sources.html_lines import read_page
    from index.sources.html_main import main_lines
    from index.sources.html_metadata import page_metadata
    from index.sources.html_tree import parse_page

    assert isinstance(part.data, bytes)
    decoded = decode(part.data, cut=part.cut, declared=part.charset or declared_charset(part.data))
    root, mended = parse_page(decoded.text)
    if root is None:
        yield part.skipped("empty: a page without text")
        return
    title, date, source, byline, url, standfirst = (_field(value) for value in page_metadata(root, part.url))
    page = read_page(root)
    main = main_lines(root, page)
    text = _write(_headed(_kept(page.lines, main.lines), title))
    if not text.text.strip():
        yield part.skipped("empty: a page without text (its text may be fetched by a script)")
        return
    cut = (f"cut after the first {len(part.data):,} bytes",) if part.cut else ()
    repairs = (*decoded.repairs, *mended, *text.repairs, *main.notes, *part.notes, *cut)
    yield Record(
        part.key,
        text.text,
        title=title,
        date=date,
        source=source,
        byline=byline,
        url=url,
        standfirst=standfirst,
        encoding=decoded.encoding,
        repairs=repairs,
        locator=part.locator,
        outside=text.outside,
    )


_Kept = list[tuple["PageLine", bool]]
"""Lines for the text of a page, and whether each of them is main content as far as that is known."""


def _kept(lines: Sequence[PageLine], main: Sequence[bool] | None) -> _Kept:
    """What of a page becomes its text: what it hides, only where that is known to be main content."""
    told = zip(lines, main or [not line.hidden for line in lines], strict=True)
    return [(line, inside) for line, inside in told if inside or not line.hidden]


def _headed(kept: _Kept, title: str | None) -> _Kept:
    """The lines with the title above the main content, if none of them has it: it would be neither read nor found."""
    from index.sources.html_lines import PageLine

    begins = (title or "").casefold()
    if not kept or any(line.text.casefold().startswith(begins) for line, _ in kept):
        return kept
    first = next(i for i, (_, inside) in enumerate(kept) if inside)
    kept[first][0].paragraph = True
    return [*kept[:first], (PageLine(title or "", [], True, False), True), *kept[first:]]


class _Text(NamedTuple):
    """A page's text, sanitised, the lines of it that are not main content, and what sanitising repaired."""

    text: str
    outside: tuple[Span, ...]
    repairs: tuple[str, ...]


def _write(kept: _Kept) -> _Text:
    """Put lines under each other."""
    contents, repairs = _sanitised([line.text for line, _ in kept])
    breaks = [*("\n\n" if line.paragraph else "\n" for line, _ in kept[1:]), ""]
    outside: list[Span] = []
    start = 0
    for i, (_, inside) in enumerate(kept):
        contents[i] += breaks[i]
        end = start + len(contents[i])
        if not inside:
            before = outside.pop() if outside and outside[-1].end == start else Span(start, start)
            outside.append(Span(before.start, end))
        start = end
    return _Text("".join(contents), tuple(outside), repairs)


def _sanitised(texts: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Each of `texts` sanitised, all at once if no control string runs from one into the next."""
    whole, repairs = sanitise("\n".join(texts))
    if len(clean := whole.split("\n")) != len(texts):
        clean = [sanitise(text)[0].replace("\n", " ") for text in texts]
    return clean, repairs


def _field(value: str | None) -> str | None:
    """What a page states, on one line; None where it is empty, or too long to be what it says."""
    return one_line(value) or None if value and len(value) <= _LONGEST_FIELD else None
