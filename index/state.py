"""What does one state of the corpus answer? Searches and entities over one snapshot of index and mentions.

Whatever is worked out is kept as long as the state: when something new is committed, the library takes another one.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from functools import cached_property

from index import entities as recogniser
from index.article import Article, LocalKey, Mention
from index.entity_table import EntityTable
from index.explain import why_nothing
from index.hits import Found, Hits, order_of
from index.mentions import Mentions
from index.query import Everything, Named, Parsed, Query, leaves, parse
from index.sources.sanitise import sanitise
from index.store.evaluate import Scores
from index.store.snapshot import Snapshot


class State:
    """The corpus as last committed; `snapshot` is None before the first commit."""

    def __init__(self, snapshot: Snapshot | None, mentions: Mentions, *, day_first: bool) -> None:
        self.snapshot = snapshot
        self._mentions = mentions
        self._day_first = day_first

    def __len__(self) -> int:
        return len(self.snapshot) if self.snapshot else 0

    @cached_property
    def entities(self) -> EntityTable:
        snapshot = self.snapshot
        copies = Counter(snapshot.digests[doc] for doc in snapshot.live) if snapshot else Counter[str]()
        return EntityTable(self._mentions.postings(), copies)

    def tagged(self) -> int:
        """Articles whose entities have been recognised."""
        if self.snapshot is None:
            return 0
        known = self._mentions.tagged()
        return sum(self.snapshot.digests[doc] in known for doc in self.snapshot.live)

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """The mentions in `article`, recognised now if they are not stored yet."""
        known = self._mentions.get(article.digest)
        return recogniser.tag(article) if known is None else known

    def docs_with(self, texts: frozenset[str]) -> set[int]:
        """Documents whose text has one of these digests."""
        snapshot = self.snapshot
        return {doc for doc in snapshot.live if snapshot.digests[doc] in texts} if snapshot else set()

    def search(self, text: str, today: dt.date, *, typing: bool) -> Hits:
        """See `Library.search`."""
        started = time.perf_counter()
        parsed = self._parse(text, today)
        scores = self._scores(parsed.query)
        if not scores and typing and text[-1:].isalnum():
            begun = self._parse(text + "*", today)
            if scores := self._scores(begun.query):
                remark = f"nothing holds the last word as it is: {begun.query}"
                parsed = Parsed(begun.query, (*begun.messages, remark))
        found = Found(
            text=text,
            query=parsed.query,
            messages=parsed.messages + self._remarks(parsed.query, scores),
            docs=self._ordered(parsed.query, scores),
            scores=scores,
            seconds=time.perf_counter() - started,
            names=self._local_names,
            mentions=self.mentions,
        )
        return Hits(found, self.snapshot)

    def _parse(self, text: str, today: dt.date) -> Parsed:
        return parse(sanitise(text)[0], today=today, day_first=self._day_first)

    def _scores(self, query: Query) -> Scores:
        return self.snapshot.scores(query, self._docs_named) if self.snapshot else {}

    def _ordered(self, query: Query, scores: Scores) -> tuple[int, ...]:
        if self.snapshot is None:
            return ()
        newest = [doc for doc in self.snapshot.newest_first if doc in scores]
        return tuple(newest if order_of(query) == "date" else sorted(newest, key=lambda doc: -scores[doc]))

    def _remarks(self, query: Query, scores: Scores) -> tuple[str, ...]:
        """Why nothing was found, and what is not known yet."""
        remarks = []
        if not scores and len(self) and not isinstance(query, Everything):
            remarks.append(why_nothing(query, lambda other: len(self._scores(other))))
        if any(isinstance(leaf, Named) for leaf in leaves(query)) and (tagged := self.tagged()) < len(self):
            remarks.append(f"entities are known in {tagged:,} of {len(self):,} articles so far")
        return tuple(remarks)

    def _docs_named(self, query: Named) -> set[int]:
        return self.docs_with(self.entities.texts_named(query))

    def _local_names(self, query: Named) -> frozenset[LocalKey]:
        return self.entities.local_names(query)
