"""What in the corpus is not as it was read last? A scan against the catalogue; files are opened only in doubt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.sources import Entry, Skipped, open_regular
from index.store.catalogue import FileState

_SETTLED_NS = 2_000_000_000
"""A file changed this shortly before a scan may have changed again within the same time stamp: it is hashed."""


@dataclass(slots=True)
class Changes:
    """A scan, sorted by what is to be done."""

    unchanged: int = 0
    """Articles of the files that hold what they held."""
    due: list[Entry] = field(default_factory=list)
    """New or changed: to be read."""
    changed: dict[str, FileState] = field(default_factory=dict)
    """By path, what those of `due` were that are not new."""
    touched: dict[str, FileState] = field(default_factory=dict)
    """By path, what is to be recorded of files that hold what they held under other times: copied, restored."""
    gone: dict[str, FileState] = field(default_factory=dict)
    passed_over: tuple[tuple[str, str], ...] = ()
    """Path and reason."""
    hashed: int = 0
    to_save: bool = False
    """Whether the catalogue is not what was saved, even if nothing is to be read."""


def compare(
    scanned: Iterable[Entry | Skipped],
    known: Mapping[str, FileState],
    scanned_ns: int,
    *,
    verify: bool = False,
) -> Changes:
    """What was `scanned` against what was `known` by path since the scan at `scanned_ns`: size, times, inode decide.

    In doubt the content does: what was changed just before that scan, or has other times and the same size, is
    hashed; with `verify`, all of it.
    """
    changes = Changes(gone=dict(known))
    passed_over = []
    settled = scanned_ns - _SETTLED_NS
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
        if verify or entry.mtime_ns > settled or (not same and state.size == entry.size):
            changes.hashed += 1
            holds_the_same = state.digest != 0 and digest(entry) == state.digest
            if holds_the_same and not same:
                changes.touched[entry.path] = FileState(*entry.stat, *state[4:])
            same = holds_the_same
        if same:
            changes.unchanged += len(state.keys)
        else:
            changes.due.append(entry)
            changes.changed[entry.path] = state
    changes.passed_over = tuple(passed_over)
    return changes


def digest(entry: Entry) -> int:
    """64 bits of BLAKE2b over the bytes of a file, however long it is; 0 if it cannot be read."""
    try:
        with open_regular(entry.file) as file:
            state = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=8))
    except OSError:
        return 0
    return int.from_bytes(state.digest())
