"""What is a word? The one analysis that index, query and highlighting share.

No stop list: news needs "US", "may" and "not". Every word is indexed in its folded form; a word whose
stem differs is indexed under the stem too, so that `attack` finds "attacks" while `"attacks"` stays exact.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from index.article import Article, Block, BlockKind

STEM = "~"
"""First character of a stem's term. It sorts after every folded ASCII word, so a prefix scan meets no stems."""

BLOCK_GAP = 100
"""Positions skipped between blocks, so that no phrase and no NEAR reaches across a hidden line."""

FIELDS = ("title", "body", "hidden")

_FUNCTION_WORDS = frozenset(
    "a am an and are as at be by can did do for get go had has he her him his how i if in is it its may me "
    "my no not now of off on one or our out she so the to two up us was we who why will you".split()
)
"""English words so common that an all-capital token of the same letters (US, IT, WHO) must be another word."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = (
    "".join(chr(c) for c in range(0x300, 0x1200) if unicodedata.category(chr(c))[0] == "M") + "\u200c\u200d"
)
_TOKEN = re.compile(
    rf"""
      ((?<![^\W_]) [A-Za-z] (?:\.[A-Za-z])+ \.? (?![^\W_]))                  # U.S.
    | (\d+ (?:[.,]\d+)+)                                                     # 2,500
    | ([^\W_{_CJK}]+ (?:[{_MARKS}]+ [^\W_{_CJK}]*)*) (?:['’][sS](?![^\W_]))? # Kirby, Kirby's
    | ([{_CJK}])                                                             # no spaces: a character a word
    """,
    re.VERBOSE,
)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
)
_LONGEST_TERM = 100
"""Characters of a word that count; longer ones are encoded data, and a term must stay small."""


class Token(NamedTuple):
    """A word of a text: the terms it is indexed under, and its span in code points of that text."""

    terms: tuple[str, ...]
    start: int
    end: int


class Occurrence(NamedTuple):
    """A word of an article: where it counts (`field`, `position`), its terms, its span in `Article.text`."""

    field: str
    position: int
    terms: tuple[str, ...]
    start: int
    end: int


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The words of `text[start:end]`, left to right; offsets count from the start of `text`.

    Parts joined by a hyphen or an apostrophe are words of their own (`al-Asad`, `O'Brien`); a possessive `'s` is none.
    """
    end = len(text) if end is None else end
    shouting = text[start:end].isupper()
    for match in _TOKEN.finditer(text, start, end):
        group = match.lastindex or 0
        begin, stop = match.span(group)
        yield Token(_terms(match[group], group == 1, shouting), begin, stop)


def folded_words(text: str) -> tuple[str, ...]:
    """The words of `text` in their folded forms, acronyms without dots: for comparing names."""
    return tuple(fold(match[match.lastindex or 0].replace(".", "")) for match in _TOKEN.finditer(text))


def occurrences(article: Article) -> Iterator[Occurrence]:
    """The words of an article in text order: titles, the other visible blocks and hidden blocks are three fields."""
    position = dict.fromkeys(FIELDS, 0)
    for block in article.blocks:
        field = field_of(block)
        at = position[field]
        for terms, start, end in tokens(article.text, block.start, block.end):
            yield Occurrence(field, at, terms, start, end)
            at += 1
        position[field] = at + BLOCK_GAP


def field_of(block: Block) -> str:
    """The field that a block's words are indexed in."""
    if block.hidden:
        return "hidden"
    return "title" if block.kind is BlockKind.TITLE else "body"


@lru_cache(maxsize=1 << 17)
def query_terms(word: str, exact: bool = False) -> frozenset[str]:
    """The terms that a typed word (one token) asks for: a text word matches if it is indexed under any of them.

    Typed in capitals, `US` asks for the acronym alone; typed `us`, for pronoun and acronym. `exact` leaves stems out.
    """
    dotted = "." in word and not word[0].isdigit()
    terms = _terms(word, dotted, shouting=False)
    folded = terms[0].lower()
    if folded in _FUNCTION_WORDS:
        return (
            frozenset(terms)
            if terms[0].isupper() and len(folded) > 1
            else frozenset((folded, folded.upper()))
        )
    if exact:
        return frozenset(terms[:1])
    stemmed = stem(folded)
    return frozenset((stemmed, STEM + stemmed))


@lru_cache(maxsize=1 << 18)
def _terms(raw: str, dotted: bool, shouting: bool) -> tuple[str, ...]:
    """Folded form first (an acronym that looks like a function word: in capitals), then what else it is found by."""
    word = raw.replace(".", "") if dotted else raw
    if word[0].isdigit():
        return (fold(word.replace(",", ""))[:_LONGEST_TERM],)
    folded = fold(word)[:_LONGEST_TERM] or word
    if folded in _FUNCTION_WORDS:
        if (dotted or word.isupper()) and len(word) > 1:
            return (folded, folded.upper()) if shouting and not dotted else (folded.upper(),)
        return (folded,)
    stemmed = stem(folded)
    return (folded,) if stemmed == folded else (folded, STEM + stemmed)


def fold(word: str) -> str:
    """`word` without case and accents: `Zürich` → `zurich`, `Straße` → `strasse`."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold()).translate(
        _LETTERS
    )
    return "".join(c for c in decomposed if unicodedata.combining(c) <= _VIRAMA and c not in "\u200c\u200d")


_VIRAMA = 9
"""Combining classes up to this one (virama, vowel signs) are parts of Indic letters; those above are accents."""


@lru_cache(maxsize=1 << 17)
def stem(folded: str) -> str:
    """The English stem of a folded word (Porter 2, by the Snowball project); other words come back as they are."""
    if len(folded) < 3 or not folded.isascii() or not folded.isalpha():
        return folded
    return _stemmer()(folded)


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer

    stem_word: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stem_word
