"""Where are the words? Tokens with offsets, cut so that names stand alone.

Possessives come off ("Rudaw’s" → "Rudaw", "’s"), and compounds come apart where a name is only part of them
("Iran-backed", "pro-Iran"), while "al-Sistani", "Ban Ki-moon" and "Port-au-Prince" stay whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from index.entities.gazetteer import lexicon

_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    # Codes of shares and indexes: "BAC.N", "(C.N)", ".SPX".
    r"(?P<code>(?<![\w.])(?:\.?[A-Z0-9]{2,}\.[A-Z]{1,2}\b(?!\.)|\.[A-Z]{2,})"
    r"|(?:(?<=[(<])|(?<=[(<] ))[A-Z]\.[A-Z]{1,2}\b)"
    rf"|(?P<dotted>(?:{_LETTER}\.){{2,}})"
    r"|(?P<possessive>['’]s\b)"
    rf"|(?P<initial>\b[^\W\d_a-z]\.(?=[\s\u00a0]{_LETTER}))"
    r"|(?P<word>[^\W_]+(?:['’&\-\u2010\u2011][^\W_]+)*)"
    r"|(?P<mark>[^\w \t\u00a0]|_)"
)
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_ENDS_SENTENCE = frozenset(".!?…:•›*\n\r\u2028\u2029")
_OPENS_QUOTE = frozenset("\"“‘«„'’`")
# No compound has more letters: what has is no word, and is not worth taking apart.
_LONGEST_COMPOUND = 64
# Lower-case words that a hyphen ties to the name behind them: "al-Sistani", "bin-Laden".
_ARTICLE_PREFIXES = frozenset(
    "al el ul as ash an at ad ar az es ed er bin ibn abu de la le du da ould d l t".split()
)


class Token(NamedTuple):
    """A word or mark. `start` and `end` are code points of the text that was tokenised."""

    text: str
    """As written, but with a straight apostrophe and a plain hyphen."""
    start: int
    end: int
    initial: bool
    """The first word of a sentence, a line or a quotation: its capital proves nothing."""


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, offsets in `text`. Line breaks are tokens of their own."""
    tokens: list[Token] = []
    append = tokens.append
    abbreviations = lexicon().abbreviations
    initial = True
    position, stop = start, len(text) if end is None else end
    for match in _WORD.finditer(text, start, stop):
        kind = match.lastgroup
        left, right = match.span()
        if left < position:  # the dot of an abbreviation
            continue
        word = match.group()
        if kind == "word":
            if text.startswith(".", right) and word in abbreviations and right < stop:
                right += 1
                position = right
                append(Token(word + ".", left, right, initial))
            elif word.isalnum():
                append(Token(word, left, right, initial))
            else:
                for piece, offset in _pieces(word):
                    append(Token(piece, left + offset, left + offset + len(piece), initial))
            initial = False
        elif kind == "mark":
            append(Token("'" if word == "’" else word, left, right, False))
            if word in _ENDS_SENTENCE or word in _OPENS_QUOTE:
                initial = True
        else:
            append(Token(word.replace("’", "'"), left, right, initial))
            initial = False
    return tokens


@lru_cache(maxsize=1 << 14)
def _pieces(word: str) -> tuple[tuple[str, int], ...]:
    """The parts of a word with inner marks, and their offsets in it."""
    plain = _HYPHEN.sub("-", word).replace("’", "'")
    if plain.endswith(("'s", "'S")) and len(plain) > 2:
        return (*_pieces(plain[:-2]), (plain[-2:], len(plain) - 2))
    cut = _name_boundary(plain) if len(plain) <= _LONGEST_COMPOUND else None
    if cut is None:
        return ((plain, 0),)
    tail = tuple((piece, offset + cut + 1) for piece, offset in _pieces(plain[cut + 1 :]))
    return (*_pieces(plain[:cut]), ("-", cut), *tail)


def _name_boundary(word: str) -> int | None:
    """The hyphen at which `word` comes apart into a name and something else, if there is one."""
    known = lexicon()
    cut = word.find("-")
    while cut > 0:
        before, after = word[:cut], word[cut + 1 :]
        first_after = after.partition("-")[0]
        if before in known.names and (after in known.names or first_after[:1].islower()):
            return None if word in known.names else cut
        if before.lower() in known.compound_heads and after[:1].isupper():
            return cut
        if before[:1].isupper() and first_after.lower() in known.compound_tails:
            return cut
        if before.islower() and after[:1].isupper() and before not in _ARTICLE_PREFIXES:
            return cut
        cut = word.find("-", cut + 1)
    return None
