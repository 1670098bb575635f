"""Which articles have what the words do not tell? Names, speakers, tags, reading state, likeness, other versions."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.article import Article, EntityKind, Mention
from index.entity_table import EntityTable
from index.errors import UnknownArticle
from index.query import (
    Boosted,
    Copies,
    Has,
    Is,
    Like,
    Mentioned,
    Named,
    Or,
    Says,
    Tagged,
    Word,
)
from index.query.tree import ArticleQuery
from index.store.found import Filtered, Found, Mask, Ranked
from index.store.snapshot import Snapshot
from index.text import FIELDS, fold, occurrences, stem

Docs = NDArray[Any]

_KINDS = {"person": EntityKind.PERSON, "org": EntityKind.ORGANISATION, "place": EntityKind.PLACE}
_TELLING_WORDS = 25
"""Words of an article that others must share to be like it: its most telling ones, as in Lucene's MoreLikeThis."""
_ALIKE = 0.2
"""An article is like another if it reaches this share of the score that the other has of its own words."""
_SPEECH_SECONDS = 0.15
"""How long articles are read for quotations before the search goes on with what was found."""


class Marks(Protocol):
    """What the reader added."""

    def saved(self) -> Mapping[str, str]:
        """Saved queries: name and text."""
        ...

    def marked(self, leaf: Tagged | Is | Has) -> frozenset[str]:
        """The IDs of the articles of which `leaf` is true: tags, notes, stars, read and new ones."""
        ...


class NoMarks:
    """Nothing has been read, starred, tagged, noted or saved."""

    def saved(self) -> Mapping[str, str]:
        return {}

    def marked(self, leaf: Tagged | Is | Has) -> frozenset[str]:
        return frozenset()


