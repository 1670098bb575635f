"""How are files read? What the user can set about it, apart from the reading, which few commands need."""

from __future__ import annotations

from dataclasses import dataclass

MAX_ARTICLE_BYTES = 16 * 1024 * 1024
"""What is longer is no article; its beginning is read all the same."""

FIELDS = ("text", "title", "date", "source", "byline", "url", "id")
"""What is looked for in a record of fields: a JSON object, a row of a table."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The settings of reading. An index made with others is rebuilt."""

    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For some of FIELDS, the names under which the corpus has them: paths with dots, looked for before the usual."""
    max_article_bytes: int = MAX_ARTICLE_BYTES
