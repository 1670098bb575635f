"""What is the title, who wrote it, and for whom? Lines that stand where metadata stands are lifted.

Rules have lifted what names itself (`By …`, `Source: …`); here the neighbours decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import BlockKind, PublicationDate, Record
from index.cleaning.dates import find_date, is_date_line, read_date
from index.cleaning.evidence import Evidence
from index.cleaning.header import field_value
from index.cleaning.lines import Line
from index.cleaning.window import Window

MAX_TITLE_WORDS = 30
_TITLE_WORDS = 4
"""A title of fewer words gives way to a longer line below it: sections stand above titles."""
_FIRST_WORDS = 12
_SOURCE_WORDS = 4
_STANDFIRST_WORDS = 45
_CROSSHEAD_WORDS = 7

_TITLE_MARKS = re.compile(r"\A(?:#{1,6}|--+|=+|\*+)\s+|\s+(?:#+|=+|\*+)\Z")
_BY = re.compile(
    r"\A(?:(?:posted|written|story|published|submitted|text|words|reporting)\s+)?(?:by|von|par|por|di|af|av|door|od|przez)\b:?\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\A[^\W\d]{2,9} ?: ?")
_AND_AGENCIES = re.compile(r"(?:,| and| &| und| y| et)\s+(?:news\s+)?agenc(?:y|ies)\b.*|,.*", re.IGNORECASE)
_SITE = re.compile(r"https?://(?:www\.)?(?P<name>[^/\s]+)")
_DATELINE = re.compile(r"[^()]{2,70}\((?P<agency>[A-Z][\w .]{1,30})\)\s*[-–—:]")
_AGENCY = re.compile(
    r"\(?(?P<name>Reuters|AP|The Associated Press|Associated Press|AFP|Agence France-Presse|dpa|Xinhua|UPI|ANSA|EFE"
    r"|TASS|Interfax|Kyodo|Bloomberg|IANS|PTI|ANI|PA Media|CNN|BBC News|Al Jazeera|Anadolu Agency|Rudaw)\)?",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"[A-ZÀ-Þ][\w'’-]*[a-zß-ÿ](?: [A-ZÀ-Þ]\.?)?(?: (?:de|van|von|der|al|bin|la)){0,2}(?: [A-ZÀ-Þ][\w'’-]+){1,2}"
)
_ORGANISATION = re.compile(
    r"\b(?:news|press|times|post|agency|tv|television|radio|daily|weekly|today|online|journal|herald|tribune|guardian"
    r"|gazette|standard|star|mail|chronicle|media|network|magazine|reporters?|staff|desk|editor|correspondent|the)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says about itself."""

    title: str
    date: PublicationDate
    source: str | None
    byline: str | None


def lift_metadata(
    lines: Sequence[Line],
    record: Record,
    body: Window,
    header: dict[BlockKind, int],
    evidence: Evidence,
    day_first: bool,
) -> Metadata:
    """Lift title, date, source, byline, captions, standfirst and crossheads; return what they say.

    Fields that the record brings along win; their lines are lifted where the text holds them too.
    """
    head = min(len(lines), body.start + 1)
    _lift_captions(lines, evidence)
    title = header.get(BlockKind.TITLE, _title_line(lines, record, head, evidence))
    if title is not None:
        evidence.lift(title, BlockKind.TITLE, "title")
    date_line, date = _date(lines, record, title, header, evidence, day_first)
    if date_line is not None:
        _lift_beside_date(lines, date_line, evidence)
    for i in range(head):
        if _AGENCY.fullmatch(lines[i].text) and evidence.open(i):
            evidence.lift(i, BlockKind.SOURCE, "agency")
    _lift_standfirst(lines, title, evidence)
    _lift_crossheads(lines, body, evidence)
    return Metadata(
        title=record.title or _title_text(lines, record, title),
        date=date,
        source=record.source or _source(lines, body, evidence),
        byline=record.byline or _byline(lines, head, evidence),
    )


def _title_line(lines: Sequence[Line], record: Record, head: int, evidence: Evidence) -> int | None:
    if record.title:
        wanted = " ".join(record.title.split())
        return next((i for i in range(head) if lines[i].text == wanted), None)
    fit = [i for i in range(head) if _may_be_title(lines[i]) and evidence.unquestioned(i)]
    return next((i for i in fit if lines[i].words >= _TITLE_WORDS), fit[0] if fit else None)


def _may_be_title(line: Line) -> bool:
    if is_date_line(line) or line.words > MAX_TITLE_WORDS or line.words == 0:
        return False
    return not line.prose or line.text.rstrip("\"'”’»)")[-1:] in "?!"


