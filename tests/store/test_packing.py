"""An article comes back from the index as it went in."""

from __future__ import annotations

import datetime as dt

from index.article import Article, Block, BlockKind, PublicationDate, Reason, Span
from index.store.packing import pack, unpack


def test_every_part_of_an_article_survives() -> None:
    article = Article(
        key="a/b.txt#3",
        text="Tïtle\nBody 😀\nnoise",
        blocks=(
            Block(0, 6, BlockKind.TITLE),
            Block(6, 13, BlockKind.BODY),
            Block(13, 18, BlockKind.BOILERPLATE, True, (Reason("share-word", 1.0), Reason("tail", 0.25))),
        ),
        title="Tïtle",
        date=PublicationDate(dt.date(2024, 2, 1), 0.8, (Span(0, 5),), "day first", dt.date(2024, 1, 2)),
        source="Rudaw",
        byline="A. Writer",
        locator="3",
    )
    assert unpack(pack(article)) == article


def test_an_unknown_date_survives() -> None:
    article = Article("a.txt", "x", (Block(0, 1, BlockKind.BODY),), "x")
    assert unpack(pack(article)) == article
