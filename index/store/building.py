"""How do articles become a segment? Words to term numbers as they come, sorted in runs, written as a whole."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import numpy as np

from index.article import Article
from index.cleaning.profiles import Traits
from index.duplicates import bands
from index.language import guess
from index.store.arrays import encoded
from index.store.columns import order_code
from index.store.new_segment import SERIES, NewSegment, Row, sort_terms
from index.store.packing import Compressor, pack
from index.store.postings import Collector, Run, assemble
from index.text import BLOCK_GAP, FIELDS, WORD, field_of, written

MOST_DOCUMENTS = 1 << 15
"""Articles that a segment is built of: what it takes in memory stays below 200 MB."""
_RUN = 500_000
"""Words that are sorted at once: about 1,000 articles, 30 MB while it lasts."""
_MOST_PIECES = 1 << 18
"""Pieces of text whose terms are remembered: those of 20,000 articles, 50 MB; the common ones come early."""
_PUNCTUATION = '.,;:!?()"“”'
"""What stands around words most; it joins no word to another."""


class Builder:
    """Collects at most `MOST_DOCUMENTS` articles and writes them as one segment. Raises OSError."""

    def __init__(self, compressor: Compressor, postings: Path, articles: Path) -> None:
        self._compressor = compressor
        self._segment = NewSegment(postings, articles)
        self._terms = _Terms()
        self._collectors = {name: Collector() for name in FIELDS}
        self._runs: dict[str, list[Run]] = {name: [] for name in FIELDS}

    def __len__(self) -> int:
        return len(self._segment)

    def add(self, article: Article, traits: Traits) -> None:
        doc = len(self._segment)
        position = dict.fromkeys(FIELDS, 0)
        lengths = dict.fromkeys(FIELDS, 0)
        numbers = self._terms.__getitem__
        for block in article.blocks:
            field = field_of(block)
            pieces = article.text[block.start : block.end].split()
            words = self._collectors[field].add(
                doc, position[field], chain.from_iterable(map(numbers, pieces))
            )
            position[field] += words + BLOCK_GAP
            lengths[field] += words
        self._segment.add(self._row(article, traits, lengths))
        if len(self._collectors["body"]) >= _RUN:
            self._sort()

    def finish(self) -> None:
        """Write the segment."""
        self._sort()
        self._terms.clear()  # as what follows takes the most memory
        terms, ranks = sort_terms(self._terms.written())
        fields = {
            name: assemble([(run, ranks[: len(run.at) - 1]) for run in runs], len(terms))
            for name, runs in self._runs.items()
        }
        self._segment.finish(terms, fields)

    def discard(self) -> None:
        """Leave off."""
        self._segment.discard()

    def _row(self, article: Article, traits: Traits, lengths: dict[str, int]) -> Row:
        day = article.date.day
        texts = (
            article.key,
            article.title,
            article.url,
            article.source,
            article.byline,
            guess(article.text),
            traits.group,
        )
        return Row(
            numbers=(
                _signed(article.id),
                _signed(article.digest),
                day.toordinal() if day else 0,
                order_code(traits),
                traits.text,
                *lengths.values(),
            ),
            texts=[encoded(text or "") for text in texts],
            series=(
                np.array(traits.lines, SERIES["lines"]),
                bands(article).astype(SERIES["bands"]),
            ),
            frame=self._compressor.compress(pack(article)),
        )

    def _sort(self) -> None:
        for name, collector in self._collectors.items():
            self._runs[name].append(collector.sorted(self._terms.count()))


class _Terms(dict[str, tuple[int, ...]]):
    """Numbers of the terms in a piece of text between white space; new terms are numbered as they are met.

    No word reaches over white space, and most pieces come again and again: looking them up is quicker than
    looking for the words in them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, int] = {}

    def count(self) -> int:
        return len(self._numbers)

    def written(self) -> list[str]:
        """The terms by number."""
        return list(self._numbers)

    def __missing__(self, piece: str) -> tuple[int, ...]:
        bare = piece.strip(_PUNCTUATION)
        words = (bare,) if bare.isascii() and bare.isalnum() else WORD.findall(piece)
        known = self._numbers
        numbers = tuple([known.setdefault(written(word), len(known)) for word in words])
        if len(self) < _MOST_PIECES:
            self[piece] = numbers
        return numbers


def _signed(digits: str) -> int:
    """A hexadecimal identity of up to 64 bits as the signed number with the same bits."""
    value = int(digits, 16)
    return value - (1 << 64) if value >> 63 else value
