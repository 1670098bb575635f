"""What can be read of one state of the index? Articles, rows, columns and the answers to queries.

A snapshot never changes: what is committed later is seen by opening another one. Stored values are slices of
mapped files, so rows and articles may be read from any thread; `scores` belongs to one thread at a time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from whoosh import columns, scoring
from whoosh import index as whoosh_index

from index import query as q
from index.article import Article
from index.errors import StoreDamaged
from index.store.damage import reading
from index.store.evaluate import Evaluator, Scores
from index.store.manifest import check, distrust
from index.store.packing import unpack


class Head(NamedTuple):
    """What is known of an article without unpacking it."""

    key: str
    title: str
    source: str | None
    words: int


class Snapshot:
    """One state of one generation. Raises StoreDamaged from the constructor and from every reading method."""

    def __init__(self, generation: Path) -> None:
        self._generation = generation
        with reading(str(generation)):
            check(generation)
            self._index = whoosh_index.open_dir(str(generation))
            self._reader = self._index.reader()
            self._searcher = self._index.searcher(weighting=scoring.BM25F())
            self.live = frozenset(self._reader.all_doc_ids())

    def __len__(self) -> int:
        return len(self.live)

    @cached_property
    def ids(self) -> list[str]:
        """Article ID by document number."""
        return [identity.hex() for identity in self._column("identity", columns.FixedBytesColumn(6))]

    @cached_property
    def digests(self) -> list[str]:
        """`Article.digest` by document number."""
        return [digest.hex() for digest in self._column("digest", columns.FixedBytesColumn(8))]

    @cached_property
    def days(self) -> list[int]:
        """Day of publication as an ordinal by document number, 0 when unknown."""
        return list(self._column("day", columns.NumericColumn("i", default=0)))

    @cached_property
    def number(self) -> dict[str, int]:
        """Document number by article ID."""
        return {self.ids[doc]: doc for doc in self.live}

    @cached_property
    def newest_first(self) -> list[int]:
        """Live document numbers by date, undated ones last."""
        days = self.days
        return sorted(sorted(self.live), key=lambda doc: -days[doc])

    def day(self, doc: int) -> dt.date | None:
        ordinal = self.days[doc]
        return dt.date.fromordinal(ordinal) if ordinal else None

    def head(self, doc: int) -> Head:
        return Head(*self._stored(doc)["row"])

    def article(self, doc: int) -> Article:
        packed = self._stored(doc)["article"]
        with self._doubting(), reading(f"article {self.ids[doc]}"):
            return unpack(packed)

    def scores(self, query: q.Query, named: Callable[[q.Named], set[int]]) -> Scores:
        """Document number → score of the articles that `query` finds. `named` answers for entities."""

        def filtered(part: q.Dates | q.Named) -> set[int]:
            return self._published(part) if isinstance(part, q.Dates) else named(part)

        with self._doubting():
            return Evaluator(self._searcher, self.live, filtered).scores(query)

    @contextmanager
    def _doubting(self) -> Iterator[None]:
        """Damage met here makes the next opening look at every byte."""
        try:
            yield
        except StoreDamaged:
            distrust(self._generation)
            raise

    def _published(self, dates: q.Dates) -> set[int]:
        first = dates.first.toordinal() if dates.first else 1
        last = dates.last.toordinal() if dates.last else dt.date.max.toordinal()
        days = self.days
        return {doc for doc in self.live if first <= days[doc] <= last}

    def _stored(self, doc: int) -> dict[str, Any]:
        with self._doubting(), reading(f"article {self.ids[doc]}"):
            stored: dict[str, Any] = self._reader.stored_fields(doc)
        return stored

    def _column(self, name: str, column: columns.Column) -> list[Any]:
        if not self.live:
            return []
        with self._doubting(), reading(f"column {name}"):
            return [
                value for leaf, _ in self._reader.leaf_readers() for value in leaf.column_reader(name, column)
            ]
