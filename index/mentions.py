"""Where are entities mentioned, over the whole corpus? SQLite beside the index, keyed by content.

What is stored is local to a text: spans, kinds, and names as resolved inside it. So tagging may lag behind the
index, a moved file keeps its mentions, and joining names into entities is done when read.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from threading import Lock
from typing import TypeVar

from index.article import EntityKind, LocalKey, Mention
from index.errors import StoreError
from index.store.damage import writing

_SCHEMA = """
CREATE TABLE IF NOT EXISTS text(n INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, mentions TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS name(n INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE(kind, name));
CREATE TABLE IF NOT EXISTS posting(name INTEGER NOT NULL, text INTEGER NOT NULL, mentions INTEGER NOT NULL,
                                   PRIMARY KEY(name, text)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS posting_by_text ON posting(text);
CREATE TABLE IF NOT EXISTS made_with(version TEXT NOT NULL);
"""

_T = TypeVar("_T")

_PASSING = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
    )
)
"""What SQLite reports of a sound database. Any other error is damage."""
_PRIMARY = 0xFF
"""The bits of an SQLite error code that tell its kind."""


class Mentions:
    """The mentions of all tagged texts.

    A file that is no database, is damaged, or was made with another `version` of the recogniser gives way to an
    empty one: everything in it can be computed again. Every method raises StoreError where the file cannot be
    read or written for another reason. May be used from any thread.
    """

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._version = version
        self._one_at_a_time = Lock()
        self._opened = 0
        self._db = self._open()
        self._run(self._prepare)

    def get(self, digest: str) -> tuple[Mention, ...] | None:
        """The mentions of the text with this `Article.digest`; None if it has not been tagged."""
        row = self._fetch("SELECT mentions FROM text WHERE digest = ?", (digest,))
        return _unpack(row[0][0]) if row else None

    def put(self, tagged: Iterable[tuple[str, Sequence[Mention]]]) -> None:
        """Keep the mentions of texts, by digest, in one transaction."""
        texts = list(tagged)

        def store() -> None:
            with self._db:
                for digest, mentions in texts:
                    self._put(digest, mentions)

        self._run(store)

    def tagged(self) -> set[str]:
        """The digests of all tagged texts."""
        return {digest for (digest,) in self._fetch("SELECT digest FROM text")}

    def keep_only(self, digests: set[str]) -> None:
        """Forget texts that are gone from the corpus."""
        gone = [(n,) for n, digest in self._fetch("SELECT n, digest FROM text") if digest not in digests]

        def forget() -> None:
            with self._db:
                self._db.executemany("DELETE FROM posting WHERE text = ?", gone)
                self._db.executemany("DELETE FROM text WHERE n = ?", gone)

        self._run(forget)

    def postings(self) -> Iterator[tuple[LocalKey, dict[str, int]]]:
        """For each name: the digests of the texts that have it, with the number of mentions."""
        rows = self._fetch(
            "SELECT posting.name, kind, name.name, digest, posting.mentions"
            " FROM posting JOIN name ON name.n = posting.name JOIN text ON text.n = posting.text ORDER BY posting.name"
        )
        for _, group in groupby(rows, key=itemgetter(0)):
            first, *others = group
            _, kind, name, digest, mentions = first
            yield (EntityKind(kind), name), {digest: mentions} | {row[3]: row[4] for row in others}

    def state(self) -> tuple[int, int, int]:
        """Changes whenever something was stored, by whichever process."""
        ((version,),) = self._fetch("PRAGMA data_version")
        return self._opened, version, self._db.total_changes

    def close(self) -> None:
        self._db.close()

    def _open(self) -> sqlite3.Connection:
        self._opened += 1
        try:
            return sqlite3.connect(self._path, timeout=30, check_same_thread=False)
        except sqlite3.Error as error:
            raise StoreError(f"{self._path}: {error}: remove it, or use --cache DIR") from error

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)
        if self._db.execute("SELECT version FROM made_with").fetchone() != (self._version,):
            with self._db:
                for table in ("posting", "name", "text", "made_with"):
                    self._db.execute(f"DELETE FROM {table}")
                self._db.execute("INSERT INTO made_with VALUES (?)", (self._version,))

    def _start_anew(self) -> None:
        """Put an empty database in the place of a damaged one."""
        self._db.close()
        with writing(self._path):
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._db = self._open()
        self._prepare()

    def _put(self, digest: str, mentions: Sequence[Mention]) -> None:
        packed = json.dumps([[m.start, m.end, m.kind, m.name] for m in mentions], separators=(",", ":"))
        cursor = self._db.execute(
            "INSERT OR IGNORE INTO text(digest, mentions) VALUES (?, ?)", (digest, packed)
        )
        if cursor.rowcount != 1:
            return
        text = cursor.lastrowid
        counts = Counter((mention.kind, mention.name) for mention in mentions)
        self._db.executemany("INSERT OR IGNORE INTO name(kind, name) VALUES (?, ?)", counts)
        self._db.executemany(
            "INSERT INTO posting SELECT n, ?, ? FROM name WHERE kind = ? AND name = ?",
            [(text, count, kind, name) for (kind, name), count in counts.items()],
        )

    def _fetch(self, sql: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        return self._run(lambda: self._db.execute(sql, values).fetchall())

    def _run(self, action: Callable[[], _T]) -> _T:
        """Do something with the database; on a damaged one, do it again with an empty one."""
        with self._one_at_a_time:
            try:
                try:
                    return action()
                except sqlite3.DatabaseError as error:
                    code = getattr(error, "sqlite_errorcode", None)  # what Python itself refuses has none
                    if code is None or code & _PRIMARY in _PASSING:
                        raise
                    self._start_anew()
                    return action()
            except sqlite3.DatabaseError as error:
                raise StoreError(f"{self._path}: {error}: make it writable, or use --cache DIR") from error


def _unpack(packed: str) -> tuple[Mention, ...]:
    return tuple(Mention(start, end, EntityKind(kind), name) for start, end, kind, name in json.loads(packed))
