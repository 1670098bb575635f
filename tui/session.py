"""Who talks to the library? Three threads, on behalf of the screen, so that reading never waits.

One searches, fetches and completes; the second recognises and joins entities and counts facets of them, which may
take as long as a breath in a large corpus and must not hold up a search; the third reads the index through for
damage. Every method is awaited in the event loop and touches no widget.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.steps import Compared, Opened, list_entities

if TYPE_CHECKING:
    from index.article import Article
    from index.cleaning.own import OwnRules
    from index.completion import Completion
    from index.config import Config
    from index.facets import Facet, Timeline
    from index.library import Hits, Library

T = TypeVar("T")

FACET_VALUES = 12
"""Of each kind: several kinds stand on one screen, and what is rarer is typed sooner than looked for."""

ROWS_AHEAD = 8
"""Rows of an answer that are made before it is shown: about what a list shows at once."""


class Session:
    """A library opened for one screen."""

    def __init__(self, corpus: Path, config: Config, cache: Path | None = None) -> None:
        self.corpus = corpus
        self.cache = cache
        self._config = config
        self._searching = ThreadPoolExecutor(max_workers=1, thread_name_prefix="searching")
        self._joining = ThreadPoolExecutor(max_workers=1, thread_name_prefix="joining")
        self._verifying = ThreadPoolExecutor(max_workers=1, thread_name_prefix="verifying")
        self._opened: Library | None = None
        self._kept: set[str] = set()
        self._sequence: tuple[Hits, str, tuple[str, ...]] | None = None

    async def open(self) -> str:
        """Open the library; its message about the state found. Raises CorpusError, StoreError."""

        def work() -> str:
            # Here, so that no screen waits for Whoosh.
            from index.cleaning import Preset
            from index.library import Library, Options

            config = self._config
            options = Options(Preset(config.preset), config.day_first, config.reading)
            self._opened = Library.open(self.corpus, cache=self.cache, options=options)
            return self._opened.message

        return await self._run(work)

    async def search(self, text: str, *, typing: bool, grouped: bool) -> tuple[Hits, int]:
        """The answer to a query, its first rows ready, and how many articles there are.

        With `typing` its last word may be unfinished; with `grouped` a row stands for all versions of a text.
        """

        def work() -> tuple[Hits, int]:
            hits = self._library.search(text, typing=typing, grouped=grouped)
            for index in range(min(len(hits), ROWS_AHEAD)):
                hits.row(index)
            self._keep("search")
            return hits, len(self._library)

        return await self._run(work)

    async def turned(self, hits: Hits, index: int) -> Hits:
        """The same answer with the versions of a row on rows below it, or folded again."""
        return await self._run(lambda: hits.turned(index))

    async def compare(self, left: str, right: str) -> Compared:
        """Two articles, compared. Raises UnknownArticle."""

        def work() -> Compared:
            from index.compare import compare

            one, other = self._library.article(left), self._library.article(right)
            return Compared(one, other, compare(one, other))

        return await self._run(work)

    async def remarks(self, hits: Hits) -> tuple[str, tuple[str, ...]]:
        """Another spelling of the query, or nothing; and what else there is to say about its answer."""
        return await self._run(lambda: (hits.suggestion.strip(), hits.messages))

    async def complete(self, text: str, cursor: int) -> tuple[Completion, ...]:
        """What could be about to be typed at `cursor` of a query."""
        return await self._run(lambda: self._library.complete(text, cursor))

    async def facets(self, hits: Hits) -> tuple[Facet, ...]:
        """What an answer is made of."""
        return await self._run(lambda: hits.facets(FACET_VALUES), self._joining)

    async def timeline(self, hits: Hits) -> Timeline:
        """The course of an answer over time."""
        return await self._run(hits.timeline)

    async def explain(self, hits: Hits) -> tuple[str, ...]:
        """How the query of an answer was understood, line by line."""
        return await self._run(lambda: hits.explanation)

    async def resolve(self, wanted: str) -> str:
        """The article ID for an ID, a prefix or a path. Raises UnknownArticle."""
        return await self._run(lambda: self._library.resolve(wanted))

    async def read(self, article_id: str, hits: Hits | None) -> Opened:
        """The article and where `hits` match in it; entities follow. Raises UnknownArticle."""

        def work() -> Opened:
            article = self._library.article(article_id)
            matches = hits.matches(article) if hits is not None else ()
            return Opened(article, matches, versions=self._library.versions(article_id))

        return await self._run(work)

    async def tag(self, opened: Opened, hits: Hits | None) -> Opened:
        """The same article with its mentions, entities, and the matches that depend on them."""

        def work() -> Opened:
            mentions = opened.mentions
            if mentions is None:
                mentions = self._library.mentions(opened.article)
            matches = hits.matches(opened.article, mentions) if hits is not None else ()
            pairs = [(mention, self._library.entity_of(mention)) for mention in mentions]
            self._keep("tag")
            return replace(opened, mentions=mentions, matches=matches, entities=list_entities(pairs))

        return await self._run(work, self._joining)

    async def sequence(self, hits: Hits, entity_id: str) -> tuple[str, ...]:
        """The articles with an entity: those of `hits` in their order, then the others, newest first."""

        def work() -> tuple[str, ...]:
            if self._sequence is not None and self._sequence[:2] == (hits, entity_id):
                return self._sequence[2]
            wanted = self._library.articles_with(entity_id)
            rows = [(hits.id(row), *hits.versions(row)) for row in range(len(hits))]
            found = ([each for each in row if each in wanted] for row in rows)
            inside = [first for first, *_ in filter(None, found)]
            everything = self._library.search("")
            rest = wanted.difference(*rows)
            outside = [each for each in map(everything.id, range(len(everything))) if each in rest]
            self._sequence = (hits, entity_id, (*inside, *outside))
            return self._sequence[2]

        return await self._run(work, self._joining)

    async def refresh(self) -> bool:
        """Take up what another process committed; True if there is something new to show."""

        def work() -> bool:
            new = self._library.refresh()
            if new:
                self._sequence = None
                self._kept.clear()
            return new

        return await self._run(work)

    async def rules(self) -> OwnRules:
        """What the user says about residue. Raises ConfigError."""
        return await self._run(lambda: self._library.rules())

    async def change_rules(self, own: OwnRules) -> None:
        """Write what the user says. Raises ConfigError."""
        await self._run(lambda: self._library.change_rules(own))

    async def repairs(self, article: Article) -> tuple[str, ...]:
        """What decoding and sanitising changed in an article."""
        return await self._run(lambda: self._library.repairs(article), self._joining)

    async def verify(self) -> str:
        """Read through what no opening has the time for; empty, or one line about damage, which an update mends."""
        return await self._run(lambda: self._library.verify(), self._verifying)

    def close(self) -> None:
        """Close the library after what is under way."""
        self._verifying.shutdown(wait=False, cancel_futures=True)
        self._joining.submit(self._close)
        self._joining.shutdown(wait=False)

    def _close(self) -> None:
        """In the thread that joins, once the one that searches is done: both read what is closed here."""
        self._searching.shutdown(wait=True, cancel_futures=True)
        if self._opened is not None:
            self._opened.close()

    def _keep(self, kind: str) -> None:
        """Take what the first answer of a kind was made from out of the garbage collector's rounds.

        It stays as long as the state of the index; walking it costs a tenth of a second every few keys.
        """
        if kind not in self._kept:
            self._kept.add(kind)
            gc.freeze()

    @property
    def _library(self) -> Library:
        assert self._opened is not None, "open() comes first"
        return self._opened

    async def _run(self, work: Callable[[], T], thread: ThreadPoolExecutor | None = None) -> T:
        return await asyncio.get_running_loop().run_in_executor(thread or self._searching, work)
