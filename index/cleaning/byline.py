"""Who wrote it? The names behind `By`, beside the date, and below the title.

A name without a label is an author's only where nothing else looks like it: the text does not speak of that person, nor
of what the words mean when they are no name (`Project Management`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.article import BlockKind
from index.cleaning.dates import beside_date
from index.cleaning.evidence import Evidence
from index.cleaning.lines import Line
from index.cleaning.window import Window

_BELOW_HEAD = 3
"""Lines behind the first paragraph in which a byline still stands: the first may be the standfirst."""
_BELOW_TITLE = 4
_BYLINE_WORDS = 16
_TEXT_LINES = 12
_FOOT_LINES = 3

_NAME = (
    r"[A-ZÀ-ÞŁŚŻČŠŽ][\w'’-]*[a-zß-ÿžšćčńłśğş](?: [A-ZÀ-Þ]\.)?(?: (?:de|del|di|van|von|den|der|al|el|bin|la|le)){0,2}"
    r"(?: [A-ZÀ-ÞŁŚŻČŠŽ][\w'’-]+){1,2}"
)
_PERSON = re.compile(_NAME)
_PEOPLE = re.compile(rf"{_NAME}(?:(?:, | and | und | y | et | e | & |/){_NAME}){{0,4}}")
_ORGANISATION = re.compile(
    r"\b(?:news|press|times|post|agency|tv|television|radio|daily|weekly|today|online|journal|herald|tribune"
    r"|guardian|gazette|standard|star|mail|chronicle|media|network|magazine|reporters?|staff|desk|team|the)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?i:(?:posted|written|story|published|submitted|text|words|reporting|kolumne|kommentar|analyse|interview)\b:? )?"
    rf"(?i:by|von|par|por|di|af|av|door|od|przez):? (?={_NAME})"
)
_ALONE = re.compile(r"(?:(?:posted|written|story|text|words) )?(?:by|von|par|por|di|door):?\Z", re.IGNORECASE)
_AGENCY_CREDIT = re.compile(
    r"\(?(?:reporting|writing|written) (?:and \w+ )?by (?P<names>[^;).]{3,80})", re.IGNORECASE
)
_BY = re.compile(
    r"\A(?:(?:authors?|reporter|byline|autor(?:in|en)?|auteurs?|autore|autora) ?: ?)?"
    r"(?:(?:posted|written|story|published|submitted|text|words|reporting|kolumne|kommentar|analyse|interview)\b:?\s*)?"
    r"(?:(?:by|von|par|por|di|af|av|door|od|przez)\b:?\s+)?",
    re.IGNORECASE,
)
_AFTER_NAMES = re.compile(
    r"\s*[|•·(].*|,?\s+(?:on|at|for)\s.*|\s*\d.*"
    r"|,\s*(?:\w+ ){0,3}(?:writer|correspondent|reporter|editor|journalist)\b.*",
    re.IGNORECASE,
)


def is_person(text: str) -> bool:
    """It has the form of a person's name."""
    return bool(_PERSON.fullmatch(text)) and not names_organisation(text)


def names_organisation(text: str) -> bool:
    return _ORGANISATION.search(text) is not None


def lift_bylines(lines: Sequence[Line], title: int | None, body: Window, evidence: Evidence) -> None:
    """Lift the lines that begin with `By` and a name; where there is none, a name alone below the title."""
    head = range(min(len(lines), body.start + 1 + _BELOW_HEAD))
    for i in head:
        line = lines[i]
        if evidence.open(i) and _LABELLED.match(line.text) and line.words <= _BYLINE_WORDS and not line.prose:
            evidence.lift(i, BlockKind.BYLINE, "byline")
    if title is None or any(evidence.lifted(i) is BlockKind.BYLINE for i in head):
        return
    for i in range(title + 1, min(title + 1 + _BELOW_TITLE, body.start + 1, len(lines))):
        if evidence.unquestioned(i) and is_author(lines[i].text, lines, body) and _signed(lines, i):
            evidence.lift(i, BlockKind.BYLINE, "below-title")
            return


def find_byline(lines: Sequence[Line], date: int | None, body: Window, evidence: Evidence) -> str | None:
    """The names in the first byline near the head, on the line of the date, or anywhere if there is one byline only."""
    head = lines[: body.start + 1 + _BELOW_HEAD]
    found = [line.text for i, line in enumerate(head) if evidence.lifted(i) is BlockKind.BYLINE]
    found.sort(key=lambda text: _LABELLED.match(text) is None)
    if names := next(filter(None, map(author_names, found)), None):
        return names
    beside = () if date is None else beside_date(lines[date].text)
    for part in beside:
        if _LABELLED.match(part) or is_author(part, lines, body):
            return author_names(part)
    return next(_credited(lines), None) or _only_author(lines)


def author_names(byline: str | None) -> str | None:
    """The names in a byline, without `By` and what follows them."""
    return _AFTER_NAMES.sub("", _BY.sub("", byline or "")).strip(" ,:–—-") or None


def is_author(name: str, lines: Sequence[Line], body: Window) -> bool:
    """It reads as a person's name, and the text neither speaks of that person nor has its words as common ones."""
    if not _PEOPLE.fullmatch(name) or names_organisation(name):
        return False
    near = lines[body.start : body.start + _TEXT_LINES]
    text = " ".join(line.text for line in near if line.said and not line.text.startswith(name))
    words = re.findall(r"\w{3,}", name)
    return not any(word in text or word.casefold() in text for word in words[-1:] + words[:1])


def _signed(lines: Sequence[Line], i: int) -> bool:
    """`By` stands above it, or a line further on names the same: who the author is, or more by the author."""
    name = lines[i].text
    return _ALONE.match(lines[i - 1].text) is not None or any(name in line.text for line in lines[i + 1 :])


def _only_author(lines: Sequence[Line]) -> str | None:
    """The names in the bylines of the whole page, if they are all the same: teasers have bylines, too."""
    labelled = (line for line in lines if _LABELLED.match(line.text.lstrip("• ")))
    bylines = (line for line in labelled if line.words <= _BYLINE_WORDS and not line.prose)
    names = {author_names(line.text.lstrip("• ")) for line in bylines}
    return names.pop() if len(names) == 1 else None


def _credited(lines: Sequence[Line]) -> Iterator[str]:
    """`(Reporting by Will Dunham; Editing by Tom Brown)`"""
    for line in lines[-_FOOT_LINES:]:
        if match := _AGENCY_CREDIT.match(line.text):
            yield match["names"].strip()
