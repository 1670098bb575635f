"""Which words of a text does a query match? One definition for highlighting and as the measure of the index.

A text is here no more than the places at which each word of the query stands in a list of words: one block's.
Nothing matches over the end of a block, as long as no distance exceeds `index.text.BLOCK_GAP`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.query.tree import Near, Phrase, TermQuery, WordQuery
from index.text import Wanted, tokens, wanted

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


Runs = dict[Run, frozenset[Match]]
"""All places of a part of a query, each from its first word to its last, and what was found there."""


def matched(leaf: WordQuery, places: Places) -> set[Match]:
    """All words of the list that take part in a match of `leaf`: empty if it does not match.

    A word that a phrase with slop repeats counts once. At the top of a query no pairs are built, so that the time is linear in the words, however often they repeat.
    """
    match leaf:
        case Near(left, right, distance, ordered):
            pair = runs(left, places), runs(right, places)
            partners = [_partners(*pair, distance)]
            if not ordered:
                partners.append(_partners(*pair[::-1], distance))
            found = (matches for some in partners for matches in some)
        case Phrase(slop=slop) if slop:
            return _inside_windows(tuple(dict.fromkeys(words_of(leaf))), slop, places)
        case _:
            found = iter(runs(leaf, places).values())
    return {match for matches in found for match in matches}


def runs(leaf: WordQuery, places: Places) -> Runs:
    """All places of `leaf` as a side of a NEAR, in ascending order but for those of another NEAR."""
    match leaf:
        case Near(left, right, distance, ordered):
            pair = runs(left, places), runs(right, places)
            joined = _pairs(*pair, distance)
            return joined if ordered else _merged(joined, _pairs(*pair[::-1], distance))
        case Phrase(slop=0):
            return _phrase(leaf, places)
        case Phrase(slop=slop):
            return _windows(tuple(dict.fromkeys(words_of(leaf))), slop, places)
        case _:
            return {Run(i, i): frozenset([Match(Run(i, i), leaf)]) for i in places(leaf)}


@lru_cache(maxsize=1024)
def words_of(phrase: Phrase) -> tuple[Wanted, ...]:
    """What a phrase asks of its words, one by one."""
    return tuple(wanted(token.term, exact=True) for token in tokens(phrase.text))


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
    return {run: frozenset([Match(run, phrase)]) for run in found}


def _windows(words: Sequence[Wanted], slop: int, places: Places) -> Runs:
    """From the first to the last of one place of each word, the two at most `slop` apart."""
    windows: Runs = {Run(i, i): frozenset([Match(Run(i, i), word)]) for word in words[:1] for i in places(word)}
    for word in words[1:]:
        at = places(word)
        wider: Runs = {}
        for (low, high), matches in windows.items():
            for i in at[bisect_left(at, high - slop) : bisect_right(at, low + slop)]:
                run = Run(min(low, i), max(high, i))
                wider[run] = wider.get(run, frozenset()) | matches | {Match(Run(i, i), word)}
        windows = wider
    return dict(sorted(windows.items()))


def _inside_windows(words: Sequence[Wanted], slop: int, places: Places) -> set[Match]:
    """The words of all windows: those that can join a shortest window without making it too wide."""
    seen = sorted((i, word) for word in words for i in places(word))
    found: set[Match] = set()
    done = 0
    for low, high in _shortest_windows(seen, len(words)):
        if high - low > slop:
            continue
        start = max(done, bisect_left(seen, (high - slop,)))
        done = bisect_left(seen, (low + slop + 1,))
        found.update(Match(Run(i, i), word) for i, word in seen[start:done])
    return found


def _shortest_windows(seen: Iterable[tuple[int, Wanted]], different: int) -> Iterator[Run]:
    """The runs that hold all the words and no other such run, in ascending order."""
    last: dict[Wanted, int] = {}
    latest = -1
    for i, word in seen:
        last.pop(word, None)
        last[word] = i
        low = next(iter(last.values()))
        if len(last) == different and low > latest:
            latest = low
            yield Run(low, i)


def _partners(earlier: Runs, later: Runs, distance: int) -> Iterator[frozenset[Match]]:
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
    """The runs from one of `earlier` to one of `later` that begins at most `distance` words after its end."""
    followers = sorted(later)
    joined: Runs = {}
    for run, matches in earlier.items():
        start = bisect_left(followers, (run.last + 1,))
        for other in followers[start : bisect_left(followers, (run.last + distance + 1,))]:
            both = Run(run.first, other.last)
            joined[both] = joined.get(both, frozenset()) | matches | later[other]
    return joined


def _merged(one: Runs, other: Runs) -> Runs:
    return one | {run: one.get(run, frozenset()) | matches for run, matches in other.items()}
