"""Broadsheet, asked through its library in its own query language. Cleaning is done before the build is timed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from corpus import Text

from index.article import Article, Record, article_id
from index.cleaning import clean
from index.library import Hits, Library
from index.store.catalogue import Catalogue
from index.store.folder import Folder
from index.store.writer import Writer
from peers.peer import HITS, ROWS, Answer, Request, Wants


class Broadsheet:
    cores = (1,)

    def prepared(self, texts: Sequence[Text]) -> list[Article]:
        return [
            clean(
                Record(
                    _key(n),
                    f"{text.title}\n\n{text.body}",
                    text.title,
                    text.date or None,
                    text.source or None,
                )
            )
            for n, text in enumerate(texts)
        ]

    def build(self, articles: Sequence[Article], folder: Path, cores: int) -> None:
        corpus, cache = _places(folder)
        corpus.mkdir()
        home = Folder(corpus, cache)
        generation = home.fresh()
        with closing(Writer(generation)) as writer:
            for article in articles:
                writer.add(article)
            writer.commit(Catalogue(), last=True)
        home.switch(generation)

    def open(self, folder: Path) -> _Opened:
        return _Opened(folder)

    def can(self, request: Request) -> bool:
        return True


class _Opened:
    def __init__(self, folder: Path) -> None:
        corpus, cache = _places(folder)
        self._library = Library.open(corpus, cache=cache)

    def answer(self, request: Request) -> Answer:
        hits = self._library.search(_text(request), typing=request.typing)
        return Answer(len(hits), _shown(request, hits))

    def ranked(self, words: Sequence[str], depth: int) -> list[int]:
        hits = self._library.search(_text(Request(tuple(words), "or")))
        numbers = {article_id(_key(n)): n for n in range(len(self._library))}
        return [numbers[hits.id(i)] for i in range(min(depth, len(hits)))]


def _shown(request: Request, hits: Hits) -> Sequence[object]:
    match request.wants:
        case Wants.ROWS:
            return [hits.row(i) for i in range(min(ROWS, len(hits)))]
        case Wants.FACET:
            return hits.facets()
        case Wants.HISTOGRAM:
            return hits.timeline("month").bins
    return [hits.id(i) for i in range(min(HITS, len(hits)))]


def _text(request: Request) -> str:
    """The request in the query language."""
    if request.operator == "phrase":
        text = f'"{" ".join(request.words)}"'
    else:
        text = (" OR " if request.operator == "or" else " ").join(request.words)
    if request.typing:
        return text if request.prefix else f"{text} "
    text += "*" if request.prefix else "~" if request.edits else ""
    if request.source:
        text += f' source:"{request.source}"'
    if request.days:
        first, last = request.days
        text += f" date:{first}..{last} sort:date-"
    return text


def _places(folder: Path) -> tuple[Path, Path]:
    """The folder of the corpus, which is empty as its articles come from elsewhere, and the cache."""
    return folder / "corpus", folder / "cache"


def _key(number: int) -> str:
    return f"{number:06}.txt"


PEER = Broadsheet()
