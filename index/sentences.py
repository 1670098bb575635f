"""Where does a sentence end? At a full stop that is none of an initial's or a title's."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"""[.!?…。！？]
      (?: (?<=[。！？]) ["'”’」』)\]]* () \s*
        | (?<![\s.(][A-Z]\.) (?<!\bMr\.) (?<!\bMs\.) (?<!\bDr\.) (?<!\bSt\.) (?<!\bLt\.) (?<!\bMrs\.)
          (?<!\bGen\.) (?<!\bSen\.) (?<!\bRep\.) (?<!\bGov\.) (?<!\bCol\.) (?<!\bSgt\.) (?<!\bNo\.)
          ["'”’)\]]* () \s+ (?=["'“‘(\[]*[^\Wa-z_]) )""",
    re.VERBOSE,
)
"""Matches from a full stop to the next sentence; a group marks the end of the first."""


def breaks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Between the sentences of `text[start:end]`: where one ends, and where the next starts."""
    for match in _END.finditer(text, start, end):
        yield match.end(match.lastindex or 0), match.end()
