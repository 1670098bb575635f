"""Is the index on disk what was written? Sizes and checksums of its files, renewed after every commit."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from index.errors import BroadsheetError, StoreDamaged
from index.store.folder import sync_folder, write_atomically

MANIFEST = "manifest.json"
DICTIONARY = "dictionary"
"""What the articles of a generation are compressed with: the one file that every commit needs."""
DRAFT = "new-"
"""How the files of a segment begin as long as it is being written, by whichever process."""
SMALL = 1 << 20
"""Bytes that are hashed at every opening: a millisecond's work; the table of contents is always below."""
_DOUBT = "distrusted"
Seen = dict[str, tuple[int, str]]
"""File name → size in bytes and SHA-256."""


def write_manifest(generation: Path, known: Seen) -> Seen:
    """Make the index files of `generation` durable and list them. Those in `known` are not read again."""
    now: Seen = {}
    for entry in sorted(os.scandir(generation), key=lambda entry: entry.name):
        if not _counts(entry.name) or not entry.is_file(follow_symlinks=False):
            continue
        size = entry.stat().st_size
        old = known.get(entry.name)
        now[entry.name] = old if old and old[0] == size else (size, _sync_and_hash(Path(entry.path)))
    sync_folder(generation)
    write_atomically(generation / MANIFEST, json.dumps(now, indent=0).encode())
    return now


def read_manifest(generation: Path) -> Seen:
    """What was listed last; empty when nothing was. Raises StoreDamaged on a list that cannot be read."""
    try:
        listed = json.loads((generation / MANIFEST).read_bytes())
        return {name: (size, checksum) for name, (size, checksum) in listed.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StoreDamaged(f"{generation / MANIFEST} cannot be read") from error


def check(generation: Path, *, thoroughly: bool = False) -> None:
    """Compare the files with the manifest: sizes of all, checksums of the small ones, or of all. Raises StoreDamaged.

    What is distrusted is compared thoroughly, whatever is asked for. A segment that is not listed, or listed and
    gone, may be of a commit that died before its manifest: whoever opens what the table of contents names judges it.
    """
    doubt = generation / _DOUBT
    thoroughly = thoroughly or doubt.exists()
    listed = read_manifest(generation)
    check_files(generation, listed, listed, thoroughly=thoroughly)
    with suppress(OSError):
        doubt.unlink(missing_ok=True)


def check_files(generation: Path, listed: Seen, names: Iterable[str], *, thoroughly: bool = True) -> None:
    """Compare those files among `names` that are listed. Raises StoreDamaged."""
    for name in names:
        if name in listed:
            size, checksum = listed[name]
            _check_file(generation / name, size, checksum if thoroughly or size <= SMALL else "")


def read_dictionary(generation: Path) -> bytes:
    """What the articles of a generation are compressed with; empty if there is none. Raises OSError."""
    with suppress(FileNotFoundError):
        return (generation / DICTIONARY).read_bytes()
    return b""


def distrust(generation: Path) -> None:
    """Something in `generation` could not be read: the next check, by whichever process, is a thorough one."""
    with suppress(OSError):
        (generation / _DOUBT).touch()


class Doubting:
    """Around a reading of something in a generation that was opened: whatever goes wrong is damage.

    What cannot be read makes the generation distrusted. Like `damage.reading`, but it stands around each of a
    thousand small readings, so it makes its message only when there is one.
    """

    __slots__ = ("_generation", "_what", "_which")

    def __init__(self, generation: Path, what: str, which: object) -> None:
        self._generation = generation
        self._what = what
        self._which = which

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, Exception):
            return
        if isinstance(error, BroadsheetError) and not isinstance(error, StoreDamaged):
            return
        distrust(self._generation)
        if not isinstance(error, StoreDamaged):
            what = f"{self._what} {self._which}".strip()
            raise StoreDamaged(f"{what} cannot be read: {type(error).__name__}: {error}") from error


def _counts(name: str) -> bool:
    """Segments and what belongs to them: each is written once under its name. Whatever else lies there may change."""
    return name == DICTIONARY or (
        name.endswith((".words", ".articles", ".toc")) and not name.startswith(DRAFT)
    )


def _check_file(path: Path, size: int, checksum: str) -> None:
    """Compare a file with what was listed of it, if it is there; its content only with a `checksum`."""
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size != size:
                raise StoreDamaged(f"{path} has changed its size")
            if checksum and hashlib.file_digest(file, "sha256").hexdigest() != checksum:
                raise StoreDamaged(f"{path} has changed")
    except FileNotFoundError:
        if path.name == DICTIONARY:
            raise StoreDamaged(f"{path} is missing") from None
    except OSError as error:
        raise StoreDamaged(f"{path}: {error.strerror}") from error


def _sync_and_hash(path: Path) -> str:
    with open(path, "rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()
