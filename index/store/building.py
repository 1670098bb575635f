"""How do articles become a segment? Words to term numbers as they come, sorted in runs, written as a whole."""

from __future__ import annotations

from pathlib import Path

from index.article import Article
from index.language import guess
from index.store.new_segment import NewSegment, Row, sort_terms
from index.store.packing import Compressor, pack
from index.store.postings import Collector, Run, assemble
from index.text import BLOCK_GAP, FIELDS, WORD, field_of, written

MOST_DOCUMENTS = 1 << 15
"""Articles that a segment is built of: what it takes in memory stays below 200 MB."""
_RUN = 1_000_000
"""Words that are sorted at once: about 2,000 articles, 50 MB while it lasts."""


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

    def add(self, article: Article) -> None:
        doc = len(self._segment)
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
        self._segment.add(self._row(article, lengths))
        if len(self._collectors["body"].terms) >= _RUN:
            self._sort()

    def finish(self) -> None:
        """Write the segment."""
        self._sort()
        terms, ranks = sort_terms(self._terms.terms)
        fields = {
            name: assemble([(run, ranks[: len(run.at) - 1]) for run in runs], len(terms))
            for name, runs in self._runs.items()
        }
        self._segment.finish(terms, fields)

    def discard(self) -> None:
        """Leave off."""
        self._segment.discard()

    def _row(self, article: Article, lengths: dict[str, int]) -> Row:
        day = article.date.day
        return Row(
            (_signed(article.id), _signed(article.digest), day.toordinal() if day else 0, *lengths.values()),
            [
                (text or "").encode("utf-8", "surrogatepass")
                for text in (
                    article.key,
                    article.title,
                    article.url,
                    article.source,
                    article.byline,
                    guess(article.text),
                )
            ],
            self._compressor.compress(pack(article)),
        )

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


def _signed(digits: str) -> int:
    """A hexadecimal identity of up to 64 bits as the signed number with the same bits."""
    value = int(digits, 16)
    return value - (1 << 64) if value >> 63 else value
