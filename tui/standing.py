"""Where does one stand? In the result, in the article and among its matches, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.article import Span
from tui.steps import Opened
from tui.words import counted

if TYPE_CHECKING:
    from index.library import Hits

ORDER_WORDS = {"date-": "newest first", "date": "oldest first", "title": "by title"}
"""The orders whose own names do not say it."""


def outcome(hits: Hits, total: int) -> str:
    """The right end of the search line: how many articles, how many of them behind a version, in which order, how
    fast."""
    folded = hits.articles - len(hits)
    parts = [f"{folded:,} folded"] if folded else []
    parts.append(ORDER_WORDS.get(hits.order, hits.order))
    if not hits.text.strip():
        return " · ".join([counted(total, "article"), *parts])
    found = f"{hits.articles:,} of {counted(total, 'article')}"
    return " · ".join([found, *parts, f"{hits.seconds * 1000:.0f} ms"])


def in_result(hits: Hits, opened: Opened) -> str:
    """`1 of 5`, or that the article was not found by the query."""
    index = hits.index_of(opened.article.id)
    return "outside the query" if index is None else f"{index + 1:,} of {len(hits):,}"


def in_article(opened: Opened, entity_id: str | None, current: Span | None) -> str:
    """Where the current span stands among matches and mentions: `match 1/3`; else how many matches there are."""
    standing = [
        f"{noun} {spans.index(current) + 1}/{len(spans)}"
        for noun, spans in (("match", opened.matches), ("mention", opened.spans_of(entity_id)))
        if current is not None and current in spans
    ]
    if standing:
        return " · ".join(standing)
    count = len(opened.matches)
    return ("1 match" if count == 1 else f"{count:,} matches") if count else ""
