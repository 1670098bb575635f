"""From records to articles: which lines are the article, which are what the scraper left around it, and why.

Nothing is removed: a hidden line keeps its place in the text and the reasons for hiding it.
"""

from __future__ import annotations

from index.cleaning.evidence import Preset
from index.cleaning.pipeline import clean

__all__ = ["VERSION", "Preset", "clean"]

VERSION = "1"
"""Raise it when the same record is cleaned differently: indexes made with another version are rebuilt."""
