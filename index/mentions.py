"""Where are entities mentioned, over the whole corpus? SQLite beside the index, keyed by content.

What is stored is local to a text: spans, kinds, and names as resolved inside it. So tagging may lag behind the
index, a moved file keeps its mentions, and joining names into entities is done when read.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from threading import Lock

from index.article import EntityKind, Mention
from index.errors import StoreDamaged

_SCHEMA = """
CREATE TABLE IF NOT EXISTS text(n INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, mentions TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS name(n INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE(kind, name));
CREATE TABLE IF NOT EXISTS posting(name INTEGER NOT NULL, text INTEGER NOT NULL, mentions INTEGER NOT NULL,
                                   PRIMARY KEY(name, text)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS posting_by_text ON posting(text);
CREATE TABLE IF NOT EXISTS made_with(version TEXT NOT NULL);
"""

LocalKey = tuple[EntityKind, str]
"""Kind and name of a mention, as its article resolved it."""


class Mentions:
    """The mentions of all tagged texts. Opening a file that is no database, or one made with another
    `version` of the recogniser, starts an empty one: everything in it can be computed again. May be read from
    any thread."""

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._one_at_a_time = Lock()
        self._db = sqlite3.connect(path, timeout=30, check_same_thread=False)
        try:
            self._prepare(version)
        except sqlite3.DatabaseError:
            self._db.close()
            self._remove()
            self._db = sqlite3.connect(path, timeout=30, check_same_thread=False)
            self._prepare(version)

    def get(self, digest: str) -> tuple[Mention, ...] | None:
        """The mentions of the text with this `Article.digest`; None if it has not been tagged."""
        row = self._fetch("SELECT mentions FROM text WHERE digest = ?", (digest,))
        return _unpack(row[0][0]) if row else None

    def put(self, tagged: Iterable[tuple[str, Sequence[Mention]]]) -> None:
        """Keep the mentions of texts, by digest, in one transaction."""
        with self._db:
            for digest, mentions in tagged:
                self._put(digest, mentions)

    def tagged(self) -> set[str]:
        """The digests of all tagged texts."""
        return {digest for (digest,) in self._fetch("SELECT digest FROM text")}

    def keep_only(self, digests: set[str]) -> None:
        """Forget texts that are gone from the corpus."""
        gone = [(n,) for n, digest in self._fetch("SELECT n, digest FROM text") if digest not in digests]
        with self._db:
            self._db.executemany("DELETE FROM posting WHERE text = ?", gone)
            self._db.executemany("DELETE FROM text WHERE n = ?", gone)

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

    def state(self) -> tuple[int, int]:
        """Changes whenever something was stored, by whichever process."""
        ((version,),) = self._fetch("PRAGMA data_version")
        return version, self._db.total_changes

    def close(self) -> None:
        self._db.close()

    def _prepare(self, version: str) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)
        if self._db.execute("SELECT version FROM made_with").fetchone() != (version,):
            with self._db:
                for table in ("posting", "name", "text", "made_with"):
                    self._db.execute(f"DELETE FROM {table}")
                self._db.execute("INSERT INTO made_with VALUES (?)", (version,))

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

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
        try:
            with self._one_at_a_time:
                return self._db.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreDamaged(f"{self._path}: {error}") from error


def _unpack(packed: str) -> tuple[Mention, ...]:
    return tuple(Mention(start, end, EntityKind(kind), name) for start, end, kind, name in json.loads(packed))
