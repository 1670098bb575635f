"""Which mentions in an article name the same? Each gets the fullest name that the article itself gives.

In this order: the same words → the alias table → an acronym in parentheses → initials → part of a person's full
name (the nearest before, else one that follows) → a company's legal suffix.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.article import EntityKind, Mention
from index.entities import gazetteer as g
from index.entities.gazetteer import lexicon
from index.entities.names import acronyms, bare, surface
from index.entities.recogniser import Candidate


def link(text: str, candidates: Sequence[Candidate]) -> tuple[Mention, ...]:
    """The mentions of one article, in order; `candidates` are sorted and do not overlap."""
    short_forms = _acronyms_in_parentheses(text, candidates)
    full_names = [
        (index, candidate.words)
        for index, candidate in enumerate(candidates)
        if candidate.kind is EntityKind.PERSON and len(candidate.words) > 1
    ]
    mentions = []
    for index, candidate in enumerate(candidates):
        assert candidate.kind is not None
        if candidate.kind is EntityKind.PERSON:
            name = _person(index, candidate.words, full_names)
        else:
            name = _thing(candidate, short_forms)
        mentions.append(Mention(candidate.start, candidate.end, candidate.kind, name))
    return tuple(mentions)


def _acronyms_in_parentheses(text: str, candidates: Sequence[Candidate]) -> dict[str, str]:
    """Acronym → long form, for every "Higher Military Commission (HMC)" in the text."""
    found: dict[str, str] = {}
    for long, short in pairwise(candidates):
        between = text[long.end : short.start]
        if between.strip() != "(" or text[short.end : short.end + 1] != ")" or len(short.words) > 1:
            continue
        if long.kind is short.kind and short.words[0] in acronyms(long.words):
            found.setdefault(short.words[0], surface(long.words))
    return found


def _thing(candidate: Candidate, short_forms: dict[str, str]) -> str:
    assert candidate.kind is not None
    name = surface(candidate.words)
    known = lexicon().canonical(candidate.kind, name)
    if known is not None:
        return known
    name = short_forms.get(name, name)
    short = _without_suffix(name)
    return lexicon().canonical(candidate.kind, name) or lexicon().canonical(candidate.kind, short) or short


def _without_suffix(name: str) -> str:
    """ "Acme Holdings Ltd." → "Acme Holdings": one suffix, as long as a name remains."""
    head, _, last = name.rpartition(" ")
    if not head or last == "Group" or not lexicon().flags[last] & g.LEGAL_SUFFIX:
        return name
    return head.removesuffix(" &").removesuffix(",")


def _person(index: int, words: tuple[str, ...], full_names: Sequence[tuple[int, tuple[str, ...]]]) -> str:
    """The nearest previous full name that `words` are part of, else the next one, else the words themselves."""
    matching = [(at, full) for at, full in full_names if _is_part(words, full)]
    if not matching:
        return surface(words)
    before = [full for at, full in matching if at < index]
    if len(words) > 1:
        return surface(matching[0][1])
    return surface(before[-1] if before else matching[0][1])


def _is_part(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `words` can be short for `full`: its end, its first word, or its words with initials."""
    short, long = bare(words), bare(full)
    if len(short) > len(long):
        return False
    if short == long[-len(short) :] or (len(short) == 1 and short == long[:1]):
        return True
    return (
        len(short) > 1
        and short[-1] == long[-1]
        and all(
            any(part[0] == other[0] and (len(part) == 1 or part == other) for other in long[:-1])
            for part in short[:-1]
        )
    )
