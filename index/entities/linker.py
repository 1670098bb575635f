"""Which mentions in an article name the same? Each gets the fullest name that the article itself gives.

In this order: the same words → the alias table → an acronym in parentheses → initials → part of a person's
full name (the nearest before, else one that follows) → a company's legal suffix → the first word of the one
organisation whose name begins with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.article import EntityKind, Mention
from index.entities import gazetteer as g
from index.entities.gazetteer import lexicon
from index.entities.names import acronyms, bare, surface
from index.entities.recogniser import Candidate

# Bearers of one surname that a name is compared with; a list of thousands is no article.
_MOST_BEARERS = 32


def link(text: str, candidates: Sequence[Candidate]) -> tuple[Mention, ...]:
    """The mentions of one article, in order; `candidates` are sorted, disjoint, and have kinds."""
    short_forms = _first_words(candidates) | _acronyms_in_parentheses(text, candidates)
    people = _People(candidate.words for candidate in candidates if candidate.kind is EntityKind.PERSON)
    mentions = []
    for candidate in candidates:
        if candidate.kind is EntityKind.PERSON:
            mentions.append(
                Mention(candidate.start, candidate.end, candidate.kind, people.name(candidate.words))
            )
        elif candidate.kind is not None:
            name = _thing(candidate.kind, candidate.words, short_forms)
            mentions.append(Mention(candidate.start, candidate.end, candidate.kind, name))
    return tuple(mentions)


def _acronyms_in_parentheses(text: str, candidates: Sequence[Candidate]) -> dict[str, str]:
    """Acronym → long form, for every "Higher Military Commission (HMC)" in the text."""
    found: dict[str, str] = {}
    for long, short in pairwise(candidates):
        between = text[long.end : short.start]
        if between.strip() != "(" or not text[short.end : short.end + 2].lstrip().startswith(")"):
            continue
        if long.kind is short.kind and len(short.words) == 1 and short.words[0] in acronyms(long.words):
            found.setdefault(short.words[0], surface(long.words))
    return found


def _first_words(candidates: Sequence[Candidate]) -> dict[str, str]:
    """First word → name, for every organisation that is the only one in the article to begin with it."""
    found: dict[str, set[str]] = {}
    for candidate in candidates:
        if candidate.kind is EntityKind.ORGANISATION and len(candidate.words) > 1:
            found.setdefault(candidate.words[0], set()).add(_without_suffix(surface(candidate.words)))
    return {word: names.pop() for word, names in found.items() if len(names) == 1}


def _thing(kind: EntityKind, words: Sequence[str], short_forms: dict[str, str]) -> str:
    """The name of an organisation or a place."""
    canonical = lexicon().canonical
    name = surface(words)
    known = canonical(kind, name)
    if known is not None:
        return known
    if kind is EntityKind.ORGANISATION:
        name = short_forms.get(name, name)
    short = _without_suffix(name)
    return canonical(kind, name) or canonical(kind, short) or short


def _without_suffix(name: str) -> str:
    """ "Acme Holdings Ltd." → "Acme Holdings": one suffix, as long as a name remains ("State Oil Company")."""
    head, _, last = name.rpartition(" ")
    flags = lexicon().flags
    if not head or last == "Group" or not flags[last] & g.LEGAL_SUFFIX:
        return name
    if flags[head.rpartition(" ")[2]] & g.ORGANISATION_WORD:
        return name
    return head.removesuffix(" &").removesuffix(",")


class _People:
    """The full names of an article's people, asked in the order of the text."""

    def __init__(self, names: Iterable[tuple[str, ...]]) -> None:
        self._bearers: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {}
        """Surname → the bare words of each full name with it → its words, by first appearance."""
        self._first: dict[str, tuple[str, ...]] = {}
        """First or last word → the first full name with it."""
        self._nearest: dict[str, tuple[str, ...]] = {}
        """First or last word → the full name with it that was asked for last."""
        for words in names:
            plain = bare(words)
            if len(plain) > 1:
                self._bearers.setdefault(plain[-1], {}).setdefault(plain, words)
                for key in (plain[-1], plain[0]):
                    self._first.setdefault(key, words)

    def name(self, words: tuple[str, ...]) -> str:
        """The full name that `words` stand for here, else the words themselves."""
        plain = bare(words)
        if not plain:
            return surface(words)
        if len(plain) > 1:
            self._nearest[plain[0]] = self._nearest[plain[-1]] = words
            return surface(self._fullest(plain, words))
        full = self._nearest.get(plain[0]) or self._first.get(plain[0])
        return surface(self._fullest(bare(full), full) if full else words)

    def _fullest(self, plain: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
        """The longest full name that `plain` is part of; among equals the one that came first."""
        fullest = self._bearers[plain[-1]].get(plain, words)
        size = len(plain)
        for _, (other, written) in zip(range(_MOST_BEARERS), self._bearers[plain[-1]].items(), strict=False):
            if _weight(other) > _weight(plain) and len(other) >= size and _is_part(plain, other):
                fullest, size = written, len(other) + 1
        return fullest


def _weight(words: Sequence[str]) -> int:
    return sum(map(len, words))


def _is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether `short`, of the same surname as `long`, is its end, or lacks no more than initials and one name."""
    if short == long[-len(short) :]:
        return True
    given, others = short[:-1], long[:-1]
    lacking = [
        name for name in others if len(name) > 1 and not any(_same_given(part, name) for part in given)
    ]
    return len(lacking) <= 1 and all(any(_same_given(part, name) for name in others) for part in given)


def _same_given(short: str, long: str) -> bool:
    return short == long or (len(short) == 1 and short == long[0])
