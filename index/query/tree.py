"""What did the user ask for? An immutable tree whose `str` is canonical query text that parses to the same tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from index.article import EntityKind

ENTITY_FIELDS: dict[str, EntityKind | None] = {
    "person": EntityKind.PERSON,
    "org": EntityKind.ORGANISATION,
    "place": EntityKind.PLACE,
    "entity": None,
}
_ENTITY_NAMES = {kind: name for name, kind in ENTITY_FIELDS.items()}


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles."""

    def __str__(self) -> str:
        return "*"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, found by its stem. `field` is "title", "body", "hidden", or None for title and body."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        operator = self.text in ("AND", "OR", "NOT")
        return _prefix(self.field) + "\\" * operator + self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other, in these very forms."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return _prefix(self.field) + quote(self.text)


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that starts with `text`."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return f"{_prefix(self.field)}{self.text}*"


@dataclass(frozen=True, slots=True)
class Named:
    """Articles that mention an entity: by its whole name, or by a word in it. `kind` None is any kind."""

    kind: EntityKind | None
    name: str

    def __str__(self) -> str:
        return f"{_ENTITY_NAMES[self.kind]}:{quote(self.name)}"


@dataclass(frozen=True, slots=True)
class FromSource:
    """Articles whose source has these words in its name."""

    name: str

    def __str__(self) -> str:
        return f"source:{quote(self.name)}"


@dataclass(frozen=True, slots=True)
class Dates:
    """Articles published from `first` to `last`, both included; None is open. Undated articles are in no range."""

    first: dt.date | None
    last: dt.date | None

    def __str__(self) -> str:
        return f"date:{self.first or ''}..{self.last or ''}"


@dataclass(frozen=True, slots=True)
class Not:
    part: Query

    def __str__(self) -> str:
        return f"-{_grouped(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """Two or more parts, all of which must hold."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(_grouped(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Two or more parts, one of which must hold."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(_grouped(part) for part in self.parts)


Query = Everything | Word | Phrase | Prefix | Named | FromSource | Dates | Not | And | Or


def leaves(query: Query, *, positive: bool = False) -> Iterator[Query]:
    """The parts of a query that are made of no others; with `positive` only those under no NOT."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, positive=positive)
        case Not(part):
            if not positive:
                yield from leaves(part)
        case _:
            yield query


def quote(text: str) -> str:
    """`text` as a quoted value of the query language."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _prefix(field: str | None) -> str:
    return f"{field}:" if field else ""


def _grouped(part: Query) -> str:
    return f"({part})" if isinstance(part, And | Or) else str(part)
