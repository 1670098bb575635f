"""What does an article say about itself? Lines that stand where metadata stands are lifted.

Rules have lifted what names itself (`By …`, `Source: …`); here the neighbours decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.article import BlockKind, PublicationDate, Record
from index.cleaning.byline import author_names, find_byline, lift_bylines
from index.cleaning.credits import find_source, lift_sources, names_site, source_name
from index.cleaning.dateorder import DateOrder
from index.cleaning.dates import Known, find_date
from index.cleaning.evidence import Evidence
from index.cleaning.header import Header
from index.cleaning.lines import Line
from index.cleaning.title import find_title, repeated_title, title_text, without_site
from index.cleaning.window import Window

_STANDFIRST_WORDS = range(4, 46)
_CROSSHEAD_WORDS = range(1, 8)
_SECTION_WORDS = 6
_METADATA = (BlockKind.CAPTION, BlockKind.DATE, BlockKind.BYLINE, BlockKind.SOURCE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was read from the lifted lines, or from the record's own fields."""

    title: str
    date: PublicationDate
    source: str | None
    byline: str | None
    url: str | None


def lift_metadata(
    lines: Sequence[Line],
    record: Record,
    header: Header,
    body: Window,
    evidence: Evidence,
    order: DateOrder,
) -> Metadata:
    """Lift title, date, source, captions, standfirst and crossheads; return what they say.

    Fields that the record brings along win, but for an author who is the site itself; their lines are lifted where the
    text holds them too.
    """
    url = record.url or header.url
    _lift_captions(lines, evidence)
    title = find_title(lines, record, header, body, evidence)
    for i in (title, repeated_title(lines, header, body)):
        if i is not None:
            evidence.lift(i, BlockKind.TITLE, "title")
    known = Known(title, header.line(BlockKind.DATE), url)
    date_line, date = find_date(lines, record, known, evidence.hidden, order)
    if date_line is not None and evidence.open(date_line):
        evidence.lift(date_line, BlockKind.DATE, "date")
    lift_sources(lines, date_line, body, evidence)
    lift_bylines(lines, title, body, evidence)
    _lift_standfirst(lines, record, title, evidence)
    _lift_crossheads(lines, body, evidence)
    _hide_above_title(lines, title, evidence)
    source = (
        record.source
        or source_name(header.value(BlockKind.SOURCE))
        or find_source(lines, body, evidence, url)
    )
    byline = record.byline or author_names(header.value(BlockKind.BYLINE))
    if byline is None or names_site(byline, source, url):
        byline = find_byline(lines, date_line, body, evidence) or byline
    named = record.title or header.value(BlockKind.TITLE) or title_text(lines, record, body, title)
    return Metadata(
        title=without_site(named, source, url),
        date=date,
        source=source,
        byline=byline,
        url=url,
    )


def _lift_captions(lines: Sequence[Line], evidence: Evidence) -> None:
    """A line that stands right above a credited caption, without a blank line, belongs to it."""
    for i in range(1, len(lines)):
        credited = evidence.lifted(i) is BlockKind.CAPTION and not lines[i].after_blank
        if credited and lines[i - 1].after_blank and not lines[i - 1].sentence and evidence.open(i - 1):
            evidence.lift(i - 1, BlockKind.CAPTION, "above-caption")


def _lift_standfirst(lines: Sequence[Line], record: Record, title: int | None, evidence: Evidence) -> None:
    """The line that the record names, which a page may have outside its main content; else the one line of text
    between the title and a caption, date or byline."""
    stated = " ".join(record.standfirst.split()) if record.standfirst else ""
    named = [i for i, line in enumerate(lines) if stated and line.text == stated]
    if len(named) == 1 and lines[named[0]].words in _STANDFIRST_WORDS:
        evidence.lift(named[0], BlockKind.STANDFIRST, "stated")
    if title is None or title + 2 >= len(lines):
        return
    i = title + 1
    if evidence.open(i) and lines[i].words in _STANDFIRST_WORDS and evidence.lifted(i + 1) in _METADATA:
        evidence.lift(i, BlockKind.STANDFIRST, "below-title")


def _lift_crossheads(lines: Sequence[Line], body: Window, evidence: Evidence) -> None:
    """A few words between two paragraphs, without a full stop."""
    for i in range(body.start + 1, body.end - 1):
        line = lines[i]
        short = line.words in _CROSSHEAD_WORDS and not line.sentence and line.text[-1] not in ":;,"
        if short and evidence.unquestioned(i) and lines[i - 1].said and lines[i + 1].said:
            evidence.lift(i, BlockKind.SUBHEAD, "crosshead")


def _hide_above_title(lines: Sequence[Line], title: int | None, evidence: Evidence) -> None:
    """Where all lines above the title are short, they are its section, or the links of the page."""
    above = range(title or 0)
    if all(lines[i].words <= _SECTION_WORDS for i in above):
        for i in above:
            evidence.hide(i, BlockKind.BOILERPLATE, "above-title")
