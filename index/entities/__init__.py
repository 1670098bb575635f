"""Who, what and where? From an article's text to mentions, and from a corpus's names to entities.

Pure: text in, values out; the only files read are the package's own lists, on first use.
"""

from __future__ import annotations

from collections.abc import Iterable

from index.article import Article, BlockKind, Mention
from index.entities.join import Group, LocalName, join

__all__ = ["MODEL_VERSION", "Group", "LocalName", "join", "tag", "tag_text"]

MODEL_VERSION = "rules-1"
"""Changes whenever the same text may give other mentions: stored ones must then be computed anew."""


def tag(article: Article) -> tuple[Mention, ...]:
    """The mentions in the visible blocks of `article`: sorted, disjoint, offsets in code points of its text."""
    spans = [(b.start, b.end) for b in article.visible() if b.kind is not BlockKind.DATE]
    return _tag(article.text, spans)


def tag_text(text: str) -> tuple[Mention, ...]:
    """The mentions in raw text, every line of which is read as a body block."""
    return _tag(text, [(0, len(text))])


def _tag(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Mention, ...]:
    # Imported on first use: the recogniser's patterns and lists cost more than all callers pay for.
    from index.entities.consistency import settle
    from index.entities.linker import link
    from index.entities.recogniser import recognise

    candidates = [candidate for start, end in spans for candidate in recognise(text, start, end)]
    return link(text, settle(candidates))
