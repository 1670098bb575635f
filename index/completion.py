"""What could the user be about to type? Values, field names and words, with their counts.

Everything is told from arrays and lists in memory: no article is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.article import EntityKind
from index.entity_table import EntityTable
from index.query import FIELDS, ORDERS, PRESENT, STATES, quote
from index.query.cursor import Typed, at_cursor
from index.query.fields import TEXT_FIELDS
from index.query.tree import ENTITY_FIELDS
from index.store.columns import Category
from index.store.snapshot import Snapshot
from index.text import fold, tokens

_MOST = 10
_SHORTEST_WORD = 2
"""Letters of a word that is worth completing: one letter says too little."""
_FIXED: dict[str, Sequence[str]] = {
    "is": STATES,
    "has": PRESENT,
    "no": PRESENT,
    "sort": ORDERS,
    "newer": ("1d", "7d", "30d", "6m", "1y"),
    "older": ("1d", "7d", "30d", "6m", "1y"),
}
_NAMES: dict[str, EntityKind | None] = ENTITY_FIELDS | {"says": EntityKind.PERSON, "mentions": None}
_PLAIN = re.compile(r"(?!(?:AND|OR|NOT)\Z)\w[\w.'’-]*")
"""A value that needs no quotes."""
_PATTERN_SIGNS = ("/", "^", "~")
_VALUE_BEFORE = re.compile(r"(?<![^\s(])[-!+]*+[A-Za-z]++:[^\s()]*+\Z")
_REST_OF_WORD = re.compile(r"\w*")
_UNIX_EPOCH = np.datetime64(0, "D").item().toordinal()

Docs = NDArray[Any]
"""Document numbers."""
Counted = Iterable[tuple[str, int | None]]


class Completion(NamedTuple):
    """Replace `[start, end)` of the query text (code points) by `text`."""

    start: int
    end: int
    text: str
    label: str
    """What is shown: the value without quotes."""
    articles: int | None = None
    """How many articles have it, in the current result for a field's values, in the corpus for words."""


class Completer:
    """Completes query texts over one state of the corpus."""

    def __init__(self, snapshot: Snapshot, entities: Callable[[], EntityTable]) -> None:
        self._snapshot = snapshot
        self._entities = entities
        self._categories: dict[str, Beginnings] = {}

    def complete(
        self, text: str, cursor: int, docs_of: Callable[[str], Docs], known: Mapping[str, Iterable[str]]
    ) -> tuple[Completion, ...]:
        """What may replace that at `cursor` (code points) in `text`, likeliest first; every text will do.

        `docs_of` answers the query without the value that is being typed; `known` are the values, by field, that
        neither corpus nor language knows: saved queries, tags.
        """
        typed = at_cursor(text, cursor)
        if typed.field is None or typed.field in TEXT_FIELDS:
            return tuple(islice(self._words(text, cursor, typed), _MOST))
        if typed.field in _FIXED:
            begun = typed.value.lower()
            values: Counted = ((value, None) for value in _FIXED[typed.field] if value.startswith(begun))
        elif typed.field in known:
            listed = list(known[typed.field])
            values = ((listed[i], None) for i in Beginnings([value] for value in listed).of(typed.value))
        else:
            values = self._counted(typed, docs_of(_without(text, typed)))
        offered = ((value, count) for value, count in dict(values).items() if value != typed.value)
        return tuple(
            Completion(typed.start, typed.end, _written(value, typed), value, count)
            for value, count in islice(offered, _MOST)
        )

    def _words(self, text: str, cursor: int, typed: Typed) -> Iterator[Completion]:
        """Field names where one may stand, then words."""
        last = list(tokens(text, typed.start, cursor))[-1:]
        if not last or last[0].end != cursor or typed.value.startswith(_PATTERN_SIGNS):
            return
        term, start, _ = last[0]
        rest = _REST_OF_WORD.match(text, cursor)
        end = rest.end() if rest else cursor
        if typed.field is None and not typed.in_quotes and start == typed.start:
            after = end + text.startswith(":", end)
            for field in FIELDS:
                if field.startswith(term.lower()):
                    yield Completion(start, after, f"{field}:", f"{field}:")
        if len(term) >= _SHORTEST_WORD:
            for word, articles in self._snapshot.words.beginning(term, _MOST + 1, typed.field or "body"):
                if word != fold(term):
                    written = _in_case_of(term, word)
                    yield Completion(start, end, written, written, articles)

    def _counted(self, typed: Typed, docs: Docs) -> Counted:
        """The values of a field in the documents; where none of these is meant, those of the corpus, uncounted."""
        found = list(self._values(typed, docs))
        if found:
            return found
        return [(value, None) for value, _ in self._values(typed, np.flatnonzero(self._snapshot.live))]

    def _values(self, typed: Typed, docs: Docs) -> Counted:
        columns = self._snapshot.columns
        field = typed.field or ""
        if field in columns.categories:
            return self._shared(field, columns.categories[field], typed.value, docs)
        if field in _NAMES:
            return self._named(_NAMES[field], typed.value, docs)
        return _dates(columns.days[docs], typed.value) if field == "date" else ()

    def _shared(self, field: str, category: Category, begun: str, docs: Docs) -> Counted:
        """The values of a category, the commonest first."""
        if field not in self._categories:
            self._categories[field] = Beginnings([value] for value in category.values)
        numbers = self._categories[field].of(begun)
        counts = np.bincount(category.codes[docs], minlength=len(category.values))[numbers]
        order = np.argsort(-counts, kind="stable")[: _MOST + 2].tolist()
        pairs = ((category.values[numbers[i]], int(counts[i])) for i in order)
        return [(value, count) for value, count in pairs if value and count]

    def _named(self, kind: EntityKind | None, begun: str, docs: Docs) -> Counted:
        """The names of entities, the commonest first."""
        chosen = np.zeros(len(self._snapshot.live), np.bool_)
        chosen[docs] = True
        counts = self._entities().articles_in(chosen)
        meant = np.zeros_like(counts)
        numbers = self._names.of(begun)
        meant[numbers] = counts[numbers]
        found, _ = self._entities().facet(meant, kind, _MOST + 1)
        return [(entity.name, articles) for entity, articles in found]

    @cached_property
    def _names(self) -> Beginnings:
        return Beginnings(self._entities().names())


