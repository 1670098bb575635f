"""What can one do with a corpus? Open, update, search, fetch, follow entities: the façade of both front ends.

A `Library` belongs to one thread at a time except where a method says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.article import Article, Entity, EntityKind, Mention, PublicationDate, Span


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is. `phase` is "read" (read, clean, index) or "tag" (recognise entities)."""

    phase: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that gave no article, and why, with advice where there is some."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an update found and did. The first five count articles."""

    added: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    repaired: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Key of an article → what decoding and sanitising changed in it."""
    message: str = ""
    """One line for the user when something out of the ordinary happened: a damaged index was rebuilt."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of an article."""

    id: str
    key: str
    title: str
    date: PublicationDate
    source: str | None
    words: int
    snippet: str = ""
    """The passage that shows why the article was found; empty without a query. One line, no control characters."""
    snippet_matches: tuple[Span, ...] = ()
    """Offsets in `snippet`."""


class Hits:
    """The answer to one query over one state of the index: order and count at once, rows when asked for.

    Safe to read from any thread while the library it came from moves on to a newer state.
    """

    text: str
    """The query as typed."""
    canonical: str
    """The query as understood."""
    messages: tuple[str, ...]
    """What the user must know: what was ignored, guessed, or why nothing was found."""
    order: str
    """"date" (newest first, undated last) or "relevance"."""
    seconds: float

    def __len__(self) -> int: ...
    def id(self, i: int) -> str: ...
    def index_of(self, article_id: str) -> int | None: ...
    def score(self, i: int) -> float: ...
    def row(self, i: int) -> Row: ...
    def matches(self, article: Article, mentions: Sequence[Mention] = ()) -> tuple[Span, ...]:
        """Where in `article` the query matches, in order, without overlap: phrases as phrases, stems as the
        words that carry them, an entity's mentions for `person:` and the like, hidden lines for `hidden:`."""


class Library:
    @classmethod
    def open(cls, corpus: Path, *, cache: Path | None = None) -> Library:
        """Open the index of `corpus` as it is, never building. A missing index is an empty one.

        Raises CorpusError if `corpus` does not exist, StoreError if the cache folder is not ours.
        """

    corpus: Path
    message: str
    """Empty, or one line about the state found: "the index was damaged: it is being rebuilt"."""

    def __len__(self) -> int:
        """Articles that are searchable now."""

    def update(
        self,
        progress: Callable[[Progress], None] | None = None,
        *,
        rebuild: bool = False,
        verify: bool = False,
        tag: bool = True,
    ) -> Report:
        """Bring the index up to the corpus: new, changed, gone and moved files; then recognise entities.

        Works in batches, each searchable once committed. Raises StoreBusy when another process is at it.
        """

    def refresh(self) -> bool:
        """Look for what another process committed; True if there is something new to show."""

    def stale(self) -> bool: ...
    def search(self, text: str) -> Hits: ...
    def resolve(self, wanted: str) -> str:
        """The article ID for an ID, a unique prefix of one (4 digits or more) or a path. Raises UnknownArticle."""

    def article(self, article_id: str) -> Article:
        """The stored article. Raises UnknownArticle."""

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """The mentions in `article`, tagged now if they have not been: never waits for the corpus."""

    def tagged(self) -> tuple[int, int]:
        """How many articles entities were recognised in, of how many."""

    def entity_of(self, mention: Mention) -> Entity: ...
    def entities(self, kind: EntityKind | None = None) -> tuple[Entity, ...]:
        """All entities of the corpus, most articles first."""

    def articles_with(self, entity_id: str) -> frozenset[str]:
        """IDs of the articles that mention the entity."""

    def doctor(self) -> dict[str, object]:
        """The state of index and corpus for a person: counts, sizes, skipped files with reasons, repairs."""

    def close(self) -> None: ...
