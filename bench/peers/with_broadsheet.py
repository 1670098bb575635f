"""Broadsheet, asked through its library in its own query language.

Articles are cleaned before the build is timed. On several cores each process makes a segment of its share, which the
writer adopts; the share comes by fork, so that no time goes into sending it.
"""

from __future__ import annotations

import gc
import math
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from corpus import Text

from index.article import Article, Record, article_id
from index.cleaning import clean
from index.library import Hits, Library
from index.store.building import MOST_DOCUMENTS
from index.store.catalogue import Catalogue
from index.store.codec import ArraySegment
from index.store.drafts import Draft
from index.store.folder import Folder
from index.store.writer import SAMPLES, Writer
from peers.peer import HITS, ROWS, Answer, Request, Wants


class Broadsheet:
    cores = (1, 2)

    def prepared(self, texts: Sequence[Text]) -> list[Article]:
        return [clean(_record(n, text)) for n, text in enumerate(texts)]

    def build(self, articles: Sequence[Article], folder: Path, cores: int) -> None:
        corpus, cache = _places(folder)
        corpus.mkdir()
        home = Folder(corpus, cache)
        gc.freeze()  # an update does not hold all articles in memory
        generation = home.fresh()
        with closing(Writer(generation)) as writer:
            if cores == 1:
                for article in articles:
                    writer.add(article)
            else:
                _add_together(writer, articles, cores)
            writer.commit(Catalogue())
        home.switch(generation)

    def open(self, folder: Path) -> _Opened:
        return _Opened(folder)

    def can(self, request: Request) -> bool:
        return True


_shares: Sequence[Sequence[Article]] = ()
"""What the processes of a build are to index: set in each of them as it is forked."""


def _add_together(writer: Writer, articles: Sequence[Article], cores: int) -> None:
    """Add the articles by several processes, once the first of them have given the dictionary."""
    writer.learn(articles[:SAMPLES])
    count = cores * math.ceil(len(articles) / cores / MOST_DOCUMENTS)
    shares = [articles[i::count] for i in range(count)]
    with ProcessPoolExecutor(cores, get_context("fork"), _take, (shares,)) as processes:
        work = partial(_segments, writer.generation, writer.dictionary())
        for segments in processes.map(work, range(count)):
            for segment in segments:
                writer.adopt(segment)


def _take(shares: Sequence[Sequence[Article]]) -> None:
    global _shares
    _shares = shares


def _segments(generation: Path, dictionary: bytes, i: int) -> list[ArraySegment]:
    draft = Draft(generation, dictionary)
    for article in _shares[i]:
        draft.add(article)
    return draft.finish()


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


def _record(number: int, text: Text) -> Record:
    whole = f"{text.title}\n\n{text.body}"
    return Record(_key(number), whole, text.title, text.date or None, text.source or None)


def _key(number: int) -> str:
    return f"{number:06}.txt"


PEER = Broadsheet()
