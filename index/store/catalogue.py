"""Which files was the index built from, and in what state were they? What tells a changed file from a known one.

`catalogue` lists all files; `catalogue.recent` what was recorded and forgotten since, so that one changed file
in 100,000 costs no more than one in ten. Both are replaced whole and begin with a checksum of the rest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from index.article import article_id
from index.errors import StoreDamaged
from index.store.damage import writing
from index.store.folder import write_atomically

_NAME = "catalogue"
_RECENT = "catalogue.recent"
_CHECKSUM = 16
"""Bytes of BLAKE2b."""
_LENGTH = 8
_ROW = np.dtype([("size", "<i8"), ("mtime", "<i8"), ("ctime", "<i8"), ("inode", "<u8"), ("digest", "<u8")])
_FEW = 256
_SHARE = 32
"""A list of recent changes longer than `_FEW` and one in `_SHARE` files is written into the list of all: so
each commit writes few of the files, and all are written once in as many changes."""


class FileState(NamedTuple):
    """A file as it was read. `keys` are the articles it gave; `skipped` says why it gave fewer, or none."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    digest: int
    """64 bits of BLAKE2b over the file's bytes; 0 if it could not be read."""
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
    """All files of the last update, and how it was made. `record` and `forget` change `files`, `save` keeps it."""

    files: dict[str, FileState] = field(default_factory=dict)
    passed_over: tuple[tuple[str, str], ...] = ()
    """What the scan met that no reading was tried on: path and reason."""
    made_with: str = ""
    """Names format, rules and options: an index made with others is rebuilt."""
    scanned_ns: int = 0
    """When the last scan began (wall clock). A file changed shortly before may change again unnoticed: it is hashed."""
    scan_seconds: float = 0.0
    _listed_in: bytes = field(default=b"", compare=False)
    """Checksum of the list of all files that `_recent` adds to; empty before there is one."""
    _recent: set[str] = field(default_factory=set, compare=False)
    """Paths recorded or forgotten since that list was written."""

    def record(self, path: str, state: FileState) -> None:
        self.files[path] = state
        self._recent.add(path)

    def forget(self, path: str) -> None:
        self.files.pop(path, None)
        self._recent.add(path)

    @property
    def articles(self) -> int:
        return sum(len(state.keys) for state in self.files.values())

    def ids(self) -> set[str]:
        """The IDs of all articles."""
        return {article_id(key) for state in self.files.values() for key in state.keys}

    def save(self, generation: Path) -> None:
        """Replace what the generation has. A kill leaves the old or the new. Raises StoreError."""
        with writing(generation):
            if self._listed_in and len(self._recent) <= max(_FEW, len(self.files) // _SHARE):
                write_atomically(generation / _RECENT, self._packed(self._recent))
            else:
                packed = self._packed(self.files)
                write_atomically(generation / _NAME, packed)
                (generation / _RECENT).unlink(missing_ok=True)
                self._listed_in = packed[:_CHECKSUM]
                self._recent.clear()

    @classmethod
    def load(cls, generation: Path) -> Catalogue:
        """Raises StoreDamaged when it is missing or not what was written."""
        try:
            checksum, catalogue, _ = _unpacked((generation / _NAME).read_bytes())
            try:
                _, recent, more = _unpacked((generation / _RECENT).read_bytes())
            except FileNotFoundError:
                recent, more = catalogue, {}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreDamaged(f"{generation / _NAME} cannot be read") from error
        # Recent changes to another list are in this one already: a kill came before their removal.
        if more.get("changes") == checksum.hex():
            catalogue.files.update(recent.files)
            for path in more["gone"]:
                catalogue.files.pop(path, None)
            recent.files = catalogue.files
            recent._recent = {*more["gone"], *more["paths"]}
            catalogue = recent
        catalogue._listed_in = checksum
        return catalogue
