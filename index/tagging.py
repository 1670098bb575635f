"""When are entities recognised? After the articles are searchable: newest first, in small transactions."""

from __future__ import annotations

import time
from collections.abc import Callable

from index.article import Mention
from index.entities import tag
from index.mentions import Mentions
from index.store.snapshot import Snapshot
from index.update import Progress

_TRANSACTION = 0.5
"""Seconds of work per transaction: a reader sees entities arrive, and a kill loses no more than that."""


def tag_pending(snapshot: Snapshot, mentions: Mentions, tell: Callable[[Progress], None]) -> None:
    """Tag every text of `snapshot` that has no mentions stored, and forget texts that are gone."""
    mentions.keep_only({snapshot.digests[doc] for doc in snapshot.live})
    known = mentions.tagged()
    texts = {snapshot.digests[doc]: doc for doc in snapshot.newest_first}
    due = [(digest, doc) for digest, doc in texts.items() if digest not in known]
    batch: list[tuple[str, tuple[Mention, ...]]] = []
    until = time.monotonic() + _TRANSACTION
    for digest, doc in due:
        batch.append((digest, tag(snapshot.article(doc))))
        if time.monotonic() >= until:
            mentions.put(batch)
            known.update(digest for digest, _ in batch)
            batch.clear()
            until = time.monotonic() + _TRANSACTION
            tell(Progress("tag", len(known), len(texts)))
    mentions.put(batch)
    if due:
        tell(Progress("tag", len(texts), len(texts)))
