"""What did the user ask for? An immutable tree whose `str` is canonical query text that parses to the same tree.

That holds of the trees that `combine` builds, which have one form each.
"""

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


# What is asked of words. `field` is "title", "body", "hidden", or None for title and body.


@dataclass(frozen=True, slots=True)
class Word:
    """One word, found by its stem."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        operator = self.text in ("AND", "OR", "NOT")
        return _prefix(self.field) + "\\" * operator + self.text


@dataclass(frozen=True, slots=True)
class Exact:
    """One word in this very form: its case and accents count."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return f"{_prefix(self.field)}={self.text}"


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that starts with `text`."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return f"{_prefix(self.field)}{self.text}*"


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Every word that `text` describes: `*` is any run of characters, `?` any one."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return _prefix(self.field) + self.text


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Every word within `edits` (1 or 2) insertions, deletions, substitutions or transpositions of `text`."""

    text: str
    edits: int = 1
    field: str | None = None

    def __str__(self) -> str:
        return f"{_prefix(self.field)}{self.text}~{self.edits if self.edits > 1 else ''}"


@dataclass(frozen=True, slots=True)
class Regex:
    """Every word whose folded form the expression matches whole."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return f"{_prefix(self.field)}/{self.text}/"


@dataclass(frozen=True, slots=True)
class Between:
    """Every word from `first` to `last` in the order of their folded forms; None is open."""

    first: str | None
    last: str | None
    field: str | None = None
    includes_first: bool = True
    includes_last: bool = True

    def __str__(self) -> str:
        left, right = "{["[self.includes_first], "}]"[self.includes_last]
        return f"{_prefix(self.field)}{left}{_end(self.first)} TO {_end(self.last)}{right}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other, in these very forms but for case and accents.

    With `slop`, in any order, the last at most that many words after the first.
    """

    text: str
    field: str | None = None
    slop: int = 0

    def __str__(self) -> str:
        return _prefix(self.field) + quote(self.text) + (f"~{self.slop}" if self.slop else "")


@dataclass(frozen=True, slots=True)
class Near:
    """`left` and `right` in one field, the later beginning at most `distance` words after the earlier ends.

    A distance of 1 is side by side; they do not overlap. `ordered` (ADJ) wants `left` first.
    """

    left: WordQuery
    right: WordQuery
    distance: int
    ordered: bool = False

    def __str__(self) -> str:
        operator = f"{'ADJ' if self.ordered else 'NEAR'}/{self.distance}"
        return f"{_grouped(self.left)} {operator} {_grouped(self.right)}"


# What is asked of an article as a whole.


@dataclass(frozen=True, slots=True)
class Named:
    """Articles that mention an entity: by its whole name, or by a word in it. `kind` None is any kind.

    With `exact` only the one that has this name as it is written.
    """

    kind: EntityKind | None
    name: str
    exact: bool = False

    @classmethod
    def only(cls, kind: EntityKind, name: str) -> Named:
        """The query for this entity; of a person with a single name, not for all who have it among theirs."""
        return cls(kind, name, exact=kind is EntityKind.PERSON and " " not in name)

    def __str__(self) -> str:
        return f"{_ENTITY_NAMES[self.kind]}:{'=' * self.exact}{quote(self.name)}"


@dataclass(frozen=True, slots=True)
class Says:
    """Articles that quote the person."""

    name: str

    def __str__(self) -> str:
        return f"says:{quote(self.name)}"


@dataclass(frozen=True, slots=True)
class About:
    """Articles whose `field` ("source", "author", "path", "url" or "lang") holds `text`, case and accents aside.

    With `exact` it is `text`, as written.
    """

    field: str
    text: str
    exact: bool = False

    def __str__(self) -> str:
        return f"{self.field}:{'=' * self.exact}{quote(self.text)}"


@dataclass(frozen=True, slots=True)
class Dates:
    """Articles published from `first` to `last`, both included; None is open. Undated articles are in no range."""

    first: dt.date | None
    last: dt.date | None

    def __str__(self) -> str:
        return f"date:{self.first or ''}..{self.last or ''}"


@dataclass(frozen=True, slots=True)
class Length:
    """Articles with `least` to `most` words in the visible text, both included; None is open."""

    least: int | None
    most: int | None

    def __str__(self) -> str:
        return f"words:{_numbers(self.least, self.most)}"


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Articles that mention the entity of this name `least` to `most` times, both included; None is open."""

    name: str
    least: int | None
    most: int | None

    def __str__(self) -> str:
        return f"mentions:{quote(self.name)}:{_numbers(self.least, self.most)}"


