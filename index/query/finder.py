"""Where in a text does a query match? Made once for a query and asked of many texts, most of which it hardly reads.

Texts are searched for a few probes; only what stands around them is taken apart into words and judged.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from index.query.positions import OneWord, covers, matched, reach, single_words
from index.query.probes import probes, spellings
from index.query.terms import Accepts, accepts
from index.query.tree import Exact, Named, Phrase, Prefix, Query, WordQuery, leaves
from index.text import FIELDS, WORD, Wanted, fold, word_end, written

Forms = Mapping[OneWord, frozenset[str]]
"""What a word of a query means in the index → its terms. A word that is not in it is judged term by term."""
Blocks = Sequence[tuple[int, int]]
"""Start and end of blocks of a text, ascending, in code points."""

_MOST_PROBES = 64
"""Probes of a query: looking for more takes as long as taking a text apart into words."""
_SPARSE = 30
"""Characters of a text for each place of a probe: if they are closer, the text is taken apart whole."""
_BEGUN = 2
"""Letters of a beginning that so many words have that a text is full of them."""
_NEAR = 200
"""Characters around what else was found in which such words are looked for: what a passage can show."""
_KNOWN_WORDS = 1 << 15
"""Words of texts whose judgement is kept: those of about a hundred long articles."""


_NOT_PLAIN = re.compile("[^\x00-\x7f‘’“”–—…]+")
"""Matches where a word may be that does not fold to its small letters; common punctuation is none."""


class Found(NamedTuple):
    """A span of a text, and the part of the query that it answers: a word, a phrase as a whole, an entity."""

    start: int
    end: int
    part: OneWord | Phrase | Named


def words_asked(query: Query) -> tuple[OneWord, ...]:
    """What the positive parts of `query` ask of single words, each once: the keys of its `Forms`."""
    return tuple(dict.fromkeys(word for leaf in _word_leaves(query) for word in single_words(leaf)))


class Finder:
    """What one query asks of the words of a text. Safe to share between threads."""

    def __init__(self, query: Query, forms: Forms | None = None) -> None:
        """With `forms` it is quick, and says the same as the index where that had to cap an expansion."""
        self.query = query
        asked = tuple(dict.fromkeys(_word_leaves(query)))
        in_field = {field: tuple(leaf for leaf in asked if covers(leaf, field)) for field in FIELDS}
        finders = {leaves: _LeafFinder(leaves, forms or {}) for leaves in set(in_field.values())}
        self._finders = {field: finders[leaves] for field, leaves in in_field.items()}
        begun = tuple(
            leaf for leaf in in_field["body"] if isinstance(leaf, Prefix) and len(leaf.text) <= _BEGUN
        )
        self._begun = _LeafFinder(begun, forms or {}) if begun else None
        others = tuple(leaf for leaf in in_field["body"] if leaf not in begun)
        self._others = _LeafFinder(others, forms or {}) if begun else None

    def find(self, text: str, blocks: Blocks, field: str = "body") -> list[Found]:
        """What the query finds in those `blocks` of `text` that are the `field`.

        Ascending by block; within a block in any order, and different parts of the query may find the same words.
        """
        return self._finders[field].find(text, blocks)

    def glance(self, text: str, blocks: Blocks, field: str = "body") -> tuple[list[Found], bool]:
        """Enough of what `find` finds to choose a passage by, and whether that is all.

        Words that begin with a letter or two stand everywhere in a body: they are looked for only near what else is
        found.
        """
        if field != "body" or self._begun is None or self._others is None or not blocks:
            return self.find(text, blocks, field), True
        found = self._others.find(text, blocks)
        begun = self._begun.find(text, list(_near(text, found or [blocks[0]], blocks)))
        return (found + begun, False) if found or begun else (self.find(text, blocks), True)


class _Probes(NamedTuple):
    """What to look for in a text as it is written, and in its small letters."""

    written: tuple[str, ...]
    lowered: tuple[str, ...]
    accents: bool
    """Words with letters that are not ASCII may answer as well, whatever they begin with."""


class _LeafFinder:
    """Finds some leaves in any field."""

    def __init__(self, leaves: tuple[WordQuery, ...], forms: Forms) -> None:
        self._words = tuple(dict.fromkeys(word for leaf in leaves for word in single_words(leaf)))
        self._leaf_words = [(leaf, frozenset(single_words(leaf))) for leaf in leaves]
        self._reach = max((reach(leaf) for leaf in leaves), default=0)
        self._probes = _probes(self._words, forms)
        judges = [_judge(word, forms) for word in self._words]
        self._answers = lru_cache(_KNOWN_WORDS)(lambda word: _answers(written(word), judges))

    def find(self, text: str, blocks: Blocks) -> list[Found]:
        if not self._words:
            return []
        places = self._places(text, blocks)
        if not self._reach:
            stretches = blocks if places is None else _around(text, places, blocks)
            return [found for start, end in stretches for found in self._each(text, start, end)]
        groups = _whole(text, blocks) if places is None else self._groups(text, places, blocks)
        return [found for words in groups for found in self._among(words)]

    def _places(self, text: str, blocks: Blocks) -> list[int] | None:
        """Places in all words that may answer, ascending; None if they may be anywhere."""
        if self._probes is None or not blocks:
            return None
        low, high = blocks[0][0], blocks[-1][1]
        places = [place for probe in self._probes.written for place in _beginnings(probe, text, low, high)]
        if self._probes.lowered:
            lowered = text.lower()
            if len(lowered) != len(text):
                return None
            places += (
                place for probe in self._probes.lowered for place in _beginnings(probe, lowered, low, high)
            )
            if self._probes.accents and not text.isascii():
                places += (match.start() for match in _NOT_PLAIN.finditer(text, low, high))
        return None if len(places) * _SPARSE > high - low else sorted(places)

    def _each(self, text: str, start: int, end: int) -> Iterator[Found]:
        """The words that answer, each for itself."""
        for match in WORD.finditer(text, start, end):
            for k in self._answers(match[0]):
                yield Found(match.start(), word_end(match), self._words[k])

    def _groups(self, text: str, places: Sequence[int], blocks: Blocks) -> Iterator[list[re.Match[str]]]:
        """The words from those at `places` on, as long as those that answer are close enough for one match."""
        done = 0
        for place, low, high in _in_blocks(places, blocks):
            if place < done:
                continue
            start, left = max(low, done, text.rfind(" ", low, place) + 1), self._reach
            words = []
            for match in WORD.finditer(text, start, high):
                words.append(match)
                done = match.end()
                if self._answers(match[0]):
                    left = self._reach
                elif done > place:
                    left -= 1
                    if not left:
                        break
            yield words

    def _among(self, words: Sequence[re.Match[str]]) -> Iterator[Found]:
        """What the leaves find in consecutive words of a block."""
        places: dict[OneWord, list[int]] = {}
        for i, match in enumerate(words):
            for k in self._answers(match[0]):
                places.setdefault(self._words[k], []).append(i)
        for leaf, asked in self._leaf_words:
            if asked <= places.keys():
                for (first, last), part in matched(leaf, places.__getitem__):
                    yield Found(words[first].start(), word_end(words[last]), part)


def _near(text: str, found: Sequence[Found | tuple[int, int]], blocks: Blocks) -> Iterator[tuple[int, int]]:
    """The stretches of the blocks around where each of `found` starts, from one space to another, ascending."""
    done = 0
    for start in sorted(each[0] for each in found):
        low, high = blocks[bisect_right(blocks, start, key=itemgetter(0)) - 1]
        first = max(low, done, text.rfind(" ", low, max(low, start - _NEAR)) + 1)
        space = text.find(" ", start + _NEAR, high)
        last = space if space >= 0 else high
        if first < last:
            yield first, last
            done = last


def _word_leaves(query: Query) -> Iterator[WordQuery]:
    return (leaf for leaf in leaves(query, positive=True) if isinstance(leaf, WordQuery))


def _judge(word: OneWord, forms: Forms) -> Accepts:
    if word in forms:
        return forms[word].__contains__
    return word.accepts if isinstance(word, Wanted) else accepts(word)


def _answers(term: str, judges: Sequence[Accepts]) -> tuple[int, ...]:
    """The numbers of the words of the query that `term` answers."""
    return tuple(k for k, judge in enumerate(judges) if judge(term))


def _probes(words: Sequence[OneWord], forms: Forms) -> _Probes | None:
    """None if words may answer that begin in any way, or in too many ways to look for each."""
    written: set[str] = set()
    lowered: set[str] = set()
    accents = False
    for word in words:
        if isinstance(word, Prefix):
            lowered.update(spellings(fold(word.text)))
            accents = True
            continue
        terms = forms.get(word, {word.text} if isinstance(word, Exact) else None)
        # One look in small letters does for `attack`, `Attack` and `ATTACK`; `US` would be found in every `us`.
        small = terms is not None and all(map(str.isascii, terms)) and not all(map(str.isupper, terms))
        if terms is None or (some := probes({each.lower() for each in terms} if small else terms)) is None:
            return None
        (lowered if small else written).update(some)
    if len(written) + len(lowered) > _MOST_PROBES:
        return None
    return _Probes(tuple(written), tuple(lowered), accents)


def _beginnings(probe: str, text: str, low: int, high: int) -> Iterator[int]:
    """Where `probe` stands in `text[low:high]` but inside a word."""
    plain = probe.isascii()
    place = text.find(probe, low, high)
    while place >= 0:
        before = text[place - 1] if place > low else " "
        if not (plain and before.isascii() and before.isalnum()):
            yield place
        place = text.find(probe, place + 1, high)


def _around(text: str, places: Sequence[int], blocks: Blocks) -> Iterator[tuple[int, int]]:
    """What stands between the spaces around each of `places`, as far as it is in `blocks`; all of it once."""
    done = 0
    for place, low, high in _in_blocks(places, blocks):
        if place >= done:
            start = max(low, text.rfind(" ", low, place) + 1)
            end = text.find(" ", place, high)
            done = end if end >= 0 else high
            yield start, done


def _whole(text: str, blocks: Blocks) -> Iterator[list[re.Match[str]]]:
    """The words of each block."""
    return (list(WORD.finditer(text, start, end)) for start, end in blocks)


def _in_blocks(places: Sequence[int], blocks: Blocks) -> Iterator[tuple[int, int, int]]:
    """Those of `places` that are in one of `blocks`, with its start and end; both ascend."""
    each = iter(blocks)
    low, high = next(each)
    for place in places:
        while place >= high:
            if (block := next(each, None)) is None:
                return
            low, high = block
        if place >= low:
            yield place, low, high
