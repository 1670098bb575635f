"""Generations as small as a test needs: written in commits, asked by key."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.article import Article, Block, BlockKind, article_id
from index.query import Query
from index.query.tree import ArticleQuery
from index.store.catalogue import Catalogue
from index.store.found import Found
from index.store.snapshot import Answer, Snapshot
from index.store.writer import Writer


def article(key: str, *lines: str) -> Article:
    """The first line is the title, the others are body."""
    blocks, at = [], 0
    for i, line in enumerate(lines):
        blocks.append(Block(at, at + len(line) + 1, BlockKind.BODY if i else BlockKind.TITLE))
        at += len(line) + 1
    return Article(key, "".join(f"{line}\n" for line in lines), tuple(blocks), lines[0])


def write(generation: Path, *articles: Article, remove: Iterable[str] = ()) -> None:
    """One commit: the articles with the keys in `remove` go, `articles` come."""
    writer = Writer(generation)
    writer.remove(map(article_id, remove))
    for each in articles:
        writer.add(each)
    writer.commit(Catalogue())
    writer.close()


def unasked(leaf: ArticleQuery, _: object) -> Found:
    """What answers for the reader's marks, in queries that do not ask for them."""
    raise AssertionError(leaf)


def answer(snapshot: Snapshot, query: Query) -> Answer:
    return snapshot.answer(query, unasked)


def keys(snapshot: Snapshot, query: Query) -> list[str]:
    """The keys of the articles that `query` finds, in order."""
    return sorted(snapshot.head(doc).key for doc in answer(snapshot, query).docs)
