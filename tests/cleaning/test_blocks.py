"""Blocks tile the text, whatever it is, and nothing is hidden without a reason."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, BlockKind, Record
from index.cleaning import Preset, clean
from index.cleaning.lines import split
from index.cleaning.settings import Settings

LINES = st.sampled_from(
    [
        "", " ", "Comments", "More Articles", "Share", "0 4", "01-02-2024", "Rudaw", "By Jane Doe", "---",
        "title: A title", "date: 2024-02-01", "Advertisement", "Photo: Jane Doe",
        "The minister said on Thursday that the government would not send more troops to the border.",
        "A deadly attack on US troops brings war home to Georgia towns",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES | st.text(max_size=40), max_size=20).map("\n".join) | st.text()


def article(text: str, preset: Preset = Preset.CAREFUL) -> Article:
    return clean(Record("a.txt", text), Settings(preset))


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(Preset))
def test_blocks_tile_the_text(text: str, preset: Preset) -> None:
    blocks = article(text, preset).blocks
    if blocks:
        assert [block.start for block in blocks] == [0, *(block.end for block in blocks[:-1])]
        assert blocks[-1].end == len(text)
    else:
        assert not text.strip()


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(Preset))
def test_every_hidden_block_has_a_reason_and_no_lifted_one_is_hidden(text: str, preset: Preset) -> None:
    hides = {BlockKind.BOILERPLATE, BlockKind.RELATED, BlockKind.DUPLICATE}
    for block in article(text, preset).blocks:
        assert block.hidden == (block.kind in hides)
        assert block.reasons or not block.hidden


@given(TEXTS)
def test_the_text_is_kept_and_the_title_never_empty(text: str) -> None:
    found = article(text)
    assert found.text == text
    assert found.title


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\n \n"])
def test_blank_text_is_one_block_at_most_and_has_the_name_of_its_file_for_a_title(text: str) -> None:
    assert [(block.start, block.end) for block in article(text).blocks] == ([(0, len(text))] if text else [])
    assert article(text).title == "a.txt"


def test_a_block_carries_the_blank_lines_behind_it() -> None:
    found = article("\n\nTitle of the day\n\n\nFirst.\n")
    assert [(block.start, block.end) for block in found.blocks] == [(0, 21), (21, 28)]
    assert [found.text[slice(*found.content(block))] for block in found.blocks] == [
        "Title of the day",
        "First.",
    ]


def test_a_text_without_line_breaks_is_judged_by_the_sentence() -> None:
    sentences = [f"The minister said on day {n} that it was over and done with. " for n in range(40)]
    found = article("".join(sentences))
    assert [found.text[block.start : block.end] for block in found.blocks] == sentences


def test_a_long_paragraph_among_others_is_one_block() -> None:
    paragraph = "The minister said that it was over and done with. " * 40
    assert len(article(f"Title of the day\n\n{paragraph}\n").blocks) == 2


def test_what_is_too_long_to_be_judged_is_shown_and_tiles() -> None:
    found = article("Some words stand here.\n\n" * 9_000)
    assert "".join(found.text[block.start : block.end] for block in found.blocks) == found.text
    assert not found.blocks[-1].hidden


def test_a_paragraph_that_was_wrapped_is_one_block() -> None:
    text = (
        "Storm hits the coast\n\n"
        "The storm reached the coast on Friday night and took the roofs off some\n"
        "forty houses, the regional government said. Nobody was hurt. Schools are\n"
        "to stay closed until Monday.\n\n"
        "Trains do not run.\n"
    )
    assert len(article(text).blocks) == 3


def test_short_lines_below_each_other_stay_apart() -> None:
    assert len(article("One line\nand another\nand a third\n").blocks) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Comments\n" * 20_000,
        "." * 1_000_000,
        "a b " * 200_000,
        "1/2/2024 " * 50_000,
        "More Articles\nShare\n" * 9_000,
    ],
)
def test_odd_texts_take_linear_time(text: str) -> None:
    before = time.process_time()
    article(text)
    assert time.process_time() - before < 8


def test_importing_the_cleaner_loads_no_yaml() -> None:
    program = "import sys, index.cleaning; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_lines_of_a_double_spaced_text_are_joined_into_paragraphs() -> None:
    text = (
        "SENATORS SAY PROBE WAS MISHANDLED\n\n"
        "The Justice Department mishandled an\n\n"
        "investigation into alleged fraud on Navy contracts by a unit of\n\n"
        "the company, two senators said. It was not available to\n\n"
        "comment.\n\n"
        "A vote is to be held before the end of the month.\n"
    )
    assert [len(line.text.split()) for line in split(text)] == [5, 27, 12]