def _title_text(lines: Sequence[Line], record: Record, title: int | None) -> str:
    if title is not None:
        return _TITLE_MARKS.sub("", field_value(lines[title].text)) or lines[title].text
    if lines:
        words = lines[0].text.split()
        return " ".join(words[:_FIRST_WORDS])[:120] + ("…" if len(words) > _FIRST_WORDS else "")
    return record.key.rpartition("/")[2] or record.key


def _date(
    lines: Sequence[Line],
    record: Record,
    title: int | None,
    header: dict[BlockKind, int],
    evidence: Evidence,
    day_first: bool,
) -> tuple[int | None, PublicationDate]:
    found = find_date(lines, record.text, title, day_first)
    line = found[0] if found else None
    if line is not None and evidence.open(line):
        evidence.lift(line, BlockKind.DATE, "date")
    if record.date:
        return line, read_date(record.date, lines, record.text, day_first)
    return line, found[1] if found else PublicationDate()


def _lift_beside_date(lines: Sequence[Line], date: int, evidence: Evidence) -> None:
    """A short name next to the date is the source, or the author if it reads as a person's."""
    for i in (date + 1, date - 1):
        if 0 <= i < len(lines) and evidence.unquestioned(i) and _is_name(lines[i]):
            person = _PERSON.fullmatch(lines[i].text) and not _ORGANISATION.search(lines[i].text)
            known = _AGENCY.fullmatch(lines[i].text)
            kind = BlockKind.BYLINE if person and not known else BlockKind.SOURCE
            evidence.lift(i, kind, "beside-date")
            return


def _is_name(line: Line) -> bool:
    return (
        0 < line.words <= _SOURCE_WORDS
        and not line.sentence
        and line.text[0].isupper()
        and line.text[-1] != ":"
    )


def _lift_captions(lines: Sequence[Line], evidence: Evidence) -> None:
    """A line that stands right above a credited caption, without a blank line, belongs to it."""
    for i in range(1, len(lines)):
        above = lines[i - 1]
        if (
            evidence.lifted(i) is BlockKind.CAPTION
            and not lines[i].after_blank
            and above.after_blank
            and not above.sentence
            and evidence.open(i - 1)
        ):
            evidence.lift(i - 1, BlockKind.CAPTION, "above-caption")


def _lift_standfirst(lines: Sequence[Line], title: int | None, evidence: Evidence) -> None:
    """The one line of text between the title and a caption, date or byline."""
    if title is None or title + 2 >= len(lines):
        return
    i = title + 1
    metadata = (BlockKind.CAPTION, BlockKind.DATE, BlockKind.BYLINE, BlockKind.SOURCE)
    if evidence.open(i) and 4 <= lines[i].words <= _STANDFIRST_WORDS and evidence.lifted(i + 1) in metadata:
        evidence.lift(i, BlockKind.STANDFIRST, "below-title")


def _lift_crossheads(lines: Sequence[Line], body: Window, evidence: Evidence) -> None:
    for i in range(body.start + 1, body.end - 1):
        line = lines[i]
        if (
            0 < line.words <= _CROSSHEAD_WORDS
            and not line.sentence
            and line.text[-1] not in ":;,"
            and evidence.unquestioned(i)
            and lines[i - 1].said
            and lines[i + 1].said
        ):
            evidence.lift(i, BlockKind.SUBHEAD, "crosshead")


def _source(lines: Sequence[Line], body: Window, evidence: Evidence) -> str | None:
    """What a source line names; else the agency of the dateline; else the site of an address."""
    named = [
        _source_name(line.text) for i, line in enumerate(lines) if evidence.lifted(i) is BlockKind.SOURCE
    ]
    sites = [site["name"] for name in named if (site := _SITE.match(name))]
    names = [name for name in named if name and not _SITE.match(name)]
    dateline = _DATELINE.match(lines[body.start].text) if body.start < len(lines) else None
    return next(iter(names), None) or (dateline["agency"] if dateline else next(iter(sites), None))


def _source_name(text: str) -> str:
    return _AND_AGENCIES.sub("", text if _SITE.match(text) else _LABEL.sub("", text)).strip("() ")


def _byline(lines: Sequence[Line], head: int, evidence: Evidence) -> str | None:
    for i, line in enumerate(lines[: head + 4]):
        if evidence.lifted(i) is BlockKind.BYLINE:
            return _BY.sub("", field_value(line.text)) or None
    return None
