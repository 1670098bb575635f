"""Which terms does a word of a query mean? One predicate a leaf, for the vocabulary and for highlighting alike."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.query.tree import Between, Exact, Fuzzy, Prefix, Regex, TermQuery, Wildcard, Word
from index.text import fold, wanted

Accepts = Callable[[str], bool]
"""Takes a term as it is written (case and accents kept)."""


def accepts(leaf: TermQuery) -> Accepts:
    """The predicate of a leaf over terms. The leaf is one that the parser made: its expression compiles."""
    match leaf:
        case Word(text):
            return wanted(text).accepts
        case Exact(text):
            return lambda term: term == text
        case _:
            folded = accepts_folded(leaf)
            return lambda term: folded(fold(term))


def accepts_folded(leaf: Prefix | Wildcard | Fuzzy | Regex | Between) -> Accepts:
    """The predicate of a leaf that is asked of folded forms."""
    match leaf:
        case Prefix(text):
            beginning = fold(text)
            return lambda folded: folded.startswith(beginning)
        case Wildcard() | Regex():
            matches = expression(leaf).fullmatch
            return lambda folded: matches(folded) is not None
        case Fuzzy(text, edits):
            target = fold(text)
            return lambda folded: within(target, folded, edits)
        case Between():
            return lambda folded: _between(leaf, folded)


def expression(leaf: Wildcard | Regex) -> re.Pattern[str]:
    """What a folded form has to match whole."""
    if isinstance(leaf, Regex):
        return re.compile(leaf.text)
    parts = re.split(r"([*?])", leaf.text)
    signs = {"*": ".*", "?": "."}
    return re.compile("".join(signs.get(part) or re.escape(fold(part)) for part in parts if part), re.DOTALL)


def within(a: str, b: str, edits: int) -> bool:
    """Is the optimal string alignment distance of `a` and `b` at most `edits`?

    Insertions, deletions, substitutions and transpositions of neighbours count one each (Damerau 1964).
    """
    if abs(len(a) - len(b)) > edits:
        return False
    far = edits + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        last, before, row = before, row, [i] + [far] * len(b)
        for j in range(max(1, i - edits), min(len(b), i + edits) + 1):
            right = b[j - 1]
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                best = min(best, last[j - 2] + 1)
            row[j] = best
        if min(row) > edits:
            return False
    return row[-1] <= edits


def _between(leaf: Between, folded: str) -> bool:
    first, last = leaf.first and fold(leaf.first), leaf.last and fold(leaf.last)
    if first and (folded < first or (folded == first and not leaf.includes_first)):
        return False
    return not (last and (folded > last or (folded == last and not leaf.includes_last)))
