"""Which corpora were opened lately? A short list in the user's state folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from index.config import sample_corpus
from tui import statefile

LIMIT = 20
"""A list that fits on a screen."""

FILE = "recent.json"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus to offer."""

    path: Path
    label: str = ""
    """What to call it when the path says little."""


def offered() -> list[Corpus]:
    """The corpora to choose from: those opened lately, the latest first, then the sample articles."""
    sample = sample_corpus()
    lately = [Corpus(path) for path in recent() if path != sample]
    return [*lately, Corpus(sample, "The sample articles")]


def recent() -> list[Path]:
    """The paths last opened, the latest first."""
    return [Path(name) for name in statefile.load(FILE) if name and "\0" not in name][:LIMIT]


def remember(corpus: Path) -> None:
    """Put `corpus` first."""
    path = Path(os.path.abspath(corpus))
    statefile.save(FILE, [str(path), *(str(each) for each in recent() if each != path)][:LIMIT])
