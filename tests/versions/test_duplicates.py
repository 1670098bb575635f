"""Which texts are versions of one another, told by their words."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Block, BlockKind
from index.duplicates import (
    BANDS,
    FEWEST_WORDS,
    SAME,
    bands,
    candidates,
    joined,
    resemblance,
    shingles,
    sketch,
)

WORDS = [f"word{number}" for number in range(2000)]


def text_of(chance: random.Random, length: int) -> list[str]:
    return chance.choices(WORDS, k=length)


def edited(chance: random.Random, words: Sequence[str], share: float) -> list[str]:
    """`words` with about `share` of them replaced, a run of ten at a time."""
    edited = list(words)
    for start in range(0, len(words), 10):
        if chance.random() < share:
            edited[start : start + 10] = text_of(chance, len(edited[start : start + 10]))
    return edited


def groups_of(texts: Sequence[str]) -> set[frozenset[int]]:
    """The texts that are versions of one another, by number: from sketches and candidates to the comparison."""
    hashes = [shingles(text) for text in texts]
    sketches = np.array([sketch(each) for each in hashes])
    pairs = zip(*(side.tolist() for side in candidates(sketches, np.ones(len(texts), np.bool_))), strict=True)
    groups = joined(
        np.arange(len(texts)), pairs, lambda one, other: resemblance(hashes[one], hashes[other]) >= SAME
    )
    return {frozenset(np.flatnonzero(groups == group).tolist()) for group in groups}


@pytest.mark.parametrize("share", [0.05, 0.15, 0.3, 0.5])
def test_as_many_bands_are_equal_as_the_exact_resemblance_says(share: float) -> None:
    chance = random.Random(share)
    equal, exact = [], []
    for _ in range(80):
        words = text_of(chance, 400)
        one, other = (shingles(" ".join(each)) for each in (words, edited(chance, words, share)))
        equal.append(np.mean(sketch(one) == sketch(other)))
        exact.append(resemblance(one, other) ** 4)
    assert np.mean(equal) == pytest.approx(np.mean(exact), abs=0.03)


def test_versions_are_found_among_many() -> None:
    chance = random.Random(1)
    originals = [text_of(chance, 300) for _ in range(300)]
    versions = [edited(chance, words, 0.05) for words in originals[:100]]
    texts = [" ".join(words) for words in (*originals, *versions)]
    alike = {
        frozenset((number, 300 + number))
        for number in range(100)
        if resemblance(shingles(texts[number]), shingles(texts[300 + number])) >= SAME
    }
    assert len(alike) > 90
    assert {group for group in groups_of(texts) if len(group) > 1} == alike


@given(st.integers(0, 1000), st.integers(2, 12))
def test_the_order_of_the_texts_changes_nothing(seed: int, count: int) -> None:
    chance = random.Random(seed)
    texts = [" ".join(text_of(chance, 60))]
    while len(texts) < count:
        texts.append(" ".join(edited(chance, chance.choice(texts).split(), chance.random() / 4)))
    order = chance.sample(range(count), count)
    shuffled = groups_of([texts[number] for number in order])
    assert groups_of(texts) == {frozenset(order[place] for place in group) for group in shuffled}


@given(st.integers(0, 1000))
def test_what_is_new_is_compared_with_all_that_is_known(seed: int) -> None:
    chance = random.Random(seed)
    words = text_of(chance, 80)
    texts = [" ".join(edited(chance, words, 0.1)) for _ in range(6)]
    sketches = np.array([sketch(shingles(text)) for text in texts])
    everything = set(zip(*candidates(sketches, np.ones(6, np.bool_)), strict=True))
    new = np.arange(6) == 3
    assert set(zip(*candidates(sketches, new), strict=True)) == {pair for pair in everything if 3 in pair}


def test_case_accents_punctuation_and_line_breaks_make_no_difference() -> None:
    plain = "the mayor of zurich said on monday that the cafes would stay closed until the end of may 2024 at least"
    printed = (
        "The mayor of Zürich said, on Monday, that the “cafés”\n"
        "would stay closed until the END of May 2024 – at least!"
    )
    assert np.array_equal(shingles(plain), shingles(printed))
    assert len(shingles(plain)) == len(plain.split()) - 4


def test_a_word_is_told_from_another_wherever_it_stands() -> None:
    words = [f"{one}{other}" for one, other in combinations("abcdefgh", 2)]
    assert len(shingles(" ".join(words))) == len(words) - 4
    assert resemblance(shingles(" ".join(words)), shingles("filler " + " ".join(words))) > 0.9


def test_each_character_of_chinese_is_a_word() -> None:
    one = shingles("东京星期一发生强烈地震造成多人受伤当局表示正在评估损失情况")
    other = shingles("东京星期二发生强烈地震造成多人受伤当局表示正在评估损失情况")
    assert 0.6 < resemblance(one, other) < 1


def test_too_few_words_have_no_sketch() -> None:
    assert not sketch(shingles("Details to follow.")).any()
    assert not sketch(shingles(" ".join(WORDS[: FEWEST_WORDS - 1]))).any()
    assert sketch(shingles(" ".join(WORDS[:FEWEST_WORDS]))).all()
    assert resemblance(shingles(""), shingles("")) == 0.0


def test_only_visible_title_and_prose_are_compared() -> None:
    prose = " ".join(WORDS[:50]) + "\n"
    parts = [
        ("Reuters\n", BlockKind.SOURCE, False),
        (prose, BlockKind.BODY, False),
        ("Share this\n", BlockKind.BOILERPLATE, True),
    ]
    text, blocks = "", []
    for words, kind, hidden in parts:
        blocks.append(Block(len(text), len(text) + len(words), kind, hidden))
        text += words
    article = Article("a", text, tuple(blocks), "title")
    assert np.array_equal(bands(article), sketch(shingles(prose)))


def test_a_crowd_that_shares_a_band_costs_no_more_than_its_size() -> None:
    sketches = np.ones((2000, BANDS), np.uint32)
    left, _ = candidates(sketches, np.ones(2000, np.bool_))
    assert len(left) < 10 * BANDS * 2000
