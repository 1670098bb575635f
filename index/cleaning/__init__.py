"""From records to articles: which lines are the article, which are what the scraper left around it, and why.

Nothing is removed: a hidden line keeps its place in the text and the reasons for hiding it.
"""

from __future__ import annotations

from index.article import Article, Record
from index.cleaning.evidence import Preset

__all__ = ["VERSION", "Preset", "clean"]

VERSION = "1"
"""Raise it when the same record is cleaned differently: indexes made with another version are rebuilt."""


def clean(record: Record, preset: Preset = Preset.CAREFUL, *, day_first: bool = True) -> Article:
    """See `index.cleaning.pipeline.clean`."""
    # Imported on first use: its patterns cost more than a search in the shell may.
    from index.cleaning import pipeline

    return pipeline.clean(record, preset, day_first=day_first)
