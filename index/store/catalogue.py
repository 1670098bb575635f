"""Which files was the index built from, and in what state were they? What tells a changed file from a known one.

`catalogue` lists all files, `catalogue.recent` those recorded and forgotten since, so that one changed file in
100,000 costs no more than one in ten. Both are replaced whole, and begin with a checksum of the rest.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from index.article import article_id
from index.errors import StoreDamaged
from index.store.damage import writing
from index.store.folder import write_atomically

_ALL = "catalogue"
_RECENT = "catalogue.recent"
_FEW = 256
_SHARE = 32
"""More recent changes than `_FEW`, and than one in `_SHARE` files, are written into the list of all files."""
_CHECKSUM = 16
"""Bytes of BLAKE2b."""
_LENGTHS = struct.Struct("<QQ")
"""Bytes of the head, and of the paths."""
_WORD = 1 << 64
_ROW = np.dtype([("size", "<i8"), ("mtime", "<i8"), ("ctime", "<i8"), ("inode", "<u8"), ("digest", "<u8")])


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
    """All files of the last update, and how it was made. `files` is changed by `record` and `forget` alone."""

    files: dict[str, FileState] = field(default_factory=dict)
    passed_over: tuple[tuple[str, str], ...] = ()
    """What the scan met that no reading was tried on: path and reason."""
    made_with: str = ""
    """Names format, rules and options: an index made with others is rebuilt."""
    scanned_ns: int = 0
    """When the last scan began (wall clock). A file changed shortly before may change again unnoticed: it is hashed."""
    scan_seconds: float = 0.0
    id_sum: int = 0
    """The sum of all articles' IDs, modulo 2⁶⁴: of an index with another sum, some articles are not recorded here."""
    _all: str = field(default="", compare=False)
    """Checksum of the list of all files on disk; empty before there is one."""
    _recent: set[str] = field(default_factory=set, compare=False)
    """Paths recorded or forgotten since that was written."""

    def record(self, path: str, state: FileState) -> None:
        """Keep how the file was read, in the place of what was known of it."""
        if path in self.files:
            self.forget(path)
        self.files[path] = state
        self._count(state, 1)
        self._recent.add(path)

    def forget(self, path: str) -> None:
        """The index holds nothing of the file any more."""
        self._count(self.files.pop(path), -1)
        self._recent.add(path)

    def ids(self) -> set[str]:
        """The IDs of all articles."""
        return {article_id(key) for state in self.files.values() for key in state.keys}

    def save(self, generation: Path) -> None:
        """Keep it in the folder `generation`. A kill leaves what was there or what is saved. Raises StoreError."""
        head = {
            "made_with": self.made_with,
            "scanned_ns": self.scanned_ns,
            "scan_seconds": self.scan_seconds,
            "passed_over": self.passed_over,
            "id_sum": self.id_sum,
        }
        with writing(generation):
            if self._all and len(self._recent) <= max(_FEW, len(self.files) // _SHARE):
                changed = {path: self.files[path] for path in self._recent if path in self.files}
                head |= {"changes": self._all, "gone": [*self._recent.difference(changed)]}
                write_atomically(generation / _RECENT, _pack(head, changed))
            else:
                packed = _pack(head, self.files)
                write_atomically(generation / _ALL, packed)
                (generation / _RECENT).unlink(missing_ok=True)
                self._all = packed[:_CHECKSUM].hex()
                self._recent.clear()

    @classmethod
    def load(cls, generation: Path) -> Catalogue:
        """Raises StoreDamaged when it is missing or is not what was saved."""
        try:
            packed = (generation / _ALL).read_bytes()
            head, files = _unpack(packed)
            checksum = packed[:_CHECKSUM].hex()
            recent, changed = _unpack_if_there(generation / _RECENT)
            if recent.get("changes") != checksum:  # of the list before: a kill came ahead of its removal
                recent, changed = {**head, "gone": ()}, {}
            files.update(changed)
            for path in recent["gone"]:
                files.pop(path, None)
            return cls(
                files=files,
                passed_over=_pairs(recent["passed_over"]),
                made_with=recent["made_with"],
                scanned_ns=recent["scanned_ns"],
                scan_seconds=recent["scan_seconds"],
                id_sum=recent["id_sum"],
                _all=checksum,
                _recent={*changed, *recent["gone"]},
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreDamaged(f"{generation / _ALL} cannot be read") from error

    def _count(self, state: FileState, times: int) -> None:
        ids = sum(int(article_id(key), 16) for key in state.keys)
        self.id_sum = (self.id_sum + times * ids) % _WORD


class Kept:
    """The catalogue that was saved last, for whoever follows one change after the other: loading takes 0.1 s."""

    def __init__(self) -> None:
        self._kept: tuple[object, Catalogue] | None = None

    def load(self, generation: Path) -> Catalogue:
        """The catalogue of `generation`: what is kept if nobody has saved another one. Raises StoreDamaged.

        It is kept no longer, as it may be changed and not saved.
        """
        kept, self._kept = self._kept, None
        if kept is not None and kept[0] == _stamp(generation):
            return kept[1]
        return Catalogue.load(generation)

    def keep(self, catalogue: Catalogue, generation: Path) -> None:
        """Keep what is saved in `generation`."""
        self._kept = _stamp(generation), catalogue


def _stamp(generation: Path) -> tuple[object, ...]:
    """Another value after each saving, by whichever process."""
    found: list[object] = [generation]
    for name in (_ALL, _RECENT):
        with suppress(FileNotFoundError):
            status = (generation / name).stat()
            found.append((name, status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(found)


def scan_seconds(generation: Path) -> float:
    """How long the last scan took, told without reading the list or comparing its checksum. Raises StoreDamaged."""
    name = _RECENT if (generation / _RECENT).exists() else _ALL
    try:
        with open(generation / name, "rb") as file:
            file.seek(_CHECKSUM)
            head, _ = _LENGTHS.unpack(file.read(_LENGTHS.size))
            return float(json.loads(file.read(head))["scan_seconds"])
    except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
        raise StoreDamaged(f"{generation / name} cannot be read") from error


def _pack(head: Mapping[str, Any], files: Mapping[str, FileState]) -> bytes:
    """A checksum of all that follows, two lengths, the head as JSON, the paths as JSON, a row of numbers a file."""
    others = {
        path: state[5:]
        for path, state in files.items()
        if state.keys != (path,) or state.skipped or state.repaired
    }
    facts, paths = (json.dumps(value, separators=(",", ":")).encode() for value in (head, [[*files], others]))
    rows = np.fromiter((state[:5] for state in files.values()), _ROW, len(files))
    packed = _LENGTHS.pack(len(facts), len(paths)) + facts + paths + rows.tobytes()
    return _checksum(packed) + packed


def _parts(packed: bytes) -> tuple[bytes, bytes, bytes]:
    """Head, paths and rows of what `_pack` gave. Raises ValueError if it is something else."""
    lengths, start = packed[_CHECKSUM : _CHECKSUM + _LENGTHS.size], _CHECKSUM + _LENGTHS.size
    if len(lengths) < _LENGTHS.size or packed[:_CHECKSUM] != _checksum(packed[_CHECKSUM:]):
        raise ValueError("the checksum differs")
    head, paths = _LENGTHS.unpack(lengths)
    rows = start + head + paths
    return packed[start : start + head], packed[start + head : rows], packed[rows:]


def _unpack(packed: bytes) -> tuple[dict[str, Any], dict[str, FileState]]:
    """The head and the files that `_pack` was given. Raises ValueError."""
    head, listing, rows = _parts(packed)
    paths, others = json.loads(listing)
    numbers = np.frombuffer(rows, _ROW).tolist()
    files = {path: FileState._make((*row, (path,), (), ())) for path, row in zip(paths, numbers, strict=True)}
    for path, (keys, skipped, repaired) in others.items():
        files[path] = files[path]._replace(
            keys=tuple(keys), skipped=_pairs(skipped), repaired=_pairs(repaired)
        )
    return json.loads(head), files


def _pairs(rows: Iterable[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in rows)


def _unpack_if_there(path: Path) -> tuple[dict[str, Any], dict[str, FileState]]:
    try:
        return _unpack(path.read_bytes())
    except FileNotFoundError:
        return {}, {}


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECKSUM).digest()
