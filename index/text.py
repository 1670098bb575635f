"""What is a word? The one analysis that index, query and highlighting share.

No stop list: news needs "US", "may" and "not". The index keeps every word as it is written (a *term*: case and
accents kept); what is typed decides which terms are meant: `=Iraq` one, `"iraq"` those that fold alike, `iraq`
those that share a stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from index.article import Article, Block, BlockKind

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
_LETTER = rf"[^\W_{_CJK}]"
WORD = re.compile(
    rf"""
      [A-Za-z0-9]+ (?: (?<=\b[A-Za-z])(?:\.[A-Za-z])+(?![^\W_])\.?   # U.S.
                     | (?<=[0-9])(?:[.,][0-9]+)+(?![^\W_]) )?        # 2,500
      (?: (?=[^\x00-\x7f]) (?:[{_MARKS}]|{_LETTER})+ )?              # naïve
      (?: ['’][sS](?![^\W_]) )?                                      # Kirby's
    | {_LETTER}(?:[{_MARKS}]|{_LETTER})* (?: ['’][sS](?![^\W_]) )?   # élan
    | [{_CJK}]                                                       # no spaces: a character a word
    """,
    re.VERBOSE,
)
"""Matches each word of a text, with the possessive `'s` that `written` takes off."""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
)
_LONGEST_TERM = 100
"""Characters of a word that count; longer ones are encoded data, and a term must stay small."""
_VIRAMA = 9
"""Combining classes up to this one (virama, vowel signs) are parts of Indic letters; those above are accents."""


class Token(NamedTuple):
    """A word of a text: its term, and its span in code points of that text."""

    term: str
    start: int
    end: int


class Occurrence(NamedTuple):
    """A word of an article: where it counts (`field`, `position`), its term, its span in `Article.text`."""

    field: str
    position: int
    term: str
    start: int
    end: int


class Wanted(NamedTuple):
    """Which terms a typed word means: those that fold to `folded`, or, if that is empty, those with this `stem`."""

    folded: str
    stem: str = ""
    capitals: bool = False
    """Only terms in capitals: US, not us."""

    def accepts(self, term: str) -> bool:
        folded = fold(term)
        same = folded == self.folded if self.folded else stem(folded) == self.stem
        return same and (term.isupper() or not self.capitals)


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The words of `text[start:end]`, left to right; offsets count from the start of `text`.

    Parts joined by a hyphen or an apostrophe are words of their own (`al-Asad`, `O'Brien`); a possessive `'s` is none.
    """
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        yield Token(written(match[0]), match.start(), word_end(match))


def word_end(match: re.Match[str]) -> int:
    """Where the word ends that `WORD` matched: before a possessive `'s`."""
    return match.end() - 2 * (match[0][-2:-1] in ("'", "’"))


def occurrences(article: Article) -> Iterator[Occurrence]:
    """The words of an article in text order: titles, the other visible blocks and hidden blocks are three fields."""
    position = dict.fromkeys(FIELDS, 0)
    for block in article.blocks:
        field = field_of(block)
        at = position[field]
        for term, start, end in tokens(article.text, block.start, block.end):
            yield Occurrence(field, at, term, start, end)
            at += 1
        position[field] = at + BLOCK_GAP


def field_of(block: Block) -> str:
    """The field that a block's words are indexed in."""
    if block.hidden:
        return "hidden"
    return "title" if block.kind is BlockKind.TITLE else "body"


@lru_cache(maxsize=1 << 17)
def wanted(word: str, exact: bool = False) -> Wanted:
    """What a typed word (the term of one token) asks for: its stem, or with `exact` its folded form.

    Typed in capitals, `US` asks for the acronym alone; typed `us`, for pronoun and acronym.
    """
    folded = fold(word)
    if is_acronym(word):
        return Wanted(folded, capitals=True)
    return Wanted(folded) if exact else Wanted("", stem(folded))


def is_acronym(term: str) -> bool:
    """Is `term` in capitals, and would it be one of the commonest words otherwise?"""
    return len(term) > 1 and term.isupper() and fold(term) in _FUNCTION_WORDS


def folded_words(text: str) -> tuple[str, ...]:
    """The words of `text` in their folded forms: for comparing names."""
    return tuple(fold(written(word)) for word in WORD.findall(text))


@lru_cache(maxsize=1 << 17)
def written(word: str) -> str:
    """The term of a word that `WORD` matched: without possessive, acronym's dots and thousands separators."""
    if word[-2:-1] in ("'", "’"):
        word = word[:-2]
    if "." in word and not word[0].isdigit():
        word = word.replace(".", "")
    elif "," in word:
        word = word.replace(",", "")
    return word[:_LONGEST_TERM]


@lru_cache(maxsize=1 << 17)
def fold(term: str) -> str:
    """`term` without case and accents, never empty: `Zürich` → `zurich`, `Straße` → `strasse`."""
    if term.isascii():
        return term.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", term).casefold())
    decomposed = decomposed.translate(_LETTERS)
    kept = (c for c in decomposed if unicodedata.combining(c) <= _VIRAMA and c not in "\u200c\u200d")
    return "".join(kept) or term


@lru_cache(maxsize=1 << 17)
def stem(folded: str) -> str:
    """The English stem of a folded word (Porter 2, by the Snowball project); other words come back as they are."""
    if len(folded) < 3 or not folded.isascii() or not folded.isalpha():
        return folded
    return _stemmer()(folded)


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    import Stemmer

    # Its own cache takes six times as long as stemming does.
    stem_word: Callable[[str], str] = Stemmer.Stemmer("english", maxCacheSize=0).stemWord
    return stem_word
