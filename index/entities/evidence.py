"""What kind of name is this? The words in and around an unknown name as evidence."""

from __future__ import annotations

import re

from index.article import EntityKind
from index.entities import gazetteer as g
from index.entities.runs import Line

_PLACE_ENDING = re.compile(
    r"(?:stan|abad|grad|burg|burgh|ville|shire|istan|pur|pore|wald|furt|heim|berg|stad|town|land)$"
)
_SURNAME_ENDING = re.compile(r"(?:ov|ova|ev|eva|enko|ski|sky|ska|vich|ić|ic|ez|oglu|son|sson|yan|shvili|ian|elli|poulos)$")
_PERSONAL_PREFIX = re.compile(r"(?:Al|al|El|el|ul|Ul|Mc|Mac|O'|D'|Abdul|Abdel)[-A-Z']")


def classify(line: Line, start: int, end: int, titled: bool) -> tuple[EntityKind | None, bool]:
    """The kind of the unknown name `line.words[start:end]` and whether the evidence is strong.

    `titled` says that a title or a role ("spokesman") stands before it.
    """
    strong = _strong(line, start, end, titled)
    if strong is not None:
        return strong, True
    return _weak(line, start, end), False


def _strong(line: Line, start: int, end: int, titled: bool) -> EntityKind | None:
    flags, words = line.flags, line.words
    size = end - start
    if titled and not (size == 1 and flags[start] & g.ACRONYM):
        return EntityKind.PERSON
    if size == 1 and flags[start] & g.ACRONYM:
        return EntityKind.ORGANISATION if len(words[start]) > 2 else None
    if flags[end - 1] & g.LEGAL_SUFFIX and size > 1:
        return EntityKind.ORGANISATION
    if size > 1 and (flags[start] & g.GIVEN or flags[end - 1] & g.NAME_SUFFIX or _personal(line, start, end)):
        return EntityKind.PERSON
    return _neighbours(line, start, end)


def _personal(line: Line, start: int, end: int) -> bool:
    """Whether an initial, a particle or a prefix such as "al-" inside the name shows a person's."""
    inner = line.words[start + 1 : end]
    return any(
        (len(word) == 2 and word[1] == ".") or _PERSONAL_PREFIX.match(word) is not None for word in inner
    ) or any(line.flags[at] & g.PARTICLE and not line.flags[at] & g.CAPITAL for at in range(start + 1, end))


def _neighbours(line: Line, start: int, end: int) -> EntityKind | None:
    words = line.words
    if line.has(end, g.PLACE_NOUN) and line.has(end, g.LETTER):
        return EntityKind.PLACE
    if _place_of(line, start) or _inside_known_place(line, end):
        return EntityKind.PLACE
    if line.has(end, g.GROUP_WORD):
        return EntityKind.ORGANISATION
    if words[end : end + 1] == [","] and end + 2 < len(line) and words[end + 1].isdigit() and words[end + 2] in ",;.":
        return EntityKind.PERSON
    if line.has(end, g.SPEECH_VERB | g.PERSON_VERB) or line.has(start - 1, g.SPEECH_VERB):
        return EntityKind.PERSON if end - start <= 4 and words[start - 1] != "the" else None
    return None


def _place_of(line: Line, start: int) -> bool:
    """ "the town of X", "the capital, X", "in X"."""
    before = line.words[max(0, start - 2) : start]
    if len(before) == 2 and before[1] in ("of", ",") and line.has(start - 2, g.PLACE_NOUN):
        return True
    return bool(before) and before[-1] in ("in", "near") and line.has(start - 1, g.PLACE_PREPOSITION)


def _inside_known_place(line: Line, end: int) -> bool:
    """ "X, Iraq": a comma and a known place behind the name."""
    if line.words[end : end + 1] != [","] or end + 1 >= len(line):
        return False
    found = line.phrase(end + 1)
    return found is not None and found.kind is EntityKind.PLACE


def _weak(line: Line, start: int, end: int) -> EntityKind | None:
    last = line.words[end - 1]
    if line.has(start, g.SURNAME) or line.has(end - 1, g.SURNAME):
        return EntityKind.PERSON
    if _SURNAME_ENDING.search(last) and len(last) > 5:
        return EntityKind.PERSON
    if end - start == 1 and _PLACE_ENDING.search(last) and len(last) > 5:
        return EntityKind.PLACE
    if line.has(start - 1, g.PLACE_PREPOSITION) and line.words[start - 1] not in ("to", "from", "by"):
        return EntityKind.PLACE
    if end - start in (2, 3) and not any(line.flags[at] & (g.COMMON | g.ORGANISATION_WORD) for at in range(start, end)):
        return EntityKind.PERSON
    return None