@dataclass(frozen=True, slots=True)
class Tagged:
    """Articles with any of these tags."""

    tags: tuple[str, ...]

    def __str__(self) -> str:
        return f"tag:{','.join(map(quote, self.tags))}"


@dataclass(frozen=True, slots=True)
class Is:
    """Articles in a state: "unread", "read", "starred", "duplicate" or "new"."""

    state: str

    def __str__(self) -> str:
        return f"is:{self.state}"


@dataclass(frozen=True, slots=True)
class Has:
    """Articles that have one: "note", "tag", "date", "source", "author", "url", "person", "org", "place", "hidden"."""

    what: str

    def __str__(self) -> str:
        return f"has:{self.what}"


@dataclass(frozen=True, slots=True)
class Like:
    """Articles about the same things as the one with this ID, which may be a unique prefix or a path."""

    article: str

    def __str__(self) -> str:
        return f"like:{quote(self.article)}"


@dataclass(frozen=True, slots=True)
class Copies:
    """Other versions of the article with this ID, which may be a unique prefix or a path, and itself."""

    article: str

    def __str__(self) -> str:
        return f"dup:{quote(self.article)}"


# What is made of parts.


@dataclass(frozen=True, slots=True)
class Saved:
    """What the query saved under `name` finds."""

    name: str
    part: Query

    def __str__(self) -> str:
        return f"query:{quote(self.name)}"


@dataclass(frozen=True, slots=True)
class Boosted:
    """What `part` finds, counting `factor` times as much for the order."""

    part: Query
    factor: float

    def __str__(self) -> str:
        part = f"({self.part})" if isinstance(self.part, Not) else _grouped(self.part)
        return f"{part}^{self.factor:g}"


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


TermQuery = Word | Exact | Prefix | Wildcard | Fuzzy | Regex | Between
"""A set of terms: an article matches if one of its words is among them."""
WordQuery = TermQuery | Phrase | Near
"""What is found at places in the text."""
ArticleQuery = Named | Says | About | Dates | Length | Mentioned | Tagged | Is | Has | Like | Copies
"""What is true of an article or not; none of them ranks, but `Like`."""
Leaf = Everything | WordQuery | ArticleQuery
Query = Leaf | Saved | Boosted | Not | And | Or


def leaves(query: Query, *, positive: bool = False) -> Iterator[Leaf]:
    """The parts of a query that are made of no others (a `Near` is one); with `positive` only those under no NOT."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, positive=positive)
        case Not(part):
            if not positive:
                yield from leaves(part)
        case Boosted(part) | Saved(_, part):
            yield from leaves(part, positive=positive)
        case _:
            yield query


def ranks(query: Query) -> bool:
    """Does anything in `query` say how well an article answers it, not only whether?"""
    return any(isinstance(leaf, WordQuery | Like) for leaf in leaves(query, positive=True))


def quote(text: str) -> str:
    """`text` as a quoted value of the query language."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _prefix(field: str | None) -> str:
    return f"{field}:" if field else ""


def _end(word: str | None) -> str:
    """An end of a range; quoted where it would be read as the TO of the range."""
    return quote(word) if word == "TO" else word or "*"


def _grouped(part: Query) -> str:
    return f"({part})" if isinstance(part, And | Or | Near) else str(part)


def _numbers(least: int | None, most: int | None) -> str:
    return f"{'' if least is None else least}..{'' if most is None else most}"
