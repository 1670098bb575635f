"""No query that somebody may type, or paste, makes the library fail or keeps it busy."""

from __future__ import annotations

import pytest

from index.library import Library
from tests.query.test_canonical import hostile

_LARGE = (
    "*",
    "/.*/",
    "?*?",
    "*a*e*i*o*u*",
    "(a* OR b*) NEAR/99 (c* OR d*)",
    "/.*/ NEAR/99 /.*/ NEAR/99 /.*/ NEAR/9 [a TO z]",
    " NEAR/99 ".join(["the"] * 100),
    '"the of"~99 NEAR/99 "to and"~99',
    '"' + "the " * 500 + '"~99',
    "hidden:/.*/ NEAR/9 hidden:/.*/",
    "/((a+)+)+b/",
    "/(.*)(.*)(.*)z/",
    "x" * 100 + "~2",
    " OR ".join(f"word{number}" for number in range(1_000)),
    " OR ".join(f"w{number}*" for number in range(1_000)),
    " ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz"),
    "iraq~2 " * 300,
    "-" * 1_000 + "iraq",
    "like:000_9587504e6269fdd0.txt " * 100,
)


def ask(library: Library, text: str) -> None:
    """Everything that a screen asks about a query."""
    hits = library.search(text, typing=True)
    assert len(hits) or hits.messages
    for i in range(len(hits)):
        hits.row(i)
    assert hits.explanation is not None
    assert hits.suggestion is not None
    hits.facets()
    hits.timeline()
    library.complete(text, len(text) // 2)


@pytest.mark.parametrize("text", _LARGE, ids=lambda text: text[:30])
def test_a_large_query_is_answered(library: Library, text: str) -> None:
    ask(library, text)


def test_mutated_queries_are_answered(library: Library) -> None:
    for text in hostile(1_000, seed=5):
        ask(library, text)


@pytest.mark.slow
def test_mutated_queries_by_the_thousand_are_answered(library: Library) -> None:
    for text in hostile(20_000, seed=6):
        ask(library, text)
