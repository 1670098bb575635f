"""How do articles become a segment? Words to term numbers as they come, columns beside, all written at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.article import Article
from index.store.arrays import ArrayFile, categories, narrowed, strings
from index.store.packing import Compressor, pack
from index.store.postings import Collector, Numbers, Run, assemble
from index.text import BLOCK_GAP, FIELDS, WORD, field_of, fold, stem, written

MOST_DOCUMENTS = 1 << 16
"""Articles of a segment: their numbers fit in 16 bits, half the size of the next type."""
_RUN = 2_000_000
"""Words that are sorted at once: about 4,000 articles, 80 MB while it lasts."""


TEXTS = ("keys", "titles", "sources", "authors")
CATEGORIES = ("sources", "authors")
"""Those texts that many articles share."""
LENGTHS = tuple(f"{name}.lengths" for name in FIELDS)
"""Words of each field."""


class Columns:
    """What is kept of each article outside the postings, in the order of document numbers."""

    def __init__(self) -> None:
        self.numbers = {name: array("q") for name in ("identity", "digest", "day", *LENGTHS)}
        self.texts: dict[str, list[bytes]] = {name: [] for name in TEXTS}
        self.frames: list[bytes] = []

    def __len__(self) -> int:
        return len(self.frames)

    def add(self, article: Article, frame: bytes, lengths: Iterable[int]) -> None:
        day = article.date.day
        row = (_signed(article.id), _signed(article.digest), day.toordinal() if day else 0, *lengths)
        for column, number in zip(self.numbers.values(), row, strict=True):
            column.append(number)
        texts = (article.key, article.title, article.source, article.byline)
        for column, text in zip(self.texts.values(), texts, strict=True):
            column.append((text or "").encode("utf-8", "surrogatepass"))
        self.frames.append(frame)


class Builder:
    """Collects articles and writes them as one segment. At most `MOST_DOCUMENTS`."""

    def __init__(self, compressor: Compressor) -> None:
        self._compressor = compressor
        self._terms = _Terms()
        self._collectors = {name: Collector() for name in FIELDS}
        self._runs: dict[str, list[Run]] = {name: [] for name in FIELDS}
        self._columns = Columns()

    def __len__(self) -> int:
        return len(self._columns)

    def add(self, article: Article) -> None:
        doc = len(self._columns)
        position = dict.fromkeys(FIELDS, 0)
        lengths = dict.fromkeys(FIELDS, 0)
        number = self._terms.__getitem__
        for block in article.blocks:
            field = field_of(block)
            words = WORD.findall(article.text, block.start, block.end)
            collector = self._collectors[field]
            collector.terms.extend(map(number, words))
            collector.stretch(doc, position[field], len(words))
            position[field] += len(words) + BLOCK_GAP
            lengths[field] += len(words)
        self._columns.add(article, self._compressor.compress(pack(article)), lengths.values())
        if len(self._collectors["body"].terms) >= _RUN:
            self._sort()

    def write(self, postings: Path, articles: Path) -> None:
        """Write what was added to two new files. Raises OSError."""
        self._sort()
        names = list(self._terms.values_in_order())
        order, ranks = sort_terms(names)
        fields = {
            name: assemble([(run, ranks[: len(run.at) - 1]) for run in runs], len(names))
            for name, runs in self._runs.items()
        }
        write_segment(postings, articles, order, fields, self._columns)

    def _sort(self) -> None:
        for name, collector in self._collectors.items():
            self._runs[name].append(collector.sorted(len(self._terms.terms)))


class _Terms(dict[str, int]):
    """Number of the term of a word as it stands in the text; new ones are numbered as they are met."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[str] = []

    def __missing__(self, word: str) -> int:
        term = written(word)
        if term == word:
            number = len(self.terms)
            self.terms.append(term)
        else:
            number = self[term]
        self[word] = number
        return number

    def values_in_order(self) -> Sequence[str]:
        return self.terms


def sort_terms(terms: Sequence[str]) -> tuple[list[tuple[str, str]], Numbers]:
    """The (folded, written) forms of `terms` in the order of their UTF-8 bytes, and the place of each term there."""
    keyed = [(fold(term), term) for term in terms]
    order = sorted(range(len(terms)), key=lambda i: _bytes(keyed[i]))
    ranks = np.empty(len(terms), np.int64)
    ranks[order] = np.arange(len(terms))
    return [keyed[i] for i in order], ranks


def write_segment(
    postings: Path,
    articles: Path,
    terms: list[tuple[str, str]],
    fields: dict[str, Run],
    columns: Columns,
) -> None:
    """Write a segment: its terms in order, the postings over them, the columns. Raises OSError."""
    with ArrayFile(postings) as file:
        _write_terms(file, terms)
        for name, run in fields.items():
            file.add(f"{name}.at", narrowed(run.at))
            file.add(f"{name}.docs", run.docs)
            file.add(f"{name}.frequencies", run.frequencies)
            file.add(f"{name}.positions", run.positions)
            file.add(f"{name}.positions_at", narrowed(run.positions_at))
        for name, numbers in columns.numbers.items():
            values = np.array(numbers, np.int64)
            file.add(name, values if name in ("identity", "digest") else narrowed(values))
        for name, texts in columns.texts.items():
            (categories if name in CATEGORIES else strings)(file, name, texts)
    with ArrayFile(articles) as file:
        strings(file, "frames", columns.frames)


def _write_terms(file: ArrayFile, terms: list[tuple[str, str]]) -> None:
    """Folded forms in order, the written forms under each, and which folded forms share a stem."""
    first = [i for i, (folded, _) in enumerate(terms) if i == 0 or folded != terms[i - 1][0]]
    folded = [terms[i][0] for i in first]
    strings(file, "folded", [_encode(word) for word in folded])
    file.add("folded.terms", narrowed(np.array([*first, len(terms)], np.int64)))
    # A term that is its own folded form, the commonest case, is not written twice.
    strings(file, "written", [b"" if term == word else _encode(term) for word, term in terms])
    groups: dict[str, list[int]] = {}
    for number, word in enumerate(folded):
        groups.setdefault(stem(word), []).append(number)
    shared = sorted(
        (_encode(root), numbers)
        for root, numbers in groups.items()
        if len(numbers) > 1 or folded[numbers[0]] != root
    )
    strings(file, "stems", [root for root, _ in shared])
    members = [number for _, numbers in shared for number in numbers]
    ends = np.cumsum([0, *(len(numbers) for _, numbers in shared)])
    file.add("stems.folded", narrowed(np.array(members, np.int64)))
    file.add("stems.folded_at", narrowed(ends))


def _bytes(key: tuple[str, str]) -> tuple[bytes, bytes]:
    return _encode(key[0]), _encode(key[1])


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _signed(digits: str) -> int:
    """A hexadecimal identity of up to 64 bits as the signed number with the same bits."""
    value: Any = int(digits, 16)
    return value - (1 << 64) if value >> 63 else value
