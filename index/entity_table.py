"""Who and what is in the corpus? Names joined into entities when read, with counts over the articles there are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property

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

        articles = articles_each(counted, len(groups))
        mentions = np.bincount(counted.what, counted.mentions, len(groups)).astype(np.int64)
        order = np.lexsort((-mentions, -articles))  # equals stay in the order of `join`
        self._groups = [groups[i] for i in order.tolist()]
        self._number = np.empty(len(order), np.int64)
        """By place in what `join` gave."""
        self._number[order] = np.arange(len(order))
        self._articles, self._mentions = articles[order], mentions[order]
        self._counts = EntityCounts(counted._replace(what=self._number[counted.what]), len(order), len(live))
        self._made: dict[int, Entity] = {}

    @cached_property
    def all(self) -> tuple[Entity, ...]:
        """Those in most articles first."""
        return tuple(map(self._entity, range(len(self._groups))))

    def names(self) -> Iterator[set[str]]:
        """All names of each entity, in the order of their numbers."""
        return map(_all_names, self._groups)

    # Who

    def of(self, mention: Mention) -> Entity:
        """The entity that `mention` belongs to; one of its own if the corpus does not know the name yet."""
        group = self._group.get((mention.kind, mention.name))
        if group is not None:
            return self._entity(int(self._number[group]))
        return Entity(
            entity_id(mention.kind, mention.name), mention.kind, mention.name, (mention.name,), 0, 0
        )

    def named(self, query: Named) -> tuple[Entity, ...]:
        """The entities that a query means: those of exactly this name, else those with all its words in a name.

        A single word also finds every person who has it in the name, `person:kirby` is any Kirby, unless it is
        asked for as it is written.
        """
        return tuple(map(self._entity, self._named(query)))

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

    def docs_with(self, kind: EntityKind) -> Docs:
        """The documents that mention an entity of this kind, in ascending order."""
        return self._counts.docs_of_any(self._kinds == _KINDS.index(kind))

    def articles_in(self, mask: Mask) -> Numbers:
        """How many documents of `mask` mention each entity: what `facet` chooses from."""
        return self._counts.articles_in(mask)

    def facet(
        self, articles: Numbers, kind: EntityKind | None, limit: int
    ) -> tuple[list[tuple[Entity, int]], int]:
        """The `limit` entities of a kind with the largest numbers in `articles`, and how many have any at all."""
        if kind is not None:
            articles = np.where(self._kinds == _KINDS.index(kind), articles, 0)
        found = np.flatnonzero(articles)
        some = len(found)
        if some > limit:
            least = np.partition(articles[found], -limit)[-limit]
            found = found[articles[found] >= least]
        best = found[np.argsort(-articles[found], kind="stable")][:limit].tolist()
        return [(self._entity(number), int(articles[number])) for number in best], some

    # By number

    def _entity(self, number: int) -> Entity:
        """Made when it is first asked for: of most names in a large corpus nobody ever does."""
        if number not in self._made:
            group = self._groups[number]
            articles, mentions = int(self._articles[number]), int(self._mentions[number])
            self._made[number] = Entity(
                group.id, group.kind, group.name, group.names, articles, mentions, bool(group.inferred)
            )
        return self._made[number]

    def _named(self, query: Named) -> list[int]:
        words = folded_words(query.name)
        having = set.intersection(*(set(self._by_word.get(word, ())) for word in words)) if words else set()
        found = [number for number in sorted(having) if query.kind in (None, self._groups[number].kind)]
        if query.exact:
            return [number for number in found if query.name in _all_names(self._groups[number])]
        exact = {n for n in found if words in map(folded_words, _all_names(self._groups[n]))}
        if not exact:
            return found
        lone = len(words) == 1
        return [n for n in found if n in exact or (lone and self._groups[n].kind is EntityKind.PERSON)]

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """The entities with a word in one of their names; made when a query first names one."""
        found: dict[str, list[int]] = defaultdict(list)
        words = cache(folded_words)  # names share their parts
        for number, group in enumerate(self._groups):
            for name in _all_names(group):
                for part in name.split():
                    for word in words(part):
                        found[word].append(number)
        return found

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {group.id: number for number, group in enumerate(self._groups)}

    @cached_property
    def _kinds(self) -> NDArray[np.int8]:
        """Places in `_KINDS`."""
        return np.array([_KINDS.index(group.kind) for group in self._groups], np.int8)


def _local_names(postings: Postings, counted: Counted) -> tuple[Numbers, list[LocalName]]:
    """The names that any document has, their numbers ascending."""
    articles = np.bincount(counted.what)
    mentions = np.bincount(counted.what, counted.mentions)
    numbers = np.flatnonzero(articles)
    rows = zip(numbers.tolist(), articles[numbers].tolist(), mentions[numbers].tolist(), strict=True)
    return numbers, [
        LocalName(*postings.names[number], in_articles, int(times)) for number, in_articles, times in rows
    ]


def _all_names(group: Group) -> set[str]:
    return {group.name, *group.names}
