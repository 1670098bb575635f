"""What kind of name is this? The words in and around an unknown name as evidence."""

from __future__ import annotations

import re

from index.article import EntityKind
from index.entities import gazetteer as g
from index.entities.runs import Line

# Acronyms of bodies are short; longer words in capitals are emphasis.
_LONGEST_ACRONYM = 5
_SHORTEST_ACRONYM = 3
# Short words that end like a surname or a place are too often something else.
_SHORTEST_TELLING = 6
_PLACE_ENDING = re.compile(
    r"(?:stan|abad|grad|burg|burgh|ville|shire|istan|pur|pore|wald|furt|heim|berg|stad|town|land)$"
)
_SURNAME_ENDING = re.compile(
    r"(?:ov|ova|ev|eva|enko|ski|sky|ska|vich|ić|ic|ez|oglu|son|sson|yan|shvili|ian|elli|poulos)$"
)
_INITIAL = re.compile(r"[^\W\d_]\.$")
_PERSONAL_PREFIX = re.compile(
    r"(?:(?:Al|al|El|el|ul|Ul|Abdul|Abdel)[-A-Z']|(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O'|D')[A-Z])"
)
_PERSONAL_WORDS = frozenset(("who", "whose", "was", "is", "has", "had", "himself", "herself"))
# Capitals inside a word, and the codes under which shares are traded, are companies' marks.
_BRAND = re.compile(r"^[A-Z][a-z]+[A-Z]|^[a-z][A-Z]")
_SHARE_CODE = re.compile(r"\w+\.[A-Z]{1,2}")
_DETERMINERS = frozenset(("the", "The", "a", "A", "an", "An", "this", "these", "those", "its", "their"))


def classify(line: Line, start: int, end: int, titled: bool) -> tuple[EntityKind | None, bool]:
    """The kind of the unknown name `line.words[start:end]` and whether the evidence is strong.

    `titled` says that a title or a role ("spokesman") stands before it.
    """
    strong = _inside(line, start, end, titled) or _around(line, start, end)
    if strong is not None:
        return strong, True
    if line.word(start - 1) in _DETERMINERS:
        return None, False
    if _speaks(line, start, end):
        return EntityKind.PERSON, end - start > 1
    return _weak(line, start, end), False


def _inside(line: Line, start: int, end: int, titled: bool) -> EntityKind | None:
    """Evidence in the name itself."""
    flags, size = line.flags, end - start
    if size == 1 and flags[start] & g.ACRONYM:
        return EntityKind.ORGANISATION if _acronym(line, start) else None
    if titled:
        return EntityKind.PERSON
    if _BRAND.search(line.words[start]) and not _PERSONAL_PREFIX.match(line.words[start]):
        return EntityKind.ORGANISATION
    if size == 1:
        return None
    if flags[end - 1] & g.NAME_SUFFIX or _personal(line, start, end):
        return EntityKind.PERSON
    if flags[end - 1] & g.LEGAL_SUFFIX or line.has(start - 1, g.INTRODUCES_ORGANISATION):
        return EntityKind.ORGANISATION
    if line.word(start - 1) == "near" or line.has(end, g.PLACE_NOUN):
        return EntityKind.PLACE
    if flags[start] & g.GIVEN and line.word(start - 1) not in _DETERMINERS:
        return EntityKind.PERSON
    return None


def _acronym(line: Line, at: int) -> bool:
    """Whether a word in capitals is a body's acronym, not emphasis."""
    if line.word(at - 1) in ("a", "A", "THE") or line.has(at - 1, g.ACRONYM) or line.has(at + 1, g.ACRONYM):
        return False
    return _SHORTEST_ACRONYM <= len(line.words[at]) <= _LONGEST_ACRONYM


def _personal(line: Line, start: int, end: int) -> bool:
    """Whether an initial, a particle or a prefix such as "al-" inside the name shows a person's."""
    if line.word(start - 1) in _DETERMINERS:
        return False
    if _INITIAL.match(line.words[start]):
        return True
    for at in range(start + 1, end):
        word = line.words[at]
        if _INITIAL.match(word) or _PERSONAL_PREFIX.match(word):
            return True
        if line.flags[at] & g.PARTICLE and not line.flags[at] & g.CAPITAL:
            return True
    return False


def _around(line: Line, start: int, end: int) -> EntityKind | None:
    """Evidence in the neighbouring words."""
    if line.has(end, g.PLACE_NOUN) or _place_of(line, start) or _within_known_place(line, end):
        return EntityKind.PLACE
    if line.word(end) == "(" and _SHARE_CODE.fullmatch(line.word(end + 1)):
        return EntityKind.ORGANISATION
    if line.has(end, g.GROUP_WORD) or line.has(start - 1, g.INTRODUCES_ORGANISATION):
        return EntityKind.ORGANISATION
    if line.has(end, g.FAMILY_NOUN):
        return EntityKind.PERSON
    age = line.word(end) == "," and line.word(end + 1).isdigit() and line.word(end + 2) in (",", ";", ".")
    return EntityKind.PERSON if age else None


def _speaks(line: Line, start: int, end: int) -> bool:
    """Whether the name says or does what people do, though companies may."""
    return line.has(end, g.SPEECH_VERB | g.PERSON_VERB) or line.has(start - 1, g.SPEECH_VERB)


def _place_of(line: Line, start: int) -> bool:
    """ "the town of X", "the capital, X", "in X"."""
    before = line.word(start - 1)
    if before in ("of", ",") and line.has(start - 2, g.PLACE_NOUN):
        return True
    return before in ("in", "near")


def _within_known_place(line: Line, end: int) -> bool:
    """ "X, Iraq": a comma and a known place behind the name."""
    return line.word(end) == "," and line.known_place(end + 1) > end + 1


def _weak(line: Line, start: int, end: int) -> EntityKind | None:
    """What is likelier than not, to be overruled by other mentions."""
    last, size = line.words[end - 1], end - start
    if line.has(start, g.SURNAME) or line.has(end - 1, g.SURNAME):
        return EntityKind.PERSON
    if _SURNAME_ENDING.search(last) and len(last) >= _SHORTEST_TELLING:
        return EntityKind.PERSON
    if size == 1 and _PLACE_ENDING.search(last) and len(last) >= _SHORTEST_TELLING:
        return EntityKind.PLACE
    if line.has(start - 1, g.PLACE_PREPOSITION) and line.words[start - 1] not in ("to", "from", "at"):
        return EntityKind.PLACE
    if size == 1 and line.has(start, g.GIVEN):
        return EntityKind.PERSON
    ordinary = any(line.flags[at] & (g.COMMON | g.ORGANISATION_WORD) for at in range(start, end))
    return EntityKind.PERSON if size in (2, 3) and not ordinary and _acts(line, end) else None


def _acts(line: Line, at: int) -> bool:
    """Whether a verb or a relative clause as of a person follows."""
    word = line.word(at)
    return word in _PERSONAL_WORDS or (word.endswith("ed") and line.has(at, g.LETTER))
