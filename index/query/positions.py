"""Which words of a text does a query match? One definition for highlighting and as the measure of the index.

A text is here no more than the places at which each word of the query stands in a list of words: one block's.
Nothing matches over the end of a block, as long as no distance exceeds `index.text.BLOCK_GAP`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from index.query.tree import Near, Phrase, TermQuery, WordQuery
from index.text import Wanted, tokens, wanted

_MOST_MATCHES = 20_000
"""Matches that are put together for a NEAR within a NEAR in a text: what would be more is left out."""
OneWord = TermQuery | Wanted
"""What is asked of a single word: a leaf that means a set of terms, or a word of a phrase."""
Places = Callable[[OneWord], Sequence[int]]
"""Where the words that are meant stand in the list, ascending."""


class Run(NamedTuple):
    """Words of the list from the `first` to the `last`, both included."""

    first: int
    last: int


class Match(NamedTuple):
    """Words that were found, and the part of the query that they answer: a phrase as one, other words one by one."""

    run: Run
    part: OneWord | Phrase


Runs = dict[Run, tuple[Match, ...]]
"""All places of a part of a query, each from its first word to its last, and what was found there."""


def matched(leaf: WordQuery, places: Places) -> Collection[Match]:
    """All words of the list that take part in a match of `leaf`, each once: empty if it does not match.

    NEAR takes every pair that is close enough. Pairs are built only inside another NEAR: elsewhere it is enough
    that there is a partner, which keeps the time linear in the words, however often they repeat.
    """
    if not isinstance(leaf, Near):
        found = chain.from_iterable(runs(leaf, places).values())
        return dict.fromkeys(found) if isinstance(leaf, Phrase) and leaf.slop else list(found)
    left, right = runs(leaf.left, places), runs(leaf.right, places)
    some = _partners(left, right, leaf.distance)
    if not leaf.ordered:
        some = chain(some, _partners(right, left, leaf.distance))
    return dict.fromkeys(chain.from_iterable(some))


def runs(leaf: WordQuery, places: Places) -> Runs:
    """All places of `leaf`; a phrase with slop stands at its shortest windows, those that hold no other one."""
    match leaf:
        case Near(left, right, distance, ordered):
            one, other = runs(left, places), runs(right, places)
            joined = _pairs(one, other, distance)
            return joined if ordered else _merged(joined, _pairs(other, one, distance))
        case Phrase(slop=0):
            return _phrase(leaf, places)
        case Phrase():
            return _windows(leaf, places)
        case _:
            return {run: (Match(run, leaf),) for run in (Run(i, i) for i in places(leaf))}


@lru_cache(maxsize=1024)
def words_of(phrase: Phrase) -> tuple[Wanted, ...]:
    """What a phrase asks of its words, one by one."""
    return tuple(wanted(token.term, exact=True) for token in tokens(phrase.text))


def places_needed(words: Sequence[Wanted]) -> dict[Wanted, int]:
    """How many places of each word a window holds at least, if each of `words` has one of its own.

    US takes a place of us as well: what one word accepts is part of what the other does, or they share nothing,
    so that these numbers are also enough (Hall's theorem).
    """

    def serves(word: Wanted, other: Wanted) -> bool:
        return word.folded == other.folded and (other.capitals or not word.capitals)

    return {word: sum(serves(word, other) for other in words) for word in words}


def single_words(leaf: WordQuery) -> Iterator[OneWord]:
    """What `leaf` asks of single words."""
    match leaf:
        case Near(left, right):
            yield from single_words(left)
            yield from single_words(right)
        case Phrase():
            yield from words_of(leaf)
        case _:
            yield leaf


def reach(leaf: WordQuery) -> int:
    """The steps from one word of a match of `leaf` to its next at most: 0 if its matches are single words."""
    match leaf:
        case Near(left, right, distance):
            return max(distance, reach(left), reach(right))
        case Phrase():
            return max(1, leaf.slop, len(words_of(leaf)) - 1)
        case _:
            return 0


def field_named(leaf: WordQuery) -> str | None:
    """The field that `leaf` names; of a NEAR, the one that any of its words does."""
    return field_named(leaf.left) or field_named(leaf.right) if isinstance(leaf, Near) else leaf.field


def covers(leaf: WordQuery, field: str) -> bool:
    """Does `leaf` ask of the words of this field? A NEAR needs both its sides in it."""
    if isinstance(leaf, Near):
        return covers(leaf.left, field) and covers(leaf.right, field)
    return field != "hidden" if leaf.field is None else leaf.field == field


def _phrase(phrase: Phrase, places: Places) -> Runs:
    if not (words := words_of(phrase)):
        return {}
    first, *others = words
    following = [frozenset(places(word)) for word in others]
    found = (
        Run(i, i + len(others))
        for i in places(first)
        if all(i + k in place for k, place in enumerate(following, start=1))
    )
    return {run: (Match(run, phrase),) for run in found}


def _windows(phrase: Phrase, places: Places) -> Runs:
    """The shortest windows with a place of its own for each word, however many words the slop allows at least."""
    words = words_of(phrase)
    needed = places_needed(words)
    longest = max(phrase.slop, len(words) - 1)
    seen = sorted((i, word) for word in needed for i in places(word))
    inside = dict.fromkeys(needed, 0)
    low, start = 0, -1
    windows: Runs = {}
    for high, (last, word) in enumerate(seen):
        inside[word] += 1
        while inside[first := seen[low][1]] > needed[first]:
            inside[first] -= 1
            low += 1
        complete = all(inside[word] >= least for word, least in needed.items())
        if complete and seen[low][0] > start:
            start = seen[low][0]
            if last - start <= longest:
                found = (Match(Run(i, i), word) for i, word in seen[low : high + 1])
                windows[Run(start, last)] = tuple(found)
    return windows


def _partners(earlier: Runs, later: Runs, distance: int) -> Iterator[tuple[Match, ...]]:
    """What was found at the runs that have a partner on the other side, `earlier` before `later`."""
    ends, starts = sorted(run.last for run in earlier), sorted(run.first for run in later)
    for run, matches in earlier.items():
        if _any_from(starts, run.last + 1, run.last + distance):
            yield matches
    for run, matches in later.items():
        if _any_from(ends, run.first - distance, run.first - 1):
            yield matches


def _any_from(values: Sequence[int], low: int, high: int) -> bool:
    i = bisect_left(values, low)
    return i < len(values) and values[i] <= high


def _pairs(earlier: Runs, later: Runs, distance: int) -> Runs:
    """The runs from one of `earlier` to one of `later` that begins at most `distance` words after its end.

    Ends early where there are so many that nobody would wait for them.
    """
    followers = sorted(later)
    joined: Runs = {}
    left = _MOST_MATCHES
    for run, matches in earlier.items():
        start = bisect_left(followers, (run.last + 1,))
        for other in followers[start : bisect_left(followers, (run.last + distance + 1,))]:
            both = Run(run.first, other.last)
            joined[both] = _all_of(joined.get(both, ()), matches, later[other])
            left -= len(joined[both])
            if left < 0:
                return joined
    return joined


def _merged(one: Runs, other: Runs) -> Runs:
    return one | {run: _all_of(one.get(run, ()), matches) for run, matches in other.items()}


def _all_of(*found: tuple[Match, ...]) -> tuple[Match, ...]:
    return tuple(dict.fromkeys(chain(*found)))
