"""Which terms of a segment does a leaf of a query mean? Runs of term numbers, found by search or by a scan.

Terms are ordered by (folded, written), so that a folded form, a prefix and a range are one run each.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from index.query.terms import expression, within
from index.query.tree import Between, Exact, Fuzzy, Prefix, Regex, TermQuery, Wildcard, Word
from index.store.arrays import Arrays, Strings, decoded, encoded
from index.store.postings import Numbers
from index.text import Wanted, fold, stem, wanted

Ranges = list[tuple[int, int]]
"""Term numbers, as half-open runs in ascending order."""

_CHUNK = 1 << 14
"""Folded forms matched between two looks at the clock: a few milliseconds' work."""


class OutOfTime(Exception):  # noqa: N818 - not an error: what was found so far is used
    """A scan reached its deadline; `found` are the numbers of the folded forms up to there."""

    def __init__(self, found: list[int]) -> None:
        super().__init__()
        self.found = found


class Vocabulary:
    """The terms of one segment."""

    def __init__(self, arrays: Arrays) -> None:
        self._folded = Strings(arrays, "folded")
        self._first = arrays.starts("folded.terms")
        self._first_of = self._first.data
        self._arrays = arrays
        self._members = arrays["stems.folded"]

    @cached_property
    def _written(self) -> Strings:
        return Strings(self._arrays, "written")

    @cached_property
    def _stems(self) -> Strings:
        return Strings(self._arrays, "stems")

    @cached_property
    def _members_at(self) -> Numbers:
        return self._arrays.starts("stems.folded.sizes")

    def __len__(self) -> int:
        return len(self._written)

    def term(self, number: int) -> str:
        """The written form of a term."""
        own = self._written[number]
        return decoded(own or self._folded[self.group_of(number)])

    def terms(self) -> Iterator[str]:
        """All written forms, in the order of their numbers."""
        forms = list(_each(self._folded))
        sizes: Numbers = np.diff(self._first.astype(np.int64))
        groups = np.repeat(np.arange(len(forms)), sizes)
        return (
            decoded(own or forms[group])
            for own, group in zip(_each(self._written), groups.tolist(), strict=True)
        )

    def folded(self, group: int) -> str:
        return decoded(self._folded[group])

    def group_of(self, number: int) -> int:
        """The number of the folded form of a term."""
        return int(np.searchsorted(self._first, number, "right")) - 1

    def run(self, group: int, end: int | None = None) -> tuple[int, int]:
        """The terms of a folded form, or of those from `group` to `end`."""
        return self._first_of[group], self._first_of[group + 1 if end is None else end]

    def firsts(self, low: int, high: int) -> Numbers:
        """The first terms of the folded forms from `low` to `high`, and the end."""
        return self._first[low : high + 1]

    def group(self, folded: str) -> int | None:
        """The number of a folded form; None if no term has it."""
        key = encoded(folded)
        at = self._folded.find(key)
        return at if at < len(self._folded) and self._folded[at] == key else None

    def beginning(self, prefix: str) -> tuple[int, int]:
        """The run of the folded forms that begin with `prefix`."""
        first = encoded(prefix)
        low = self._folded.find(first)
        return low, self._folded.find(first + b"\xff", low)

    def ranges(self, leaf: TermQuery, deadline: float) -> Ranges:
        """The terms that `leaf` means. A scan that is not done at `deadline` (monotonic) raises OutOfTime."""
        match leaf:
            case Word(text):
                return self.meant(wanted(text))
            case Exact(text):
                group = self.group(fold(text))
                return [] if group is None else self._those(group, lambda term: term == text)
            case Prefix(text):
                return [self.run(*self.beginning(fold(text)))]
            case Between():
                return [self.run(*self._between(leaf))]
            case Fuzzy(text, edits):
                return self.runs(self.similar(fold(text), edits, deadline))
            case Wildcard() | Regex():
                return self.runs(self._matching(leaf, deadline))

    def meant(self, asked: Wanted) -> Ranges:
        """The terms that a word asks for."""
        if asked.folded:
            group = self.group(asked.folded)
            if group is None:
                return []
            return self._those(group, str.isupper) if asked.capitals else [self.run(group)]
        root = encoded(asked.stem)
        at = self._stems.find(root)
        if at < len(self._stems) and self._stems[at] == root:
            return self.runs(self._members[int(self._members_at[at]) : int(self._members_at[at + 1])])
        group = self.group(asked.stem)
        return [] if group is None or stem(asked.stem) != asked.stem else [self.run(group)]

    def runs(self, groups: Sequence[int] | Numbers) -> Ranges:
        """The terms of folded forms, given in ascending order."""
        return [self.run(int(group)) for group in groups]

    def similar(self, folded: str, edits: int, deadline: float) -> list[int]:
        """The folded forms within `edits` of `folded`.

        An edit changes at most the bytes of a character in the one and in the other word, and leaves a word of five
        letters the first or the last two: that is compared first, for all at once.
        """
        key = encoded(folded)
        shapes = self._shapes
        widths = shapes.widths + _WIDTHS[max(key)]
        near = np.bitwise_count(shapes.letters ^ _letters(key)) <= widths * edits
        near &= np.abs(shapes.lengths - len(key)) <= widths * edits
        if edits == 1 and len(folded) >= _FIVE:
            near &= (shapes.heads == _pair(key[:2])) | (shapes.tails == _pair(key[-2:]))
        found: list[int] = []
        for i, group in enumerate(np.flatnonzero(near)):
            if i % _CHUNK == 0 and time.monotonic() > deadline:
                raise OutOfTime(found)
            if within(folded, self.folded(int(group)), edits):
                found.append(int(group))
        return found

    def _those(self, group: int, accepted: Callable[[str], bool]) -> Ranges:
        first, end = self.run(group)
        return [(i, i + 1) for i in range(first, end) if accepted(self.term(i))]

    def _between(self, leaf: Between) -> tuple[int, int]:
        low, high = 0, len(self._folded)
        if leaf.first:
            key = encoded(fold(leaf.first))
            low = self._folded.find(key if leaf.includes_first else key + b"\0")
        if leaf.last:
            key = encoded(fold(leaf.last))
            high = self._folded.find(key + b"\0" if leaf.includes_last else key)
        return low, max(low, high)

    def _matching(self, leaf: Wildcard | Regex, deadline: float) -> list[int]:
        matches = expression(leaf).fullmatch
        groups = self._holding(leaf) if isinstance(leaf, Wildcard) else range(len(self._folded))
        found: list[int] = []
        for start in range(0, len(groups), _CHUNK):
            if time.monotonic() > deadline:
                raise OutOfTime(found)
            chunk = groups[start : start + _CHUNK]
            found.extend(group for group in chunk if matches(self.folded(group)))
        return found

    def _holding(self, leaf: Wildcard) -> Sequence[int]:
        """The folded forms that begin as the wildcard does and hold its longest plain part."""
        parts = [fold(part) for part in re.split(r"[*?]+", leaf.text)]
        low, high = self.beginning(parts[0])
        longest = encoded(max(parts, key=len))
        if not longest:
            return range(low, high)
        starts = self._folded.starts
        text = self._folded.bytes[int(starts[low]) : int(starts[high])].data
        places = np.array([match.start() for match in re.finditer(re.escape(longest), text)], np.int64)
        groups: list[int] = np.unique(
            np.searchsorted(starts, places + int(starts[low]), "right") - 1
        ).tolist()
        return groups

    @cached_property
    def _shapes(self) -> _Shapes:
        starts, ends = self._folded.starts[:-1].astype(np.int64), self._folded.starts[1:].astype(np.int64)
        if not len(starts):
            return _Shapes(*[np.zeros(0, np.uint64)] * 5)
        text = self._folded.bytes
        letters = np.bitwise_or.reduceat(_BITS[text], starts)
        wide = np.append(text, 0).astype(np.uint16)
        return _Shapes(
            letters,
            _WIDTHS[np.maximum.reduceat(text, starts)],
            ends - starts,
            wide[starts] << 8 | wide[starts + 1],
            wide[np.maximum(ends - 2, 0)] << 8 | wide[ends - 1],
        )


class _Shapes(NamedTuple):
    """What tells quickly that a folded form is not like another one."""

    letters: Numbers
    """The set of its bytes, as bits of a number."""
    widths: Numbers
    """Bytes of its widest character."""
    lengths: Numbers
    """In bytes."""
    heads: Numbers
    """Its first two bytes as one number."""
    tails: Numbers
    """Its last two."""


_FIVE = 5
_WIDTHS = np.searchsorted(np.array([0x80, 0xE0, 0xF0]), np.arange(256), "right") + 1
"""Bytes of the widest character of a UTF-8 text, by its largest byte."""
_BITS = np.uint64(1) << (np.arange(256, dtype=np.uint64) % np.uint64(64))


def _letters(word: bytes) -> np.uint64:
    return np.uint64(np.bitwise_or.reduce(_BITS[np.frombuffer(word, np.uint8)]))


def _pair(two: bytes) -> int:
    return two[0] << 8 | two[1]


def _each(strings: Strings) -> Iterator[bytes]:
    """All of them, many times quicker than one by one."""
    everything = strings.bytes.tobytes()
    return (everything[start:end] for start, end in pairwise(strings.starts.tolist()))