class Answers:
    """Answers, for one state of the corpus, the parts of a query that are about articles as a whole."""

    def __init__(
        self,
        snapshot: Snapshot,
        entities: Callable[[], EntityTable],
        mentions: Callable[[Article], Sequence[Mention]],
        marks: Marks,
        resolve: Callable[[str], str],
    ) -> None:
        self._snapshot = snapshot
        self._entities = entities
        self._mentions = mentions
        self._marks = marks
        self._resolve = resolve

    def __call__(self, leaf: ArticleQuery, remark: Callable[[str], None]) -> Found:
        """The documents of which `leaf` is true; `remark` takes what the user must know of that."""
        match leaf:
            case Named():
                return self._filtered(self._entities().docs(leaf))
            case Mentioned(name, least, most):
                return self._filtered(self._mentioned(name, least, most))
            case Says():
                return self._filtered(self._quoted(leaf, remark))
            case Has("person" | "org" | "place" as kind):
                return self._filtered(self._entities().docs_with(_KINDS[kind]))
            case Is("duplicate"):
                self._remark_uncompared(leaf, remark)
                return self._filtered(self._duplicates)
            case Is("unread"):
                return Filtered(~self._marked(Is("read")))
            case Tagged() | Is() | Has():
                marked = self._marked(leaf)
                if not marked.any():
                    remark(f"{leaf}: no article is marked so yet")
                return Filtered(marked)
            case Like(article):
                return self._like(article, remark)
            case Copies(article):
                self._remark_uncompared(leaf, remark)
                return self._filtered(self._copies(article, remark))
            case _:
                raise AssertionError(f"the index answers {leaf} itself")

    def _filtered(self, docs: Docs | Sequence[int]) -> Filtered:
        mask = np.zeros(len(self._snapshot.live), np.bool_)
        mask[np.asarray(docs, np.intp)] = True
        return Filtered(mask)

    def _mentioned(self, name: str, least: int | None, most: int | None) -> Docs:
        docs, mentions = self._entities().counts(Named(None, name))
        counts = np.zeros(len(self._snapshot.live), np.int64)
        counts[docs] = mentions
        enough = counts >= (least or 0)
        return np.flatnonzero(enough if most is None else enough & (counts <= most))

    def _quoted(self, leaf: Says, remark: Callable[[str], None]) -> list[int]:
        """Articles that mention the person are read, newest first, until time is up."""
        from index.speech import quotes  # its patterns cost more than other queries need pay

        asked = Named(EntityKind.PERSON, leaf.name)
        names = self._entities().local_names(asked)
        docs = self._entities().docs(asked)
        newest = docs[np.argsort(self._snapshot.columns.newest_first[docs])].tolist()
        deadline = time.monotonic() + _SPEECH_SECONDS
        found = []
        for read, doc in enumerate(newest):
            if time.monotonic() > deadline:
                remark(
                    f"{leaf}: looked at the newest {read:,} of {len(newest):,} articles that mention the name"
                )
                break
            article = self._snapshot.article(doc)
            if quotes(article, [m for m in self._mentions(article) if (m.kind, m.name) in names]):
                found.append(doc)
        return found

    @cached_property
    def _duplicates(self) -> Docs:
        """The articles that are versions of another one, but for the first of each: the earliest, then by key."""
        snapshot = self._snapshot
        groups, days = snapshot.versions, snapshot.columns.days
        docs = np.flatnonzero(groups)
        dated = np.where(days[docs] > 0, days[docs], np.iinfo(np.int32).max)
        earliest = np.full(len(groups), np.iinfo(np.int32).max)
        np.minimum.at(earliest, groups[docs], dated)
        first: dict[int, tuple[str, int]] = {}
        for doc in docs[dated == earliest[groups[docs]]].tolist():
            group, candidate = int(groups[doc]), (snapshot.key(doc), doc)
            first[group] = min(first.get(group, candidate), candidate)
        return np.setdiff1d(docs, [doc for _, doc in first.values()])

    def _copies(self, article: str, remark: Callable[[str], None]) -> Docs:
        doc = self._document(article, remark)
        if doc is None:
            return np.zeros(0, np.intp)
        groups = self._snapshot.versions
        return np.flatnonzero(groups == groups[doc]) if groups[doc] else np.array([doc])

    def _remark_uncompared(self, leaf: Is | Copies, remark: Callable[[str], None]) -> None:
        if uncompared := self._snapshot.uncompared:
            remark(f"{leaf}: {uncompared:,} of {len(self._snapshot):,} articles are yet to be compared")

    def _marked(self, leaf: Tagged | Is | Has) -> Mask:
        ids = np.array([int(each, 16) for each in self._marks.marked(leaf)], np.int64)
        return np.isin(self._snapshot.columns.identities, ids)

    def _like(self, article: str, remark: Callable[[str], None]) -> Found:
        doc = self._document(article, remark)
        if doc is None:
            return self._filtered([])
        query = self._telling(doc)
        docs, scores, *_ = self._snapshot.answer(query, self)
        if scores is None:  # a text without words
            return self._filtered([])
        keep = (scores >= _ALIKE * scores[np.searchsorted(docs, doc)]) & (docs != doc)
        return Ranked(docs[keep], scores[keep])

    def _telling(self, doc: int) -> Or:
        """The words of an article that are frequent in it and rare elsewhere, weighed by how often it has them."""
        article = self._snapshot.article(doc)
        terms: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for word in occurrences(article):
            if word.field in FIELDS[:2]:
                root = stem(fold(word.term))
                terms.setdefault(root, word.term)
                counts[root] += 1
        total = len(self._snapshot)

        def weight(root: str) -> float:
            return counts[root] * math.log(total / (1 + self._snapshot.frequency(Word(terms[root]))) + 1)

        best = sorted(counts, key=weight, reverse=True)[:_TELLING_WORDS]
        return Or(tuple(Boosted(Word(terms[root]), 1 + math.log(counts[root])) for root in best))

    def _document(self, article: str, remark: Callable[[str], None]) -> int | None:
        try:
            return self._snapshot.number(self._resolve(article))
        except UnknownArticle as unknown:
            remark(str(unknown))
            return None
