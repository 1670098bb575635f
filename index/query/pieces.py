"""What are the pieces of a typed query, and which of their signs mean something?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class Piece(Enum):
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    MUST = auto()
    NEAR = auto()
    """`NEAR/5` or `ADJ/5`."""
    WORD = auto()
    """An unquoted value as typed, escapes and wildcards included."""
    QUOTED = auto()
    """What stands in the quotes, escapes read."""
    REGEX = auto()
    """What stands between the slashes."""
    RANGE = auto()
    """`[a TO b]`, with its brackets."""
    EDITS = auto()
    """`~2` at the end of a value; the text is the number."""
    BOOST = auto()
    """`^2` at the end of a value; the text is the number."""
    NOTHING = auto()
    """Where a field has no value; the text is the field's name."""


VALUES = frozenset({Piece.WORD, Piece.QUOTED, Piece.REGEX, Piece.RANGE})


@dataclass(frozen=True, slots=True)
class Lexeme:
    piece: Piece
    text: str
    start: int
    """`[start, end)` in code points of the query text, field names and their colons apart."""
    end: int
    field: str | None = None
    closed: bool = True
    """False for a quote or a range whose closing sign is missing."""
    exact: bool = False
    """True for a quoted value after `=`."""

    @property
    def column(self) -> int:
        """Counted from 1, as a person counts."""
        return self.start + 1


def unescape(text: str) -> str:
    """`text` with `\\x` read as the plain character x."""
    return _ESCAPE.sub(r"\1", text)


def signs(text: str) -> str:
    """As `unescape`, but with NUL for each character that was escaped: where it is not a sign of the language."""
    return _ESCAPE.sub("\0", text)
