"""Which words stand in page furniture rather than in articles? Log odds over sites, for the line model."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LEAST_SITES = 6
"""A word of fewer sites says more about these than about the page."""
_PRIOR = 2.0
_LEAST_ODDS = 0.4


class Words(NamedTuple):
    """The words of a page's lines, with what each line is."""

    site: str
    lines: Sequence[Sequence[str]]
    body: Sequence[bool]


def lexicon(pages: Iterable[Words]) -> dict[str, float]:
    """Words → log odds of standing outside an article: positive for page furniture. A site counts once."""
    outside: dict[str, set[str]] = defaultdict(set)
    inside: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for words, body in zip(page.lines, page.body, strict=True):
            for word in words:
                (inside if body else outside)[word].add(page.site)
    found = {}
    for word in sorted(outside.keys() | inside.keys()):
        out, within = len(outside.get(word, ())), len(inside.get(word, ()))
        odds = math.log((out + _PRIOR) / (within + _PRIOR))
        if out + within >= _LEAST_SITES and abs(odds) >= _LEAST_ODDS:
            found[word] = round(odds, 2)
    return found
