"""Whoosh as it comes: its stemming analyzer, its codec, sortable columns, its highlighter.

A pool that spills less than the one it has by default, and one segment a process, which Whoosh calls multisegment:
https://whoosh.readthedocs.io/en/latest/batch.html
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from corpus import Text
from whoosh import fields, index, qparser, query, sorting
from whoosh.analysis import StemmingAnalyzer

from peers.peer import HITS, ROWS, Answer, Request, Wants

_POOL_MB = 256
_FACETS = {Wants.FACET: "source", Wants.HISTOGRAM: "month"}


class Whoosh:
    cores = (1, 2)

    def prepared(self, texts: Sequence[Text]) -> list[dict[str, Any]]:
        return [
            {
                "number": n,
                "title": text.title,
                "body": text.body,
                "source": text.source,
                "month": text.date[:7],
                "date": dt.datetime.fromisoformat(text.date) if text.date else None,
            }
            for n, text in enumerate(texts)
        ]

    def build(self, articles: Sequence[dict[str, Any]], folder: Path, cores: int) -> None:
        writer = index.create_in(str(folder), _schema()).writer(
            limitmb=_POOL_MB, procs=cores, multisegment=cores > 1
        )
        for article in articles:
            writer.add_document(**article)
        writer.commit()

    def open(self, folder: Path) -> _Opened:
        return _Opened(folder)

    def can(self, request: Request) -> bool:
        return True


class _Opened:
    def __init__(self, folder: Path) -> None:
        opened = index.open_dir(str(folder))
        self._searcher = opened.searcher()
        every_word, any_word = (
            qparser.MultifieldParser(["title", "body"], opened.schema, group=group)
            for group in (qparser.AndGroup, qparser.OrGroup)
        )
        every_word.add_plugin(qparser.FuzzyTermPlugin())
        self._parsers = {"and": every_word, "phrase": every_word, "or": any_word}

    def answer(self, request: Request) -> Answer:
        search = partial(self._searcher.search, self._query(request), limit=HITS)
        if request.source:
            search = partial(search, filter=query.Term("source", request.source))
        if request.days:
            search = partial(search, sortedby="date", reverse=True)
        if request.wants in _FACETS:
            column = _FACETS[request.wants]
            results = search(groupedby=column, maptype=sorting.Count)
            return Answer(len(results), list(results.groups(column).items()))
        results = search()
        if request.wants is Wants.ROWS:
            return Answer(len(results), [_row(hit) for hit in results[:ROWS]])
        return Answer(len(results), [hit.docnum for hit in results])

    def ranked(self, words: Sequence[str], depth: int) -> list[int]:
        results = self._searcher.search(self._query(Request(tuple(words), "or")), limit=depth)
        return [hit["number"] for hit in results]

    def _query(self, request: Request) -> query.Query:
        *whole, last = request.words
        if request.prefix:
            # While typing also as the word it is, for others are kept as stems.
            last = f"({last} OR {last}*)" if request.typing else f"{last}*"
        text = " ".join([*whole, last])
        if request.operator == "phrase":
            text = f'"{text}"'
        if request.edits:
            text += "~"
        if request.days:
            first, end = request.days
            text += f" date:[{first:%Y%m%d} TO {end:%Y%m%d}]"
        return self._parsers[request.operator].parse(text)


def _schema() -> fields.Schema:
    return fields.Schema(
        number=fields.STORED,
        title=fields.TEXT(analyzer=StemmingAnalyzer(), stored=True),
        body=fields.TEXT(analyzer=StemmingAnalyzer(), stored=True),
        source=fields.ID(stored=True, sortable=True),
        month=fields.ID(sortable=True),
        date=fields.DATETIME(stored=True, sortable=True),
    )


def _row(hit: Any) -> tuple[object, ...]:
    return hit["title"], hit.get("date"), hit.get("source"), hit.highlights("body", top=1)


PEER = Whoosh()
