"""An article comes back from the index as it went in."""

from __future__ import annotations

import datetime as dt

import pytest
import zstandard
from hypothesis import given, settings

from index.article import Article, Block, BlockKind, PublicationDate, Reason, Span
from index.store.packing import Compressor, dictionary, outline, pack, unpack
from tests.matches.strategies import articles

WHOLE = Article(
    key="a/b.txt#3",
    text="Tïtle\nBody 😀\nnoise\ud800",
    blocks=(
        Block(0, 6, BlockKind.TITLE),
        Block(6, 13, BlockKind.BODY),
        Block(13, 19, BlockKind.BOILERPLATE, True, (Reason("share-word", 1.0), Reason("tail", 0.25))),
    ),
    title="Tïtle",
    date=PublicationDate(dt.date(2024, 2, 1), 0.8, (Span(0, 5),), "day first", dt.date(2024, 1, 2)),
    source="Rudaw",
    byline="A. Writer",
    url="https://x.org/a",
    locator="3",
)
PLAIN = Article("a.txt", "x", (Block(0, 1, BlockKind.BODY),), "x")


@pytest.mark.parametrize("article", [WHOLE, PLAIN, Article("empty.txt", "", (), "empty")])
def test_every_part_of_an_article_survives(article: Article) -> None:
    assert unpack(pack(article), article.key) == article


def test_an_outline_is_text_and_blocks() -> None:
    text, blocks = outline(pack(WHOLE))
    assert text == WHOLE.text
    assert blocks == tuple((block.start, block.end, block.kind, block.hidden) for block in WHOLE.blocks)


@settings(deadline=None)
@given(articles())
def test_any_article_survives(article: Article) -> None:
    assert unpack(pack(article), article.key) == article


def test_what_was_compressed_before_there_was_a_dictionary_is_read_with_it() -> None:
    packed = [pack(Article(f"{i}.txt", f"Report {i} of the day\n" * 9, (), f"{i}")) for i in range(1000)]
    learned = dictionary(packed)
    assert learned
    alone = Compressor().compress(packed[0])
    assert Compressor(learned).decompress(alone) == packed[0]
    assert Compressor(learned).decompress(Compressor(learned).compress(packed[0])) == packed[0]


def test_what_is_no_frame_is_an_error() -> None:
    with pytest.raises(zstandard.ZstdError):
        Compressor().decompress(b"no frame")
