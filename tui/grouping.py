"""Does one row stand for all versions of a text? As the user left it last."""

from __future__ import annotations

from tui import statefile

_FILE = "list.json"
_APART = "every article"


def grouped() -> bool:
    """Yes, until the user has said otherwise."""
    return _APART not in statefile.load(_FILE)


def remember(wanted: bool) -> None:
    """Keep what the user chose."""
    statefile.save(_FILE, [] if wanted else [_APART])
