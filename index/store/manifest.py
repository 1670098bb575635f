"""Is the index on disk what was written? Sizes and checksums of its files, renewed after every commit."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from index.errors import StoreDamaged
from index.store.folder import sync_folder, write_atomically

_NAME = "manifest.json"
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
    write_atomically(generation / _NAME, json.dumps(now, indent=0).encode())
    return now


def read_manifest(generation: Path) -> Seen:
    """What was listed last; empty when nothing was. Raises StoreDamaged on a list that cannot be read."""
    try:
        listed = json.loads((generation / _NAME).read_bytes())
        return {name: (size, checksum) for name, (size, checksum) in listed.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StoreDamaged(f"{generation / _NAME} cannot be read") from error


def check(generation: Path, *, thoroughly: bool = False) -> None:
    """Compare the files with the manifest: sizes of all, checksums of the small ones, or of all. Raises StoreDamaged.

    What is distrusted is compared thoroughly, whatever is asked for. A file that is not listed, or listed and
    gone, is of a commit that died before its manifest: Whoosh's own reading judges it.
    """
    doubt = generation / _DOUBT
    thoroughly = thoroughly or doubt.exists()
    for name, (size, checksum) in read_manifest(generation).items():
        try:
            with open(generation / name, "rb") as file:
                if os.fstat(file.fileno()).st_size != size:
                    raise StoreDamaged(f"{generation / name} has changed its size")
                hashed = thoroughly or size <= _SMALL
                if hashed and hashlib.file_digest(file, "sha256").hexdigest() != checksum:
                    raise StoreDamaged(f"{generation / name} has changed")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StoreDamaged(f"{generation / name}: {error.strerror}") from error
    with suppress(OSError):
        doubt.unlink(missing_ok=True)


def distrust(generation: Path) -> None:
    """Something in `generation` could not be read: the next check, by whichever process, is a thorough one."""
    with suppress(OSError):
        (generation / _DOUBT).touch()


_SMALL = 1 << 20
"""Bytes that are hashed at every opening: a millisecond's work; the table of contents is always below."""


def _counts(name: str) -> bool:
    """Segments and what belongs to them: each is written once under its name. Whatever else lies there may change."""
    return name.endswith((".words", ".articles", ".toc")) or name == "dictionary"


def _sync_and_hash(path: Path) -> str:
    with open(path, "rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()
