"""Where are entities mentioned, over the whole corpus? SQLite beside the index, keyed by content.

What is stored is local to a text: spans, kinds, and names as resolved inside it. So tagging may lag behind the
index, a moved file keeps its mentions, and joining names into entities is done when read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.article import EntityKind, LocalKey, Mention
from index.errors import StoreDamaged, StoreError
from index.store.damage import reading, writing
from index.store.mention_packing import Postings, pack, postings, unpack

__all__ = ["Mentions", "Postings"]

_TABLES = {
    "text": "digest INTEGER PRIMARY KEY, mentions BLOB NOT NULL, checksum INTEGER NOT NULL",
    "name": "n INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name BLOB NOT NULL, checksum INTEGER NOT NULL",
}
_NAME_INDEX = "CREATE INDEX name_by_checksum ON name(checksum)"
"""A checksum tells a row that is not what was written; that of a name also finds its number, in a third of the
space that an index of the names themselves takes."""
_KINDS = tuple(EntityKind)

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
        self._version = crc32(repr((_TABLES, _KINDS, version)).encode()) >> 1
        """Fits into `user_version`, which is signed and 0 in a new file."""
        self._one_at_a_time = Lock()
        self._opened = 0
        self._db = self._open()
        self._run(self._prepare)

    def get(self, digest: str) -> tuple[Mention, ...] | None:
        """The mentions of the text with this `Article.digest`; None if it has not been tagged."""
        return self._run(lambda: self._mentions(_number(digest)))

    def put(self, tagged: Iterable[tuple[str, Sequence[Mention]]]) -> None:
        """Keep the mentions of texts, by digest, in one transaction. Those of a text are in order and disjoint."""
        texts = [(_number(digest), mentions) for digest, mentions in tagged]
        if texts:
            self._run(lambda: self._store(texts))

    def tagged(self) -> NDArray[np.uint64]:
        """The digests of all tagged texts, as sorted numbers."""
        return np.sort(_digests(self._run(lambda: self._rows("SELECT digest FROM text"))))

    def keep_only(self, digests: NDArray[np.uint64]) -> None:
        """Forget texts that are gone from the corpus."""
        known = self.tagged()
        gone = known[~np.isin(known, digests)].view(np.int64).tolist()

        def forget() -> None:
            with self._transaction():
                self._db.executemany("DELETE FROM text WHERE digest = ?", [(each,) for each in gone])

        if gone:
            self._run(forget)

    def postings(self) -> Postings:
        """For every text its names, with the number of mentions of each."""
        return self._run(self._postings)

    def state(self) -> tuple[int, int, int]:
        """Changes whenever something was stored, by whichever process."""
        ((version,),) = self._run(lambda: self._rows("PRAGMA data_version"))
        return self._opened, version, self._db.total_changes

    def close(self) -> None:
        self._db.close()

    # Inside a transaction, or a single statement

    def _mentions(self, digest: int) -> tuple[Mention, ...] | None:
        rows = self._rows("SELECT digest, mentions, checksum FROM text WHERE digest = ?", digest)
        if not rows:
            return None
        with reading("mentions"):
            packed = _checked_text(*rows[0])
        return tuple(unpack(packed, cache(self._name)))

    def _name(self, n: int) -> LocalKey:
        rows = self._rows("SELECT kind, name, checksum FROM name WHERE n = ?", n)
        with reading("mentions"):
            return _checked_name(*rows[0])

    def _postings(self) -> Postings:
        texts = self._rows("SELECT digest, mentions, checksum FROM text")
        # Names are only ever added: those read after the texts hold all that the texts refer to.
        names = self._rows("SELECT n, kind, name, checksum FROM name")
        with reading("mentions"):
            return postings(
                _digests(texts),
                [_checked_text(*row) for row in texts],
                {n: _checked_name(*row) for n, *row in names},
            )

    def _store(self, texts: Sequence[tuple[int, Sequence[Mention]]]) -> None:
        with self._transaction():
            number = cache(self._number_of)
            packed = [(digest, pack(mentions, number)) for digest, mentions in texts]
            self._db.executemany(
                "INSERT OR IGNORE INTO text VALUES (?, ?, ?)",
                [(digest, content, _checksum(digest, content)) for digest, content in packed],
            )

    def _number_of(self, key: LocalKey) -> int:
        """The number of a name, a new one if need be."""
        kind, name = _KINDS.index(key[0]), key[1].encode()
        checksum = _checksum(kind, name)
        for n, *known in self._rows("SELECT n, kind, name FROM name WHERE checksum = ?", checksum):
            if known == [kind, name]:
                return int(n)
        ((n,),) = self._rows("INSERT INTO name VALUES (NULL, ?, ?, ?) RETURNING n", kind, name, checksum)
        return int(n)

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing; nobody else writes meanwhile, so that a name gets one number."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.rollback()
            raise
        self._db.commit()

    # The file

    def _open(self) -> sqlite3.Connection:
        self._opened += 1
        try:
            return sqlite3.connect(self._path, timeout=30, check_same_thread=False, isolation_level=None)
        except sqlite3.Error as error:
            raise StoreError(f"{self._path}: {error}: remove it, or use --cache DIR") from error

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        if self._is_ours():
            return
        with self._transaction():
            if self._is_ours():  # another process was faster
                return
            tables = self._rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (table,) in tables:
                self._db.execute(f'DROP TABLE "{table}"')
            for table, columns in _TABLES.items():
                self._db.execute(f"CREATE TABLE {table}({columns})")
            self._db.execute(_NAME_INDEX)
            self._db.execute(f"PRAGMA user_version = {self._version}")

    def _is_ours(self) -> bool:
        ((version,),) = self._rows("PRAGMA user_version")
        return bool(version == self._version)

    def _start_anew(self) -> None:
        """Put an empty database in the place of a damaged one."""
        self._db.close()
        with writing(self._path):
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._db = self._open()
        self._prepare()

    def _run(self, action: Callable[[], _T]) -> _T:
        """Do something with the database; on a damaged one, do it again with an empty one."""
        with self._one_at_a_time:
            try:
                try:
                    return action()
                except (sqlite3.DatabaseError, StoreDamaged) as error:
                    if not _is_damage(error):
                        raise
                    self._start_anew()
                    return action()
            except sqlite3.DatabaseError as error:
                raise StoreError(f"{self._path}: {error}: make it writable, or use --cache DIR") from error


def _is_damage(error: Exception) -> bool:
    if isinstance(error, StoreDamaged):
        return True
    code = getattr(error, "sqlite_errorcode", None)  # what Python itself refuses has none
    return code is not None and code & _PRIMARY not in _PASSING


def _number(digest: str) -> int:
    """16 hex digits as SQLite keeps them: signed."""
    return int.from_bytes(bytes.fromhex(digest), signed=True)


def _digests(rows: Sequence[tuple[Any, ...]]) -> NDArray[np.uint64]:
    """The first column of rows."""
    return np.fromiter((row[0] for row in rows), np.int64, len(rows)).view(np.uint64)


def _checksum(key: int, content: bytes) -> int:
    return crc32(content, key & 0xFFFFFFFF)


def _checked_text(digest: int, packed: bytes, checksum: int) -> bytes:
    if _checksum(digest, packed) != checksum:
        raise StoreDamaged("mentions of a text are not what was written")
    return packed


def _checked_name(kind: int, name: bytes, checksum: int) -> LocalKey:
    if _checksum(kind, name) != checksum:
        raise StoreDamaged("a name is not what was written")
    return _KINDS[kind], name.decode()
