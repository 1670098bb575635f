"""How far is an update, and what did it do? What following a corpus tells, apart from the work itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.sources import Skipped


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is: "read" (read, clean, index), "clean" (clean anew) or "tag" (recognise entities)."""

    phase: str
    done: int
    total: int
    unit: str = "articles"
    """What `done` and `total` count: "files", "bytes" or "articles"."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an update found and did. The first five count articles."""

    added: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    """Everything in the corpus that gives no article, whether or not it was looked at this time."""
    repaired: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Key of an article → what decoding and sanitising changed in it."""
    cleaned: int = 0
    """Articles that look otherwise, as the user's rules or what is known of their sources changed."""
    message: str = ""
    """One line for the user when something out of the ordinary happened: a damaged index was rebuilt."""
    mistake: str = ""
    """What is wrong with the user's rules, which are followed again once it is mended: file, line, what to do."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the user must hear of it, a line each."""
        kept = self.mistake and f"your rules stay as they were: {self.mistake}"
        return tuple(filter(None, (self.message, kept)))

    @property
    def changes(self) -> int:
        """Articles that are not as they were."""
        return self.added + self.changed + self.moved + self.removed + self.cleaned


Tell = Callable[[Progress], None]
