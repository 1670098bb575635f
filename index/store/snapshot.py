"""What can be read of one state of the index? Articles, rows, columns and the answers to queries.

A snapshot never changes: what is committed later is seen by opening another one. Everything is a view of mapped
files, so rows and articles may be read from any thread; `answer` belongs to one thread at a time.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from index import query as q
from index.article import Article
from index.query.positions import OneWord
from index.query.tree import ArticleQuery, TermQuery
from index.store import storage, versions
from index.store.arrays import decoded
from index.store.collection import TEXT, Collection, TermSet
from index.store.columns import Columns
from index.store.damage import reading
from index.store.evaluate import Evaluator
from index.store.expansion import Expansion
from index.store.found import Docs, Filtered, Found, Mask, Ranked, Scores
from index.store.manifest import Doubting, check, read_dictionary
from index.store.meaning import Meaning, meaning
from index.store.order import Order, by_rank, by_score, first_of_each
from index.store.packing import Compressor, Outline, Verdicts, outline, unpack, verdicts
from index.store.postings import Numbers
from index.store.segment import Segment
from index.store.versions import Versions
from index.store.words import Words


class Head(NamedTuple):
    """What is known of an article without unpacking it."""

    key: str
    title: str
    source: str | None
    words: int


class Answer(NamedTuple):
    """What a query found: documents in ascending order, and what the user must know about the search."""

    docs: Docs
    scores: Scores | None
    """None where nothing in the query ranks."""
    remarks: tuple[str, ...] = ()
    terms: Mapping[OneWord, TermSet] = MappingProxyType({})
    """The terms that the words asked for stood for."""

    def score(self, doc: int) -> float:
        """The score of a document of the answer, 0 where nothing ranks."""
        return 0.0 if self.scores is None else float(self.scores[np.searchsorted(self.docs, doc)])


NOTHING = Answer(np.zeros(0, np.intp), None)

Others = Callable[[ArticleQuery, Callable[[str], None]], Found]
"""Answers what the index does not know of: names, tags, the state of reading. What it has to say of it is passed on."""

_MOST_FORMS = 300
"""Terms of a word that are worth listing; more are told by their spelling quicker."""


class Snapshot:
    """One state of one generation. Raises StoreDamaged from the constructor and from every reading method."""

    def __init__(self, generation: Path) -> None:
        self.generation = generation
        with reading(str(generation)):
            check(generation)
            entries = storage.read_contents(generation).segments
            segments = [Segment(generation, entry.segment_id()) for entry in entries]
            mask = np.concatenate([np.zeros(0, np.bool_), *(entry.live() for entry in entries)])
            self.collection = Collection(segments, mask)
            self.columns = Columns(self.collection)
            self._compressor = Compressor(read_dictionary(generation))
        self._count = int(np.count_nonzero(mask))

    def __len__(self) -> int:
        return self._count

    @property
    def live(self) -> Mask:
        """For each document number: is there such an article?"""
        return self.collection.live

    @property
    def digests(self) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
        """`Article.digest` by document number."""
        return self.columns.digests

    def id(self, doc: int) -> str:
        """The ID of the article with this document number."""
        return f"{int(self.columns.identities[doc]):012x}"

    def number(self, article_id: str) -> int | None:
        """The document number of an article; None if it is not there."""
        found = self.numbers(article_id)
        return found[0] if len(article_id) == 12 and found else None

    def numbers(self, beginning: str) -> list[int]:
        """The document numbers of the articles whose ID begins with these hexadecimal digits."""
        shift = np.int64(4 * (12 - len(beginning)))
        same = (self.columns.identities >> shift) == int(beginning, 16)
        return [int(doc) for doc in np.flatnonzero(same & self.live)]

    def day(self, doc: int) -> dt.date | None:
        ordinal = int(self.columns.days[doc])
        with self.doubting("article", doc):
            return dt.date.fromordinal(ordinal) if ordinal else None

    def head(self, doc: int) -> Head:
        segment, number = self.collection.place(doc)
        with self.doubting("article", doc):
            key, title, source = (
                decoded(segment.texts[name][number]) for name in ("keys", "titles", "sources")
            )
        return Head(key, title, source or None, int(self.collection.words[doc]))

    def key(self, doc: int) -> str:
        segment, number = self.collection.place(doc)
        with self.doubting("article", doc):
            return decoded(segment.texts["keys"][number])

    def article(self, doc: int) -> Article:
        with self.doubting("article", doc):
            return unpack(self._packed(doc), self.key(doc))

    def outline(self, doc: int) -> Outline:
        """Text and blocks of an article, for half the time."""
        with self.doubting("article", doc):
            return outline(self._packed(doc))

    def verdicts(self, doc: int) -> Verdicts:
        """What cleaning decided about an article, for a third of the time."""
        with self.doubting("article", doc):
            return verdicts(self._packed(doc))

    def answer(self, query: q.Query, others: Others) -> Answer:
        """The articles that `query` finds. `others` is asked what the index does not know."""

        def answers(leaf: ArticleQuery) -> Found:
            mask = self.columns.answer(leaf)
            return others(leaf, remark) if mask is None else Filtered(mask)

        def remark(text: str) -> None:
            expansion.remarks[text] = None

        expansion = Expansion(self.collection)
        with self.doubting("the answer to", query):
            found = Evaluator(self.collection, expansion, answers).found(query)
        docs, scores = (
            (found.docs, found.scores) if isinstance(found, Ranked) else (np.flatnonzero(found.all), None)
        )
        return Answer(docs, scores, tuple(expansion.remarks), expansion.met)

    def forms(self, answer: Answer) -> dict[OneWord, frozenset[str]]:
        """The terms as they are written that the words of a query stood for, but for words with very many."""
        with self.doubting("the words of an answer"):
            return {
                word: frozenset(self._terms(sets))
                for word, sets in answer.terms.items()
                if _size(sets) <= _MOST_FORMS or isinstance(word, q.Wildcard | q.Fuzzy | q.Regex)
            }

    def meaning(self, word: OneWord, answer: Answer, field: str | None, limit: int) -> Meaning | None:
        """What `word` stood for in `field`, with the `limit` commonest terms; None if `answer` did without it."""
        if word not in answer.terms:
            return None
        with self.doubting("the words of", word):
            return meaning(self.collection, answer.terms[word], field or TEXT, limit)

    def frequency(self, word: TermQuery) -> int:
        """How many postings `word` has: about the number of articles that hold it."""
        with self.doubting("the frequency of", word):
            return Expansion(self.collection).frequency(word)

    @cached_property
    def words(self) -> Words:
        """The words of the index, for completion and spelling."""
        return Words(self.collection)

    def ordered(self, answer: Answer, order: str, groups: Numbers | None = None) -> Order:
        """The documents of an answer by "relevance", "date-" (newest first), "date" or "title".

        With a group for each, only the first of every group but group 0.
        """
        with self.doubting("the order by", order):
            docs, scores = answer.docs, answer.scores if order == "relevance" else None
            rank = self._rank(order)
            if groups is not None:
                shown = first_of_each(groups, scores, rank[docs])
                docs, scores = docs[shown], None if scores is None else scores[shown]
            return by_rank(docs, rank) if scores is None else by_score(docs, scores, rank)

    def _rank(self, order: str) -> Numbers:
        columns = self.columns
        ranks = {"title": lambda: columns.by_title, "date": lambda: columns.oldest_first}
        return ranks.get(order, lambda: columns.newest_first)()

    @cached_property
    def versions(self) -> Numbers:
        """The same positive number for the documents that are versions of one text; 0 where there is no other."""
        groups = np.where(self.live, self._compared.of(self.digests), 0)
        several = np.bincount(groups) > 1
        several[0] = False
        return np.where(several[groups], np.cumsum(several)[groups], 0)

    def versions_of(self, doc: int) -> list[int]:
        """All versions of a document's text, the earliest first; none where there is no other."""
        group, days = self.versions[doc], self.columns.days
        docs = np.flatnonzero(self.versions == group).tolist() if group else []
        return sorted(docs, key=lambda each: (days[each] or math.inf, self.key(each)))

    @property
    def uncompared(self) -> int:
        """Articles of which it is not known yet whether they are versions of others."""
        return int(np.count_nonzero(~np.isin(self.digests[self.live], self._compared.digests)))

    @cached_property
    def _compared(self) -> Versions:
        return versions.load(self.generation)

    def doubting(self, what: str, which: object = "") -> Doubting:
        """Whatever goes wrong with reading `what` is damage: StoreDamaged, and the next opening looks at every byte."""
        return Doubting(self.generation, what, which)

    def _terms(self, sets: TermSet) -> Iterator[str]:
        for segment, ranges in zip(self.collection.segments, sets, strict=True):
            for low, high in ranges:
                yield from map(segment.vocabulary.term, range(low, high))

    def _packed(self, doc: int) -> bytes:
        segment, number = self.collection.place(doc)
        return self._compressor.decompress(segment.frames[number])


def _size(sets: TermSet) -> int:
    return sum(high - low for ranges in sets for low, high in ranges)
