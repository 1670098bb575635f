"""What does Whoosh know of an article? Fields of words: title, body, hidden lines, and the visible text as one.

Module path and names of the classes here are part of the disk format, as Whoosh pickles the schema.
"""

from __future__ import annotations

from typing import Any

from whoosh import fields, formats

from index.store.arrays import encoded
from index.store.collection import TEXT
from index.text import FIELDS

FORMAT = 3
"""Raise it when what is written changes: indexes of another format are rebuilt."""


class Positions(formats.Format):
    """The positions of a term in a document, as a tuple: arrays keep them, so nothing is encoded."""

    def __init__(self) -> None:
        super().__init__(field_boost=1.0)

    def supports(self, name: str) -> bool:
        return name in ("positions", "frequency", "weight")

    def decode_positions(self, value: tuple[int, ...]) -> tuple[int, ...]:
        return value

    def decode_frequency(self, value: tuple[int, ...]) -> int:
        return len(value)

    def decode_weight(self, value: tuple[int, ...]) -> float:
        return float(len(value))


class Words(fields.FieldType):
    """A field of words that `index.text` has analysed."""

    def __init__(self) -> None:
        super().__init__(format=Positions(), analyzer=None, scorable=True)

    def to_bytes(self, value: Any) -> bytes:
        return value if isinstance(value, bytes) else encoded(str(value))


def schema() -> fields.Schema:
    return fields.Schema(**{name: Words() for name in (TEXT, *FIELDS)})
