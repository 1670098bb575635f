"""How are articles read? What the user can set about it, apart from the reading, which few commands need."""

from __future__ import annotations

from dataclasses import dataclass, field

from index import cleaning
from index.reading import Reading
from index.store.schema import FORMAT


@dataclass(frozen=True, slots=True)
class Options:
    """What the user can set about how articles are read and cleaned."""

    preset: cleaning.Preset = cleaning.Preset.CAREFUL
    day_first: bool = True
    reading: Reading = field(default_factory=Reading)

    @property
    def fingerprint(self) -> str:
        """What an index must have been made with. Where the rest differs, articles are cleaned anew."""
        return f"format {FORMAT}, {self.reading}, cleaning {cleaning.VERSION}"
