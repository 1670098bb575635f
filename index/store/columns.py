"""What is known of each article beside its words? Arrays by document number, for filters, facets and orders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import query as q
from index.duplicates import BANDS
from index.query.tree import ArticleQuery
from index.store.arrays import decoded
from index.store.collection import Collection
from index.store.found import Mask
from index.store.new_segment import SERIES
from index.store.postings import Numbers
from index.text import fold

if TYPE_CHECKING:
    from index.cleaning.profiles import Traits


class Category(NamedTuple):
    """A property that articles share: its values, and which of them each article has."""

    values: tuple[str, ...]
    """Empty for articles without one."""
    codes: Numbers


class Several(NamedTuple):
    """Numbers of which each article has several."""

    values: NDArray[Any]
    """Those of all articles, one after the other."""
    sizes: NDArray[np.int64]
    """How many each article has."""


class TraitsOfAll(NamedTuple):
    """`index.cleaning.profiles.Traits` of all articles."""

    groups: Category
    lines: Several
    texts: NDArray[np.uint32]
    orders: NDArray[np.int8]
    ambiguous: Mask


def order_code(traits: Traits) -> int:
    """What an article tells about the order of day and month, as the number that is stored."""
    return traits.order + 1 + 3 * traits.ambiguous


class Columns:
    """The columns of a collection, each made when it is first asked for."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    @cached_property
    def identities(self) -> Numbers:
        """Article IDs as numbers."""
        return self._collection.column("identity")

    @cached_property
    def digests(self) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
        return self._collection.column("digest").view(np.uint64)

    @cached_property
    def days(self) -> Numbers:
        """Day of publication as a proleptic ordinal, 0 when unknown."""
        return self._collection.column("day").astype(np.int32)

    @cached_property
    def source(self) -> Category:
        return self._category("sources")

    @cached_property
    def author(self) -> Category:
        return self._category("authors")

    @cached_property
    def language(self) -> Category:
        """ISO 639-1 codes."""
        return self._category("languages")

    @cached_property
    def traits(self) -> TraitsOfAll:
        """What the articles tell about their sources."""
        codes = self._collection.column("orders").astype(np.int8)
        return TraitsOfAll(
            groups=self._category("groups"),
            lines=self._series("lines"),
            texts=self._collection.column("longest").astype(np.uint32),
            orders=codes % 3 - 1,
            ambiguous=codes >= 3,
        )

    @cached_property
    def bands(self) -> NDArray[Any]:
        """The lower half of `index.duplicates.bands`: a row a document."""
        return self._series("bands").values.reshape(-1, BANDS)

    @cached_property
    def newest_first(self) -> Numbers:
        """A number for each document, by date: the newest has the smallest, undated ones have the largest."""
        return _apart(-self.days)

    @cached_property
    def oldest_first(self) -> Numbers:
        """A number for each document, by date: the oldest has the smallest, undated ones have the largest."""
        days = np.where(self.days == 0, np.iinfo(np.int32).max, self.days)
        return _apart(days)

    @cached_property
    def by_title(self) -> Numbers:
        """The place of each document among all by title, case and accents aside."""
        titles = [fold(title) for title in self._texts("titles")]
        return _places(np.array(sorted(range(len(titles)), key=titles.__getitem__), np.int64))

    def answer(self, leaf: ArticleQuery) -> Mask | None:
        """The documents of which `leaf` is true; None if that is not told by columns."""
        match leaf:
            case q.Dates(first, last):
                return self._published(first, last)
            case q.Length(least, most):
                return _within(self._collection.words, least, most)
            case q.About("source" | "author" | "lang" as name):
                return self._in_category(self.categories[name], _test(leaf))
            case q.About(name):
                return self._in_text({"path": "keys", "url": "urls"}[name], _test(leaf))
            case q.Has(what) if what in _PRESENT:
                return _PRESENT[what](self)
            case _:
                return None

    @property
    def categories(self) -> dict[str, Category]:
        """The categories by the names of their fields in the query language."""
        return {"source": self.source, "author": self.author, "lang": self.language}

    def _category(self, name: str) -> Category:
        """The values of all segments, numbered anew."""
        numbers: dict[bytes, int] = {}
        codes = [np.zeros(0, np.int64)]
        for segment in self._collection.segments:
            category = segment.categories[name]
            own = [numbers.setdefault(category.values[i], len(numbers)) for i in range(len(category.values))]
            codes.append(np.array(own, np.int64)[category.codes])
        return Category(tuple(decoded(value) for value in numbers), np.concatenate(codes))

    def _series(self, name: str) -> Several:
        parts = [segment.series[name] for segment in self._collection.segments]
        return Several(
            np.concatenate([np.zeros(0, SERIES[name]), *(part.values for part in parts)]),
            np.concatenate([np.zeros(0, np.int64), *(part.sizes for part in parts)]),
        )

    def _texts(self, name: str) -> list[str]:
        return [
            decoded(segment.texts[name][i])
            for segment in self._collection.segments
            for i in range(len(segment))
        ]

    def _published(self, first: dt.date | None, last: dt.date | None) -> Mask:
        least = first.toordinal() if first else 1
        return _within(self.days, least, last.toordinal() if last else None)

    @staticmethod
    def _in_category(category: Category, test: Callable[[str], bool]) -> Mask:
        holds = np.array([bool(value) and test(value) for value in category.values], np.bool_)
        return holds[category.codes] if len(holds) else np.zeros(len(category.codes), np.bool_)

    def _in_text(self, name: str, test: Callable[[str], bool]) -> Mask:
        return np.array([test(value) for value in self._texts(name)], np.bool_)


_PRESENT: dict[str, Callable[[Columns], Mask]] = {
    "date": lambda columns: columns.days > 0,
    "source": lambda columns: _filled(columns.source),
    "author": lambda columns: _filled(columns.author),
    "url": lambda columns: np.array([bool(url) for url in columns._texts("urls")], np.bool_),
    "hidden": lambda columns: columns._collection.lengths("hidden") > 0,
}


def _test(leaf: q.About) -> Callable[[str], bool]:
    """Is this value what `leaf` asks for?"""
    if leaf.exact:
        return lambda value: value == leaf.text
    wanted = fold(leaf.text)
    return lambda value: wanted in fold(value)


def _filled(category: Category) -> Mask:
    return np.array([bool(value) for value in category.values], np.bool_)[category.codes]


def _within(values: Numbers, least: int | None, most: int | None) -> Mask:
    mask = np.ones(len(values), np.bool_)
    if least is not None:
        mask &= values >= least
    if most is not None:
        mask &= values <= most
    return mask


def _apart(ranks: Numbers) -> Numbers:
    """Ranks of which no two are the same, in the same order: of equals the first has the smaller. No sorting."""
    return ranks.astype(np.int64) * len(ranks) + np.arange(len(ranks))


def _places(order: Numbers) -> Numbers:
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places
