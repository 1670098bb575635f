from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Block, BlockKind
from index.entities import tag, tag_text
from index.entities.gazetteer import lexicon

PIECES = st.sampled_from(
    "John |Kirby|U.S.|-led |the |of |Ministry |(|)|“|”|’s |\n|, |ERBIL - |al-|Iraq|\u00a0|& |Mr. |in |. |World Cup "
    "|46|/|\u2028|é|İ|ß|中".split("|")
)


@given(st.lists(st.tuples(st.lists(PIECES | st.text(max_size=6), max_size=12), st.booleans()), max_size=5))
def test_mentions_of_any_text_are_sorted_disjoint_and_in_visible_blocks(
    lines: list[tuple[list[str], bool]],
) -> None:
    text, blocks = "", []
    for pieces, hidden in lines:
        start = len(text)
        text += "".join(pieces) + "\n"
        blocks.append(Block(start, len(text), BlockKind.BODY, hidden))
    mentions = tag(Article("a", text, tuple(blocks), "a"))
    assert all(left.end <= right.start for left, right in pairwise(mentions))
    visible = [block for block in blocks if not block.hidden]
    for mention in mentions:
        assert mention.name
        assert any(block.start <= mention.start < mention.end <= block.end for block in visible)


def test_importing_the_package_reads_no_lists() -> None:
    code = (
        "import index.entities, index.entities.gazetteer as g; assert g.lexicon.cache_info().currsize == 0\n"
        "import sys; assert 'index.entities.recogniser' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_list_has_entries() -> None:
    assert lexicon().names >= {"Iraq", "Reuters", "Iranian"}
    assert {"backed", "led"} <= lexicon().compound_tails


@pytest.mark.parametrize(
    "piece",
    [
        "General ",
        "Ministry of Health ",
        "of Bank ",
        "John Kirby ",
        "Al-",
        "Iran-",
        "NEW ",
        "“A ",
        "(",
        "Justice ",
    ],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(repeats: int) -> float:
        started = time.process_time()
        tag_text(piece * repeats)
        return time.process_time() - started

    seconds(100)
    assert seconds(16_000) < 16 * max(seconds(2_000), 0.02)
