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
    """What a folded form has to match whole. Raises re.error for a Regex that is none."""
    if isinstance(leaf, Regex):
        return re.compile("".join(map(_folded_sign, re.findall(r"\\.|.", leaf.text, re.DOTALL))), re.DOTALL)
    first, *others = (
        "".join("." if c == "?" else re.escape(c) for c in fold(run)) for run in leaf.text.split("*")
    )
    if not others:
        return re.compile(first, re.DOTALL)
    *middle, last = others
    # Between stars the leftmost match is as good as any: atomic groups keep the time linear, as in fnmatch.
    return re.compile(first + "".join(f"(?>.*?{run})" for run in middle) + f".*{last}", re.DOTALL)


def _folded_sign(sign: str) -> str:
    """A sign of an expression as folded forms have it; what is not a letter may be syntax and stays."""
    folded = fold(sign) if sign.isalpha() else sign
    return folded if folded.isalpha() else sign


def within(a: str, b: str, edits: int) -> bool:
    """Is the optimal string alignment distance of `a` and `b` at most `edits`?

    Insertions, deletions, substitutions and transpositions of neighbours count one each (Damerau 1964).
    """
    if abs(len(a) - len(b)) > edits:
        return False
    a, b = _without_common_ends(a, b)
    if not a or not b:
        return True
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


def _without_common_ends(a: str, b: str) -> tuple[str, str]:
    """What is left of two words without the beginning and the end that they share: it is as far apart as they are."""
    shorter = min(len(a), len(b))
    start = 0
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return a[start : len(a) - end], b[start : len(b) - end]


def _between(leaf: Between, folded: str) -> bool:
    first, last = leaf.first and fold(leaf.first), leaf.last and fold(leaf.last)
    if first and (folded < first or (folded == first and not leaf.includes_first)):
        return False
    return not (last and (folded > last or (folded == last and not leaf.includes_last)))
