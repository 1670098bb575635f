"""SQLite FTS5: the articles in a table with indexes on date and source, the full-text index beside it.

As https://www.sqlite.org/fts5.html advises: a prefix index for each length that is typed often, `rank` for the order,
filled in one go and optimised. `+source` keeps SQLite from walking through the articles of a source one by one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from corpus import Text

from peers.peer import HITS, ROWS, Answer, Request, Wants

_FILE = "articles.db"
_TABLES = """
    CREATE TABLE article(id INTEGER PRIMARY KEY, title TEXT, body TEXT, source TEXT, day TEXT);
    CREATE VIRTUAL TABLE words USING fts5(
        title, body, content='article', content_rowid='id', tokenize='porter unicode61', prefix='1 2 3 4'
    );
"""
_FILLED = """
    CREATE INDEX by_source ON article(source);
    CREATE INDEX by_day ON article(day);
    INSERT INTO words(words) VALUES('rebuild');
    INSERT INTO words(words) VALUES('optimize');
"""
_FOUND = "FROM words WHERE words MATCH :match"
_JOINED = "FROM words JOIN article ON article.id = words.rowid WHERE words MATCH :match"
_ROW = "article.title, day, source, snippet(words, 1, '[', ']', '…', 30)"


class Fts5:
    cores = (1,)

    def prepared(self, texts: Sequence[Text]) -> list[tuple[int, str, str, str, str]]:
        return [(n, text.title, text.body, text.source, text.date) for n, text in enumerate(texts)]

    def build(self, articles: Sequence[tuple[int, str, str, str, str]], folder: Path, cores: int) -> None:
        database = sqlite3.connect(folder / _FILE)
        database.executescript(_TABLES)
        with database:
            database.executemany("INSERT INTO article VALUES(?, ?, ?, ?, ?)", articles)
        database.executescript(f"BEGIN; {_FILLED} COMMIT; VACUUM;")
        database.close()

    def open(self, folder: Path) -> _Opened:
        return _Opened(folder / _FILE)

    def can(self, request: Request) -> bool:
        return not request.edits


class _Opened:
    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self._database.execute("SELECT count(*) FROM words_config").fetchone()

    def answer(self, request: Request) -> Answer:
        values = {"match": _match(request)}
        filters = ""
        if request.source:
            filters, values["source"] = " AND +source = :source", request.source
        if request.days:
            filters = " AND day BETWEEN :first AND :last"
            values["first"], values["last"] = (day.isoformat() for day in request.days)
        found = self._all(f"SELECT count(*) {_JOINED if filters else _FOUND}{filters}", values)[0][0]
        return Answer(found, self._shown(request, filters, values))

    def ranked(self, words: Sequence[str], depth: int) -> list[int]:
        match = {"match": _match(Request(tuple(words), "or"))}
        return [
            number for (number,) in self._all(f"SELECT rowid {_FOUND} ORDER BY rank LIMIT {depth}", match)
        ]

    def _shown(self, request: Request, filters: str, values: dict[str, str]) -> list[tuple[int, ...]]:
        joined = _JOINED + filters
        match request.wants:
            case Wants.ROWS:
                return self._all(f"SELECT {_ROW} {joined} ORDER BY rank LIMIT {ROWS}", values)
            case Wants.FACET:
                return self._all(f"SELECT source, count(*) {joined} GROUP BY source", values)
            case Wants.HISTOGRAM:
                return self._all(
                    f"SELECT substr(day, 1, 7) AS month, count(*) {joined} GROUP BY month", values
                )
        order = "day DESC" if request.days else "rank"
        tables = joined if filters else _FOUND
        return self._all(f"SELECT words.rowid {tables} ORDER BY {order} LIMIT {HITS}", values)

    def _all(self, statement: str, values: dict[str, str]) -> list[tuple[int, ...]]:
        return self._database.execute(statement, values).fetchall()


def _match(request: Request) -> str:
    """The request in FTS5's query language."""
    if request.operator == "phrase":
        return f'"{" ".join(request.words)}"'
    words = [f'"{word}"' for word in request.words]
    if request.prefix:
        words[-1] += "*"
    return f" {request.operator.upper()} ".join(words)


PEER = Fts5()
