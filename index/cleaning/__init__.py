"""From records to articles: which lines are the article, which are what the scraper left around it, and why.

Nothing is removed: a hidden line keeps its place in the text and the reasons for hiding it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.article import Article, Record
from index.cleaning.evidence import Preset

if TYPE_CHECKING:
    from index.cleaning.pipeline import Examined
    from index.cleaning.settings import Settings

__all__ = ["VERSION", "Preset", "clean", "examine"]

VERSION = "2"
"""Raise it when the same record is cleaned differently: indexes made with another version are rebuilt."""


def clean(record: Record, settings: Settings | None = None) -> Article:
    """The article that a record is, cleaned carefully if nothing else is asked for; see `examine`."""
    return examine(record, settings).article


def examine(record: Record, settings: Settings | None = None) -> Examined:
    """See `index.cleaning.pipeline.examine`."""
    # Imported on first use: its patterns cost more than a search in the shell may.
    from index.cleaning import pipeline
    from index.cleaning.settings import Settings

    return pipeline.examine(record, settings or Settings())
