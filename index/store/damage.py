"""What does a damaged index look like? Any exception out of Whoosh's reading is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import StoreDamaged


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Turn whatever Whoosh raises on damaged files (low-level exceptions of a dozen kinds) into StoreDamaged."""
    try:
        yield
    except StoreDamaged:
        raise
    except Exception as error:
        raise StoreDamaged(f"{what} cannot be read: {type(error).__name__}: {error}") from error
