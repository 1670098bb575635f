"""What can go wrong with the files of an index? Reading finds them damaged, writing finds no room or no right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path
from shutil import disk_usage

from index.errors import BroadsheetError, StoreDamaged, StoreError


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Turn whatever Whoosh raises on damaged files (low-level exceptions of a dozen kinds) into StoreDamaged."""
    try:
        yield
    except BroadsheetError:
        raise
    except Exception as error:
        raise StoreDamaged(f"{what} cannot be read: {type(error).__name__}: {error}") from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn an OSError met while something is written at `path` into StoreError."""
    try:
        yield
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise StoreError(f"{path}: cannot be written: {cause}{_what_to_do(path, error)}") from error


def _what_to_do(path: Path, error: OSError) -> str:
    if error.errno not in (ENOSPC, EDQUOT):
        return ": use --cache DIR for another folder"
    try:
        room = f" ({disk_usage(path).free / 1e6:,.1f} MB free)"
    except OSError:
        room = ""
    return f"{room}: make room, or use --cache DIR for a folder elsewhere"
