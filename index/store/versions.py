"""Which texts are versions of one another? A file in the generation: the digests that were compared, a group for each.

Keyed by what a text is, it outlives edits of other articles, moves and merging. It can be worked out again, so what
cannot be read is as good as nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.store.damage import writing
from index.store.folder import write_atomically

NAME = "versions"

_CHECKSUM = 4
"""Bytes of CRC-32, least significant first."""
_ROW = np.dtype([("digest", "<u8"), ("group", "<u4")])


class Versions(NamedTuple):
    """The texts that were compared, by ascending `Article.digest`."""

    digests: NDArray[np.uint64]
    groups: NDArray[Any]
    """The same positive number for versions of one text; 0 where there were too few words to compare."""

    def of(self, digests: NDArray[np.uint64]) -> NDArray[Any]:
        """The group of each of `digests`; 0 also for what was not compared."""
        if not len(self.digests):
            return np.zeros(len(digests), np.int64)
        places = np.minimum(np.searchsorted(self.digests, digests), len(self.digests) - 1)
        return np.where(self.digests[places] == digests, self.groups[places], 0)

    def save(self, generation: Path) -> None:
        """Keep them in the folder `generation`. Raises StoreError."""
        rows = np.empty(len(self.digests), _ROW)
        rows["digest"], rows["group"] = self.digests, self.groups
        packed = rows.tobytes()
        with writing(generation):
            write_atomically(generation / NAME, _checksum(packed) + packed)


def load(generation: Path) -> Versions | None:
    """What was saved last; None if there is nothing, or something else."""
    try:
        saved = (generation / NAME).read_bytes()
        packed = saved[_CHECKSUM:]
        if saved[:_CHECKSUM] != _checksum(packed):
            return None
        rows = np.frombuffer(packed, _ROW)
    except (OSError, ValueError):
        return None
    return Versions(np.ascontiguousarray(rows["digest"]), rows["group"].astype(np.int64))


def _checksum(packed: bytes) -> bytes:
    return crc32(packed).to_bytes(_CHECKSUM, "little")
