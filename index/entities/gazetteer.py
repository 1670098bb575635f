"""What is known by heart? Places, organisations, given names, titles and the words around names.

The lists are this package's own data, read once on first use. A word's classes are bits of one integer,
so that the recogniser asks one dictionary per word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from index.article import EntityKind

CAPITAL: Final = 1 << 0
COMMON: Final = 1 << 1
GIVEN: Final = 1 << 2
SURNAME: Final = 1 << 3
TITLE: Final = 1 << 4
TITLE_MODIFIER: Final = 1 << 5
TITLE_COMPLEMENT: Final = 1 << 6
ROLE: Final = 1 << 7
PARTICLE: Final = 1 << 8
NAME_SUFFIX: Final = 1 << 9
ORGANISATION_HEAD: Final = 1 << 10
OF_HEAD: Final = 1 << 11
ORGANISATION_WORD: Final = 1 << 12
LEGAL_SUFFIX: Final = 1 << 13
GROUP_WORD: Final = 1 << 14
INTRODUCES_ORGANISATION: Final = 1 << 15
PLACE_HEAD: Final = 1 << 16
PLACE_PREFIX: Final = 1 << 17
PLACE_NOUN: Final = 1 << 18
PLACE_PREPOSITION: Final = 1 << 19
DEMONYM: Final = 1 << 20
CALENDAR: Final = 1 << 21
SPEECH_VERB: Final = 1 << 22
PERSON_VERB: Final = 1 << 23
ACRONYM: Final = 1 << 24
NOT_A_NAME: Final = 1 << 25
LETTER: Final = 1 << 26
PHRASE_START: Final = 1 << 27
EVENT_HEAD: Final = 1 << 28
POSSESSOR: Final = 1 << 29
DIRECTION: Final = 1 << 30
FAMILY_NOUN: Final = 1 << 31

_SECTION_BITS: Final[Mapping[str, int]] = {
    "common words": COMMON,
    "given names": GIVEN,
    "surnames": SURNAME,
    "titles": TITLE,
    "title modifiers": TITLE_MODIFIER,
    "title complements": TITLE_COMPLEMENT,
    "roles": ROLE,
    "name particles": PARTICLE,
    "name suffixes": NAME_SUFFIX,
    "organisation heads": ORGANISATION_HEAD,
    "of heads": OF_HEAD,
    "organisation words": ORGANISATION_WORD,
    "legal suffixes": LEGAL_SUFFIX,
    "group words": GROUP_WORD,
    "introduces organisation": INTRODUCES_ORGANISATION,
    "place heads": PLACE_HEAD,
    "place prefixes": PLACE_PREFIX,
    "place nouns": PLACE_NOUN,
    "place prepositions": PLACE_PREPOSITION,
    "demonyms": DEMONYM,
    "calendar": CALENDAR,
    "speech verbs": SPEECH_VERB,
    "person verbs": PERSON_VERB,
    "acronyms": NOT_A_NAME,
    "event heads": EVENT_HEAD,
    "possessors": POSSESSOR,
    "directions": DIRECTION,
    "family nouns": FAMILY_NOUN,
}
_PHRASE_SECTIONS: Final[Mapping[str, EntityKind | None]] = {
    "countries": EntityKind.PLACE,
    "regions": EntityKind.PLACE,
    "states": EntityKind.PLACE,
    "cities": EntityKind.PLACE,
    "organisations": EntityKind.ORGANISATION,
    "phrases": None,
}
_FILES: Final = ("places", "organisations", "people", "words")
_CODE: Final = re.compile(r"\w\w\.\w|^\w\.\w\w?$")
_ARTICLES: Final = ("al-", "el-", "ul-", "as-", "ash-", "an-", "at-", "ad-", "ar-", "az-", "d'", "l'")

# Words in the longest place name that datelines and headings write in capitals.
_LONGEST_SHOUT: Final = 4


class Phrase(NamedTuple):
    """A known name as a token sequence. `kind` is None for what is capitalised but names no entity."""

    words: tuple[str, ...]
    kind: EntityKind | None
    name: str


class Lexicon:
    """The packaged lists, ready for look-up."""

    names: frozenset[str]
    """Single words that are known names or adjectives of places: compounds come apart around them."""

    def __init__(self, sections: Mapping[str, str]) -> None:
        self.abbreviations = frozenset(word[:-1] for word in sections["abbreviations"].split())
        self.compound_heads = frozenset(sections["compound heads"].split())
        self.compound_tails = frozenset(sections["compound tails"].split())
        self._phrases: dict[str, list[Phrase]] = {}
        self._names: dict[tuple[EntityKind, str], str] = {}
        for section, kind in _PHRASE_SECTIONS.items():
            for name, *aliases in _entries(sections[section]):
                self._add(kind, name, aliases)
        for candidates in self._phrases.values():
            candidates.sort(key=lambda phrase: -len(phrase.words))
        self.flags = _Flags(sections, self._phrases)
        demonyms = sections["demonyms"].split()
        known = (first for first, found in self._phrases.items() if len(found[-1].words) == 1)
        self.names = frozenset(known).union(demonyms)

    def _add(self, kind: EntityKind | None, name: str, aliases: Iterable[str]) -> None:
        for written in (name, *aliases):
            words = _words(written)
            self._phrases.setdefault(words[0], []).append(Phrase(words, kind, name))
            if kind is not None:
                self._names.setdefault((kind, written.casefold()), name)

    def longest(self, words: Sequence[str], at: int) -> Phrase | None:
        """The longest known phrase that starts at `words[at]`."""
        for phrase in self._phrases.get(words[at], ()):
            size = len(phrase.words)
            if size == 1 or tuple(words[at : at + size]) == phrase.words:
                return phrase
        return None

    def shouted(self, words: Sequence[str], at: int) -> Phrase | None:
        """The longest known place that starts at `words[at]`, written in capitals: "NEW YORK"."""
        if words[at].capitalize() not in self._phrases:
            return None
        found = self.longest([word.capitalize() for word in words[at : at + _LONGEST_SHOUT]], 0)
        return found if found is not None and found.kind is EntityKind.PLACE else None

    def canonical(self, kind: EntityKind, name: str) -> str | None:
        """The name under which `name` is known, whatever its case: ("place", "u.s.") → "United States"."""
        return self._names.get((kind, name.casefold()))


class _Flags(dict[str, int]):
    """Word → its classes. Listed words are there from the start; others get their shape when first asked."""

    # A corpus has millions of distinct words; past this many the shapes are computed anew.
    _LIMIT = 1 << 17

    def __init__(self, sections: Mapping[str, str], phrase_starts: Iterable[str]) -> None:
        super().__init__()
        listed: dict[str, int] = {}
        for section, bit in _SECTION_BITS.items():
            for word in sections[section].split():
                listed[word] = listed.get(word, 0) | bit
        for word in phrase_starts:
            listed[word] = listed.get(word, 0) | PHRASE_START
        self.update((word, bits | _shape(word)) for word, bits in listed.items())
        self._listed = len(self)

    def __missing__(self, word: str) -> int:
        bits = _shape(word)
        if len(self) < self._listed + self._LIMIT:
            self[word] = bits
        return bits


def _shape(word: str) -> int:
    first = word[0]
    if not first.isalpha():
        return 0
    if not first.isupper() and not (word.startswith(_ARTICLES) and any(map(str.isupper, word))):
        return LETTER
    if any(map(str.isdigit, word)) or _CODE.search(word):
        return LETTER
    bits = CAPITAL | LETTER
    letters = word.replace(".", "").replace("-", "").replace("&", "")
    if len(letters) > 1 and letters.isupper():
        bits |= ACRONYM
    return bits


def _words(name: str) -> tuple[str, ...]:
    spaced = name.replace(",", " ,").replace("'s", " 's").replace("s' ", "s ' ")
    return tuple(spaced.split())


def _entries(section: str) -> Iterable[list[str]]:
    for line in section.splitlines():
        for entry in line.split(";"):
            if entry.strip():
                yield [name.strip() for name in entry.split(" = ")]


def _sections(text: str) -> Iterable[tuple[str, str]]:
    for part in text.split("\n[")[1:]:
        name, _, body = part.partition("]\n")
        yield name, body


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The packaged lists; read on the first call."""
    folder = Path(__file__).parent / "data"
    sections: dict[str, str] = {}
    for name in _FILES:
        sections.update(_sections((folder / f"{name}.txt").read_text("utf-8")))
    return Lexicon(sections)
