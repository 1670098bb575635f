"""What could the user be about to type? Values, field names and words, with their counts."""

from __future__ import annotations

from typing import NamedTuple


class Completion(NamedTuple):
    """Replace `[start, end)` of the query text (code points) by `text`."""

    start: int
    end: int
    text: str
    label: str
    """What is shown: the value without quotes."""
    articles: int | None = None
    """How many articles have it, in the current result for a field's values, in the corpus for words."""
