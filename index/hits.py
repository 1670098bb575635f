"""What did a search find? Order and count at once; rows, matches, facets and the course over time when asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index import matches as matching
from index.article import Article, Mention, PublicationDate, Span
from index.entity_table import EntityTable
from index.matches import Names
from index.query import Mentioned, Named, Query, Says, leaves, ranks
from index.query.finder import Finder
from index.query.finder import Found as Match
from index.snippets import Snippet, passages, snippet
from index.store.order import Order
from index.store.snapshot import Answer, Snapshot

if TYPE_CHECKING:
    from index.facets import Facet, Timeline


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of an article."""

    id: str
    key: str
    title: str
    date: PublicationDate
    """The day alone: evidence is in the article itself."""
    source: str | None
    words: int
    """Words in the visible text."""
    snippet: str = ""
    """The passage that shows why the article was found; empty without a query. One line, no control characters."""
    snippet_matches: tuple[Span, ...] = ()
    """Offsets in `snippet`."""


@dataclass(frozen=True, slots=True)
class Found:
    """The plain values of an answer, as the state of the corpus computed them."""

    text: str
    query: Query
    canonical: Callable[[], str]
    order: str
    messages: Callable[[], tuple[str, ...]]
    suggestion: Callable[[], str]
    answer: Answer
    seconds: float
    names: Names
    mentions: Callable[[Article], Sequence[Mention]]
    entities: Callable[[], EntityTable]


class Hits:
    """The answer to one query over one state of the index.

    Safe to read from any thread while the library it came from moves on to a newer state.
    """

    def __init__(self, found: Found, snapshot: Snapshot | None) -> None:
        self.text = found.text
        """The query as typed."""
        self.order = found.order
        """One of `query.ORDERS`; undated articles come last in those by date."""
        self.seconds = found.seconds
        self._found = found
        self._snapshot = snapshot
        self._order = _ordered(found, snapshot)
        self._rows: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._order)

    def id(self, i: int) -> str:
        return self._state.id(self._order[i])

    def index_of(self, article_id: str) -> int | None:
        """Where in this answer the article stands; None if it was not found."""
        doc = self._snapshot.number(article_id) if self._snapshot else None
        return None if doc is None else self._order.place_of(doc)

    def score(self, i: int) -> float:
        """How well the i-th article answers; 0 where nothing in the query ranks."""
        return self._found.answer.score(self._order[i])

    def row(self, i: int) -> Row:
        """What a list shows of the i-th article. Raises IndexError beyond the end, StoreDamaged."""
        doc = self._order[i]
        if doc not in self._rows:
            self._rows[doc] = self._make_row(doc)
        return self._rows[doc]

    def matches(self, article: Article, mentions: Sequence[Mention] = ()) -> tuple[Span, ...]:
        """Where in `article` the query matches, in order, without overlap: phrases as phrases, stems as the
        words that carry them, an entity's mentions for `person:` and the like, hidden lines for `hidden:`."""
        return matching.matches(article, self._finder, mentions, self._found.names)

    def match_count(self, i: int) -> int:
        """How many spans `matches` gives for the i-th article. Mentions are looked up where the query names any."""
        article = self._state.article(self._order[i])
        mentions = self._found.mentions(article) if self._names_entities else ()
        return len(self.matches(article, mentions))

    @cached_property
    def canonical(self) -> str:
        """The query as understood."""
        return self._found.canonical()

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """What the user must know: what was ignored, guessed, cut short, or why nothing was found.

        Finding that out may take as long as the search again: rows come first.
        """
        return self._found.messages()

    @cached_property
    def suggestion(self) -> str:
        """The query with a misspelt word replaced, for the user to accept; mostly empty."""
        return self._found.suggestion()

    def facets(self, limit: int = 50) -> tuple[Facet, ...]:
        """The sources, months, people, organisations and places of the result, at most `limit` values each."""
        # Imported here and below on first use, for the sake of commands that ask for no such thing.
        from index.facets import facets

        if self._snapshot is None:
            return ()
        with self._snapshot.doubting("the facets of an answer"):
            return facets(self._found.answer.docs, self._snapshot.columns, self._found.entities(), limit)

    def timeline(self, unit: str | None = None) -> Timeline:
        """How many articles of the result were published when, by `unit` or by what suits the span of time."""
        from index.facets import Timeline, timeline

        if self._snapshot is None:
            return Timeline("day", (), 0)
        with self._snapshot.doubting("the days of an answer"):
            return timeline(self._snapshot.columns.days[self._found.answer.docs], unit)

    @cached_property
    def explanation(self) -> tuple[str, ...]:
        """How the query was understood: a line for each part, with the words and names that it stood for."""
        from index.explain import explanation

        found = self._found
        return (
            explanation(found.query, found.answer, self._snapshot, found.entities) if self._snapshot else ()
        )

    @cached_property
    def _finder(self) -> Finder:
        query = self._found.query
        forms = self._snapshot.forms(self._found.answer) if self._snapshot else {}
        return Finder(query, forms)

    def _make_row(self, doc: int) -> Row:
        snapshot = self._state
        head = snapshot.head(doc)
        shown = self._snippet(doc) if self._has_matches else Snippet("", ())
        date = PublicationDate(snapshot.day(doc))
        return Row(
            snapshot.id(doc), head.key, head.title, date, head.source, head.words, shown.text, shown.matches
        )

    def _snippet(self, doc: int) -> Snippet:
        found = self._found
        mentions: list[Match] = []
        if self._names_entities:
            mentions = list(
                matching.mentioned(found.query, found.mentions(self._state.article(doc)), found.names)
            )
        return snippet(passages(*self._state.outline(doc)), self._finder, mentions)

    @cached_property
    def _has_matches(self) -> bool:
        return self._names_entities or ranks(self._found.query)

    @cached_property
    def _names_entities(self) -> bool:
        asked = leaves(self._found.query, positive=True)
        return any(isinstance(leaf, Named | Says | Mentioned) for leaf in asked)

    @property
    def _state(self) -> Snapshot:
        if self._snapshot is None:
            raise IndexError("an empty answer has no rows")
        return self._snapshot


def order_of(query: Query, sort: str) -> str:
    """The order that was asked for; else words are ranked by relevance, and what only filters is shown by date."""
    if sort:
        return sort
    return "relevance" if ranks(query) else "date-"


def _ordered(found: Found, snapshot: Snapshot | None) -> Order:
    if snapshot is None:
        return Order(0, found.answer.docs, lambda: found.answer.docs)
    return snapshot.ordered(found.answer, found.order)
