"""What does a file of the corpus give? Its articles, cleaned, and a note of how it was read; many files, segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from index import cleaning
from index.article import Article
from index.changes import digest
from index.options import Options
from index.sources import Entry, Skipped, read
from index.store.catalogue import FileState
from index.store.codec import ArraySegment
from index.store.drafts import Draft
from index.store.manifest import read_dictionary

_TELL_EVERY = 50
"""Files between two words about progress: a twentieth of a second's work."""


class Taken(NamedTuple):
    """What a file gave."""

    state: FileState
    articles: list[Article]


def take(entry: Entry, options: Options) -> Taken:
    """Read and clean the records of a file."""
    seen = digest(entry)
    articles: list[Article] = []
    skipped: list[tuple[str, str]] = []
    repaired: list[tuple[str, str]] = []
    for record in read(entry):
        if isinstance(record, Skipped):
            skipped.append((record.path, record.reason))
            continue
        articles.append(cleaning.clean(record, options.preset, day_first=options.day_first))
        repaired.extend((record.key, repair) for repair in record.repairs)
    keys = tuple(article.key for article in articles)
    return Taken(FileState(*entry.stat, seen, keys, tuple(skipped), tuple(repaired)), articles)


class Batch(NamedTuple):
    """Files to be read by one process, and the place of the first among all."""

    first: int
    entries: Sequence[Entry]


class Written(NamedTuple):
    """What came of a batch: the state of each file, and segments that nobody has adopted."""

    states: list[FileState]
    segments: list[ArraySegment]


@dataclass(frozen=True, slots=True)
class BatchReader:
    """Reads files and writes their articles as segments into `generation`: the task of a process."""

    generation: Path
    options: Options

    def __call__(self, batch: Batch) -> Iterator[int | Written]:
        """How many files of the batch are done, now and then; what came of it, at the end. Raises StoreError."""
        draft = Draft(self.generation, read_dictionary(self.generation))
        states = []
        for done, entry in enumerate(batch.entries, start=1):
            state, articles = take(entry, self.options)
            states.append(state)
            for article in articles:
                draft.add(article)
            if done % _TELL_EVERY == 0:
                yield done
        yield Written(states, draft.finish())