class Beginnings:
    """Finds the names of which any word begins as was typed, case, accents and points aside."""

    def __init__(self, names: Iterable[Iterable[str]]) -> None:
        """One or several names for each number from 0."""
        lines = ("\t ".join(["", *map(_plain, several)]) for several in names)
        self._text = _words_alone("".join(f"{line}\n" for line in lines))
        """A line for each number, a space before each word."""
        self._ends = np.cumsum([len(line) + 1 for line in self._text.split("\n")[:-1]], dtype=np.intp)

    def of(self, typed: str) -> NDArray[np.intp]:
        """The numbers of the names with words that begin with `typed`, ascending; all where it holds no word."""
        words = " ".join(_words_alone(_plain(typed)).split())
        if not words:
            return np.arange(len(self._ends))
        places = [match.start() for match in re.finditer(re.escape(f" {words}"), self._text)]
        return np.unique(np.searchsorted(self._ends, places, "right"))


def _plain(name: str) -> str:
    return (name.lower() if name.isascii() else fold(name)).replace("\n", " ")


def _words_alone(text: str) -> str:
    """`text` with spaces for the signs in names, but without points and commas."""
    for sign in ".,":
        text = text.replace(sign, "")
    for sign in "-–'’‘\"“”()/&":
        text = text.replace(sign, " ")
    return text


def _dates(days: NDArray[Any], begun: str) -> Counted:
    """The years and months in which the articles of `days` (proleptic ordinals, 0 for unknown) were published."""
    dates = (days[days > 0].astype(np.int64) - _UNIX_EPOCH).astype("datetime64[D]")
    for unit in ("Y", "M"):
        spans, counts = np.unique(dates.astype(f"datetime64[{unit}]"), return_counts=True)
        for span, count in zip(reversed(spans.astype(str).tolist()), reversed(counts.tolist()), strict=True):
            if span.startswith(begun):
                yield span, count


def _without(text: str, typed: Typed) -> str:
    """The query without the value that is being typed, its field and its sign."""
    return _VALUE_BEFORE.sub("", text[: typed.start]) + text[typed.end :]


def _written(value: str, typed: Typed) -> str:
    return value if _PLAIN.fullmatch(value) and not typed.in_quotes else quote(value)


def _in_case_of(typed: str, word: str) -> str:
    """The folded `word` with the letters typed so far, unless they are all capitals: those may be an acronym's."""
    begun = len(fold(typed))
    return word if typed.isupper() else typed + word[begun:]
