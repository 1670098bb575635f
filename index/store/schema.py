"""What does Whoosh keep of an article? The fields, and how an analysed article becomes their postings.

The schema is pickled into the index: module path and names of the classes here are part of the disk format.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from whoosh import columns, fields, formats

from index.article import Article
from index.store.packing import pack
from index.text import FIELDS, occurrences, tokens

FORMAT = 1
"""Raise it when what is written changes: indexes of another format are rebuilt."""

Postings = dict[str, list[int]]
"""Term → positions, of one field of one article."""


class PackedPositions(formats.Positions):
    """Positions as plain machine integers: a third of the size and time of the pickled lists Whoosh would keep."""

    def encode(self, poslist: list[int]) -> bytes:
        typecode = "H" if poslist[-1] < 1 << 16 else "I"
        return typecode.encode() + array(typecode, poslist).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        return array(chr(valuestring[0]), valuestring[1:]).tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        return (len(valuestring) - 1) // (2 if valuestring[:1] == b"H" else 4)


class Words(fields.FieldType):
    """A field of words that `index.text` has analysed: it takes `Postings`, not text."""

    def __init__(self) -> None:
        super().__init__(format=PackedPositions(), analyzer=None, scorable=True)

    def index(self, value: Postings, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        encode = self.format.encode
        for term, positions in value.items():
            yield (
                term.encode("utf-8", "surrogatepass"),
                len(positions),
                float(len(positions)),
                encode(positions),
            )


def schema() -> fields.Schema:
    return fields.Schema(
        id=fields.ID(unique=True),
        # Day of publication as a proleptic ordinal, 0 when unknown.
        day=fields.COLUMN(columns.NumericColumn("i", default=0)),
        identity=fields.COLUMN(columns.FixedBytesColumn(6)),
        digest=fields.COLUMN(columns.FixedBytesColumn(8)),
        source=Words(),
        row=fields.STORED,
        article=fields.STORED,
        **{name: Words() for name in FIELDS},
    )


def document(article: Article) -> dict[str, Any]:
    """The field values of `article` for Whoosh's writer."""
    postings: dict[str, Postings] = {name: defaultdict(list) for name in FIELDS}
    words = 0
    for field, position, terms, _, _ in occurrences(article):
        words += field != "hidden"
        for term in terms:
            postings[field][term].append(position)
    day = article.date.day
    return {
        "id": article.id,
        "day": day.toordinal() if day else 0,
        "identity": bytes.fromhex(article.id),
        "digest": bytes.fromhex(article.digest),
        "source": source_postings(article.source or ""),
        "row": (article.key, article.title, article.source, words),
        "article": pack(article),
        **postings,
    }


def source_postings(source: str) -> Postings:
    found: Postings = defaultdict(list)
    for position, token in enumerate(tokens(source)):
        for term in token.terms:
            found[term].append(position)
    return found
