"""Which articles speak of the same? Names as resolved inside articles, joined over a whole corpus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from index.article import EntityKind, entity_id
from index.entities.gazetteer import lexicon
from index.entities.names import bare

# A lone surname joins the commonest of several full names only if that one is in so many times the articles
# of the next: with less, a wrong join becomes likelier than a useful one.
_DOMINANCE = 3


class LocalName(NamedTuple):
    """A name as articles resolve it. `articles` weighs rival full names, `mentions` breaks ties."""

    kind: EntityKind
    name: str
    articles: int
    mentions: int


class Group(NamedTuple):
    """The names of one entity. Its counts are the caller's: an article may hold several of the names."""

    kind: EntityKind
    name: str
    names: tuple[str, ...]
    """The joined names as given, the commonest first."""
    inferred: frozenset[str] = frozenset()
    """Those of `names` that are lone surnames, joined on frequency alone."""

    @property
    def id(self) -> str:
        return entity_id(self.kind, self.name)


# A kind's first letter, a colon and the plain words: one string, since a corpus has very many of them.
_Members = dict[str, list[LocalName]]
_PERSON = "p:"
_KEY_PREFIX = {EntityKind.PERSON: _PERSON, EntityKind.ORGANISATION: "o:", EntityKind.PLACE: "l:"}
_NOBODY: frozenset[str] = frozenset()


def join(names: Iterable[LocalName]) -> tuple[Group, ...]:
    """Join the local names of a corpus into entities, those in most articles first.

    Names join when they are the same but for case, dots and spaces, or when the alias table says so; a person's
    name with a middle initial joins the one without when no other initial competes; a lone surname joins
    the one full name that ends in it, or the one that is three times as frequent as the next.
    """
    members: _Members = {}
    for local in names:
        key = _key(local)
        if key in members:
            members[key].append(local)
        else:
            members[key] = [local]
    _join_middle_initials(members)
    inferred = _join_surnames(members)
    for found in members.values():
        if len(found) > 1:
            found.sort(key=lambda local: (-local.articles, -local.mentions, local.name))
    ordered = sorted([(-_articles(found), key) for key, found in members.items()])
    return tuple([_group(members[key], inferred.get(key, _NOBODY)) for _, key in ordered])


def _key(local: LocalName) -> str:
    prefix = _KEY_PREFIX[local.kind]
    known = lexicon().canonical(local.kind, local.name)
    if known is not None:
        return prefix + known
    if prefix == _PERSON:
        plain = " ".join(bare(local.name.split()))
    else:
        plain = " ".join(local.name.casefold().replace(".", "").split()).removeprefix("the ")
    return prefix + (plain or local.name)


def _join_middle_initials(members: _Members) -> None:
    variants: dict[str, list[str]] = {}
    for key in members:
        if key.startswith(_PERSON) and key.count(" ") > 1:
            first, *middle, last = key.split()
            longer = [word for word in middle if len(word) > 1]
            if len(longer) < len(middle):
                variants.setdefault(" ".join((first, *longer, last)), []).append(key)
    for plain, full in variants.items():
        if plain in members and len(full) == 1:
            members[plain].extend(members.pop(full[0]))


def _join_surnames(members: _Members) -> dict[str, frozenset[str]]:
    """Move lone surnames to their full names; gives the names so moved, by the key they went to."""
    lone = {key[len(_PERSON) :] for key in members if key.startswith(_PERSON) and " " not in key}
    bearers: dict[str, list[str]] = {}
    for key in members:
        surname = key.rpartition(" ")[2]
        if surname in lone and key.startswith(_PERSON):
            bearers.setdefault(surname, []).append(key)
    inferred: dict[str, frozenset[str]] = {}
    for surname, candidates in bearers.items():
        full = _dominant(candidates, members)
        if full is not None:
            moved = members.pop(_PERSON + surname)
            members[full].extend(moved)
            inferred[full] = frozenset(local.name for local in moved)
    return inferred


def _dominant(candidates: list[str], members: _Members) -> str | None:
    """The only candidate, or the one in three times the articles of the next."""
    first, *others = sorted(candidates, key=lambda key: (-_articles(members[key]), key))
    if others and _articles(members[first]) < _DOMINANCE * _articles(members[others[0]]):
        return None
    return first


def _articles(found: list[LocalName]) -> int:
    return found[0].articles if len(found) == 1 else sum(local.articles for local in found)


def _group(found: list[LocalName], inferred: frozenset[str]) -> Group:
    """The group of `found`, the commonest first, named after the first that is no inferred one."""
    first = next(local for local in found if local.name not in inferred) if inferred else found[0]
    name = lexicon().canonical(first.kind, first.name) or first.name
    names = tuple(dict.fromkeys(local.name for local in found)) if len(found) > 1 else (first.name,)
    return Group(first.kind, name, names, inferred)
