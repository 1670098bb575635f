"""How is an article kept in the index? One compressed JSON value: the text once, blocks as rows of numbers."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from typing import Any

from index.article import Article, Block, BlockKind, PublicationDate, Reason, Span


def pack(article: Article) -> bytes:
    """`article` as bytes for `unpack`."""
    value = {
        "key": article.key,
        "locator": article.locator,
        "text": article.text,
        "title": article.title,
        "source": article.source,
        "byline": article.byline,
        "date": _date_to_json(article.date),
        "blocks": [
            [
                block.end,
                block.kind,
                int(block.hidden),
                [[reason.rule, reason.weight] for reason in block.reasons],
            ]
            for block in article.blocks
        ],
    }
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode())


def unpack(packed: bytes) -> Article:
    """The article that was packed. Raises ValueError, KeyError or zlib.error on anything else."""
    value = json.loads(zlib.decompress(packed))
    blocks = []
    start = 0
    for end, kind, hidden, reasons in value["blocks"]:
        blocks.append(
            Block(start, end, BlockKind(kind), bool(hidden), tuple(Reason(*reason) for reason in reasons))
        )
        start = end
    return Article(
        key=value["key"],
        locator=value["locator"],
        text=value["text"],
        blocks=tuple(blocks),
        title=value["title"],
        date=_date_from_json(value["date"]),
        source=value["source"],
        byline=value["byline"],
    )


def _date_to_json(date: PublicationDate) -> list[Any] | None:
    if date == PublicationDate():
        return None
    return [_iso(date.day), date.confidence, date.evidence, date.because, _iso(date.alternative)]


def _date_from_json(value: list[Any] | None) -> PublicationDate:
    if value is None:
        return PublicationDate()
    day, confidence, evidence, because, alternative = value
    return PublicationDate(
        _day(day), confidence, tuple(Span(*span) for span in evidence), because, _day(alternative)
    )


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
