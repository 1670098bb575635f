"""Looking for probes finds what taking every word of a text apart finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.query.finder import Finder, Found, words_asked
from index.query.positions import covers, matched
from index.query.probes import probes
from index.query.terms import accepts
from index.query.tree import And, Not, Or, Phrase, Prefix, Query, Wildcard, Word, WordQuery, leaves
from index.text import FIELDS, Wanted, field_of, tokens
from tests.matches import oracle
from tests.matches.strategies import articles, texts, word_queries


def forms_in(text: str, query: Query) -> dict[object, frozenset[str]]:
    """What the words of `query` mean in an index that holds `text` alone."""
    vocabulary = {token.term for token in tokens(text)}
    judges = {
        word: word.accepts if isinstance(word, Wanted) else accepts(word) for word in words_asked(query)
    }
    return {word: frozenset(filter(judge, vocabulary)) for word, judge in judges.items()}


def found_word_by_word(query: Query, article: Article, field: str) -> set[Found]:
    """What `query` finds in a field, with every word looked at."""
    found: set[Found] = set()
    for block in (block for block in article.blocks if field_of(block) == field):
        words = list(tokens(article.text, block.start, block.end))

        def places(asked: object, words: list = words) -> list[int]:
            accept = asked.accepts if isinstance(asked, Wanted) else accepts(asked)
            return [i for i, word in enumerate(words) if accept(word.term)]

        for leaf in leaves(query, positive=True):
            if isinstance(leaf, WordQuery) and covers(leaf, field):
                for (first, last), part in matched(leaf, places):
                    found.add(Found(words[first].start, words[last].end, part))
    return found


queries = st.lists(word_queries(), min_size=1, max_size=3).map(lambda parts: Or(tuple(parts)))


@given(articles(), queries, st.sampled_from(FIELDS), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_finder_finds_what_looking_at_every_word_finds(
    article: Article, query: Query, field: str, with_forms: bool
) -> None:
    finder = Finder(query, forms_in(article.text, query) if with_forms else None)
    blocks = [(block.start, block.end) for block in article.blocks if field_of(block) == field]
    assert set(finder.find(article.text, blocks, field)) == found_word_by_word(query, article, field)


@given(articles(), word_queries())
@settings(deadline=None)
def test_an_article_in_which_something_is_found_is_an_answer(article: Article, leaf: Query) -> None:
    finder = Finder(leaf)
    found = [
        found
        for field in FIELDS
        for found in finder.find(
            article.text, [(b.start, b.end) for b in article.blocks if field_of(b) == field], field
        )
    ]
    assert bool(found) == oracle.holds(leaf, article)


@given(texts(), st.data())
@settings(deadline=None)
def test_a_word_begins_with_a_probe_for_its_term(text: str, data: st.DataObject) -> None:
    terms = {token.term for token in tokens(text)}
    chosen = data.draw(st.sets(st.sampled_from(sorted(terms)))) if terms else set()
    looked_for = probes(chosen)
    for token in tokens(text):
        if token.term in chosen and looked_for is not None:
            assert text[token.start : token.end].startswith(looked_for)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"iraq", "iraqi", "iraqis"}, ("i.r", "iraq")),
        ({"Zürich", "Zürichs"}, ("Zürich",)),
        ({"US"}, ("U.S", "US")),
        ({"250"}, ("2,5", "25,0", "250")),
        (set(), ()),
        ({chr(i) for i in range(0x4E00, 0x4E40)}, None),
    ],
)
def test_probes_are_few(terms: set[str], expected: tuple[str, ...] | None) -> None:
    assert probes(terms) == expected


def test_many_words_with_one_beginning_need_few_probes() -> None:
    terms = {"s" + chr(0x61 + i % 26) + chr(0x61 + i // 26) for i in range(600)}
    assert probes(terms) == ("s",)


def test_forms_decide_what_a_word_means() -> None:
    query = Wildcard("*stan")
    text = "Pakistan Afghanistan"
    found = Finder(query, {query: frozenset(["Pakistan"])}).find(text, [(0, len(text))])
    assert [text[f.start : f.end] for f in found] == ["Pakistan"]


def test_what_is_negated_is_not_looked_for() -> None:
    query = And((Word("iraq"), Not(Word("kirby"))))
    text = "Iraq Kirby"
    assert [text[f.start : f.end] for f in Finder(query).find(text, [(0, len(text))])] == ["Iraq"]


def test_the_keys_of_forms_are_the_words_of_positive_parts() -> None:
    query = And((Prefix("ira"), Phrase("us troops"), Not(Word("kirby"))))
    assert words_asked(query) == (Prefix("ira"), Wanted("us"), Wanted("troops"))


def test_a_part_of_a_word_is_no_match() -> None:
    query = Word("us")
    text = "trust us because"
    found = Finder(query, {query: frozenset(["us"])}).find(text, [(0, len(text))])
    assert [(f.start, f.end) for f in found] == [(6, 8)]


def test_words_without_spaces_are_found_each() -> None:
    query = Word("东")
    text = "东京" * 500
    assert len(Finder(query, {query: frozenset(["东"])}).find(text, [(0, len(text))])) == 500
