"""What passes through the house? Records, articles, blocks, mentions, entities.

One text, one coordinate system: `Article.text` is the whole decoded, sanitised text, and every
span here is a half-open `[start, end)` pair of code-point offsets in it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A run of an article's text: code points `[start, end)`."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a block of an article is to its reader."""

    TITLE = "title"
    DATE = "date"
    SOURCE = "source"
    BYLINE = "byline"
    CAPTION = "caption"
    STANDFIRST = "standfirst"
    SUBHEAD = "subhead"
    BODY = "body"
    BOILERPLATE = "boilerplate"
    RELATED = "related"
    DUPLICATE = "duplicate"


class Stage(StrEnum):
    """Which part of cleaning a reason comes from, in the order in which they speak."""

    FORMAT = "format"
    """The file's format says what is main content: an HTML page's navigation is not."""
    RULE = "rule"
    """A rule about a whole line, packaged or the user's own; or metadata that names itself."""
    BLOCK = "block"
    """The line stands below one that opens a block: `Comments`, `More articles`."""
    REPEAT = "repeat"
    """It repeats an earlier run of lines."""
    FREQUENCY = "frequency"
    """Many articles of its source have it in this place."""
    RELATED = "related"
    """It is a headline of another article."""
    MODEL = "model"
    """What the line and its neighbours look like."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a block is what it is: the rule that spoke, and how strongly (1.0 decides alone)."""

    rule: str
    """A rule's id, or words that a person understands: `no end punctuation`."""
    weight: float
    """Negative where it speaks for showing the block."""
    stage: Stage = Stage.RULE


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text with one kind. The blocks of an article tile its text: each ends where the next starts.

    A block carries the line breaks and blank lines that follow it; `Article.content` is the span without them.
    """

    start: int
    end: int
    kind: BlockKind
    hidden: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When an article says it was published, and how we know. `day` is None when unknown."""

    day: dt.date | None = None
    confidence: float = 0.0
    """0 (unknown) to 1 (an unambiguous date in a metadata field)."""
    evidence: tuple[Span, ...] = ()
    because: str = ""
    """One clause for the reader: `day first because "Thursday"`."""
    alternative: dt.date | None = None
    """The other reading of an ambiguous numeric date."""


class Stated(NamedTuple):
    """What a source's own fields say of an article; None means "look in the text"."""

    title: str | None = None
    date: str | None = None
    source: str | None = None
    byline: str | None = None
    url: str | None = None
    standfirst: str | None = None
    """Which line of the text introduces the article."""


@dataclass(frozen=True, slots=True)
class Record:
    """One article's raw form as a source hands it over: decoded and sanitised, nothing decided yet.

    A source that knows metadata from fields of its format fills them in; None means "look in the text".
    """

    key: str
    """Path relative to the corpus, with `/`, plus `#` and the locator where a file holds several records."""
    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    byline: str | None = None
    url: str | None = None
    standfirst: str | None = None
    encoding: str = "utf-8"
    repairs: tuple[str, ...] = ()
    """What decoding and sanitising changed, in words fit for `doctor`: `3 control sequences removed`."""
    locator: str = ""
    """What tells the record from others in its file; empty where it is the whole file."""
    outside: tuple[Span, ...] = ()
    """What the format says is not main content (the navigation of a page): whole lines, in order, apart."""

    @property
    def stated(self) -> Stated:
        return Stated(self.title, self.date, self.source, self.byline, self.url, self.standfirst)


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned record: the text, its blocks, and what was lifted from it."""

    key: str
    text: str
    blocks: tuple[Block, ...]
    title: str
    """Never empty: the title block's text, else the first words of the text, else the file name."""
    date: PublicationDate = PublicationDate()
    source: str | None = None
    byline: str | None = None
    url: str | None = None
    """Where the article was published, as its source says."""
    locator: str = ""
    stated: Stated = Stated()  # noqa: RUF009 – a named tuple does not change
    """What the record's own fields said, so that the article can be cleaned anew."""

    @property
    def record(self) -> Record:
        """What was cleaned, but for the notes about decoding."""
        outside: list[Span] = []
        for block in self.blocks:
            if any(reason.stage is Stage.FORMAT for reason in block.reasons):
                runs_on = outside and outside[-1].end == block.start
                outside.append(Span(outside.pop().start if runs_on else block.start, block.end))
        return Record(self.key, self.text, *self.stated, locator=self.locator, outside=tuple(outside))

    @property
    def id(self) -> str:
        return article_id(self.key)

    @property
    def path(self) -> str:
        """The file that holds the article, relative to the corpus."""
        return self.key.removesuffix(f"#{self.locator}") if self.locator else self.key

    def content(self, block: Block) -> Span:
        """The span of `block` without the white space around its text."""
        raw = self.text[block.start : block.end]
        left = block.start + len(raw) - len(raw.lstrip())
        return Span(left, max(left, block.start + len(raw.rstrip())))

    def visible(self) -> Iterator[Block]:
        return (block for block in self.blocks if not block.hidden)

    @property
    def digest(self) -> str:
        """16 hex digits that change when the text, or what is hidden of it, changes."""
        state = hashlib.blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=8)
        for block in self.blocks:
            state.update(f"{block.start},{block.end},{block.kind},{block.hidden:d};".encode())
        return state.hexdigest()


class EntityKind(StrEnum):
    """What an entity is. The values are those of `tag --json`."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity."""

    start: int
    end: int
    kind: EntityKind
    name: str
    """The canonical name as far as the article itself resolves it: "Kirby" → "John Kirby"."""


LocalKey = tuple[EntityKind, str]
"""Kind and name of a mention, as its article resolved it."""


@dataclass(frozen=True, slots=True)
class Entity:
    """All that the corpus knows under one canonical name."""

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    """The article-local names that were joined into this entity, the commonest first."""
    articles: int
    mentions: int
    inferred: bool = False
    """True when a lone surname was joined on frequency alone."""


def article_id(key: str) -> str:
    """12 hex digits of BLAKE2b over the key: the same article keeps its ID over edits and rebuilds."""
    return _digest(key)


def entity_id(kind: EntityKind, name: str) -> str:
    """12 hex digits of BLAKE2b over kind and canonical name: stable over rebuilds."""
    return _digest(f"{kind}\0{name}")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
