"""How was a query understood? Its tree line by line, with what its words and names stood for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from index.article import EntityKind
from index.entity_table import EntityTable
from index.query import (
    And,
    Boosted,
    Exact,
    Leaf,
    Mentioned,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Saved,
    Says,
    TermQuery,
    Word,
)
from index.query.positions import OneWord, field_named, single_words
from index.store.evaluate import outweighed
from index.store.snapshot import Answer, Snapshot
from index.text import Wanted

Entities = Callable[[], EntityTable]

_MOST_LINES = 100
"""Nobody reads more of an explanation."""
_MOST_FORMS = 8
"""Words, or names, listed of those that one part stands for."""


def explanation(query: Query, answer: Answer, snapshot: Snapshot, entities: Entities) -> tuple[str, ...]:
    """The tree of `query` a line each part, those within others indented, with what words and names stood for."""
    lines = list(islice(_Explained(answer, snapshot, entities).lines(query), _MOST_LINES + 1))
    return (*lines[:_MOST_LINES], "…") if len(lines) > _MOST_LINES else tuple(lines)


class _Explained:
    def __init__(self, answer: Answer, snapshot: Snapshot, entities: Entities) -> None:
        self.answer = answer
        self.snapshot = snapshot
        self.entities = entities

    def lines(self, query: Query, *, alone: bool = True) -> Iterator[str]:
        """`alone` says whether nothing stands beside the part that ranks."""
        match query:
            case And(parts):
                yield "all of"
                yield from self.several(parts)
            case Or(parts):
                yield "any of"
                yield from self.several(parts)
            case Not(part):
                yield "not"
                yield from _indented(self.lines(part))
            case Boosted(part, factor):
                yield f"counting {factor:g} times"
                yield from _indented(self.lines(part))
            case Saved(_, part):
                yield str(query)
                yield from _indented(self.lines(part))
            case Near() | Phrase():
                yield f"{query}{self.remarks(query)}"
                for word in dict.fromkeys(single_words(query)):
                    field = field_named(query) if isinstance(word, Wanted) else word.field
                    yield f"  {_worded(word)}{self.meaning(word, field)}"
            case _:
                yield f"{query}{self.of_leaf(query, alone=alone)}{self.remarks(query)}"

    def several(self, parts: Sequence[Query]) -> Iterator[str]:
        common = [isinstance(part, Word | Exact) and self.is_common(part) for part in parts]
        for part, ignored in zip(parts, outweighed(parts, common), strict=True):
            yield from _indented(self.lines(part, alone=not ignored))

    def is_common(self, word: Word | Exact) -> bool:
        found = self.snapshot.meaning(word, self.answer, word.field, 1)
        return found is not None and found.is_common

    def of_leaf(self, leaf: Leaf, *, alone: bool) -> str:
        if isinstance(leaf, TermQuery):
            weight = "" if alone else "; too common to weigh beside other words"
            return self.meaning(leaf, leaf.field) + weight
        match leaf:
            case Named():
                return self.named(leaf)
            case Says(name):
                return self.named(Named(EntityKind.PERSON, name))
            case Mentioned(name):
                return self.named(Named(None, name))
        return ""

    def meaning(self, word: OneWord, field: str | None) -> str:
        found = self.snapshot.meaning(word, self.answer, field, _MOST_FORMS)
        if found is None:
            return ""
        if not found.terms:
            return " → no word"
        number = ("" if found.exactly else "over ") + _number(found.terms, "word")
        return f" → {number}: {_listed(found.commonest, found.terms)} ({_number(found.articles, 'article')})"

    def named(self, query: Named) -> str:
        meant = self.entities().named(query)
        if not meant:
            return " → no name"
        articles = _number(len(self.entities().docs(query)), "article")
        names = tuple(dict.fromkeys(entity.name for entity in meant))
        return f" → {_number(len(names), 'name')}: {_listed(names[:_MOST_FORMS], len(names))} ({articles})"

    def remarks(self, part: Query) -> str:
        """What the search had to say of this part: that it was cut short."""
        own = f"{part} "
        return "".join(f"; {remark[len(own) :]}" for remark in self.answer.remarks if remark.startswith(own))


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _listed(some: Sequence[str], total: int) -> str:
    return ", ".join(some) + (", …" if len(some) < total else "")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def _worded(word: OneWord) -> str:
    if isinstance(word, Wanted):
        return word.folded.upper() if word.capitals else word.folded
    return str(word)
