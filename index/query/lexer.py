"""Which pieces is a query typed in? Brackets, operators and terms (an optional field and a value), with columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class Piece(Enum):
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    MUST = auto()
    FIELD = auto()
    """`title:` before a bracket, a quote or a word; the lexeme's text is the field's name."""
    WORD = auto()
    QUOTED = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    piece: Piece
    text: str
    column: int
    """Counted from 1, as a person counts."""
    closed: bool = True
    """False for a quoted value whose closing quote is missing."""


_OPERATORS = {
    "AND": Piece.AND,
    "&&": Piece.AND,
    "OR": Piece.OR,
    "|": Piece.OR,
    "||": Piece.OR,
    "NOT": Piece.NOT,
}
_CURLY = ('"“”',)
_SINGLE = ("'’",)
_QUOTES = {'"': ('"', "“”"), "“": _CURLY, "”": _CURLY, "„": _CURLY, "'": _SINGLE, "‘": _SINGLE}
"""What closes a quote, the likelier first: a straight one closes straight if it can, as names hold curly ones."""
_FIELD = re.compile(r"([A-Za-z]+):(?!//)")
_WORD = re.compile(r"(?:\\.|[^\s()\"“”„])+")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def lex(text: str, fields: frozenset[str]) -> list[Lexeme]:
    """The pieces of a query; `fields` are the names that count as a field before a colon. Never raises."""
    lexemes: list[Lexeme] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        lexeme, at = _next(text, at, fields)
        lexemes.append(lexeme)
    return lexemes


def _next(text: str, at: int, fields: frozenset[str]) -> tuple[Lexeme, int]:
    sign, column = text[at], at + 1
    if sign in "()":
        return Lexeme(Piece.OPEN if sign == "(" else Piece.CLOSE, sign, column), at + 1
    if sign in "-!+" and at + 1 < len(text) and not text[at + 1].isspace():
        return Lexeme(Piece.MUST if sign == "+" else Piece.NOT, sign, column), at + 1
    if sign in _QUOTES and (quoted := _quoted(text, at)):
        return quoted
    field = _FIELD.match(text, at)
    if field and field[1].lower() in fields:
        return Lexeme(Piece.FIELD, field[1].lower(), column), field.end()
    word = _WORD.match(text, at)
    end = word.end() if word else at + 1
    raw = text[at:end]
    return Lexeme(_OPERATORS.get(raw, Piece.WORD), raw, column), end


def _quoted(text: str, at: int) -> tuple[Lexeme, int] | None:
    """The quoted value that opens at `at`; None for an apostrophe that no quote answers (`'tis`)."""
    closings = _QUOTES[text[at]]
    for closing in closings:
        end = _closing(text, at + 1, closing)
        if end is not None:
            return Lexeme(Piece.QUOTED, unescape(text[at + 1 : end]), at + 1), end + 1
    if closings is _SINGLE:
        return None
    return Lexeme(Piece.QUOTED, unescape(text[at + 1 :]), at + 1, closed=False), len(text)


def _closing(text: str, start: int, closing: str) -> int | None:
    """Where from `start` on one of the characters of `closing` ends a quoted value."""
    at = start
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in closing and (closing not in _SINGLE or _ends_word(text, at)):
            return at
        at += 1
    return None


def _ends_word(text: str, at: int) -> bool:
    """Is the single quote at `at` a closing quote, not an apostrophe inside a word?"""
    return at + 1 == len(text) or not text[at + 1].isalnum()


def unescape(text: str) -> str:
    """`text` with `\\x` read as the plain character x."""
    return _ESCAPE.sub(r"\1", text)
