"""The model of lines speaks of every line alike, says why, and what it has cleaned it leaves alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Record, Stage
from index.cleaning import Preset, clean
from index.cleaning.features import NAMES, Surroundings, features
from index.cleaning.lines import split
from index.cleaning.model import LineModel, packaged_model
from index.cleaning.phrases import ASPECT_OF, ASPECTS
from index.cleaning.settings import Settings
from index.cleaning.window import Window

PAGE = """\
Home News Sport Weather Opinion

More police for the border

The government will send two hundred more police officers to the border, the minister said on Friday.

Opposition leaders called the plan too late, too small and too expensive for a country in debt like this one.

A vote on the budget is to be held before the end of the month, according to the speaker of the parliament.

Trending in your area

Ten of the best beaches

What to wear this winter

Subscribe to our newsletter and get the news delivered to your inbox every morning

Follow us on all our channels
"""
WORDS = st.sampled_from(
    [
        "the minister said.",
        "Comments",
        "Share",
        "ثلاثة",
        "政府は。",
        "42",
        "Read more »",
        "By Jane Doe",
        "\n",
        "\n\n",
        " ",
    ]
    + [f"{name} said on Friday that the government had sent more police to the border." for name in "ABCD"]
)
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=30)), max_size=25).map("\n".join)


def rows(text: str) -> np.ndarray:
    lines = split(text)
    nothing = Surroundings([False] * len(lines), [0.0] * len(lines), None, Window(0, len(lines)))
    return features(lines, nothing, packaged_model().lexicon)


def visible(article: Article) -> str:
    return "".join(article.text[block.start : block.end] for block in article.visible())


def test_every_column_has_a_name_and_an_aspect() -> None:
    assert rows(PAGE).shape == (len(split(PAGE)), len(NAMES))
    assert len(ASPECT_OF) == len(NAMES)
    assert len(set(NAMES)) == len(NAMES)
    assert set(ASPECT_OF) == set(range(len(ASPECTS)))


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_features_are_numbers(text: str) -> None:
    assert not split(text) or np.isfinite(rows(text)).all()


def test_reasons_add_up_to_the_weight_that_decides() -> None:
    model = packaged_model()
    table = rows(PAGE)
    for row, weight in zip(table, model.weights(table), strict=True):
        assert sum(reason.weight for reason in model.reasons(row)) == pytest.approx(weight, abs=0.005)


def test_many_lines_are_weighed_as_few_are() -> None:
    table = np.repeat(rows(PAGE), 500, axis=0)
    assert packaged_model().weights(table)[::500] == pytest.approx(packaged_model().weights(table[::500]))


def test_a_model_is_the_same_when_it_was_stored() -> None:
    model = packaged_model()
    stored = LineModel.from_bytes(model.to_bytes())
    assert stored.lexicon == model.lexicon
    assert (stored.weights(rows(PAGE)) == model.weights(rows(PAGE))).all()


def test_what_the_model_hides_has_reasons_in_words() -> None:
    found = clean(Record("a.txt", PAGE), Settings(Preset.BALANCED))
    spoken = [b for b in found.blocks if b.hidden and any(r.stage is Stage.MODEL for r in b.reasons)]
    assert spoken
    for block in spoken:
        assert all(" " in reason.rule for reason in block.reasons if reason.stage is Stage.MODEL)
        assert sum(reason.weight for reason in block.reasons) >= Preset.BALANCED.threshold


@pytest.mark.parametrize("preset", Preset)
def test_the_article_stays_whole(preset: Preset) -> None:
    shown = visible(clean(Record("a.txt", PAGE), Settings(preset)))
    assert all(sentence in shown for sentence in PAGE.split("\n\n")[1:5])


@pytest.mark.parametrize("preset", Preset)
@given(text=TEXTS)
@settings(max_examples=60, deadline=None)
def test_cleaning_what_was_cleaned_changes_nothing(preset: Preset, text: str) -> None:
    once = visible(clean(Record("a.txt", text), Settings(preset)))
    assert visible(clean(Record("a.txt", once), Settings(preset))) == once


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_blocks_tile_and_what_is_hidden_has_a_reason(text: str) -> None:
    article = clean(Record("a.txt", text), Settings(Preset.STRICT))
    assert "".join(text[block.start : block.end] for block in article.blocks) == text
    for block in article.blocks:
        assert not block.hidden or any(reason.weight > 0 for reason in block.reasons)


@pytest.mark.slow
@given(TEXTS)
@settings(max_examples=10_000, deadline=None)
def test_no_text_is_too_odd(text: str) -> None:
    clean(Record("a.txt", text))
