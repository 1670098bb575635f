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

    unchanged: dict[str, FileState] = field(default_factory=dict)
    due: list[Entry] = field(default_factory=list)
    """New or changed: to be read."""
    gone: dict[str, FileState] = field(default_factory=dict)
    passed_over: list[Skipped] = field(default_factory=list)
    hashed: int = 0


def compare(scanned: Iterable[Entry | Skipped], known: Catalogue, *, verify: bool = False) -> Changes:
    """Size, times and inode decide; a file changed just before the last scan, or any with `verify`, is hashed."""
    changes = Changes(gone=dict(known.files))
    for entry in scanned:
        if isinstance(entry, Skipped):
            changes.passed_over.append(entry)
            continue
        state = changes.gone.pop(entry.path, None)
        if state is None or state.stat != stat_of(entry):
            changes.due.append(entry)
            continue
        if verify or entry.mtime_ns > known.scanned_ns - _SETTLED_NS:
            changes.hashed += 1
            if digest(entry) != state.digest:
                changes.due.append(entry)
                continue
        changes.unchanged[entry.path] = state
    return changes


def stat_of(entry: Entry) -> tuple[int, int, int, int]:
    return entry.size, entry.mtime_ns, entry.ctime_ns, entry.inode


def digest(entry: Entry) -> str:
    """16 hex digits of BLAKE2b over what is read of a file; empty if it cannot be read."""
    try:
        data, _ = first_bytes(entry.file)
    except OSError:
        return ""
    return hashlib.blake2b(data, digest_size=8).hexdigest()
