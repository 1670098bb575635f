"""bm25s: ranking alone, over title and body as one text, with PyStemmer's stems and its own stop list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import Stemmer
from corpus import Text

from peers.peer import Answer, Request

_STEMMER = Stemmer.Stemmer("english")


class Bm25s:
    cores = (1,)

    def prepared(self, texts: Sequence[Text]) -> list[str]:
        return [f"{text.title}\n\n{text.body}" for text in texts]

    def build(self, articles: Sequence[str], folder: Path, cores: int) -> None:
        scores = bm25s.BM25()
        scores.index(
            bm25s.tokenize(list(articles), stemmer=_STEMMER, show_progress=False), show_progress=False
        )
        scores.save(str(folder))

    def open(self, folder: Path) -> _Opened:
        return _Opened(folder)

    def can(self, request: Request) -> bool:
        return False


class _Opened:
    def __init__(self, folder: Path) -> None:
        self._scores = bm25s.BM25.load(str(folder))

    def answer(self, request: Request) -> Answer:
        raise NotImplementedError("bm25s is asked for an order alone")

    def ranked(self, words: Sequence[str], depth: int) -> list[int]:
        tokens = bm25s.tokenize(" ".join(words), stemmer=_STEMMER, show_progress=False)
        depth = min(depth, self._scores.scores["num_docs"])
        numbers, scores = self._scores.retrieve(tokens, k=depth, show_progress=False)
        return [int(number) for number, score in zip(numbers[0], scores[0], strict=True) if score > 0]


PEER = Bm25s()
