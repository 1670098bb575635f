"""Where does a key lead? The pure part of moving among matches, mentions and articles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from index.article import Article, Entity, EntityKind, Mention, Span

if TYPE_CHECKING:
    from index.compare import Pair


class At(Enum):
    """Where in an article to arrive."""

    PLACE = auto()
    """At `Go.offset`."""
    FIRST_MATCH = auto()
    LAST_MATCH = auto()
    FIRST_MENTION = auto()


@dataclass(frozen=True, slots=True)
class Go:
    """A step to take: to which article, where in it, and what to tell on arrival."""

    article: str
    at: At = At.PLACE
    offset: int = 0
    message: str = ""


class Listed(NamedTuple):
    """An entity of the open article, and where it is mentioned there."""

    entity: Entity
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """The article that is being read, and what is known of it so far."""

    article: Article
    matches: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] | None = None
    """None until entities have been recognised in it."""
    entities: tuple[Listed, ...] = ()
    versions: tuple[str, ...] = ()
    """The IDs of all versions of its text, itself included, the earliest first; none where there is no other."""

    def spans_of(self, entity_id: str | None) -> tuple[Span, ...]:
        """The mentions of an entity in this article."""
        return next((listed.spans for listed in self.entities if listed.entity.id == entity_id), ())

    def arrival(self, go: Go, entity_id: str | None) -> Span | None:
        """The span that `go` leads to, or None where the article has none such."""
        spans = self.spans_of(entity_id) if go.at is At.FIRST_MENTION else self.matches
        if go.at is At.PLACE or not spans:
            return None
        return spans[-1] if go.at is At.LAST_MATCH else spans[0]


class Compared(NamedTuple):
    """Two articles, paragraph beside paragraph, with what differs in them."""

    left: Article
    right: Article
    pairs: tuple[Pair, ...]


def next_span(spans: Sequence[Span], origin: int, step: int) -> int | None:
    """The index of the span that starts after (`step` > 0) or before code point `origin`."""
    index = (
        bisect_right(spans, origin, key=lambda span: span.start)
        if step > 0
        else bisect_left(spans, origin, key=lambda span: span.start) - 1
    )
    return index if 0 <= index < len(spans) else None


def next_in(sequence: Sequence[str], current: str | None, step: int) -> str | None:
    """The neighbour of `current` in a sequence of article IDs; its first where `current` is not in it."""
    if current not in sequence:
        return sequence[0] if sequence else None
    index = sequence.index(current) + step
    return sequence[index] if 0 <= index < len(sequence) else None


def kept_place(before: str, after: str, offset: int) -> int:
    """Where what stood at `offset` of a text stands after it was edited: counted from the end that is still alike."""
    if after.startswith(before[:offset]):
        return offset
    rest = before[offset:]
    return len(after) - len(rest) if after.endswith(rest) else min(offset, len(after))


_ORDER = list(EntityKind)


def list_entities(pairs: Sequence[tuple[Mention, Entity]]) -> tuple[Listed, ...]:
    """An article's entities by kind, those with most mentions first, then in order of appearance."""
    spans: dict[str, list[Span]] = {}
    entities: dict[str, Entity] = {}
    for mention, entity in pairs:
        entities[entity.id] = entity
        spans.setdefault(entity.id, []).append(Span(mention.start, mention.end))
    listed = [Listed(entity, tuple(sorted(spans[entity.id]))) for entity in entities.values()]
    return tuple(sorted(listed, key=lambda each: (_ORDER.index(each.entity.kind), -len(each.spans))))
