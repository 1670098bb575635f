"""Which terms does each word of a query stand for? Looked up once a query, within a time and a number."""

from __future__ import annotations

import time

from index import query as q
from index.query.positions import OneWord
from index.store.collection import TEXT, Collection, TermSet
from index.store.vocabulary import OutOfTime, Ranges, Vocabulary
from index.text import Wanted

PATIENCE = 0.2
"""Seconds that a query may search the vocabulary; what is found by then is used."""
MOST_TERMS = 1000
"""Terms that a wildcard, a regular expression or edits stand for at most; the commonest are used."""

_SCANNED = q.Wildcard | q.Fuzzy | q.Regex


class Expansion:
    """The terms that the words of one query stand for, in all segments."""

    def __init__(self, collection: Collection, patience: float = PATIENCE) -> None:
        self._collection = collection
        self._deadline = time.monotonic() + patience
        self.met: dict[OneWord, TermSet] = {}
        """What was asked for so far."""
        self._frequencies: dict[OneWord, int] = {}
        self.remarks: dict[str, None] = {}
        """What the user must know, each once, in the order it was met."""

    def terms(self, word: OneWord) -> TermSet:
        """The terms that a leaf, or a word of a phrase, means. What is cut short is said in `remarks`."""
        if word not in self.met:
            found = tuple(self._of(segment.vocabulary, word) for segment in self._collection.segments)
            self.met[word] = self._capped(word, found) if isinstance(word, _SCANNED) else found
        return self.met[word]

    def frequency(self, word: OneWord) -> int:
        """How many postings `word` has: about the number of articles that hold it."""
        if word not in self._frequencies:
            field = None if isinstance(word, Wanted) else word.field
            self._frequencies[word] = self._collection.postings(field or TEXT, self.terms(word))
        return self._frequencies[word]

    def _of(self, vocabulary: Vocabulary, word: OneWord) -> Ranges:
        if isinstance(word, Wanted):
            return vocabulary.meant(word)
        try:
            return vocabulary.ranges(word, self._deadline)
        except OutOfTime as stopped:
            words = f"{len(stopped.found):,} word{'s' * (len(stopped.found) != 1)}"
            self.remarks[f"{word} took too long: stopped after {words}"] = None
            return vocabulary.runs(stopped.found)

    def _capped(self, word: q.Wildcard | q.Fuzzy | q.Regex, terms: TermSet) -> TermSet:
        """At most `MOST_TERMS` of each segment."""
        most = max((len(ranges) for ranges in terms), default=0)
        if most <= MOST_TERMS:
            return terms
        self.remarks[f"{word} matches {most:,} words: used the {MOST_TERMS:,} commonest"] = None
        field = word.field or "body"
        pairs = zip(self._collection.segments, terms, strict=True)
        return tuple(segment.fields[field].commonest(ranges, MOST_TERMS) for segment, ranges in pairs)
