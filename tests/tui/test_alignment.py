"""Setting two texts beside each other, or one below the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Block, BlockKind, Span
from index.compare import compare
from tui.alignment import Alignment, Row

TEXTS = st.lists(st.lists(st.sampled_from("a bb ccc dddd".split()), min_size=1, max_size=12), max_size=6)


def article(*paragraphs: str) -> Article:
    text, blocks = "", []
    for words in paragraphs:
        blocks.append(Block(len(text), len(text) + len(words) + 2, BlockKind.BODY))
        text += words + "\n\n"
    return Article("a.txt", text, tuple(blocks), "title")


def aligned(left: Article, right: Article, width: int, *, beside: bool) -> Alignment:
    return Alignment(left.text, right.text, compare(left, right), width, beside=beside)


def lines(alignment: Alignment, left: Article, right: Article) -> list[tuple[str, str]]:
    def run(article: Article, span: Span | None) -> str:
        return article.text[span.start : span.end] if span else ""

    return [(run(left, row.runs[0]), run(right, row.runs[1])) for row in alignment.rows]


LEFT = article("The quick brown fox jumps.", "Only here is this said.")
RIGHT = article("The quick red fox jumps.", "Quite another thing was meant there.")


def test_paragraphs_stand_beside_each_other() -> None:
    assert lines(aligned(LEFT, RIGHT, 16, beside=True), LEFT, RIGHT) == [
        ("The quick brown", "The quick red"),
        ("fox jumps.", "fox jumps."),
        ("", ""),
        ("Only here is", ""),
        ("this said.", ""),
        ("", ""),
        ("", "Quite another"),
        ("", "thing was meant"),
        ("", "there."),
    ]


def test_or_what_differs_below_and_what_is_the_same_once() -> None:
    left, right = article("All the same.", "A red fox."), article("All the same.", "A brown fox.")
    assert lines(aligned(left, right, 40, beside=False), left, right) == [
        ("All the same.", ""),
        ("", ""),
        ("A red fox.", ""),
        ("", "A brown fox."),
    ]


@pytest.mark.parametrize("beside", [True, False])
def test_the_differences_are_gone_through_one_by_one(beside: bool) -> None:
    alignment = aligned(LEFT, RIGHT, 16, beside=beside)
    assert len(alignment.stops) == 3
    assert alignment.next_stop(None, 0, 1) == 0
    assert [alignment.next_stop(number, 0, 1) for number in range(3)] == [1, 2, None]
    assert [alignment.next_stop(number, 0, -1) for number in range(3)] == [None, 0, 1]
    assert alignment.next_stop(None, alignment.stops[2].row, 1) == 2
    assert alignment.next_stop(None, len(alignment.rows), -1) == 2


@given(TEXTS, TEXTS, st.integers(4, 20), st.booleans())
def test_lines_fit_and_each_difference_begins_on_its_row(
    left: list[list[str]], right: list[list[str]], width: int, beside: bool
) -> None:
    one, other = (article(*map(" ".join, words)) for words in (left, right))
    alignment = aligned(one, other, width, beside=beside)
    for run in (run for row in alignment.rows for run in row.runs if run):
        assert 0 < run.end - run.start <= width
    for stop in alignment.stops:
        assert any(
            touches(alignment.rows[stop.row], side, span) for side, span in enumerate(stop.spans) if span
        )


def touches(row: Row, side: int, span: Span) -> bool:
    run = row.runs[side]
    return run is not None and run.start <= span.start < run.end
