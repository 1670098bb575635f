"""What is being typed where the cursor stands? The field, the value so far, and what of the text it takes up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.query.lexer import lex
from index.query.pieces import VALUES, Lexeme, Piece, unescape

_DEEPEST = 1_000
"""Brackets make no difference here."""
_REST_OF_WORD = re.compile(r'[^\s()"“”„|]*')
_REST_OF_TAG = re.compile(r'[^\s()"“”„,]*')
_PARTS_BEFORE = {
    "tag": re.compile(r"(?:(?:\\.|[^\\,])*+,)*+", re.DOTALL),
    "date": re.compile(r".*\.\.|[<>]=?|", re.DOTALL),
}
"""What of a value stands before the part of it that is being typed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value that is being typed. To complete it, replace `[start, end)` of the query text (code points)."""

    field: str | None
    """The field it stands in, by a bracket perhaps; None for a word."""
    value: str
    """What of it stands before the cursor, without its quote and escapes."""
    start: int
    """Where it begins: after the field's colon, after the last comma of `tag:a,b`, after `..` and `>` of a date;
    an opening quote is part of it."""
    end: int
    """Where it ends: after the cursor where that stands inside a word."""
    in_quotes: bool = False
    """Is a quote open before the cursor?"""


def at_cursor(text: str, cursor: int) -> Typed:
    """What is being typed in `text` (sanitised) at `cursor` (code points, within it or not). Never raises."""
    cursor = min(max(cursor, 0), len(text))
    lexemes = [lexeme for lexeme in lex(text[:cursor], _DEEPEST)[0] if lexeme.text or lexeme.piece in VALUES]
    last = lexemes[-1] if lexemes else None
    if last and last.piece is Piece.NOTHING:
        return Typed(last.text, "", cursor, _rest(_REST_OF_WORD, text, cursor))
    if last and last.piece in VALUES and last.end == cursor:
        return _value(text, cursor, lexemes)
    return Typed(_field_in_force(text[:cursor]), "", cursor, _rest(_REST_OF_WORD, text, cursor))


def _value(text: str, cursor: int, lexemes: list[Lexeme]) -> Typed:
    last = lexemes[-1]
    if last.piece is Piece.QUOTED and not last.closed:
        end = _end_of_quote(text, last) if cursor < len(text) else cursor
        return Typed(last.field, last.text, last.start, max(end, cursor), in_quotes=True)
    if last.piece is not Piece.WORD:
        return Typed(last.field, last.text, last.start, cursor)
    before = _PARTS_BEFORE[last.field].match(last.text) if last.field in _PARTS_BEFORE else None
    typed = last.text[before.end() if before else 0 :]
    rest = _REST_OF_TAG if last.field == "tag" else _REST_OF_WORD
    return Typed(last.field, unescape(typed), cursor - len(typed), _rest(rest, text, cursor))


def _rest(pattern: re.Pattern[str], text: str, cursor: int) -> int:
    """Where what `pattern` matches from the cursor on ends."""
    match = pattern.match(text, cursor)
    return match.end() if match else cursor


def _end_of_quote(text: str, opened: Lexeme) -> int:
    """Where the quote that is open before the cursor closes in the whole text; where it began if it does not.

    A quote after a space or before a word opens another value: then this one is not closed yet.
    """
    for lexeme in lex(text, _DEEPEST)[0]:
        if lexeme.start == opened.start and lexeme.closed:
            inside, after = text[lexeme.end - 2], text[lexeme.end : lexeme.end + 1]
            return opened.start if inside.isspace() or after.isalnum() else lexeme.end
    return opened.start


def _field_in_force(before: str) -> str | None:
    """The field of a word that would begin at the end of `before`."""
    fields = [lexeme.field for lexeme in lex(f"{before} x", _DEEPEST)[0] if lexeme.piece in VALUES]
    return fields[-1] if fields else None
