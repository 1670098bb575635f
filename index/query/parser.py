"""What does the typed text mean? Text → `Query`, pure, never raising: what cannot be understood is said, not refused.

Precedence: NOT binds tighter than AND, AND than OR; words side by side are joined by AND.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from dataclasses import dataclass

from index.query.dates import DateMistake, read_dates
from index.query.lexer import Lexeme, Piece, lex, unescape
from index.query.tree import (
    ENTITY_FIELDS,
    And,
    Everything,
    FromSource,
    Named,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    quote,
)
from index.text import tokens

TEXT_FIELDS = frozenset({"title", "body", "hidden"})
FIELDS = TEXT_FIELDS | ENTITY_FIELDS.keys() | {"source", "date"}

_DEEPEST = 50
"""Brackets nested deeper are not counted: nobody types them, and recursion must stay bounded."""
_WILDCARD = re.compile(r"(?<!\\)[*?~^]")
_FIELD_LIKE = re.compile(r"([A-Za-z]{2,}):(?!//)(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The query as understood, and what the user must be told about it."""

    query: Query
    messages: tuple[str, ...]


def parse(text: str, *, today: dt.date, day_first: bool = True) -> Parsed:
    """Read `text` (sanitised) as a query.

    `today` is the day that `date:today` means; `day_first` how `date:01-02-2024` is read.
    """
    parser = _Parser(lex(text, FIELDS), today, day_first)
    query = parser.whole()
    return Parsed(query, tuple(dict.fromkeys(parser.messages)))


class _Parser:
    """Recursive descent over the lexemes; a method answers None where nothing was left to search for."""

    def __init__(self, lexemes: list[Lexeme], today: dt.date, day_first: bool) -> None:
        self.lexemes = lexemes
        self.at = 0
        self.depth = 0
        self.today = today
        self.day_first = day_first
        self.messages: list[str] = []

    def whole(self) -> Query:
        parts = []
        while self.at < len(self.lexemes):
            if part := self.any_of(None):
                parts.append(part)
            if self.take(Piece.CLOSE):
                self.say(") without (: ignored")
        return _join(And, parts) or Everything()

    def any_of(self, field: str | None) -> Query | None:
        parts = [self.all_of(field)]
        while lexeme := self.take(Piece.OR):
            parts.append(self.all_of(field))
            if parts[-1] is None or parts[-2] is None:
                self.say(
                    f"{lexeme.text} with nothing {'after' if parts[-1] is None else 'before'} it: ignored"
                )
        return _join(Or, [part for part in parts if part])

    def all_of(self, field: str | None) -> Query | None:
        parts: list[Query] = []
        while self.at < len(self.lexemes) and self.lexemes[self.at].piece not in (Piece.OR, Piece.CLOSE):
            if self.take(Piece.AND):
                if not parts or self.at_end():
                    self.say(f"AND at the {'end' if parts else 'start'} ignored")
            elif part := self.one(field):
                parts.append(part)
        return _join(And, parts)

    def one(self, field: str | None) -> Query | None:
        negative = False
        while (lexeme := self.take(Piece.NOT)) or self.take(Piece.MUST):
            negative ^= lexeme is not None
        if self.at_end():
            self.say("NOT with nothing after it: ignored")
            return None
        part = self.group(field) if self.take(Piece.OPEN) else self.term(field)
        return _negated(part) if part and negative else part

    def group(self, field: str | None) -> Query | None:
        if self.depth >= _DEEPEST:
            self.say(f"brackets nested deeper than {_DEEPEST}: ignored")
            return None
        self.depth += 1
        inner = self.any_of(field)
        self.depth -= 1
        if not self.take(Piece.CLOSE):
            self.say("( without ): closed at the end")
        return inner

    def term(self, field: str | None) -> Query | None:
        lexeme = self.lexemes[self.at]
        self.at += 1
        if lexeme.piece is not Piece.FIELD:
            return self.value(lexeme, field)
        following = self.lexemes[self.at] if self.at < len(self.lexemes) else None
        if following and following.piece is Piece.OPEN:
            self.at += 1
            return self.group(lexeme.text)
        if following and following.piece in (Piece.WORD, Piece.QUOTED):
            self.at += 1
            return self.value(following, lexeme.text)
        self.say(f"{lexeme.text}: with nothing after it: ignored")
        return None

    def value(self, lexeme: Lexeme, field: str | None) -> Query | None:
        if not lexeme.closed:
            self.say(f"col {lexeme.column}: quote not closed: searched for {quote(lexeme.text)}")
        if field is None or field in TEXT_FIELDS:
            return self.words(lexeme, field)
        text = lexeme.text if lexeme.piece is Piece.QUOTED else unescape(lexeme.text)
        if field == "date":
            return self.dates(text)
        if not any(tokens(text)):
            self.say(f"{field}:{text} holds no word: ignored")
            return None
        return FromSource(text) if field == "source" else Named(ENTITY_FIELDS[field], text)

    def words(self, lexeme: Lexeme, field: str | None) -> Query | None:
        """A typed word is a word, a prefix, or, when it has several parts (`al-Asad`), a phrase."""
        text = lexeme.text if lexeme.piece is Piece.QUOTED else unescape(lexeme.text)
        if lexeme.piece is Piece.QUOTED:
            return self.phrase(text, field)
        if text == "*":
            return Everything()
        self.mind_unknown_field(text)
        parts = list(tokens(text))
        if len(parts) == 1 and lexeme.text.endswith("*") and text.count("*") == 1:
            return Prefix(text[parts[0].start : parts[0].end], field)
        if _WILDCARD.search(lexeme.text):
            self.say(f"{text}: of * ? ~ ^ only a * after a word is understood; searched for the plain words")
        if len(parts) == 1:
            return Word(text[parts[0].start : parts[0].end], field)
        return self.phrase(text, field)

    def phrase(self, text: str, field: str | None) -> Query | None:
        if any(tokens(text)):
            return Phrase(text, field)
        self.say(f"{quote(text)} holds no word: ignored")
        return None

    def dates(self, text: str) -> Query | None:
        try:
            dates, remark = read_dates(text, self.today, self.day_first)
        except DateMistake as mistake:
            self.say(f"date:{text} is not a date ({mistake}): ignored")
            return None
        if remark:
            self.say(remark)
        return dates

    def mind_unknown_field(self, text: str) -> None:
        if match := _FIELD_LIKE.fullmatch(text):
            nearest = difflib.get_close_matches(match[1].lower(), sorted(FIELDS), 1)
            hint = (
                f": did you mean {nearest[0]}:?"
                if nearest
                else f": the fields are {', '.join(sorted(FIELDS))};"
            )
            self.say(f'no field "{match[1]}"{hint} searched for the words instead')

    def take(self, piece: Piece) -> Lexeme | None:
        if self.at < len(self.lexemes) and self.lexemes[self.at].piece is piece:
            self.at += 1
            return self.lexemes[self.at - 1]
        return None

    def at_end(self) -> bool:
        return self.at == len(self.lexemes) or self.lexemes[self.at].piece in (Piece.OR, Piece.CLOSE)

    def say(self, message: str) -> None:
        self.messages.append(message)


def _negated(part: Query) -> Query:
    return part.part if isinstance(part, Not) else Not(part)


def _join(kind: type[And] | type[Or], parts: list[Query]) -> Query | None:
    """`parts` under one node, those of the same kind flattened; a single part stands for itself."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And | Or) and isinstance(part, kind) else (part,))
    return None if not flat else flat[0] if len(flat) == 1 else kind(tuple(flat))
