"""Who wrote it, and for whom? Bylines and source lines, the names beside the date, the agency of the dateline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import BlockKind
from index.cleaning.evidence import Evidence
from index.cleaning.lines import Line
from index.cleaning.window import Window

_NAME_WORDS = 4
_BELOW_HEAD = 3
"""Lines behind the first paragraph in which a byline still stands: the first may be the standfirst."""

DATELINE = re.compile(r"[^()]{2,70}\((?P<agency>[A-Z][\w .]{1,30})\)\s*[-–—:]")
"""`LONDON, Feb 10 (Reuters) -` at the head of a paragraph."""

_AGENCY = re.compile(
    r"\(?(?:Reuters|AP|(?:The )?Associated Press|AFP|Agence France-Presse|dpa|Xinhua|UPI|ANSA|EFE|TASS|Interfax"
    r"|Kyodo|Bloomberg|IANS|PTI|ANI|PA Media|CNN|BBC|BBC News|Al Jazeera|Anadolu Agency|Rudaw)\)?",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"[A-ZÀ-Þ][\w'’-]*[a-zß-ÿ](?: [A-ZÀ-Þ]\.?)?(?: (?:de|van|von|der|al|bin|la)){0,2}"
    r"(?: [A-ZÀ-Þ][\w'’-]+){1,2}"
)
_ORGANISATION = re.compile(
    r"\b(?:news|press|times|post|agency|tv|television|radio|daily|weekly|today|online|journal|herald|tribune"
    r"|guardian|gazette|standard|star|mail|chronicle|media|network|magazine|reporters?|staff|desk|the)\b",
    re.IGNORECASE,
)
_SITE = re.compile(r"https?://(?:[^/\s@]*@)?(?:www\.)?(?P<name>[^/\s:?#@]+)", re.IGNORECASE)
_LABEL = re.compile(r"\A[^\W\d]{2,9} ?: ?")
_AND_AGENCIES = re.compile(r"(?:,| and| &| und| y| et)\s+(?:news\s+)?agenc(?:y|ies)\b.*|,.*", re.IGNORECASE)
_BY = re.compile(
    r"\A(?:(?:authors?|reporter|byline|autor(?:in|en)?|auteurs?|autore|autora) ?: ?)?"
    r"(?:(?:posted|written|story|published|submitted|text|words|reporting)\b:?\s*)?"
    r"(?:(?:by|von|par|por|di|af|av|door|od|przez)\b:?\s+)?",
    re.IGNORECASE,
)
_AFTER_NAMES = re.compile(
    r"\s*[|•·(].*|,?\s+(?:on|at)\s.*|\s*\d.*|,\s*(?:\w+ ){0,3}(?:writer|correspondent|reporter|editor|journalist)\b.*",
    re.IGNORECASE,
)


def lift_sources(lines: Sequence[Line], date: int | None, body: Window, evidence: Evidence) -> None:
    """Lift the short name next to the date, and the names of agencies above the text.

    A name that reads as a person's is the author's.
    """
    beside = () if date is None else (date + 1, date - 1)
    named = [i for i in beside if 0 <= i < len(lines) and evidence.unquestioned(i) and _is_name(lines[i])]
    for i in named[:1]:
        evidence.lift(i, BlockKind.BYLINE if _is_person(lines[i].text) else BlockKind.SOURCE, "beside-date")
    for i in range(min(len(lines), body.start + 1)):
        if _AGENCY.fullmatch(lines[i].text) and evidence.open(i):
            evidence.lift(i, BlockKind.SOURCE, "agency")


def find_source(lines: Sequence[Line], body: Window, evidence: Evidence, url: str | None) -> str | None:
    """What a source line names; else the agency of the dateline; else the site of the article's address."""
    named = (source_name(line.text) for i, line in enumerate(lines) if evidence.lifted(i) is BlockKind.SOURCE)
    dateline = DATELINE.match(lines[body.start].text) if lines else None
    return next(filter(None, named), None) or (dateline["agency"] if dateline else site_name(url))


def site_name(url: str | None) -> str | None:
    """The host of an address: `news.example.com`."""
    site = _SITE.match(url) if url else None
    return site["name"].casefold() if site else None


def find_byline(lines: Sequence[Line], body: Window, evidence: Evidence) -> str | None:
    """The names in the first byline near the head."""
    for i, line in enumerate(lines[: body.start + 1 + _BELOW_HEAD]):
        if evidence.lifted(i) is BlockKind.BYLINE:
            return author_names(line.text)
    return None


def author_names(byline: str | None) -> str | None:
    """The names in a byline, without `By` and what follows them."""
    return _AFTER_NAMES.sub("", _BY.sub("", byline or "")).strip(" ,:–—-") or None


def source_name(text: str | None) -> str | None:
    """The first name in a source line, without its label: `Source: Al Jazeera, News Agencies`."""
    name = _AND_AGENCIES.sub("", _LABEL.sub("", text or "")).strip()
    return (name.strip("() ") if name.startswith("(") else name) or None


def _is_name(line: Line) -> bool:
    """One word, or a few capitalised ones that are no shouted phrase."""
    words = line.text.split()
    if not 0 < line.words <= _NAME_WORDS or line.sentence or line.text[-1] == ":":
        return False
    if len(words) == 1:
        return line.text[0].isalpha()
    shouted = line.text.isupper() and not _ORGANISATION.search(line.text)
    return not shouted and all(word.lstrip("(")[:1].isupper() for word in words)


def _is_person(text: str) -> bool:
    return bool(_PERSON.fullmatch(text)) and not _ORGANISATION.search(text) and not _AGENCY.fullmatch(text)
