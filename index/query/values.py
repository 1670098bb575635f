"""What does the value of a field mean? Names, dates, numbers, tags, states: what is true of an article as a whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.query import combine
from index.query.dates import read_age, read_dates
from index.query.fields import ABOUT_FIELDS, ORDER_SYNONYMS, ORDERS, PRESENT, STATES
from index.query.pieces import Lexeme, Piece, signs, unescape
from index.query.ranges import read_numbers
from index.query.remarks import Mistake, Remarks, shown
from index.query.tree import (
    ENTITY_FIELDS,
    About,
    Copies,
    Everything,
    Has,
    Is,
    Length,
    Like,
    Mentioned,
    Named,
    Not,
    Query,
    Says,
    Tagged,
)
from index.text import tokens

_COUNTED = re.compile(r"(.*?)((?:>=|<=|[<>=:]).*)", re.DOTALL)
"""`kirby>3`: a name, and what is asked of the number of its mentions."""


@dataclass(frozen=True, slots=True)
class Value:
    """What was typed after a field that takes no words."""

    field: str
    parts: Sequence[Lexeme]
    """Side by side, without a space between them."""

    @property
    def text(self) -> str:
        """All of it, without quotes and escapes."""
        return "".join(map(_text, self.parts))

    @property
    def is_star(self) -> bool:
        return len(self.parts) == 1 and (self.parts[0].piece, self.parts[0].text) == (Piece.WORD, "*")

    @property
    def is_exact(self) -> bool:
        """`source:="Al Jazeera"`: this and nothing that holds it."""
        return self.parts[0].piece is not Piece.QUOTED and signs(self.parts[0].text).startswith("=")

    def __str__(self) -> str:
        return f"{self.field}:{shown(self.text)}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """How dates are read: which day is today, and whether a day comes before its month."""

    today: dt.date
    day_first: bool


def read_value(value: Value, calendar: Calendar, remarks: Remarks) -> Query:
    """The condition that `value` states. Raises Mistake, which completes a sentence that begins with the value."""
    text = value.text
    if value.is_star:
        return _present(value, remarks)
    match value.field:
        case "date":
            dates, remark = read_dates(text, calendar.today, calendar.day_first)
        case "newer" | "older" as field:
            dates, remark = read_age(text, calendar.today, calendar.day_first, newer=field == "newer")
        case "words":
            return Length(*read_numbers(text))
        case "mentions":
            return _mentioned(value.parts)
        case "tag":
            return _tagged(value.parts)
        case "is":
            return Is(_one_of(STATES, text))
        case "has":
            return Has(_one_of(PRESENT, text))
        case "no":
            return Not(Has(_one_of(PRESENT, text)))
        case field if field in ABOUT_FIELDS:
            if value.is_exact:
                return About(field, _some(text[1:]), exact=True)
            return About(field, _some("".join(map(_without_stars, value.parts))))
        case "like":
            return Like(_some(text))
        case "dup":
            return Copies(_some(text))
        case _:
            return _named(value, remarks)
    if remark:
        remarks.say(remark)
    return dates


def read_order(text: str) -> str:
    """The order that the value of `sort:` names. Raises Mistake."""
    order = ORDER_SYNONYMS.get(text.lower(), text.lower())
    if order not in ORDERS:
        raise Mistake("is no order (there are date-, date, title, relevance)")
    return order


def nearest(text: str, known: Iterable[str]) -> str:
    """The one of `known` that `text` may be a slip for, or nothing."""
    import difflib  # for slips alone

    return "".join(difflib.get_close_matches(text.lower()[:_LONGEST_NAME], sorted(known), 1))


_LONGEST_NAME = 50
"""Characters compared: the comparison is slow for long ones, and no name is longer."""


def _text(part: Lexeme) -> str:
    return part.text if part.piece is Piece.QUOTED else unescape(part.text)


def _some(text: str) -> str:
    if not text.strip():
        raise Mistake("is empty")
    return text


def _one_of(known: Sequence[str], text: str) -> str:
    if text.lower() in known:
        return text.lower()
    near = nearest(text, known)
    raise Mistake(f"is unknown ({f'did you mean {near}?' if near else 'there are ' + ', '.join(known)})")


def _present(value: Value, remarks: Remarks) -> Query:
    """`person:*`: articles that have one."""
    if value.field == "entity":
        return combine.disjunction(Has(name) for name, kind in ENTITY_FIELDS.items() if kind)
    if value.field in PRESENT:
        return Has(value.field)
    remarks.say(f"{value} is every article")
    return Everything()


def _without_stars(part: Lexeme) -> str:
    """A part of a text that is looked for anywhere in another: a `*` at its ends says what is so anyway."""
    if part.piece is Piece.QUOTED:
        return part.text
    sign, text = signs(part.text), unescape(part.text)
    start = len(sign) - len(sign.lstrip("*"))
    return text[start : max(start, len(sign.rstrip("*")))]


def _named(value: Value, remarks: Remarks) -> Query:
    name = value.text
    if not any(tokens(name)):
        raise Mistake("holds no word")
    if value.is_exact and value.field != "says":
        return Named(ENTITY_FIELDS[value.field], name[1:], exact=True)
    if any("*" in signs(part.text) for part in value.parts if part.piece is not Piece.QUOTED):
        remarks.say(f"{value}: names have no wildcards: searched for the whole words")
        name = name.replace("*", "")
    return Says(name) if value.field == "says" else Named(ENTITY_FIELDS[value.field], name)


def _mentioned(parts: Sequence[Lexeme]) -> Query:
    """`"John Kirby">3`; a name alone is at least one mention."""
    name, count = parts[0].text, "".join(map(_text, parts[1:]))
    if parts[0].piece is not Piece.QUOTED:
        text = "".join(map(_text, parts))
        match = _COUNTED.fullmatch(text)
        name, count = (match[1], match[2]) if match else (text, "")
    if not any(tokens(name)):
        raise Mistake("names nobody")
    if count[:1] in ("=", ":"):
        count = count[1:]
    least, most = read_numbers(count) if count else (1, None)
    return Mentioned(name, least, most)


def _tagged(parts: Sequence[Lexeme]) -> Query:
    """`a,"b c"`: any of them."""
    tags = [""]
    for part in parts:
        if part.piece is Piece.QUOTED:
            tags[-1] += part.text
            continue
        for character, sign in zip(unescape(part.text), signs(part.text), strict=True):
            if sign == ",":
                tags.append("")
            else:
                tags[-1] += character
    named = tuple(dict.fromkeys(tag for tag in tags if tag.strip()))
    if not named:
        raise Mistake("names no tag")
    return Tagged(named)
