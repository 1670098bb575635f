"""What did a search find? Order and count at once; rows, matches, facets and the course over time when asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index import matches as matching
from index.article import Article, Mention, PublicationDate, Span
from index.entity_table import EntityTable
from index.listing import Listing
from index.matches import Names
from index.query import Mentioned, Named, Query, Says, leaves, ranks
from index.query.finder import Finder
from index.query.finder import Found as Match
from index.snippets import Snippet, passages, snippet
from index.store.found import Docs
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
    versions: int = 0
    """Other versions of its text in the answer that have no row of their own."""
    version_sources: tuple[str, ...] = ()
    """Where those were published, each source once, in their order."""
    is_version: bool = False
    """It stands below another version, whose versions are unfolded."""


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

    def __init__(self, found: Found, listing: Listing | None) -> None:
        """`listing` is None where there is no index."""
        self.text = found.text
        """The query as typed."""
        self.order = found.order
        """One of `query.ORDERS`; undated articles come last in those by date."""
        self.seconds = found.seconds
        self._found = found
        self._listing = listing
        self._snapshot = None if listing is None else listing.snapshot
        self._rows: dict[int, Row] = {}

    def __len__(self) -> int:
        """Rows: as many as articles, or fewer where one stands for all versions of a text."""
        return 0 if self._listing is None else len(self._listing)

    @property
    def articles(self) -> int:
        """Articles found."""
        return len(self._found.answer.docs)

    def id(self, i: int) -> str:
        return self._state.id(self._doc(i))

    def index_of(self, article_id: str) -> int | None:
        """The row of the article, or of the version that stands for it; None if it was not found."""
        doc = self._snapshot.number(article_id) if self._snapshot else None
        return None if doc is None or self._listing is None else self._listing.place_of(doc)

    def score(self, i: int) -> float:
        """How well the i-th article answers; 0 where nothing in the query ranks."""
        return self._found.answer.score(self._doc(i))

    def row(self, i: int) -> Row:
        """What a list shows of the i-th article. Raises IndexError beyond the end, StoreDamaged."""
        doc = self._doc(i)
        if doc not in self._rows:
            self._rows[doc] = self._make_row(i)
        return self._rows[doc]

    def versions(self, i: int) -> tuple[str, ...]:
        """The IDs of the articles that the i-th row stands for besides its own, in the order of the answer."""
        return tuple(map(self._state.id, self._listed.folded(i).tolist()))

    @property
    def unfolded(self) -> tuple[str, ...]:
        """The IDs of the articles whose versions are on rows below them."""
        return tuple(map(self._state.id, self._listed.unfolded())) if self._listing else ()

    def turned(self, i: int) -> Hits:
        """The same answer with the versions of the i-th row on rows below it; folded again where they are."""
        return Hits(self._found, self._listed.turned(i))

    def matches(self, article: Article, mentions: Sequence[Mention] = ()) -> tuple[Span, ...]:
        """Where in `article` the query matches, in order, without overlap: phrases as phrases, stems as the
        words that carry them, an entity's mentions for `person:` and the like, hidden lines for `hidden:`."""
        return matching.matches(article, self._finder, mentions, self._found.names)

    def match_count(self, i: int) -> int:
        """How many spans `matches` gives for the i-th article. Mentions are looked up where the query names any."""
        article = self._state.article(self._doc(i))
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

    def _make_row(self, i: int) -> Row:
        snapshot, listing, doc = self._state, self._listed, self._doc(i)
        head = snapshot.head(doc)
        shown = self._snippet(doc) if self._has_matches else Snippet("", ())
        folded = listing.folded(i)
        return Row(
            id=snapshot.id(doc),
            key=head.key,
            title=head.title,
            date=PublicationDate(snapshot.day(doc)),
            source=head.source,
            words=head.words,
            snippet=shown.text,
            snippet_matches=shown.matches,
            versions=len(folded),
            version_sources=self._sources(folded),
            is_version=listing.is_version(i),
        )

    def _sources(self, docs: Docs) -> tuple[str, ...]:
        if not len(docs):
            return ()
        sources = self._state.columns.source
        codes = dict.fromkeys(sources.codes[docs].tolist())
        return tuple(sources.values[code] for code in codes if sources.values[code])

    def _snippet(self, doc: int) -> Snippet:
        found = self._found
        mentions: list[Match] = []
        if self._names_entities:
            mentions = list(
                matching.mentioned(found.query, found.mentions(self._state.article(doc)), found.names)
            )
        text, rows = self._state.outline(doc)
        shown = snippet(passages(text, rows), self._finder, mentions)
        if shown.matches:
            return shown
        hidden = snippet(passages(text, rows, hidden=True), self._finder)
        return hidden if hidden.matches else shown

    @cached_property
    def _has_matches(self) -> bool:
        return self._names_entities or ranks(self._found.query)

    @cached_property
    def _names_entities(self) -> bool:
        asked = leaves(self._found.query, positive=True)
        return any(isinstance(leaf, Named | Says | Mentioned) for leaf in asked)

    def _doc(self, i: int) -> int:
        return self._listed[i]

    @property
    def _listed(self) -> Listing:
        if self._listing is None:
            raise IndexError("an empty answer has no rows")
        return self._listing

    @property
    def _state(self) -> Snapshot:
        return self._listed.snapshot


def order_of(query: Query, sort: str) -> str:
    """The order that was asked for; else words are ranked by relevance, and what only filters is shown by date."""
    if sort:
        return sort
    return "relevance" if ranks(query) else "date-"
