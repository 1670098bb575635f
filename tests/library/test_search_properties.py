"""An article is found exactly if the query matches it: the index against a reading of every text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import query as q
from index.article import Article, Mention
from index.library import Library
from index.query.positions import single_words
from index.query.terms import accepts
from index.query.tree import WordQuery
from index.sanitise import sanitise
from index.text import Wanted, tokens

_TEXTS = (
    "US told us\n\nIt is up to us and the US to do it, he said; who will be in if it is not us?\n",
    "He told us it is so\n\nIn the US it was up to him, and it is us who will do it now, they said.\n",
    "Attacks on Monday\n\nThe U.S. attacked, and who is to say it was not IT or the WHO, he asked of us.\n",
    "THE US AND US\n\nUS us US us it IT it: they told us, we told them, as it is to be in the US.\n",
)
"""Texts full of words that may be pronoun or acronym, next to the sample articles."""

_TODAY = dt.date(2024, 2, 3)
_WORDS = (
    "us",
    "US",
    "it",
    "IT",
    "is",
    "who",
    "told",
    "attack",
    "attacks",
    "Kirby",
    "Miller",
    "troops",
    "nowhere",
)


def understood(text: str) -> q.Query:
    return q.parse(sanitise(text)[0], today=_TODAY).query


class Corpus:
    """An indexed corpus, and all of its articles in memory."""

    def __init__(self, library: Library) -> None:
        self.library = library
        hits = library.search("")
        self.articles: dict[str, Article] = {
            hits.id(i): library.article(hits.id(i)) for i in range(len(hits))
        }
        self.mentions: dict[str, tuple[Mention, ...]] = {
            identity: library.mentions(article) for identity, article in self.articles.items()
        }

    def found(self, query: str) -> set[str]:
        hits = self.library.search(query)
        return {hits.id(i) for i in range(len(hits))}

    def read_through(self, query: q.Query) -> set[str]:
        """The articles that `query` is true of."""
        match query:
            case q.And(parts):
                return set.intersection(*map(self.read_through, parts))
            case q.Or(parts):
                return set.union(*map(self.read_through, parts))
            case q.Not(part):
                return self.articles.keys() - self.read_through(part)
            case _:
                return {identity for identity in self.articles if self._holds(identity, query)}

    def _holds(self, identity: str, leaf: q.Query) -> bool:
        article = self.articles[identity]
        match leaf:
            case q.Everything():
                return True
            case q.Dates(first, last):
                day = article.date.day
                return day is not None and (first or day) <= day <= (last or day)
            case _:
                return bool(self.library.search(str(leaf)).matches(article, self.mentions[identity]))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("corpus")
    for seed in seeds.glob("*.txt"):
        (folder / seed.name).write_bytes(seed.read_bytes())
    for number, text in enumerate(_TEXTS):
        (folder / f"{number}.txt").write_text(text)
    library = Library.open(folder, cache=tmp_path_factory.mktemp("cache"), today=lambda: _TODAY)
    library.update()
    yield Corpus(library)
    library.close()


_phrases = st.lists(st.sampled_from(_WORDS[:8]), min_size=1, max_size=9).map(
    lambda words: f'"{" ".join(words)}"'
)
_quotations = st.tuples(st.sampled_from(_TEXTS), st.integers(0, 60), st.integers(5, 70)).map(
    lambda cut: f'"{cut[0][cut[1] : cut[1] + cut[2]]}"'
)
_leaves = st.one_of(
    st.sampled_from(_WORDS),
    _phrases,
    _quotations,
    st.tuples(st.sampled_from(_WORDS), st.integers(1, 4)).map(lambda cut: f"{cut[0][: cut[1]]}*"),
    st.tuples(st.sampled_from(_WORDS), st.integers(1, 2)).map(lambda fuzzy: f"{fuzzy[0]}~{fuzzy[1]}"),
    st.tuples(st.sampled_from(_WORDS), st.sampled_from(_WORDS), st.integers(1, 5)).map(
        lambda pair: f"({pair[0]} NEAR/{pair[2]} {pair[1]})"
    ),
    st.tuples(_phrases, st.integers(1, 9)).map(lambda phrase: f"{phrase[0]}~{phrase[1]}"),
    st.sampled_from(("=US", "=us", "k?rb*", "*ack*", "/att.{2,6}/", "[to TO us]", "tol..us")),
    st.tuples(st.sampled_from(("title:", "body:", "hidden:")), st.sampled_from(_WORDS)).map("".join),
    st.sampled_from(("person:kirby", 'person:"John Kirby"', "org:pentagon", "place:us", "date:2024", "*")),
)
_queries = st.recursive(
    _leaves,
    lambda part: st.one_of(
        part.map("-({})".format),
        st.tuples(part, part).map("({0[0]} {0[1]})".format),
        st.tuples(part, part).map("({0[0]} OR {0[1]})".format),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(_queries)
def test_an_article_is_found_if_and_only_if_the_query_is_true_of_it(corpus: Corpus, query: str) -> None:
    assert corpus.found(query) == corpus.read_through(understood(query))


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        _queries,
        st.text(max_size=40),
        st.lists(
            st.sampled_from(
                [*_WORDS, *"()\"'-!+:*?~^\\|&./<>=[] ", "AND", "OR", "NOT", "date:", "source:", "title:"]
            ),
            max_size=12,
        ).map("".join),
    )
)
def test_every_text_is_a_query_and_no_empty_answer_is_silent(corpus: Corpus, text: str) -> None:
    hits = corpus.library.search(text)
    assert hits or hits.messages
    assert [hits.row(i).id for i in range(len(hits))] == [hits.id(i) for i in range(len(hits))]
    assert understood(hits.canonical) == understood(text)


@settings(max_examples=100, deadline=None)
@given(_queries)
def test_what_is_marked_is_a_word_that_was_asked_for(corpus: Corpus, query: str) -> None:
    hits = corpus.library.search(query)
    asked = list(q.leaves(understood(query), positive=True))
    if any(isinstance(leaf, q.Named) for leaf in asked):
        return
    words = [word for leaf in asked if isinstance(leaf, WordQuery) for word in single_words(leaf)]
    wanted = [word.accepts if isinstance(word, Wanted) else accepts(word) for word in words]
    for i in range(len(hits)):
        article = corpus.articles[hits.id(i)]
        for start, end in hits.matches(article):
            marked = list(tokens(article.text, start, end))
            assert (marked[0].start, marked[-1].end) == (start, end)
            assert all(any(accept(token.term) for accept in wanted) for token in marked)
