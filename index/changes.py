"""What in the corpus is not as it was read last? A scan against the catalogue; files are opened only in doubt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.sources import Entry, Skipped, first_bytes
from index.store.catalogue import Catalogue, FileState

_SETTLED_NS = 2_000_000_000
"""A file changed this shortly before a scan may have changed again within the same time stamp: it is hashed."""


@dataclass(slots=True)
class Changes:
    """A scan, sorted by what is to be done."""

    unchanged: int = 0
    """Articles of the files that are as they were."""
    due: list[Entry] = field(default_factory=list)
    """New or changed: to be read."""
    changed: dict[str, FileState] = field(default_factory=dict)
    """By path, what those of `due` were that are not new."""
    gone: dict[str, FileState] = field(default_factory=dict)
    passed_over: tuple[tuple[str, str], ...] = ()
    """Path and reason."""
    hashed: int = 0


def compare(scanned: Iterable[Entry | Skipped], known: Catalogue, *, verify: bool = False) -> Changes:
    """Size, times and inode decide; a file changed just before the last scan, or any with `verify`, is hashed."""
    changes = Changes(gone=dict(known.files))
    passed_over = []
    settled = known.scanned_ns - _SETTLED_NS
    take = changes.gone.pop
    for entry in scanned:
        if isinstance(entry, Skipped):
            passed_over.append((entry.path, entry.reason))
            continue
        state = take(entry.path, None)
        if state is None:
            changes.due.append(entry)
            continue
        same = state.stat == entry.stat
        if same and (verify or entry.mtime_ns > settled):
            changes.hashed += 1
            same = digest(entry) == state.digest
        if same:
            changes.unchanged += len(state.keys)
        else:
            changes.due.append(entry)
            changes.changed[entry.path] = state
    changes.passed_over = tuple(passed_over)
    return changes


def digest(entry: Entry) -> int:
    """64 bits of BLAKE2b over what is read of a file; 0 if it cannot be read."""
    try:
        data, _ = first_bytes(entry.file)
    except OSError:
        return 0
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest())
