"""The query language: typed text → an immutable tree → canonical text."""

from index.query.parser import FIELDS, Parsed, parse
from index.query.tree import (
    And,
    Dates,
    Everything,
    FromSource,
    Named,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    leaves,
    quote,
)

__all__ = [
    "FIELDS",
    "And",
    "Dates",
    "Everything",
    "FromSource",
    "Named",
    "Not",
    "Or",
    "Parsed",
    "Phrase",
    "Prefix",
    "Query",
    "Word",
    "leaves",
    "parse",
    "quote",
]
