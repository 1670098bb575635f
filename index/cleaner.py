"""How are the articles of an index cleaned? With the user's settings and rules, and what was learnt of its sources.

An index remembers what its articles were cleaned with. Where that is no longer what holds, `index.renewal` cleans
those anew for which it matters.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from index import cleaning
from index.article import Record
from index.cleaning.own import OwnRules
from index.cleaning.profiles import Profiles
from index.cleaning.settings import Settings
from index.errors import StoreDamaged
from index.store.sealed import read_sealed, write_sealed
from index.store.snapshot import Snapshot

if TYPE_CHECKING:
    from index.cleaning.pipeline import Examined

_NAME = "cleaner"
_GROWTH = 1.2
"""Times as many articles as sources were learnt from: then they are learnt anew."""


@dataclass(frozen=True, slots=True)
class Cleaner:
    """All that decides, beside its text, how a record is cleaned."""

    settings: Settings = field(default_factory=Settings)
    learnt_from: int = field(default=0, compare=False)
    """Articles that the profiles were learnt from; 0 before that."""
    settled: bool = field(default=True, compare=False)
    """False while many articles are taken in, each cleaned with what was learnt by then."""

    def examine(self, record: Record) -> Examined:
        """The article that a record is, and what it tells of its source."""
        return cleaning.examine(record, self.settings)

    def is_outgrown(self, articles: int) -> bool:
        """Whether sources are to be learnt anew in an index of so many articles."""
        return articles >= max(1, _GROWTH * self.learnt_from)

    def learning(self, snapshot: Snapshot) -> Cleaner:
        """The same with what the articles of an index tell of their sources now, if they are enough more."""
        if not self.is_outgrown(len(snapshot)):
            return self
        traits, live = snapshot.columns.traits, snapshot.live
        sizes = traits.lines.sizes
        profiles = Profiles.learn(
            traits.groups.values,
            traits.groups.codes[live],
            traits.lines.values[np.repeat(live, sizes)],
            sizes[live],
            traits.texts[live],
            traits.orders[live],
        )
        return self._with(profiles, len(snapshot))

    def informed(self, other: Cleaner) -> Cleaner:
        """The same with what another one has learnt of the sources."""
        return self._with(other.settings.profiles, other.learnt_from)

    def following(self, own: OwnRules) -> Cleaner:
        """The same with other rules of the user's."""
        return replace(self, settings=replace(self.settings, own=own))

    def save(self, generation: Path) -> None:
        """Let the index remember that its articles were cleaned so. Raises StoreError."""
        values = {
            "preset": self.settings.preset,
            "day_first": self.settings.day_first,
            "own": self.settings.own.to_json(),
            "profiles": self.settings.profiles.to_json(),
            "learnt_from": self.learnt_from,
            "settled": self.settled,
        }
        write_sealed(generation / _NAME, json.dumps(values, separators=(",", ":")).encode())

    @classmethod
    def load(cls, generation: Path) -> Cleaner:
        """What the articles of an index were cleaned with. Raises StoreDamaged."""
        content = read_sealed(generation / _NAME)
        try:
            values: dict[str, Any] = json.loads(content)
            settings = Settings(
                cleaning.Preset(values["preset"]),
                values["day_first"],
                OwnRules.from_json(values["own"]),
                Profiles.from_json(values["profiles"]),
            )
            return cls(settings, values["learnt_from"], values["settled"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreDamaged(f"{generation / _NAME} cannot be read") from error

    def _with(self, profiles: Profiles, learnt_from: int) -> Cleaner:
        return replace(self, settings=replace(self.settings, profiles=profiles), learnt_from=learnt_from)

    @staticmethod
    def stamp(generation: Path) -> tuple[Path, int]:
        """A value that is another one when `load` may give another one. Raises StoreDamaged."""
        path = generation / _NAME
        try:
            return path, path.stat().st_mtime_ns
        except OSError as error:
            raise StoreDamaged(f"{path} cannot be read") from error


class Made(NamedTuple):
    """Articles, by ID, and what they were cleaned with."""

    cleaner: Cleaner
    ids: array[int]
