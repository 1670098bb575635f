"""Which field of a record is its text, its title, its date? By the names that real sets use, or that the user gives.

A name is compared in small letters and without punctuation: `article_body` and `articleBody` are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from index.reading import FIELDS, Reading

_USUAL = {
    field: tuple(names.split())
    for field, names in {
        "text": """
            maintext fulltext articlebody articletext bodytext text body content article story cleanedtext plaintext
            textcontent contents articlecontent bodyhtml contenthtml html document transcript""",
        "title": "title headline articletitle webtitle pagetitle head heading",
        "date": """
            date published publishdate publisheddate pubdate datepublished publicationdate publishedat publishedon
            publishedtime publishtime webpublicationdate articledate datepublish releasedate posted postedat datetime
            timestamp time created createdat datecreated day""",
        "source": """
            source newspaper publisher site sitename publication outlet sourcename media medianame paper website
            provider agency sourcedomain domain feed""",
        "byline": """
            byline author authors authorname authornames creator writer by journalist reporter contributors""",
        "url": "url link href articleurl weburl canonicalurl permalink sourceurl originalurl pageurl uri",
        "id": "id uid guid uuid articleid docid documentid storyid identifier key",
    }.items()
}
"""What a field is called, the most telling name first."""
_WRAPPERS = "source article document doc item fields attributes data node post story".split()
"""Names of what may hold the whole record, as Elasticsearch's `_source` does."""
_INSIDE = """
    name rendered main text original plain value content body title headline oid date numberlong url href label
""".split()
"""Where a value that is an object says what it is: `{"name": "Reuters"}`, `{"rendered": "…"}`, `{"$date": …}`."""
_DEPTH = 4
"""How far into a value one looks for what it says."""
_MOST_PLANS = 1000
"""Records of so many different shapes are remembered; real sets have a few."""

_Path = tuple[str, ...]
_PUNCTUATION = re.compile(r"[\W_]+")


class Fields:
    """Finds FIELDS in the records of one file."""

    def __init__(self, reading: Reading) -> None:
        self._own = dict(reading.fields)
        self._plans: dict[_Path, tuple[tuple[str, tuple[_Path, ...]], ...]] = {}

    def known(self, names: Iterable[str]) -> set[str]:
        """Which of FIELDS a record with the fields `names` may have."""
        return {field for field, _ in self._plan(tuple(names))}

    def of(self, record: Mapping[str, object]) -> dict[str, str]:
        """What `record` says of each of FIELDS that it has, in words, as they stand there."""
        found = self._found(record)
        if "text" not in found:
            for name, inner in record.items():
                if isinstance(inner, dict) and _plain(name) in _WRAPPERS:
                    within = self._found(inner)
                    if "text" in within:
                        return self._found({key: record[key] for key in record if key != name}) | within
        return found

    def _found(self, record: Mapping[str, object]) -> dict[str, str]:
        found = {}
        for field, paths in self._plan(tuple(record)):
            for path in paths:
                if said := _SAID[field](_at(record, path)):
                    found[field] = said
                    break
        return found

    def _plan(self, names: _Path) -> tuple[tuple[str, tuple[_Path, ...]], ...]:
        """Where each field may stand in a record with the fields `names`, the likeliest place first."""
        plan = self._plans.get(names)
        if plan is None:
            if len(self._plans) == _MOST_PLANS:
                self._plans.clear()
            plan = tuple((field, paths) for field in FIELDS if (paths := tuple(self._paths(field, names))))
            self._plans[names] = plan
        return plan

    def _paths(self, field: str, names: _Path) -> Iterator[_Path]:
        for path in self._own.get(field, ()):
            if path in names:
                yield (path,)
            elif (steps := tuple(path.split(".")))[0] in names:
                yield steps
        known = {_plain(name): name for name in reversed(names)}
        yield from ((known[usual],) for usual in _USUAL[field] if usual in known)


def _plain(name: str) -> str:
    return _PUNCTUATION.sub("", name).lower()


def _at(record: object, path: _Path) -> object:
    for step in path:
        record = record.get(step) if isinstance(record, dict) else None
    return record


def _text(value: object) -> str:
    """Paragraphs, if it is a list. A number is no text: a set that has `body` may number its articles in `article`."""
    return _words(value, "\n\n", _DEPTH, numbers=False)


def _line(value: object) -> str:
    return _words(value, ", ", _DEPTH, numbers=True).strip()


def _words(value: object, joint: str, depth: int, *, numbers: bool) -> str:
    """What a value says: a list, one after the other; an object, what it holds under a telling name."""
    if isinstance(value, str):
        return value if not value.isspace() else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value) if numbers else ""
    if not depth or not isinstance(value, list | dict):
        return ""
    if isinstance(value, dict):
        known = {_plain(name): each for name, each in value.items()}
        members = [known[name] for name in _INSIDE if name in known]
    else:
        members = value
    said = filter(None, (_words(member, joint, depth - 1, numbers=numbers) for member in members))
    return next(said, "") if isinstance(value, dict) else joint.join(said)


_SAID: Mapping[str, Callable[[object], str]] = {
    field: _text if field == "text" else _line for field in FIELDS
}
