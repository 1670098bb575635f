"""What did a search find? Order and count at once; rows, snippets and matches when asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index import matches as matching
from index.article import Article, Mention, PublicationDate, Span
from index.matches import Names
from index.query import Everything, Named, Phrase, Prefix, Query, Word, leaves
from index.store.snapshot import Snapshot


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
    """The plain values of an answer, as the library computed them."""

    text: str
    query: Query
    messages: tuple[str, ...]
    docs: tuple[int, ...]
    scores: dict[int, float]
    seconds: float
    names: Names
    mentions: Callable[[Article], Sequence[Mention]]


class Hits:
    """The answer to one query over one state of the index.

    Safe to read from any thread while the library it came from moves on to a newer state.
    """

    def __init__(self, found: Found, snapshot: Snapshot | None) -> None:
        self.text = found.text
        """The query as typed."""
        self.canonical = str(found.query)
        """The query as understood."""
        self.messages = found.messages
        """What the user must know: what was ignored, guessed, or why nothing was found."""
        self.order = order_of(found.query)
        """"date" (newest first, undated last) or "relevance"."""
        self.seconds = found.seconds
        self._found = found
        self._snapshot = snapshot
        self._rows: dict[int, Row] = {}
        self._place: dict[str, int] | None = None

    def __len__(self) -> int:
        return len(self._found.docs)

    def id(self, i: int) -> str:
        return self._state.ids[self._found.docs[i]]

    def index_of(self, article_id: str) -> int | None:
        """Where in this answer the article stands; None if it was not found."""
        if self._place is None:
            self._place = {self.id(i): i for i in range(len(self))}
        return self._place.get(article_id)

    def score(self, i: int) -> float:
        return self._found.scores.get(self._found.docs[i], 0.0)

    def row(self, i: int) -> Row:
        """What a list shows of the i-th article. Raises IndexError beyond the end, StoreDamaged."""
        doc = self._found.docs[i]
        if doc not in self._rows:
            self._rows[doc] = self._make_row(doc)
        return self._rows[doc]

    def matches(self, article: Article, mentions: Sequence[Mention] = ()) -> tuple[Span, ...]:
        """Where in `article` the query matches, in order, without overlap: phrases as phrases, stems as the
        words that carry them, an entity's mentions for `person:` and the like, hidden lines for `hidden:`."""
        return matching.matches(article, self._found.query, mentions, self._found.names)

    def _make_row(self, doc: int) -> Row:
        snapshot = self._state
        head = snapshot.head(doc)
        snippet = ""
        inside: tuple[Span, ...] = ()
        if not isinstance(self._found.query, Everything):
            article = snapshot.article(doc)
            mentions = self._found.mentions(article) if self._names_entities() else ()
            snippet, inside = matching.snippet(article, self.matches(article, mentions))
        date = PublicationDate(snapshot.day(doc))
        return Row(snapshot.ids[doc], head.key, head.title, date, head.source, head.words, snippet, inside)

    def _names_entities(self) -> bool:
        return any(isinstance(leaf, Named) for leaf in leaves(self._found.query, positive=True))

    @property
    def _state(self) -> Snapshot:
        if self._snapshot is None:
            raise IndexError("an empty answer has no rows")
        return self._snapshot


def order_of(query: Query) -> str:
    """Words are ranked by relevance; what only filters is shown by date."""
    ranked = any(isinstance(leaf, Word | Phrase | Prefix) for leaf in leaves(query, positive=True))
    return "relevance" if ranked else "date"
