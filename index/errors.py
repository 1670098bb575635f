"""Everything Broadsheet raises on purpose: each says what happened, where, and what to do.

BroadsheetError
├── CorpusError        the folder or file to read is missing or unfit
├── ConfigError        config.yaml holds a mistake
├── UnknownArticle     no article has this ID, prefix or path
└── StoreError         the index folder cannot be used
    ├── StoreBusy      another process is writing it
    └── StoreDamaged   its files are not what was written; an update rebuilds it
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "BroadsheetError",
    "ConfigError",
    "CorpusError",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "UnknownArticle",
    "nearest",
]


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """The name in `known` that was probably meant, for a message; None if none is near."""
    import difflib

    return next(iter(difflib.get_close_matches(wrong.casefold(), list(known), n=1)), None)


class BroadsheetError(Exception):
    """The base: its text is the message for the user."""


class CorpusError(BroadsheetError):
    pass


class ConfigError(BroadsheetError):
    pass


class UnknownArticle(BroadsheetError):  # noqa: N818 - reads as what it is
    pass


class StoreError(BroadsheetError):
    pass


class StoreBusy(StoreError):  # noqa: N818
    pass


class StoreDamaged(StoreError):  # noqa: N818
    pass
