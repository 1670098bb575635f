"""Who and what is in the corpus? Names joined into entities when read, with counts over the articles there are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from index.article import Entity, EntityKind, LocalKey, Mention, entity_id
from index.entities import Group, LocalName, join
from index.query import Named
from index.text import folded_words

Postings = Mapping[str, int]
"""Digest of a text → mentions in it."""


class EntityTable:
    """All entities of one state of the corpus.

    `postings` gives each article-local name its texts; `copies` says how many articles have a text
    (by digest): a text in no article counts for nothing, one in two articles twice.
    """

    def __init__(self, postings: Iterable[tuple[LocalKey, Postings]], copies: Mapping[str, int]) -> None:
        self._postings = {key: found for key, texts in postings if (found := _live(texts, copies))}
        self._copies = copies
        local = [
            LocalName(kind, name, sum(copies[text] for text in found), _mentions(found, copies))
            for (kind, name), found in self._postings.items()
        ]
        self._of: dict[LocalKey, Entity] = {}
        entities = []
        for group in join(local):
            keys = [(group.kind, name) for name in group.names]
            entity = self._entity(group, keys)
            entities.append(entity)
            self._of.update(dict.fromkeys(keys, entity))
        self.all = tuple(
            sorted(entities, key=lambda entity: (-entity.articles, -entity.mentions, entity.name))
        )
        self._by_id = {entity.id: entity for entity in self.all}

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        """IDs of the entities with a word in one of their names; made when a query first names one."""
        found: dict[str, set[str]] = defaultdict(set)
        for entity in self.all:
            for word in {word for name in (entity.name, *entity.names) for word in folded_words(name)}:
                found[word].add(entity.id)
        return found

    def of(self, mention: Mention) -> Entity:
        """The entity that `mention` belongs to; one of its own if the corpus does not know the name yet."""
        known = self._of.get((mention.kind, mention.name))
        return known or Entity(
            entity_id(mention.kind, mention.name), mention.kind, mention.name, (mention.name,), 0, 0
        )

    def texts(self, wanted: str) -> frozenset[str]:
        """Digests of the texts that mention the entity with this ID; empty for an unknown one."""
        entity = self._by_id.get(wanted)
        return self._texts(self._keys(entity)) if entity else frozenset()

    def named(self, query: Named) -> tuple[Entity, ...]:
        """The entities that a query means: those of exactly this name, else those with all its words in a name.

        A single word also finds every person who has it in the name: `person:kirby` is any Kirby.
        """
        words = folded_words(query.name)
        ids = set.intersection(*(self._by_word.get(word, set()) for word in words)) if words else set()
        found = [self._by_id[i] for i in ids if query.kind in (None, self._by_id[i].kind)]
        exact = {
            entity.id
            for entity in found
            if any(folded_words(name) == words for name in (entity.name, *entity.names))
        }
        if exact:
            lone = len(words) == 1
            found = [e for e in found if e.id in exact or (lone and e.kind is EntityKind.PERSON)]
        return tuple(sorted(found, key=lambda entity: (-entity.articles, entity.name)))

    def local_names(self, query: Named) -> frozenset[LocalKey]:
        """The (kind, article-local name) pairs of the entities that a query means."""
        return frozenset(key for entity in self.named(query) for key in self._keys(entity))

    def texts_named(self, query: Named) -> frozenset[str]:
        return self._texts(self.local_names(query))

    def _entity(self, group: Group, keys: list[LocalKey]) -> Entity:
        mentions = {key: _mentions(self._postings[key], self._copies) for key in keys}
        return Entity(
            id=group.id,
            kind=group.kind,
            name=group.name,
            names=tuple(name for _, name in sorted(keys, key=lambda key: (-mentions[key], key[1]))),
            articles=sum(self._copies[text] for text in self._texts(keys)),
            mentions=sum(mentions.values()),
            inferred=bool(group.inferred),
        )

    def _texts(self, keys: Iterable[LocalKey]) -> frozenset[str]:
        return frozenset(text for key in keys for text in self._postings[key])

    @staticmethod
    def _keys(entity: Entity) -> list[LocalKey]:
        return [(entity.kind, name) for name in entity.names]


def _live(texts: Postings, copies: Mapping[str, int]) -> dict[str, int]:
    return {text: mentions for text, mentions in texts.items() if text in copies}


def _mentions(texts: Postings, copies: Mapping[str, int]) -> int:
    return sum(mentions * copies[text] for text, mentions in texts.items())
