"""How are versions of a text found over the whole corpus? New ones by their sketches, and then by their texts.

Each text is compared once. What comes out depends on the texts that there are, not on the order in which they came.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from index.duplicates import SAME, Hashes, candidates, joined, resemblance, shingles, telling
from index.store import versions
from index.store.snapshot import Snapshot
from index.store.versions import Versions

_KEPT = 4096
"""Articles whose shingles are kept while others are compared with them: about 15 MB."""


def find_versions(generation: Path) -> None:
    """Compare the texts that are new in the last commit of `generation`, and keep which are versions of which.

    The caller holds the folder's lock. Raises StoreDamaged, and StoreError when it cannot be written.
    """
    snapshot = Snapshot(generation)
    known = versions.load(generation)
    live = np.flatnonzero(snapshot.live)
    digests, first = np.unique(snapshot.digests[live], return_index=True)
    docs = live[first]
    before = known.of(digests)
    new = ~np.isin(digests, known.digests, assume_unique=True)
    gone = known.groups[~np.isin(known.digests, digests, assume_unique=True)]
    if not new.any() and not len(gone) and len(known.digests) == len(digests):
        return
    # What connected the others of a group may be gone with one of them.
    new |= np.isin(before, gone[gone > 0])
    sketches = snapshot.columns.bands[docs]

    @lru_cache(_KEPT)
    def words(text: int) -> Hashes:
        return shingles(telling(*snapshot.outline(int(docs[text]))))

    def alike(one: int, other: int) -> bool:
        return resemblance(words(one), words(other)) >= SAME

    pairs = zip(*(side.tolist() for side in candidates(sketches, new)), strict=True)
    groups = joined(_together(np.where(new, 0, before)), pairs, alike)
    Versions(digests, np.where(sketches.any(axis=1), groups + 1, 0)).save(generation)


def _together(
    groups: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The first text with the same group as each; a text of group 0 is alone."""
    texts = np.arange(len(groups))
    _, first, group = np.unique(groups, return_index=True, return_inverse=True)
    return np.where(groups > 0, first[group], texts)
