"""How are files read? What the user can set about it, apart from the reading, which few commands need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MAX_ARTICLE_BYTES = 16 * MEGABYTE
"""What is longer is no article; its beginning is read all the same."""

FIELDS = ("text", "title", "date", "source", "byline", "url", "id")
"""What is looked for in a record of fields: a JSON object, a row of a table."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The settings of reading. An index made with others is rebuilt."""

    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For some of FIELDS, the names under which the corpus has them: paths with dots, looked for before the usual."""
    max_article_bytes: int = MAX_ARTICLE_BYTES

    @classmethod
    def of(cls, fields: Mapping[str, str | Sequence[str]], megabytes: int) -> Reading:
        """What the settings `fields` and `max_article_mb` say."""
        named = {
            field: (names,) if isinstance(names, str) else tuple(names) for field, names in fields.items()
        }
        return cls(tuple(sorted(named.items())), megabytes * MEGABYTE)
