"""What does the typed text mean? Text → `Query`, pure, never raising: what cannot be understood is said, not refused.

NEAR binds tightest, then NOT, AND, OR; words side by side are joined by AND. No word is dropped without a remark.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from index.query import combine, words
from index.query.fields import FIELDS, TEXT_FIELDS
from index.query.lexer import lex
from index.query.pieces import VALUES, Lexeme, Piece, signs
from index.query.remarks import Mistake, shown
from index.query.tree import ArticleQuery, Everything, Like, Query, Saved, quote
from index.query.values import Calendar, Value, nearest, read_order, read_value

HIGHEST = 24
"""Nodes that stand above each other in a tree at most, so that all who walk it may recurse."""
_DEEPEST = (HIGHEST, 3)
"""Brackets in brackets: more than anybody types; where OR, AND, NOT and boosts between them make the tree higher than
`HIGHEST`, as many as cannot: each level adds four nodes at most, and a NEAR chain eight once."""
_MOST_CONDITIONS = 1_000
_MOST_SAVED = 32
_DEEPEST_SAVED = 3
"""Saved queries in one query, and in each other: each is a whole query to read."""
_UNKNOWN_FIELD = re.compile(r"([A-Za-z]{2,}):(?!//)(.*)", re.DOTALL)
_NOTHING_SAVED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Parsed:
    """The query as understood, the order asked for, and what the user must be told about it."""

    query: Query
    sort: str = ""
    """"date-" (newest first), "date", "title", "relevance", or nothing: not said."""
    messages: tuple[str, ...] = ()

    @property
    def canonical(self) -> str:
        """The whole as query text; parsed again it is the same."""
        return f"{self.query} sort:{self.sort}" if self.sort else str(self.query)


def parse(
    text: str, *, today: dt.date, day_first: bool = True, saved: Mapping[str, str] = _NOTHING_SAVED
) -> Parsed:
    """Read `text` (sanitised) as a query.

    `today` is the day that `date:today` means; `day_first` how `date:01-02-2024` is read; `saved` the texts that
    `query:name` stands for, by name.
    """
    return _read(text, _Surroundings(Calendar(today, day_first), saved))


@dataclass(slots=True)
class _Budget:
    """What is left of the bounds that a query and the saved ones in it share."""

    saved: int = _MOST_SAVED


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What the meaning of a text depends on."""

    calendar: Calendar
    saved: Mapping[str, str]
    within: tuple[str, ...] = ()
    """The saved queries that refer to this one, outermost first."""
    budget: _Budget = field(default_factory=_Budget)


def _read(text: str, surroundings: _Surroundings) -> Parsed:
    before = replace(surroundings.budget)
    parsed = Parsed(Everything())
    for deepest in _DEEPEST:
        surroundings.budget.saved = before.saved
        parsed = _Parser(text, deepest, surroundings).parsed()
        if combine.height(parsed.query) <= HIGHEST:
            break
    return parsed


