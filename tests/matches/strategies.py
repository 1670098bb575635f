"""Texts and queries that meet often: few words in many spellings."""

from __future__ import annotations

from hypothesis import strategies as st

from index.article import Article, Block, BlockKind
from index.query.tree import (
    Between,
    Exact,
    Fuzzy,
    Near,
    Phrase,
    Prefix,
    Regex,
    TermQuery,
    Wildcard,
    Word,
    WordQuery,
)

SPELLINGS = (
    "US U.S. us U.S ÚS Us's U.S.'s iraq Iraq IRAQ İraq Iraq's Iraqi al-Iraq Irāq 2500 2,500 25 2,5,00 2.5 a1.5 "
    "Zürich zurich Zu\u0308rich ZÜRICH’s O'Brien O’Brien brien COVID-19 covid 19 attack attacks attacked Attack "
    "东 京 东京 a东 _us us_ x I.R.A. ira straße STRASSE"
).split()
SEPARATORS = (" ", "  ", ", ", ". ", "-", "—", "\n", "", "\u00a0", "_", " – ", "’", "'")
FIELDS = (None, "title", "body", "hidden")

words = st.sampled_from(
    "US us iraq Iraq ira 2500 25 zurich Zürich brien covid 19 attack 东 x strasse".split()
)
fields = st.sampled_from(FIELDS)


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(st.sampled_from(SPELLINGS), st.sampled_from(SEPARATORS)), max_size=30))
    return "".join(word + separator for word, separator in parts)


def term_queries() -> st.SearchStrategy[TermQuery]:
    """Leaves that mean a set of terms."""
    return st.one_of(
        st.builds(Word, words, fields),
        st.builds(Exact, words, fields),
        st.builds(Prefix, st.sampled_from(("i", "ir", "ira", "U", "2", "25", "zu", "str", "东")), fields),
        st.builds(Wildcard, st.sampled_from(("*a*", "?s", "*r?q", "2*0")), fields),
        st.builds(Fuzzy, words, st.integers(1, 2), fields),
        st.builds(Regex, st.sampled_from(("ira[qk]i?", "u.", "[0-9]+")), fields),
        st.builds(Between, st.sampled_from(("a", "iraq", None)), st.sampled_from(("us", "x", None)), fields),
    )


def phrases() -> st.SearchStrategy[Phrase]:
    text = st.lists(words, min_size=1, max_size=3).map(" ".join)
    return st.builds(Phrase, text, fields, st.sampled_from((0, 0, 1, 2, 5)))


def word_queries() -> st.SearchStrategy[WordQuery]:
    """Leaves that are found at places of the text, NEAR within NEAR included."""
    return st.recursive(
        term_queries() | phrases(),
        lambda parts: st.builds(Near, parts, parts, st.integers(1, 6), st.booleans()),
        max_leaves=4,
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """A text in blocks of all fields; a block ends with a line break."""
    kinds = st.sampled_from(
        ((BlockKind.TITLE, False), (BlockKind.BODY, False), (BlockKind.BOILERPLATE, True))
    )
    blocks: list[Block] = []
    text = ""
    for block, (kind, hidden) in draw(st.lists(st.tuples(texts(), kinds), max_size=5)):
        start, text = len(text), text + block + "\n"
        blocks.append(Block(start, len(text), kind, hidden))
    return Article("a.txt", text, tuple(blocks), "a")
