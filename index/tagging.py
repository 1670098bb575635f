"""When are entities recognised? Once the articles are searchable: newest first, in small transactions, on all cores."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from index.article import Mention
from index.entities import tag
from index.mentions import Mentions
from index.report import Progress
from index.store.snapshot import Snapshot
from index.workers import Workers, cores

_TRANSACTION = 0.5
"""Seconds of work per transaction: a reader sees entities arrive, and a kill loses no more than that."""
_AT_ONCE = 50
"""Articles that a process is given at once: a tenth of a second's work."""

Tagged = list[tuple[str, tuple[Mention, ...]]]
"""Digests of texts, and their mentions."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How the recognising of entities is spread over processes."""

    processes: int = field(default_factory=cores)
    fewest: int = 500
    """Articles that are tagged here if there are no more: starting processes takes as long as tagging 200."""


def tag_pending(
    generation: Path, mentions: Mentions, tell: Callable[[Progress], None], spread: Spread | None = None
) -> None:
    """Tag every text of the index that has no mentions stored, and forget texts that are gone."""
    snapshot = Snapshot(generation)
    texts, due = _due(snapshot, mentions)
    known = len(texts) - len(due)
    until = time.monotonic() + _TRANSACTION
    waiting: Tagged = []
    for tagged in _tagged(generation, due, spread or Spread()):
        waiting += tagged
        known += len(tagged)
        if time.monotonic() >= until or known == len(texts):
            mentions.put(waiting)
            waiting.clear()
            tell(Progress("tag", known, len(texts)))
            until = time.monotonic() + _TRANSACTION


def _due(
    snapshot: Snapshot, mentions: Mentions
) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint64]], list[int]]:
    """The digests of all texts, and an article with each that is not tagged, the newest first."""
    live = np.flatnonzero(snapshot.live)
    newest_first = live[np.argsort(snapshot.columns.newest_first[live])]
    texts, first = np.unique(snapshot.digests[newest_first], return_index=True)
    mentions.keep_only(texts)
    untagged = first[~np.isin(texts, mentions.tagged())]
    return texts, newest_first[np.sort(untagged)].tolist()


def _tagged(generation: Path, due: Sequence[int], spread: Spread) -> Iterator[Tagged]:
    tagger = Tagger(generation)
    if spread.processes < 2 or len(due) <= spread.fewest:
        yield from (tagged for doc in due for tagged in tagger([doc]))
        return
    with Workers(tagger, spread.processes) as workers:
        shares = (due[first : first + _AT_ONCE] for first in range(0, len(due), _AT_ONCE))
        for _, tagged in workers.messages(shares):
            yield tagged


class Tagger:
    """Recognises entities in articles of an index: the task of a process."""

    def __init__(self, generation: Path) -> None:
        self._generation = generation

    @cached_property
    def _snapshot(self) -> Snapshot:
        return Snapshot(self._generation)

    def __call__(self, docs: Sequence[int]) -> Iterator[Tagged]:
        """The mentions in the articles with these document numbers. Raises StoreDamaged."""
        yield [(f"{int(self._snapshot.digests[doc]):016x}", tag(self._snapshot.article(doc))) for doc in docs]
