"""Which words of a list a leaf takes: phrases, slop, NEAR and ADJ."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.query.positions import matched, runs, single_words
from index.query.terms import accepts
from index.query.tree import Near, Phrase, Word, WordQuery
from index.text import Wanted
from tests.matches import oracle
from tests.matches.strategies import word_queries

A, B, C = Word("a"), Word("b"), Word("c")


def places_in(words: list[str]):
    """Where the words of `words` stand that a part of a query means."""

    def places(asked: Word | Wanted) -> list[int]:
        accept = asked.accepts if isinstance(asked, Wanted) else accepts(asked)
        return [i for i, word in enumerate(words) if accept(word)]

    return places


def taken(leaf: WordQuery, text: str) -> str:
    """`text` with what `leaf` matches in brackets."""
    words = text.split()
    shown = list(words)
    for run in {match.run for match in matched(leaf, places_in(words))}:
        shown[run.first] = "[" + shown[run.first]
        shown[run.last] += "]"
    return " ".join(shown)


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        (A, "x [a] b [a]"),
        (Phrase("a b"), "[a b] x b a [a b]"),
        (Phrase("a a"), "a x [a a]"),
        (Phrase("a b", slop=2), "a x x b x [b] x [a]"),
        (Phrase("a b c", slop=1), "[c] [a] [b] x x c"),
        (Phrase("a a", slop=3), "a x x x [a] x [a]"),
        (Phrase("a b", slop=3), "a [a] x [b] x x x a"),
        (Near(A, B, 1), "[a] [b] x a x b"),
        (Near(A, B, 2), "[b] x [a] x [b]"),
        (Near(A, B, 2, ordered=True), "b x [a] x [b]"),
        (Near(A, A, 2), "[a] x [a] x x a"),
        (Near(Phrase("a b"), C, 2), "[a b] x [c] x x a b"),
        (Near(Near(A, B, 1), C, 2, ordered=True), "[a] [b] x [c] a x b c"),
        (Near(A, Near(B, C, 3), 1), "a x b [a] [b] x [c]"),
    ],
    ids=str,
)
def test_what_is_taken(leaf: WordQuery, expected: str) -> None:
    assert taken(leaf, expected.replace("[", "").replace("]", "")) == expected


def test_capitals_and_small_letters_each_take_a_word_of_their_own() -> None:
    leaf = Phrase("US us", slop=3)
    assert taken(leaf, "US x us") == "[US] x [us]"
    assert taken(leaf, "us x us") == "us x us"


@given(word_queries(), st.lists(st.sampled_from("US us iraq Iraqi 25 zurich x".split()), max_size=9))
@settings(deadline=None)
def test_places_are_those_of_the_definition(leaf: WordQuery, words: list[str]) -> None:
    assert set(runs(leaf, places_in(words))) == oracle.runs(leaf, words)


@given(word_queries(), st.lists(st.sampled_from("US us iraq Iraqi 25 zurich x".split()), max_size=9))
@settings(deadline=None)
def test_the_words_of_all_places_are_taken_once(leaf: WordQuery, words: list[str]) -> None:
    at_places = {match for matches in runs(leaf, places_in(words)).values() for match in matches}
    found = list(matched(leaf, places_in(words)))
    assert set(found) == at_places
    assert len(found) == len(at_places)


@given(word_queries())
@settings(deadline=None)
def test_a_leaf_asks_of_at_least_one_word(leaf: WordQuery) -> None:
    assert any(single_words(leaf))
