"""Which spans of an article answer a query."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from index.article import Article, Block, BlockKind, EntityKind, LocalKey, Mention
from index.matches import matches
from index.query.finder import Finder
from index.query.tree import (
    And,
    Between,
    Boosted,
    Exact,
    Fuzzy,
    Like,
    Mentioned,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Saved,
    Says,
    Wildcard,
    Word,
)
from tests.matches.strategies import articles, word_queries

TEXT = """US troops in Iraq
The U.S. told us: troops stay. Kirby’s US troops, 2,500 of them, are Iraqis’ friends.
Kirby said no.
Share Iraq on Facebook
"""
ENDS = [i + 1 for i, character in enumerate(TEXT) if character == "\n"]
ARTICLE = Article(
    "a.txt",
    TEXT,
    (
        Block(0, ENDS[0], BlockKind.TITLE),
        Block(ENDS[0], ENDS[1], BlockKind.BODY),
        Block(ENDS[1], ENDS[2], BlockKind.BODY),
        Block(ENDS[2], ENDS[3], BlockKind.BOILERPLATE, hidden=True),
    ),
    "US troops in Iraq",
)
KIRBY = (EntityKind.PERSON, "John Kirby")
MENTIONS = tuple(
    Mention(start, start + 5, *KIRBY) for start in (TEXT.index("Kirby"), TEXT.index("Kirby", ENDS[1]))
)


def names(named: Named) -> frozenset[LocalKey]:
    known = named.kind in (None, EntityKind.PERSON) and named.name == "John Kirby"
    return frozenset([KIRBY] if known else [])


def matched_text(query: Query) -> list[str]:
    return [TEXT[start:end] for start, end in matches(ARTICLE, Finder(query), MENTIONS, names)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Word("US"), ["US", "U.S.", "US"]),
        (Word("us", "title"), ["US"]),
        (Word("iraq"), ["Iraq"]),
        (Word("iraq", "hidden"), ["Iraq"]),
        (Word("iraq", "body"), []),
        (Word("troop"), ["troops", "troops", "troops"]),
        (Word("kirby"), ["Kirby", "Kirby"]),
        (Exact("us"), ["us"]),
        (Prefix("iraq"), ["Iraq", "Iraqis"]),
        (Wildcard("?raq*", "body"), ["Iraqis"]),
        (Fuzzy("kirbi"), ["Kirby", "Kirby"]),
        (Regex("k.rby"), ["Kirby", "Kirby"]),
        (Between("2000", "3000"), ["2,500"]),
        (Phrase("us troops"), ["US troops", "us: troops", "US troops"]),
        (Phrase("US troops"), ["US troops", "US troops"]),
        (Phrase("friends kirby"), []),
        (Phrase("stay troops", slop=2), ["troops", "stay"]),
        (Near(Word("kirby"), Word("troop"), 2), ["troops", "Kirby", "troops"]),
        (Near(Word("kirby"), Word("troop"), 2, ordered=True), ["Kirby", "troops"]),
        (Near(Phrase("us troops"), Word("iraq"), 2), ["US troops", "Iraq"]),
        (Near(Word("iraq", "title"), Word("troops", "body"), 9), []),
        (Named(EntityKind.PERSON, "John Kirby"), ["Kirby", "Kirby"]),
        (Named(EntityKind.PLACE, "John Kirby"), []),
        (Says("John Kirby"), ["Kirby", "Kirby"]),
        (Mentioned("John Kirby", 3, None), ["Kirby", "Kirby"]),
        (And((Word("stay"), Not(Word("troop")))), ["stay"]),
        (Or((Word("stay"), Boosted(Word("said"), 2))), ["stay", "said"]),
        (Saved("mine", Word("stay")), ["stay"]),
        (And((Word("troops"), Phrase("us troops", "title"))), ["US troops", "troops", "troops"]),
        (Like("a.txt"), []),
    ],
    ids=str,
)
def test_spans_that_answer(query: Query, expected: list[str]) -> None:
    assert matched_text(query) == expected


@given(articles(), word_queries())
@settings(deadline=None)
def test_spans_are_in_order_without_overlap(article: Article, query: Query) -> None:
    end = 0
    for span in matches(article, Finder(query), (), names):
        assert end <= span.start < span.end
        end = span.end


def test_words_that_repeat_without_end_are_all_found() -> None:
    text = "a " * 10_000
    article = Article("a.txt", text, (Block(0, len(text), BlockKind.BODY),), "a")
    near_itself = Finder(Near(Word("a"), Word("a"), 100))
    assert len(matches(article, near_itself, (), names)) == 10_000
