"""Which files was the index built from, and in what state were they? What tells a changed file from a known one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import StoreDamaged
from index.store.damage import writing
from index.store.folder import write_atomically

_NAME = "catalogue.json"


class FileState(NamedTuple):
    """A file as it was read. `keys` are the articles it gave; `skipped` says why it gave fewer, or none."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    digest: str
    """16 hex digits of BLAKE2b over the file's bytes; empty if it could not be read."""
    keys: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    """Path with locator, and reason."""
    repaired: tuple[tuple[str, str], ...] = ()
    """Key of an article, and one thing that decoding or sanitising changed in it."""

    @property
    def stat(self) -> tuple[int, int, int, int]:
        return self[:4]


@dataclass(slots=True)
class Catalogue:
    """All files of the last update, and how it was made."""

    files: dict[str, FileState] = field(default_factory=dict)
    passed_over: tuple[tuple[str, str], ...] = ()
    """What the scan met that no reading was tried on: path and reason."""
    made_with: str = ""
    """Names format, rules and options: an index made with others is rebuilt."""
    scanned_ns: int = 0
    """When the last scan began (wall clock). A file changed shortly before may change again unnoticed: it is hashed."""
    scan_seconds: float = 0.0

    def save(self, generation: Path) -> None:
        value = {
            "made_with": self.made_with,
            "scanned_ns": self.scanned_ns,
            "scan_seconds": self.scan_seconds,
            "passed_over": self.passed_over,
            "files": self.files,
        }
        with writing(generation):
            write_atomically(generation / _NAME, json.dumps(value, separators=(",", ":")).encode())

    @classmethod
    def load(cls, generation: Path) -> Catalogue:
        """Raises StoreDamaged when it is missing or cannot be read."""
        try:
            value = json.loads((generation / _NAME).read_bytes())
            files = {path: _state(row) for path, row in value["files"].items()}
            passed_over = tuple((path, reason) for path, reason in value["passed_over"])
            return cls(files, passed_over, value["made_with"], value["scanned_ns"], value["scan_seconds"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreDamaged(f"{generation / _NAME} cannot be read") from error


def _state(row: list[Any]) -> FileState:
    size, mtime_ns, ctime_ns, inode, digest, keys, skipped, repaired = row
    pairs = (tuple((first, second) for first, second in rows) for rows in (skipped, repaired))
    return FileState(size, mtime_ns, ctime_ns, inode, digest, tuple(keys), *pairs)
