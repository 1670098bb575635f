"""What decides, beside the record, what is shown of it? The same for all articles of an index."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.cleaning.evidence import Preset
from index.cleaning.own import OwnRules
from index.cleaning.profiles import Profiles


@dataclass(frozen=True, slots=True)
class Settings:
    """A value: records that are cleaned with equal settings are cleaned alike."""

    preset: Preset = Preset.CAREFUL
    day_first: bool = True
    """How a numeric date is read that neither the article nor its source decides."""
    own: OwnRules = field(default_factory=OwnRules)
    """What the user says: it wins over everything."""
    profiles: Profiles = field(default_factory=Profiles)
    """What was learnt of the sources."""
