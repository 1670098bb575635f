"""Setting an article in lines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from index.article import Article, Block, BlockKind, Reason, Stage
from tui.layout import Layout, shown_text, wrap
from tui.words import reasons_labels


def lines_of(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, 0, len(text), width)]


def article(*blocks: tuple[str, BlockKind, bool]) -> Article:
    text, made = "", []
    for words, kind, hidden in blocks:
        start = len(text)
        text += words + "\n\n"
        made.append(Block(start, len(text), kind, hidden, (Reason("a rule", 1.0),) if hidden else ()))
    return Article("a.txt", text, tuple(made), "Title")


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("the quick brown fox", 10, ["the quick", "brown fox"]),
        ("hard\nwrapped  text", 40, ["hard\nwrapped  text"]),
        ("  edges  ", 40, ["edges"]),
        ("incomprehensibilities", 8, ["incompre", "hensibil", "ities"]),
        ("a incomprehensibilities z", 8, ["a", "incompre", "hensibil", "ities z"]),
        ("“We’ll go” — so he said", 12, ["“We’ll go” —", "so he said"]),
        ("东京发生了地震", 6, ["东京发", "生了地", "震"]),
        ("cafe\u0301 noir", 5, ["cafe\u0301", "noir"]),
        ("👩\u200d👩\u200d👧 family", 8, ["👩\u200d👩\u200d👧", "family"]),
        ("x" * 10 + "é" * 3, 5, ["xxxxx", "xxxxx", "ééé"]),
        ("", 10, []),
        (" \n ", 10, []),
    ],
)
def test_wraps_between_words_and_long_words_between_graphemes(
    text: str, width: int, expected: list[str]
) -> None:
    assert lines_of(text, width) == expected


GRAPHEMES = ["a", "b", " ", "é", "\n", "“", "東", "e\u0301", "👩\u200d👩", "👩", "-"]


@given(st.lists(st.sampled_from(GRAPHEMES), max_size=120), st.integers(2, 30))
def test_lines_fit_and_lose_nothing(graphemes: list[str], width: int) -> None:
    text = "".join(graphemes)
    lines = lines_of(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line.replace("\n", " ")) <= width for line in lines)


@given(st.text(alphabet="ab c-", max_size=120), st.integers(1, 30))
def test_the_quick_way_equals_the_measuring_one(text: str, width: int) -> None:
    measured = [line.removesuffix("東").strip() for line in lines_of(f"{text} 東東", max(width, 4))]
    quick = lines_of(text, max(width, 4))
    assert [line for line in measured if line][: len(quick) - 1] == quick[:-1]


def test_paragraphs_are_apart_and_a_dateline_hangs_on_its_title() -> None:
    layout = Layout(
        article(
            ("Title", BlockKind.TITLE, False),
            ("Rudaw", BlockKind.SOURCE, False),
            ("One.", BlockKind.BODY, False),
            ("Heading", BlockKind.SUBHEAD, False),
            ("Two.", BlockKind.BODY, False),
        ),
        40,
    )
    assert [line.block for line in layout.lines] == [0, 1, -1, 2, -1, 3, 4]


def test_hidden_blocks_are_left_out_or_named_with_their_rule() -> None:
    made = article(("One.", BlockKind.BODY, False), ("Subscribe", BlockKind.BOILERPLATE, True))
    assert [line.block for line in Layout(made, 40).lines] == [0]
    label = "a rule · rule 1"
    assert [line.rule for line in Layout(made, 40, hidden=True).lines] == ["", "", label]
    narrow = Layout(made, 12, hidden=True).lines
    assert [(line.start == line.end, line.rule) for line in narrow[2:]] == [(False, ""), (True, label)]


def test_the_strongest_reason_is_named_and_the_others_are_counted() -> None:
    reasons = (
        Reason("short line among short lines", 0.214, Stage.MODEL),
        Reason("share-word", 1.0),
        Reason("no end punctuation", 0.3, Stage.MODEL),
    )
    assert reasons_labels(reasons) == ("share-word · rule 1 · +2", "share-word · rule 1")
    assert reasons_labels(reasons[:1]) == ("short line among short lines · model 0.21",)


def test_the_count_of_reasons_is_left_out_where_that_saves_a_line() -> None:
    made = article(("One.", BlockKind.BODY, False), ("Subscribe", BlockKind.BOILERPLATE, True))
    body, hidden = made.blocks
    made = replace(made, blocks=(body, replace(hidden, reasons=(Reason("share", 1.0), Reason("nav", 1.0)))))
    rules = {width: [line.rule for line in Layout(made, width, hidden=True).lines] for width in (40, 28, 12)}
    whole, brief = "share · rule 1 · +1", "share · rule 1"
    assert rules == {40: ["", "", whole], 28: ["", "", brief], 12: ["", "", "", whole]}


def sentences(*made: tuple[str, bool]) -> Article:
    """A text without line breaks, a block a sentence."""
    text, blocks = "", []
    for words, hidden in made:
        start = len(text)
        text += words + " "
        blocks.append(Block(start, len(text), BlockKind.BODY, hidden))
    return Article("a.txt", text, tuple(blocks), "Title")


def test_sentences_of_one_source_line_flow_as_one_paragraph() -> None:
    made = sentences(("One two.", False), ("Three four.", False), ("Five.", False))
    layout = Layout(made, 14)
    assert [made.text[line.start : line.end] for line in layout.lines] == ["One two. Three", "four. Five."]
    assert [layout.first_of(block) for block in range(3)] == [0, 0, 1]
    assert [line.block for line in layout.lines] == [0, 1]
    assert shown_text(made, 0, len(made.text), hidden=False) == "One two. Three four. Five."


def test_a_hidden_sentence_stands_apart_when_shown_and_ends_the_paragraph_when_not() -> None:
    made = sentences(("One.", False), ("Subscribe!", True), ("Two.", False), ("Three.", False))
    assert [line.block for line in Layout(made, 60).lines] == [0, -1, 2]
    assert [line.block for line in Layout(made, 60, hidden=True).lines] == [0, -1, 1, -1, 2]


def test_an_offset_is_found_on_its_line() -> None:
    made = article(("one two three", BlockKind.BODY, False), ("four", BlockKind.BODY, False))
    layout = Layout(made, 8)
    where = [layout.line_at(made.text.index(word)) for word in ("one", "two", "three", "four")]
    assert where == [0, 0, 1, 3]
    assert layout.first_of(1) == 3
    assert layout.line_at(10_000) == 3


def test_what_is_copied_is_what_is_shown_a_paragraph_to_a_line() -> None:
    made = article(
        ("one\ntwo", BlockKind.BODY, False), ("ad", BlockKind.RELATED, True), ("end", BlockKind.BODY, False)
    )
    everything = (0, len(made.text))
    assert shown_text(made, *everything, hidden=False) == "one two\n\nend"
    assert shown_text(made, *everything, hidden=True) == "one two\n\nad\n\nend"
    assert shown_text(made, 4, 9, hidden=False) == "two"
