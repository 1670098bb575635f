"""Which queries were asked before? A list over all corpora, and the way back through it while one types."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from tui import statefile

LIMIT = 300
"""As many as anyone goes back through."""

LONGEST = 2_000
"""Characters of a query worth remembering."""

FILE = "queries.json"

_WRITING = threading.Lock()


def load() -> list[str]:
    """The queries asked last, in this run or another, the latest first."""
    return [query for query in statefile.load(FILE) if _worth(query)][:LIMIT]


def remember(query: str) -> None:
    """Put `query` first in the file, in front of what other readers have written there meanwhile."""
    if _worth(query):
        with _WRITING:
            statefile.save(FILE, _first(query, load()))


class Earlier:
    """A walk back from the query that is being typed, and forward to it again."""

    def __init__(self, queries: Iterable[str] = ()) -> None:
        self._queries = list(queries)
        self._at = -1
        self._typed = ""

    def remember(self, query: str) -> bool:
        """Put `query` first, and end the walk; False where it was first already, or is not worth remembering."""
        self._at = -1
        if not _worth(query) or self._queries[:1] == [query]:
            return False
        self._queries = _first(query, self._queries)
        return True

    def back(self, typed: str) -> str | None:
        """The query before; None where there is none. `typed` is where the walk began."""
        if self._at < 0:
            self._typed = typed
        for at in range(self._at + 1, len(self._queries)):
            if self._queries[at] != typed:
                self._at = at
                return self._queries[at]
        return None

    def forward(self) -> str | None:
        """The query after, at last the one that was being typed; None where no walk is under way."""
        if self._at < 0:
            return None
        self._at -= 1
        return self._queries[self._at] if self._at >= 0 else self._typed

    def stay(self) -> None:
        """End the walk: the query at hand is being changed."""
        self._at = -1


def _worth(query: str) -> bool:
    return bool(query.strip()) and len(query) <= LONGEST


def _first(query: str, queries: list[str]) -> list[str]:
    return [query, *(each for each in queries if each != query)][:LIMIT]
