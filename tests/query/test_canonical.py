"""Canonical text parses to the same tree, and no text whatever makes the parser fail."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from index.article import EntityKind
from index.query import combine, parse
from index.query import tree as q
from index.query.fields import ABOUT_FIELDS, ORDERS, PRESENT, STATES, TEXT_FIELDS
from index.text import tokens

TODAY = dt.date(2024, 3, 10)
SAVED = {"mine": "iraq query:mine", "two words": "(a OR b) sort:date-"}


def reread(text: str) -> None:
    """Assert that what `text` is understood as, typed again, is understood the same."""
    parsed = parse(text, today=TODAY, saved=SAVED)
    again = parse(parsed.canonical, today=TODAY, saved=SAVED)
    assert (again.query, again.sort) == (parsed.query, parsed.sort)
    assert again.canonical == parsed.canonical


_terms = st.sampled_from(
    ["a", "iraq", "US", "Zürich", "2.5", "TO", "NOT", "AND", "OR", "ß", "北", "naïve", "x" * 100]
)
_fields = st.sampled_from([None, *TEXT_FIELDS])
_texts = st.text(min_size=1, max_size=12).filter(lambda text: any(tokens(text)))
_bounds = st.tuples(st.none() | st.integers(0, 5), st.none() | st.integers(5, 9)).filter(any)
_dates = st.none() | st.dates()
_words = st.one_of(
    st.builds(q.Word, _terms, _fields),
    st.builds(q.Exact, _terms, _fields),
    st.builds(q.Prefix, st.sampled_from(["US", "2.5", "naïve", "ß", "OR"]), _fields),
    st.builds(q.Wildcard, st.sampled_from(["k?rb*", "*stan", "*a*b*", "?", "a?"]), _fields),
    st.builds(q.Fuzzy, _terms, st.integers(1, 2), _fields),
    st.builds(q.Regex, st.sampled_from(["ira[qk]", r"(a|b)c+\/", ".{2,3}", "a|b"]), _fields),
    st.builds(q.Between, st.just("NOT"), st.none() | st.just("TO"), _fields, st.just(True)),
    st.builds(q.Between, st.none(), _terms, _fields, st.just(True), st.booleans()),
    st.builds(q.Phrase, _texts, _fields),
    st.builds(q.Phrase, st.just('us "troops\\'), _fields, st.integers(0, 99)),
)
_articles = st.one_of(
    st.builds(q.Named, st.none() | st.sampled_from(EntityKind), _texts, st.booleans()),
    st.builds(q.Says, _texts),
    st.builds(q.About, st.sampled_from(ABOUT_FIELDS), _texts, st.booleans()),
    st.tuples(_dates, _dates)
    .filter(lambda ends: any(ends) and (None in ends or ends[0] <= ends[1]))
    .map(lambda ends: q.Dates(*ends)),
    _bounds.map(lambda bounds: q.Length(*bounds)),
    st.builds(lambda name, bounds: q.Mentioned(name, *bounds), _texts, _bounds),
    st.lists(_texts, min_size=1, max_size=3, unique=True).map(lambda tags: q.Tagged(tuple(tags))),
    st.builds(q.Is, st.sampled_from(STATES)),
    st.builds(q.Has, st.sampled_from(PRESENT)),
    st.builds(q.Like, _texts),
    st.builds(q.Copies, _texts),
)
_leaves = st.one_of(
    st.just(q.Everything()),
    _words,
    _articles,
    st.builds(lambda name: q.Saved(name, parse(SAVED[name], today=TODAY).query), st.just("two words")),
    st.builds(
        lambda left, right, distance, ordered: combine.near(left, right, distance, ordered=ordered),
        _words,
        _words
        | st.builds(lambda words: combine.disjunction(words), st.lists(_words, min_size=2, max_size=3)),
        st.integers(1, 99),
        st.booleans(),
    ).filter(bool),
)


def _larger(parts: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    several = st.lists(parts, min_size=1, max_size=4)
    rank = parts.filter(lambda part: isinstance(part, q.Like) or not isinstance(part, q.ArticleQuery))
    return st.one_of(
        several.map(combine.conjunction),
        several.map(combine.disjunction),
        parts.map(combine.negation),
        st.builds(combine.boosted, rank, st.sampled_from([0.1, 0.25, 2, 33.3, 100])),
    )


@settings(deadline=None)
@given(st.recursive(_leaves, _larger, max_leaves=12), st.sampled_from(["", *ORDERS]))
def test_a_tree_is_read_back_from_its_canonical_text(query: q.Query, sort: str) -> None:
    assume(combine.height(query) <= 24)
    text = f"{query} sort:{sort}" if sort else str(query)
    parsed = parse(text, today=TODAY, saved={"two words": "a OR b"})
    assert (parsed.query, parsed.sort) == (query, sort)
    assert parsed.canonical == text


_FRAGMENTS = st.sampled_from(
    [
        *"()[]{}\"“”„‘’'-+!:*?~^\\/=<>|&,. 0",
        *("AND ", "OR ", "NOT ", " NEAR/3 ", " ADJ/2 ", " TO ", "..", "~2", "^3", "/a+/", "[a TO b]"),
        *("title:", "hidden:(", "date:", "person:", "tag:", "mentions:", "words:", "query:", "sort:", "is:"),
        *("US", "é", "2024", "newer:30d", "query:mine"),
    ]
)


@settings(deadline=None)
@given(st.lists(_FRAGMENTS | st.text(max_size=3), max_size=14).map("".join))
def test_canonical_text_is_read_back_whatever_was_typed(text: str) -> None:
    reread(text)


_TYPICAL = (
    'iraq (kirby OR "us troops"~5) -title:iran sort:date-',
    'person:"John Kirby" date:2024-01..2024-03 words:>800 mentions:"John Kirby">3',
    "kirb* k?rby *stan kirbi~2 /ira[qk]/ =Iraq a..b [a TO b} {c TO *]",
    'tag:a,"b c" is:unread no:date has:note like:271a dup:x.txt query:mine query:"two words"^2',
    "(us OR iraqi) NEAR/3 troops^2 a ADJ/5 b newer:30d source:(rudaw OR bbc) hidden:recaptcha",
    "“take actions” 'a b' o'brien al-asad covid-1* https://x.org/a 10:30 café\\:",
)


def hostile(count: int, seed: int) -> Iterator[str]:
    """Queries that somebody might have typed, with pieces lost, doubled, moved and replaced."""
    chance = random.Random(seed)
    signs = "()[]{}\"'“”-+!:*?~^\\/=<>|&,. \0\x1b\u202e\ud800\u0301北9"
    for _ in range(count):
        text = list(" ".join(chance.choices(_TYPICAL, k=chance.randint(1, 2))))
        for _ in range(chance.randint(1, 12)):
            start = chance.randrange(len(text) + 1)
            end = min(len(text), start + chance.randint(0, 8))
            piece = text[start:end]
            text[start:end] = chance.choice(
                [[], piece * 2, [chance.choice(signs)], piece[::-1], list(chance.choice(signs) * 5)]
            )
        yield "".join(text)


def test_mutated_queries_are_read_and_read_back() -> None:
    for text in hostile(1_000, seed=1):
        reread(text)


@pytest.mark.slow
def test_mutated_queries_by_the_thousand_are_read_and_read_back() -> None:
    for text in hostile(20_000, seed=2):
        reread(text)
