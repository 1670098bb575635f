"""Whom was it written for? Source lines, the name beside the date, the agency of the dateline, the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import BlockKind
from index.cleaning.byline import is_author, is_person, names_organisation
from index.cleaning.evidence import Evidence
from index.cleaning.lines import Line
from index.cleaning.window import Window

_NAME_WORDS = 4

DATELINE = re.compile(r"[^()]{2,70}\((?P<agency>[A-Z][\w .]{1,30})\)\s*[-–—:]")
"""`LONDON, Feb 10 (Reuters) -` at the head of a paragraph."""

_AGENCY = re.compile(
    r"\(?(?:Reuters|AP|(?:The )?Associated Press|AFP|Agence France-Presse|dpa|Xinhua|UPI|ANSA|EFE|TASS|Interfax"
    r"|Kyodo|Bloomberg|IANS|PTI|ANI|PA Media|CNN|BBC|BBC News|Al Jazeera|Anadolu Agency|Rudaw)\)?",
    re.IGNORECASE,
)
_SITE = re.compile(r"https?://(?:[^/\s@]*@)?(?:www\.)?(?P<name>[^/\s:?#@]+)", re.IGNORECASE)
_LABEL = re.compile(r"\A[^\W\d]{2,9} ?: ?")
_AND_AGENCIES = re.compile(r"(?:,| and| &| und| y| et)\s+(?:news\s+)?agenc(?:y|ies)\b.*|,.*", re.IGNORECASE)


def lift_sources(lines: Sequence[Line], date: int | None, body: Window, evidence: Evidence) -> None:
    """Lift the short name next to the date, and the names of agencies above the text.

    A name that reads as a person's is the author's.
    """
    beside = () if date is None else (date + 1, date - 1)
    named = [i for i in beside if 0 <= i < len(lines) and evidence.unquestioned(i) and _is_name(lines[i])]
    for i in named[:1]:
        name = lines[i].text
        if _AGENCY.fullmatch(name) or not is_person(name):
            evidence.lift(i, BlockKind.SOURCE, "beside-date")
        elif is_author(name, lines, body):
            evidence.lift(i, BlockKind.BYLINE, "beside-date")
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


def names_site(name: str, source: str | None, url: str | None) -> bool:
    """It is the name of the source, or of its site: `Herald` of `The Herald`, `herald.example.com`."""
    host = site_name(url) or ""
    return _letters(name) in {_letters(each) for each in (source or "", host, *host.split("."))} - {""}


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold().removeprefix("the ")))


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
    shouted = line.text.isupper() and not names_organisation(line.text)
    return not shouted and all(word.lstrip("(")[:1].isupper() for word in words)
