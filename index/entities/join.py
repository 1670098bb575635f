"""Which articles speak of the same? Names as resolved inside articles, joined over a whole corpus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.article import EntityKind, entity_id
from index.entities.gazetteer import lexicon
from index.entities.names import bare

# A lone surname joins the commonest of several full names only if that one is in so many times the articles
# of the next: less, and a wrong join becomes likelier than a useful one.
_DOMINANCE = 3


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name as articles resolve it, and how often: `articles` weighs rival full names, `mentions` breaks ties."""

    kind: EntityKind
    name: str
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one entity. Its counts are the caller's: an article may hold several of the names."""

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    """The joined names as given, the commonest first."""
    inferred: frozenset[str] = frozenset()
    """Those of `names` that are lone surnames, joined on frequency alone."""


def join(names: Iterable[LocalName]) -> tuple[Group, ...]:
    """Join the local names of a corpus into entities, those in most articles first.

    Names join when they are the same but for case, dots and spaces, or when the alias table says so; a person's
    name with a middle initial joins the one without when no other initial competes; a lone surname joins the one
    full name that ends in it, or the one that is three times as frequent as the next.
    """
    members: dict[_Key, list[LocalName]] = {}
    for local in names:
        members.setdefault(_key(local), []).append(local)
    _join_middle_initials(members)
    inferred = _join_surnames(members)
    groups = [_group(found, inferred.get(key, frozenset())) for key, found in members.items()]
    groups.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(group for _, group in groups)


_Key = tuple[EntityKind, tuple[str, ...]]


def _key(local: LocalName) -> _Key:
    known = lexicon().canonical(local.kind, local.name)
    if known is not None:
        return local.kind, (known,)
    words = local.name.replace("\u00a0", " ").split()
    if local.kind is EntityKind.PERSON:
        return local.kind, tuple(bare(_unquoted(words))) or tuple(words)
    return local.kind, tuple(" ".join(words).casefold().replace(".", "").split()) or tuple(words)


def _unquoted(words: list[str]) -> list[str]:
    return [word for word in words if word[0] not in '"“']


def _join_middle_initials(members: dict[_Key, list[LocalName]]) -> None:
    variants: dict[_Key, list[_Key]] = {}
    for kind, words in members:
        if kind is EntityKind.PERSON and len(words) > 2 and any(len(word) == 1 for word in words[1:-1]):
            plain = (words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1])
            variants.setdefault((kind, plain), []).append((kind, words))
    for plain_key, full_keys in variants.items():
        if plain_key in members and len(full_keys) == 1:
            members[plain_key].extend(members.pop(full_keys[0]))


def _join_surnames(members: dict[_Key, list[LocalName]]) -> dict[_Key, frozenset[str]]:
    """Move lone surnames to their full names; gives the names so moved, by the key they went to."""
    bearers: dict[str, list[_Key]] = {}
    for key in members:
        kind, words = key
        if kind is EntityKind.PERSON and len(words) > 1:
            bearers.setdefault(words[-1], []).append(key)
    inferred: dict[_Key, frozenset[str]] = {}
    lone = [key for key in members if key[0] is EntityKind.PERSON and len(key[1]) == 1]
    for key in lone:
        full = _dominant(bearers.get(key[1][0], []), members)
        if full is not None:
            moved = members.pop(key)
            members[full].extend(moved)
            inferred[full] = frozenset(local.name for local in moved)
    return inferred


def _dominant(candidates: list[_Key], members: dict[_Key, list[LocalName]]) -> _Key | None:
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    ranked = sorted(((_articles(members[key]), key) for key in candidates), reverse=True)
    return ranked[0][1] if ranked[0][0] >= _DOMINANCE * ranked[1][0] else None


def _articles(group: Iterable[LocalName]) -> int:
    return sum(local.articles for local in group)


def _group(found: list[LocalName], inferred: frozenset[str]) -> tuple[tuple[int, int, str], Group]:
    """The group, behind what it is sorted by. Lone surnames never lend it their name."""
    found.sort(key=lambda local: (local.name not in inferred, local.articles, local.mentions, local.name), reverse=True)
    first = found[0]
    name = lexicon().canonical(first.kind, first.name) or first.name
    commonest = sorted(found, key=lambda local: (local.articles, local.mentions, local.name), reverse=True)
    names = tuple(dict.fromkeys(local.name for local in commonest))
    weight = (_articles(found), sum(local.mentions for local in found), name)
    return weight, Group(entity_id(first.kind, name), first.kind, name, names, inferred)
