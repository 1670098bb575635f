"""From records to articles: which lines are the article, which are what the scraper left around it, and why.

Nothing is removed: a hidden line keeps its place in the text and the reasons for hiding it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.article import Article, Record
from index.cleaning.evidence import Preset

if TYPE_CHECKING:
    from index.cleaning.own import OwnRules
    from index.cleaning.pipeline import Examined
    from index.cleaning.profiles import Profiles

__all__ = ["VERSION", "Preset", "clean", "examine"]

VERSION = "2"
"""Raise it when the same record is cleaned differently: indexes made with another version are rebuilt."""


def clean(
    record: Record,
    preset: Preset = Preset.CAREFUL,
    *,
    day_first: bool = True,
    own: OwnRules | None = None,
    profiles: Profiles | None = None,
) -> Article:
    """The article that a record is; see `examine`."""
    return examine(record, preset, day_first=day_first, own=own, profiles=profiles).article


def examine(
    record: Record,
    preset: Preset = Preset.CAREFUL,
    *,
    day_first: bool = True,
    own: OwnRules | None = None,
    profiles: Profiles | None = None,
) -> Examined:
    """See `index.cleaning.pipeline.examine`."""
    # Imported on first use: its patterns cost more than a search in the shell may.
    from index.cleaning import pipeline

    return pipeline.examine(record, preset, day_first=day_first, own=own, profiles=profiles)
