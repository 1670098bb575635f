"""Which texts are versions of one another? A file in the generation: the digests that were compared, a group for each.

Keyed by what a text is, so that edits of other articles, moves and merging leave it as it is. All of it can be worked
out again: a file that cannot be read is as good as none.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.errors import StoreDamaged
from index.store.sealed import read_sealed, write_sealed

NAME = "versions"
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
        write_sealed(generation / NAME, rows.tobytes())


def load(generation: Path) -> Versions:
    """What was saved last; nothing if that is missing or damaged."""
    packed = b""
    with suppress(StoreDamaged):
        packed = read_sealed(generation / NAME)
    rows = np.frombuffer(packed, _ROW)
    return Versions(np.ascontiguousarray(rows["digest"]), rows["group"].astype(np.int64))
