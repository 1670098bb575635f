"""What does a unit of files give? Its articles, cleaned; of a batch of units, segments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from index.article import Article, Record, article_id
from index.changes import digest
from index.cleaner import Cleaner
from index.cleaning.profiles import Traits
from index.due import Unit
from index.errors import StoreDamaged
from index.reading import Reading
from index.sources import Entry, Skipped, parse, read
from index.store.catalogue import FileState
from index.store.codec import ArraySegment
from index.store.drafts import Draft
from index.store.manifest import read_dictionary
from index.store.snapshot import Snapshot

_TELL_EVERY = 50
"""Articles between two words about progress."""

Add = Callable[[Article, Traits], None]


class Taken(NamedTuple):
    """What a unit gave. Keys of articles that are in the index as they should be are in `kept` as well."""

    keys: tuple[str, ...]
    kept: frozenset[str]
    skipped: tuple[tuple[str, str], ...]
    repaired: tuple[tuple[str, str], ...]
    digest: int

    def state(self, entry: Entry) -> FileState:
        return FileState(*entry.stat, self.digest, self.keys, self.skipped, self.repaired)


def joined(pieces: Sequence[Taken]) -> Taken:
    """What all pieces of a file gave, which come in order."""
    return Taken(
        tuple(chain.from_iterable(piece.keys for piece in pieces)),
        frozenset(chain.from_iterable(piece.kept for piece in pieces)),
        tuple(chain.from_iterable(piece.skipped for piece in pieces)),
        tuple(chain.from_iterable(piece.repaired for piece in pieces)),
        pieces[-1].digest,
    )


@dataclass(frozen=True)
class Taker:
    """Reads units and cleans what they hold, in any process. `generation` is the index that it is for."""

    generation: Path
    reading: Reading

    def take(self, unit: Unit, cleaner: Cleaner, add: Add) -> Taken:
        """Read a unit; `add` gets its articles, but for those that the index has."""
        seen = digest(unit.entry) if unit.parts is None else unit.digest
        keys: list[str] = []
        kept: set[str] = set()
        skipped: list[tuple[str, str]] = []
        repaired: list[tuple[str, str]] = []
        for record in self._records(unit):
            if isinstance(record, Skipped):
                skipped.append((record.path, record.reason))
                continue
            keys.append(record.key)
            repaired.extend((record.key, repair) for repair in record.repairs)
            if unit.several and self._stored.has(record):
                kept.add(record.key)
            else:
                add(*cleaner.examine(record))
        return Taken(tuple(keys), frozenset(kept), tuple(skipped), tuple(repaired), seen)

    def _records(self, unit: Unit) -> Iterator[Record | Skipped]:
        if unit.parts is None:
            yield from read(unit.entry, self.reading)
            return
        for part in unit.parts:
            if isinstance(part, Skipped):
                yield part
            else:
                yield from parse(part, self.reading)

    @cached_property
    def _stored(self) -> _Stored:
        return _Stored(self.generation)


class _Stored:
    """The articles that the index held when it was first asked for one."""

    def __init__(self, generation: Path) -> None:
        self._docs: dict[int, int] = {}
        with suppress(StoreDamaged):  # a commit may remove files just now: then all is written anew
            self._snapshot = Snapshot(generation)
            live = self._snapshot.live.nonzero()[0].tolist()
            self._docs = dict(zip(self._snapshot.columns.identities[live].tolist(), live, strict=True))

    def has(self, record: Record) -> bool:
        """Whether it is what an article was cleaned from."""
        doc = self._docs.get(int(article_id(record.key), 16))
        if doc is None:
            return False
        known = self._snapshot.article(doc).record
        return (known.text, known.stated, known.outside) == (record.text, record.stated, record.outside)


class Batch(NamedTuple):
    """Units to be read by one process."""

    number: int
    units: Sequence[Unit]
    cleaner: Cleaner


class Written(NamedTuple):
    """What came of a batch: what each unit gave, and segments that nobody has adopted."""

    taken: list[Taken]
    segments: list[ArraySegment]


class BatchReader(Taker):
    """Writes the articles of batches as segments: the task of a process."""

    def __call__(self, batch: Batch) -> Iterator[int | Written]:
        """The weight of what is done, now and then; what came of the batch, at the end. Raises StoreError."""
        draft = Draft(self.generation, read_dictionary(self.generation))
        taken: list[Taken] = []
        told = articles = done = 0
        for unit in batch.units:
            taken.append(self.take(unit, batch.cleaner, draft.add))
            articles += unit.articles
            done += unit.weight
            if articles - told >= _TELL_EVERY:
                told = articles
                yield done
        yield Written(taken, draft.finish())
