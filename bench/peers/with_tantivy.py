"""tantivy, through its Python package: English stems, fast fields for date and source, its snippet generator.

Facets and histograms are its aggregations over the fast fields: https://docs.rs/tantivy/latest/tantivy/aggregation
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tantivy
from corpus import Text
from tantivy import FieldType, Occur, Query

from peers.peer import HITS, ROWS, Answer, Request, Wants

_HEAP = 256_000_000
"""Bytes that an indexing thread may fill before it writes a segment."""
_FIELDS = ["title", "body"]
_GROUPS = {
    Wants.FACET: {"terms": {"field": "source", "size": 1000}},
    Wants.HISTOGRAM: {"date_histogram": {"field": "date", "fixed_interval": "30d"}},
}


class Tantivy:
    cores = (1, 2)

    def prepared(self, texts: Sequence[Text]) -> list[dict[str, Any]]:
        return [
            {
                "number": n,
                "title": text.title,
                "body": text.body,
                "source": text.source,
                "date": dt.datetime.fromisoformat(text.date) if text.date else [],
            }
            for n, text in enumerate(texts)
        ]

    def build(self, articles: Sequence[dict[str, Any]], folder: Path, cores: int) -> None:
        writer = tantivy.Index(_schema(), path=str(folder)).writer(_HEAP * cores, cores)
        for article in articles:
            writer.add_document(tantivy.Document(**article))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> _Opened:
        return _Opened(folder)

    def can(self, request: Request) -> bool:
        return True


class _Opened:
    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def answer(self, request: Request) -> Answer:
        query = self._query(request)
        if request.wants in _GROUPS:
            groups = self._searcher.aggregate(query, {"groups": _GROUPS[request.wants]})["groups"]["buckets"]
            return Answer(sum(group["doc_count"] for group in groups), groups)
        if request.wants is Wants.ROWS:
            result = self._searcher.search(query, ROWS)
            return Answer(result.count, self._rows(query, [address for _, address in result.hits]))
        result = self._searcher.search(query, HITS, order_by_field="date" if request.days else None)
        return Answer(result.count, result.hits)

    def ranked(self, words: Sequence[str], depth: int) -> list[int]:
        result = self._searcher.search(self._query(Request(tuple(words), "or")), depth)
        return [self._searcher.doc(address)["number"][0] for _, address in result.hits]

    def _rows(self, query: Query, addresses: Sequence[tantivy.DocAddress]) -> list[object]:
        snippets = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, "body")
        rows: list[object] = []
        for address in addresses:
            stored = self._searcher.doc(address)
            snippet = snippets.snippet_from_doc(stored)
            head = [stored.get_first(name) for name in ("title", "date", "source")]
            rows.append((*head, snippet.fragment(), snippet.highlighted()))
        return rows

    def _query(self, request: Request) -> Query:
        whole = request.words[:-1] if request.prefix else request.words
        needed = [self._parsed(request, whole)] if whole else []
        if request.prefix:
            needed.append(self._beginning(request))
        if request.source:
            needed.append(Query.term_query(self._schema, "source", request.source, "basic"))
        if request.days:
            first, last = (dt.datetime.combine(day, dt.time()) for day in request.days)
            needed.append(Query.range_query(self._schema, "date", FieldType.Date, first, last))
        return needed[0] if len(needed) == 1 else Query.boolean_query([(Occur.Must, each) for each in needed])

    def _parsed(self, request: Request, words: Sequence[str]) -> Query:
        text = " ".join(words)
        return self._index.parse_query(
            f'"{text}"' if request.operator == "phrase" else text,
            _FIELDS,
            fuzzy_fields=dict.fromkeys(_FIELDS, (False, request.edits, True)) if request.edits else None,
            conjunction_by_default=request.operator == "and",
        )

    def _beginning(self, request: Request) -> Query:
        """The last word as the beginning of others; while typing also as the word it is, as others are kept as stems.

        A regex, for tantivy's phrase-prefix query stops after 50 words and would find less than the other systems.
        """
        word = request.words[-1]
        either = [Query.regex_query(self._schema, field, f"{word}.*") for field in _FIELDS]
        if request.typing:
            either.append(self._parsed(request, [word]))
        return Query.boolean_query([(Occur.Should, each) for each in either])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
    builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
    builder.add_text_field("source", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_date_field("date", stored=True, indexed=True, fast=True)
    return builder.build()


PEER = Tantivy()