class _Parser:
    """Recursive descent over the lexemes; a method answers None where nothing was left to search for."""

    def __init__(self, text: str, deepest: int, surroundings: _Surroundings) -> None:
        self.lexemes, self.remarks = lex(text, deepest)
        self.surroundings = surroundings
        self.at = 0
        self.conditions = 0
        self.sort = self.sort_of_saved = ""

    def parsed(self) -> Parsed:
        query = self.any_of() or Everything()
        return Parsed(query, self.sort or self.sort_of_saved, self.remarks.lines())

    def any_of(self) -> Query | None:
        parts = [self.all_of()]
        while lexeme := self.take(Piece.OR):
            parts.append(self.all_of())
            if parts[-1] is None or parts[-2] is None:
                where = "after" if parts[-1] is None else "before"
                self.say(f"{lexeme.text} with nothing {where} it: ignored")
        left = [part for part in parts if part]
        return combine.disjunction(left) if left else None

    def all_of(self) -> Query | None:
        parts: list[Query] = []
        while not self.at_end():
            if self.take(Piece.AND):
                if not parts or self.at_end():
                    self.say(f"AND at the {'end' if parts else 'start'} ignored")
            elif part := self.condition():
                parts.append(part)
        return combine.conjunction(parts) if parts else None

    def condition(self) -> Query | None:
        negative, sign = False, ""
        while lexeme := self.take(Piece.NOT) or self.take(Piece.MUST):
            negative ^= lexeme.piece is Piece.NOT
            sign = lexeme.text
        if self.at_end() or self.next_is(Piece.AND):
            self.say(f"{sign} with nothing after it: ignored")
            return None
        part = self.near()
        return combine.negation(part) if part and negative else part

    def near(self) -> Query | None:
        left = None if self.next_is(Piece.NEAR) else self.boosted()
        while lexeme := self.take(Piece.NEAR):
            if self.at_end() or not self.next_is(Piece.OPEN, Piece.NOTHING, *VALUES):
                self.say(f"{shown(lexeme.text)} with nothing after it: ignored")
                continue
            right = self.boosted()
            if left and right:
                left = self.joined(left, lexeme.text, right)
            else:
                self.say(f"{shown(lexeme.text)} with nothing {'after' if left else 'before'} it: ignored")
                left = left or right
        return left

    def joined(self, left: Query, operator: str, right: Query) -> Query:
        """The two sides of a NEAR or ADJ; of an AND where they cannot be near each other."""
        kind, _, number = operator.partition("/")
        distance = words.read_distance(operator, number, 1, self.remarks)
        bare = combine.without_boost(left), combine.without_boost(right)
        near = combine.near(bare[0], bare[1], distance, ordered=kind == "ADJ")
        added = combine.size(near) - combine.size(left) - combine.size(right) if near else 0
        if near is None or self.conditions + added > _MOST_CONDITIONS:
            self.say(f"{shown(operator)} stands between words of one field, and few: read as AND")
            return combine.conjunction((left, right))
        if bare != (left, right):
            self.say(f"a boost beside {shown(operator)} has no effect: ignored")
        self.conditions += added
        return near

    def boosted(self) -> Query | None:
        part = self.group() if self.next_is(Piece.OPEN) else self.value()
        while lexeme := self.take(Piece.EDITS):
            self.say(f"~{shown(lexeme.text)} belongs after a word or a phrase: ignored")
        lexeme = self.take(Piece.BOOST)
        return self.with_factor(part, lexeme.text) if part and lexeme else part

    def with_factor(self, part: Query, typed: str) -> Query:
        factor = float(typed)
        if isinstance(part, ArticleQuery) and not isinstance(part, Like):
            self.say(f"^{shown(typed)}: {shown(str(part))} does not rank: ignored")
            return part
        if not combine.LEAST_BOOST <= factor <= combine.HIGHEST_BOOST:
            self.say(
                f"^{shown(typed)}: a boost is {combine.LEAST_BOOST:g} to {combine.HIGHEST_BOOST:g}: cut to that"
            )
        return combine.boosted(part, factor)

    def group(self) -> Query | None:
        opening = self.take(Piece.OPEN)
        inner = self.any_of()
        self.take(Piece.CLOSE)
        if inner is None and opening:
            self.say(f"col {opening.column}: nothing in the brackets: ignored")
        return inner

    def value(self) -> Query | None:
        lexeme = self.lexemes[self.at]
        self.at += 1
        if lexeme.piece is Piece.NOTHING:
            self.say(f"{lexeme.text}: with nothing after it: ignored")
            return None
        if not lexeme.closed:
            quoted = lexeme.piece is Piece.QUOTED
            what = quote(shown(lexeme.text)) if quoted else shown(lexeme.text)
            self.say(f"col {lexeme.column}: {'quote' if quoted else 'range'} not closed: searched for {what}")
        if lexeme.field is None or lexeme.field in TEXT_FIELDS:
            query = self.words(lexeme)
        else:
            query = self.of_field(lexeme.field, lexeme)
        self.conditions += combine.size(query) if query else 0
        if query and self.conditions > _MOST_CONDITIONS:
            self.say(f"more than {_MOST_CONDITIONS:,} words and conditions: the rest ignored")
            return None
        return query

    def words(self, lexeme: Lexeme) -> Query | None:
        text, within = lexeme.text, lexeme.field
        match lexeme.piece:
            case Piece.REGEX:
                return words.read_regex(text, within, self.remarks)
            case Piece.RANGE:
                return words.read_word_range(text, within, self.remarks)
            case Piece.QUOTED if lexeme.exact:
                return words.read_exact(text, within, self.remarks)
            case Piece.QUOTED:
                slop = self.take(Piece.EDITS)
                return words.read_quoted(text, within, slop.text if slop else None, self.remarks)
        self.mind_unknown_field(lexeme)
        self.mind_number_alone(lexeme)
        if edits := self.take(Piece.EDITS):
            return words.read_fuzzy(text, edits.text, within, self.remarks)
        return words.read_word(text, within, self.remarks)

    def of_field(self, name: str, first: Lexeme) -> Query | None:
        parts = [first]
        while self.next_is(*VALUES) and self.lexemes[self.at].start == parts[-1].end:
            parts.append(self.lexemes[self.at])
            self.at += 1
        value = Value(name, parts)
        try:
            if name == "sort":
                self.order_by(read_order(value.text))
                return None
            if name == "query":
                return self.saved(value.text)
            return read_value(value, self.surroundings.calendar, self.remarks)
        except Mistake as mistake:
            self.say(f"{value} {mistake}: ignored")
            return None

    def order_by(self, order: str) -> None:
        """`sort:` is no condition; the last one holds."""
        if self.sort not in ("", order):
            self.say(f"sort:{self.sort} and sort:{order}: the last one holds")
        self.sort = order

    def saved(self, name: str) -> Query | None:
        around = self.surroundings
        alike = {each.casefold(): each for each in around.saved}
        known = name if name in around.saved else alike.get(name.casefold())
        if known is None:
            near = nearest(name, around.saved)
            raise Mistake(f"is not saved (did you mean query:{quote(near)}?)" if near else "is not saved")
        if known in around.within:
            raise Mistake("refers to itself")
        if len(around.within) >= _DEEPEST_SAVED or around.budget.saved <= 0:
            raise Mistake("is one saved query too many")
        around.budget.saved -= 1
        parsed = _read(around.saved[known], replace(around, within=(*around.within, known)))
        for message in parsed.messages:
            self.say(f"query:{shown(known)}: {message}")
        self.sort_of_saved = parsed.sort or self.sort_of_saved
        return Saved(known, parsed.query)

    def mind_unknown_field(self, lexeme: Lexeme) -> None:
        match = _UNKNOWN_FIELD.fullmatch(signs(lexeme.text))
        following = self.lexemes[self.at] if self.at < len(self.lexemes) else None
        touches = following is not None and following.start == lexeme.end
        if match and (match[2] or (touches and self.next_is(Piece.OPEN, *VALUES))):
            near = nearest(match[1], FIELDS)
            hint = f"did you mean {near}:? " if near else ""
            self.say(f'no field "{shown(match[1])}": {hint}searched for the words instead')

    def mind_number_alone(self, lexeme: Lexeme) -> None:
        if re.fullmatch(r"[~^][0-9.]+", lexeme.text):
            self.say(f"{shown(lexeme.text)} follows no word: searched for what it holds")

    def take(self, piece: Piece) -> Lexeme | None:
        if self.next_is(piece):
            self.at += 1
            return self.lexemes[self.at - 1]
        return None

    def next_is(self, *pieces: Piece) -> bool:
        return self.at < len(self.lexemes) and self.lexemes[self.at].piece in pieces

    def at_end(self) -> bool:
        return self.at == len(self.lexemes) or self.next_is(Piece.OR, Piece.CLOSE)

    def say(self, remark: str) -> None:
        self.remarks.say(remark)
