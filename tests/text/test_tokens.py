"""What a word is, for index, query and highlight alike."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.article import Article, Block, BlockKind
from index.text import BLOCK_GAP, fold, occurrences, tokens, wanted, written


def found(query_word: str, text: str) -> list[str]:
    """The words of `text` that the typed word finds."""
    asked = wanted(written(query_word))
    return [text[t.start : t.end] for t in tokens(text) if asked.accepts(t.term)]


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("US", "US told us, the U.S. said", ["US", "U.S."]),
        ("U.S.", "US told us", ["US"]),
        ("us", "US told us", ["US", "us"]),
        ("US", "US WARNS IRAN", ["US"]),
        ("us", "TELL US MORE", ["US"]),
        ("IT", "it is an IT job", ["IT"]),
        ("may", "May may say so", ["May", "may"]),
        ("Nato", "NATO and Nato", ["NATO", "Nato"]),
        ("attack", "attacks attacked an attack, attic", ["attacks", "attacked", "attack"]),
        ("cafe", "café CAFÉ", ["café", "CAFÉ"]),
        ("zurich", "Zürich", ["Zürich"]),
        ("strasse", "Straße", ["Straße"]),
        ("kirby", "Kirby's Kirby’s", ["Kirby", "Kirby"]),
        ("brien", "O'Brien O’Brien", ["Brien", "Brien"]),
        ("covid", "COVID-19", ["COVID"]),
        ("2500", "2,500 troops", ["2,500"]),
        ("东", "东京", ["东"]),
    ],
)
def test_a_typed_word_finds(query: str, text: str, words: list[str]) -> None:
    assert found(query, text) == words


def test_exact_words_leave_the_stem_out() -> None:
    assert wanted("attacks", exact=True).accepts("Attacks")
    assert not wanted("attacks", exact=True).accepts("attack")


def test_offsets_count_from_the_start_of_the_whole_text() -> None:
    text = "first line\nsecond line"
    assert [text[t.start : t.end] for t in tokens(text, 11)] == ["second", "line"]


def test_indic_vowel_signs_stay_in_the_word() -> None:
    text = "हिन्दी में"
    assert [text[t.start : t.end] for t in tokens(text)] == ["हिन्दी", "में"]


def test_titles_bodies_and_hidden_lines_are_fields_apart() -> None:
    text = "Head\nBody one\nNoise"
    article = Article(
        "a.txt",
        text,
        (
            Block(0, 5, BlockKind.TITLE),
            Block(5, 14, BlockKind.BODY),
            Block(14, 19, BlockKind.BOILERPLATE, hidden=True),
        ),
        "Head",
    )
    assert [(o.field, text[o.start : o.end]) for o in occurrences(article)] == [
        ("title", "Head"),
        ("body", "Body"),
        ("body", "one"),
        ("hidden", "Noise"),
    ]


def test_positions_leave_a_gap_between_blocks() -> None:
    text = "one\ntwo"
    article = Article("a.txt", text, (Block(0, 4, BlockKind.BODY), Block(4, 7, BlockKind.BODY)), "one")
    first, second = occurrences(article)
    assert second.position - first.position > BLOCK_GAP


@given(st.text())
def test_any_text_gives_words_in_order_with_nonempty_forms(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.term
        assert fold(token.term)
        end = token.end


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
@example("𝘈")
def test_folding_is_idempotent(word: str) -> None:
    assert fold(fold(word)) == fold(word)
