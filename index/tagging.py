"""When are entities recognised? After the articles are searchable: newest first, in small transactions."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from index.article import Mention
from index.entities import tag
from index.mentions import Mentions
from index.store.snapshot import Snapshot
from index.update import Progress

_TRANSACTION = 0.5
"""Seconds of work per transaction: a reader sees entities arrive, and a kill loses no more than that."""


def tag_pending(snapshot: Snapshot, mentions: Mentions, tell: Callable[[Progress], None]) -> None:
    """Tag every text of `snapshot` that has no mentions stored, and forget texts that are gone."""
    live = np.flatnonzero(snapshot.live)
    newest_first = live[np.argsort(snapshot.columns.newest_first[live])]
    texts, first = np.unique(snapshot.digests[newest_first], return_index=True)
    mentions.keep_only(texts)
    untagged = first[~np.isin(texts, mentions.tagged())]
    due = newest_first[np.sort(untagged)].tolist()
    known = len(texts) - len(due)
    batch: list[tuple[str, tuple[Mention, ...]]] = []
    until = time.monotonic() + _TRANSACTION
    for done, doc in enumerate(due, start=1):
        batch.append((f"{int(snapshot.digests[doc]):016x}", tag(snapshot.article(doc))))
        if time.monotonic() >= until or done == len(due):
            mentions.put(batch)
            batch.clear()
            tell(Progress("tag", known + done, len(texts)))
            until = time.monotonic() + _TRANSACTION
