"""Who and what is in the corpus? Names joined into entities when read, with counts over the articles there are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.article import Entity, EntityKind, LocalKey, Mention, entity_id
from index.entities import Group, LocalName, join
from index.entity_counts import Counted, Docs, EntityCounts, Mask, Numbers, articles_each, names_by_document
from index.mentions import Postings
from index.query import Named
from index.text import folded_words

_KINDS = tuple(EntityKind)


class EntityTable:
    """All entities of one state of the corpus; the number of one is its place in `all`.

    `postings` say which names a text has, `digests` which text a document has, `live` which documents are
    articles, both by document number: a text in no article counts for nothing, one in two articles twice.
    """

    def __init__(self, postings: Postings, digests: NDArray[np.uint64], live: Mask) -> None:
        counted = names_by_document(postings, digests, live)
        numbers, local = _local_names(postings, counted)
        groups = join(local)
        self._group = {(group.kind, name): i for i, group in enumerate(groups) for name in group.names}
        group_of = np.zeros(len(numbers) and int(numbers[-1]) + 1, np.int64)
        group_of[numbers] = [self._group[each.kind, each.name] for each in local]
        counted = counted._replace(what=group_of[counted.what])

        entities = _entities(groups, local, articles_each(counted, len(groups)))
        order = sorted(range(len(entities)), key=lambda i: _commonest_first(entities[i]))
        self.all = tuple(entities[i] for i in order)
        """Those in most articles first."""
        self._number = np.empty(len(order), np.int64)
        """By group."""
        self._number[order] = np.arange(len(order))
        self._counts = EntityCounts(
            counted._replace(what=self._number[counted.what]), len(self.all), len(live)
        )

    # Who

    def of(self, mention: Mention) -> Entity:
        """The entity that `mention` belongs to; one of its own if the corpus does not know the name yet."""
        group = self._group.get((mention.kind, mention.name))
        if group is not None:
            return self.all[int(self._number[group])]
        return Entity(
            entity_id(mention.kind, mention.name), mention.kind, mention.name, (mention.name,), 0, 0
        )

    def named(self, query: Named) -> tuple[Entity, ...]:
        """The entities that a query means: those of exactly this name, else those with all its words in a name.

        A single word also finds every person who has it in the name: `person:kirby` is any Kirby.
        """
        return tuple(self.all[number] for number in self._named(query))

    def local_names(self, query: Named) -> frozenset[LocalKey]:
        """The (kind, article-local name) pairs of the entities that a query means."""
        return frozenset((entity.kind, name) for entity in self.named(query) for name in entity.names)

    # Where

    def docs(self, query: Named) -> Docs:
        """The documents that mention an entity which the query means, in ascending order."""
        return self.counts(query)[0]

    def docs_of(self, wanted: str) -> Docs:
        """The documents that mention the entity with this ID, in ascending order; none for an unknown one."""
        number = self._by_id.get(wanted)
        return self._counts.of([] if number is None else [number])[0]

    def counts(self, query: Named) -> tuple[Docs, Numbers]:
        """The documents that mention an entity which the query means, in ascending order, and how often each does."""
        return self._counts.of(self._named(query))

    def facet(self, mask: Mask, kind: EntityKind | None, limit: int) -> list[tuple[Entity, int]]:
        """The `limit` entities of a kind that most documents of `mask` mention, and how many do."""
        articles = self._counts.articles_in(mask)
        if kind is not None:
            articles = np.where(self._kinds == _KINDS.index(kind), articles, 0)
        found = np.flatnonzero(articles)
        if len(found) > limit:
            least = np.partition(articles[found], -limit)[-limit]
            found = found[articles[found] >= least]
        best = found[np.argsort(-articles[found], kind="stable")][:limit].tolist()
        return [(self.all[number], int(articles[number])) for number in best]

    # By number

    def _named(self, query: Named) -> list[int]:
        words = folded_words(query.name)
        having = set.intersection(*(self._by_word.get(word, set()) for word in words)) if words else set()
        found = [number for number in sorted(having) if query.kind in (None, self.all[number].kind)]
        exact = {number for number in found if words in map(folded_words, _all_names(self.all[number]))}
        if not exact:
            return found
        lone = len(words) == 1
        return [n for n in found if n in exact or (lone and self.all[n].kind is EntityKind.PERSON)]

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        """The entities with a word in one of their names; made when a query first names one."""
        found: dict[str, set[int]] = defaultdict(set)
        for number, entity in enumerate(self.all):
            for name in _all_names(entity):
                for word in folded_words(name):
                    found[word].add(number)
        return found

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {entity.id: number for number, entity in enumerate(self.all)}

    @cached_property
    def _kinds(self) -> NDArray[np.int8]:
        """Places in `_KINDS`."""
        return np.array([_KINDS.index(entity.kind) for entity in self.all], np.int8)


def _local_names(postings: Postings, counted: Counted) -> tuple[Numbers, list[LocalName]]:
    """The names that any document has, their numbers ascending."""
    articles = np.bincount(counted.what)
    mentions = np.bincount(counted.what, counted.mentions)
    numbers = np.flatnonzero(articles)
    rows = zip(numbers.tolist(), articles[numbers].tolist(), mentions[numbers].tolist(), strict=True)
    return numbers, [
        LocalName(*postings.names[number], in_articles, int(times)) for number, in_articles, times in rows
    ]


def _entities(groups: Sequence[Group], local: Sequence[LocalName], articles: Numbers) -> list[Entity]:
    """The entities of groups, each of which is in so many articles."""
    mentions: dict[LocalKey, int] = defaultdict(int)
    for each in local:
        mentions[each.kind, each.name] += each.mentions
    entities = []
    for group, count in zip(groups, articles.tolist(), strict=True):
        times = [mentions[group.kind, name] for name in group.names]
        names = group.names
        if len(names) > 1:
            names = tuple(name for _, name in sorted(zip(times, names, strict=True), key=_most_first))
        inferred = bool(group.inferred)
        entities.append(Entity(group.id, group.kind, group.name, names, count, sum(times), inferred))
    return entities


def _most_first(counted: tuple[int, str]) -> tuple[int, str]:
    return -counted[0], counted[1]


def _commonest_first(entity: Entity) -> tuple[int, int, str]:
    return -entity.articles, -entity.mentions, entity.name


def _all_names(entity: Entity) -> set[str]:
    return {entity.name, *entity.names}
