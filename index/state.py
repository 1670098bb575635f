"""What does one state of the corpus answer? Searches and entities over one snapshot of index and mentions.

Whatever is worked out is kept as long as the state: when something new is committed, the library takes another one.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index import entities as recogniser
from index.answers import Answers, Marks
from index.article import Article, LocalKey, Mention
from index.entity_table import EntityTable
from index.hits import Found, Hits, order_of
from index.listing import Listing
from index.mentions import Mentions
from index.query import Everything, Mentioned, Named, Parsed, Query, Says, Word, leaves, parse
from index.sanitise import sanitise
from index.store.snapshot import NOTHING, Answer, Snapshot

if TYPE_CHECKING:
    from index.completion import Completer, Completion

_FEW = 3
"""Hits up to which a misspelling is looked for."""


class State:
    """The corpus as last committed; `snapshot` is None before the first commit."""

    def __init__(
        self,
        snapshot: Snapshot | None,
        mentions: Mentions,
        *,
        day_first: bool,
        marks: Marks,
        resolve: Callable[[str], str],
    ) -> None:
        self.snapshot = snapshot
        self._mentions = mentions
        self._day_first = day_first
        self._marks = marks
        self._resolve = resolve

    def __len__(self) -> int:
        return len(self.snapshot) if self.snapshot else 0

    @cached_property
    def entities(self) -> EntityTable:
        snapshot = self.snapshot
        if snapshot is None:
            return EntityTable(self._mentions.postings(), np.zeros(0, np.uint64), np.zeros(0, np.bool_))
        return EntityTable(self._mentions.postings(), snapshot.digests, snapshot.live)

    @cached_property
    def tagged(self) -> int:
        """Articles whose entities have been recognised."""
        if self.snapshot is None:
            return 0
        return int(np.isin(self.snapshot.digests[self.snapshot.live], self._mentions.tagged()).sum())

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """The mentions in `article`, recognised now if they are not stored yet."""
        known = self._mentions.get(article.digest)
        return recogniser.tag(article) if known is None else known

    def search(
        self, text: str, today: dt.date, saved: Mapping[str, str], *, typing: bool, grouped: bool
    ) -> Hits:
        """See `Library.search`."""
        started = time.perf_counter()
        parsed = self._parse(text, today, saved)
        answer = self.answer(parsed.query)
        if typing and not len(answer.docs) and _ends_in_word(text, parsed.query):
            begun = self._parse(text + "*", today, saved)
            if len((other := self.answer(begun.query)).docs):
                remark = f"nothing holds the last word as it is: {begun.query}"
                parsed, answer = Parsed(begun.query, begun.sort, (*begun.messages, remark)), other
        order = order_of(parsed.query, parsed.sort)
        found = Found(
            text=text,
            query=parsed.query,
            canonical=lambda: parsed.canonical,
            order=order,
            messages=lambda: parsed.messages + answer.remarks + self._remarks(parsed.query, answer),
            suggestion=lambda: self._suggestion(parsed.query, text, answer),
            answer=answer,
            seconds=time.perf_counter() - started,
            names=self._local_names,
            mentions=self.mentions,
            entities=lambda: self.entities,
        )
        return Hits(found, Listing(self.snapshot, answer, order, grouped=grouped) if self.snapshot else None)

    def complete(
        self, text: str, cursor: int, today: dt.date, saved: Mapping[str, str]
    ) -> tuple[Completion, ...]:
        """See `Library.complete`."""
        if self.snapshot is None:
            return ()
        known = {"query": saved}
        with self.snapshot.doubting("what completes a query"):
            return self._completer.complete(text, cursor, lambda rest: self._docs(rest, today, saved), known)

    def answer(self, query: Query) -> Answer:
        """What `query` finds."""
        return self.snapshot.answer(query, self._answers) if self.snapshot else NOTHING

    @cached_property
    def _answers(self) -> Answers:
        assert self.snapshot is not None  # nobody asks before there is something to ask
        return Answers(self.snapshot, lambda: self.entities, self.mentions, self._marks, self._resolve)

    @cached_property
    def _completer(self) -> Completer:
        assert self.snapshot is not None  # there is nothing to complete before
        # Imported here and below on first use, for the sake of commands that ask for no such thing.
        from index.completion import Completer

        return Completer(self.snapshot, lambda: self.entities)

    def _parse(self, text: str, today: dt.date, saved: Mapping[str, str]) -> Parsed:
        return parse(sanitise(text)[0], today=today, day_first=self._day_first, saved=saved)

    def _docs(
        self, text: str, today: dt.date, saved: Mapping[str, str]
    ) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        return self.answer(self._parse(text, today, saved).query).docs

    def _suggestion(self, query: Query, text: str, answer: Answer) -> str:
        if self.snapshot is None or len(answer.docs) > _FEW:
            return ""
        from index.spelling import did_you_mean

        with self.snapshot.doubting("similar words"):
            return did_you_mean(query, text, self.snapshot)

    def _remarks(self, query: Query, answer: Answer) -> tuple[str, ...]:
        """Why nothing was found, and what is not known yet."""
        remarks = []
        if not len(answer.docs) and len(self) and not isinstance(query, Everything):
            from index.hints import why_nothing

            remarks.append(why_nothing(query, lambda other: len(self.answer(other).docs)))
        names = any(isinstance(leaf, Named | Mentioned | Says) for leaf in leaves(query))
        if names and self.tagged < len(self):
            remarks.append(f"entities are known in {self.tagged:,} of {len(self):,} articles so far")
        return tuple(remarks)

    def _local_names(self, query: Named) -> frozenset[LocalKey]:
        return self.entities.local_names(query)


def _ends_in_word(text: str, query: Query) -> bool:
    """Is a word the last thing in `text`, where more of it may be to come?"""
    return text[-1:].isalnum() and isinstance([*leaves(query)][-1], Word)
