"""An update killed at any moment loses nothing that was committed, and the next one ends where it would have."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.library import Library

pytestmark = pytest.mark.slow

_KILLS = 25
_UPDATE = """
import sys
from pathlib import Path
from index import due, intake
due.LARGE, due._PIECE = 10_000, 20
intake._FIRST_COMMIT, intake._LATEST_COMMIT = 0.02, 0.05
from index.library import Library
Library.open(Path(sys.argv[1]), cache=Path(sys.argv[2])).update()
"""
"""Commits follow each other as fast as they can, so that most kills meet one; a file of some lines is a large one."""


def _article(number: int, edition: int = 0) -> str:
    words = " ".join(f"word{number * k % 997}" for k in range(1, 150))
    return f"Report number {number}\n\nEdition {edition} of this report says {words}.\n"


def _lines(edition: int = 0) -> str:
    """A hundred articles as lines of JSON, of which a few are of another edition."""
    articles = (_article(number, edition if number % 9 == 0 else 0) for number in range(300, 400))
    return "".join(f"{json.dumps({'text': article})}\n" for article in articles)


def _held(corpus: Path, cache: Path) -> list[str]:
    library = Library.open(corpus, cache=cache)
    assert not library.message
    hits = library.search("")
    held = [hits.id(i) for i in range(len(hits))]
    library.close()
    return held


def test_no_kill_loses_or_doubles_an_article(tmp_path: Path) -> None:
    corpus, cache = tmp_path / "corpus", tmp_path / "cache"
    corpus.mkdir()
    for number in range(300):
        (corpus / f"{number}.txt").write_text(_article(number))
    (corpus / "more.jsonl").write_text(_lines())
    moments = random.Random(7)
    committed = 0
    for kill in range(_KILLS):
        if kill % 5 == 4:
            for number in moments.sample(range(300), 40):
                (corpus / f"{number}.txt").write_text(_article(number, kill))
            (corpus / "more.jsonl").write_text(_lines(kill))
        process = subprocess.Popen([sys.executable, "-c", _UPDATE, str(corpus), str(cache)])
        time.sleep(moments.uniform(0.3, 1.8))  # the random moment is what is tested
        process.kill()
        process.wait()
        held = _held(corpus, cache)
        assert len(held) == len(set(held))
        if kill % 5 != 4:
            assert len(held) >= committed
        committed = len(held)
    library = Library.open(corpus, cache=cache)
    library.update(tag=False)
    assert len(library) == 400
    assert 0 < len(library.search('"edition 24" path:txt')) <= 40
    assert len(library.search('"edition 24" path:jsonl')) == 11
    library.close()
