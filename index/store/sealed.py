"""How is a small file kept whose damage must be noticed? Behind a checksum, and replaced as a whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.errors import StoreDamaged
from index.store.damage import writing
from index.store.folder import write_atomically

_CHECKSUM = 16
"""Bytes of BLAKE2b."""


def write_sealed(path: Path, content: bytes) -> None:
    """Replace the file: a kill leaves what was there or what is written. Raises StoreError."""
    with writing(path):
        write_atomically(path, _checksum(content) + content)


def read_sealed(path: Path) -> bytes:
    """What `write_sealed` was given. Raises StoreDamaged if it is missing or anything else."""
    try:
        packed = path.read_bytes()
    except OSError as error:
        raise StoreDamaged(f"{path} cannot be read") from error
    content = packed[_CHECKSUM:]
    if packed[:_CHECKSUM] != _checksum(content):
        raise StoreDamaged(f"{path} is not what was written")
    return content


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECKSUM).digest()
