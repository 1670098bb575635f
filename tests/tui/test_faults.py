"""What goes wrong behind the screen is said on it, and reading goes on."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from index.library import Library
from index.store.manifest import SMALL
from tests.tui.conftest import Open


def overwrite(file: Path, start: int, data: bytes) -> None:
    """Change a file in place, as a failing disk does."""
    with file.open("r+b") as damaged:
        damaged.seek(start)
        damaged.write(data)


async def test_a_fault_in_a_worker_is_said_and_the_reader_stays(open_reader: Open) -> None:
    async def boom() -> None:
        raise ZeroDivisionError("by nought")

    async with open_reader() as reading:
        reading.screen.run_latest("boom", boom)
        with pytest.raises(WorkerFailed):
            await reading.settle()
        await reading.pilot.pause()
        assert "a fault in Broadsheet, please report it: ZeroDivisionError: by nought" in reading.text
        await reading.press("full_stop")
        assert "2 of 5" in reading.text


async def test_an_index_that_is_damaged_while_one_reads_is_made_anew(
    open_reader: Open, tmp_path: Path
) -> None:
    async with open_reader(indexed=False) as reading:
        assert "5 articles" in reading.text
        (words,) = (tmp_path / "cache").rglob("*.words")
        overwrite(words, 64, b"\xff" * (words.stat().st_size - 64))
        await reading.press("slash")
        await reading.type("kirby")
        await reading.press("enter")
        assert "3 of 5 articles" in reading.text


async def test_damage_that_no_opening_looks_for_is_found_behind_the_reader_and_mended(
    open_reader: Open, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(40):
        words = (hashlib.md5(f"{number} {word}".encode()).hexdigest() for word in range(900))
        (corpus / f"{number}.txt").write_text(f"Numbers {number}\n\n{' '.join(words)}\n")
    library = Library.open(corpus, cache=tmp_path / "cache")
    library.update(tag=False)
    library.close()
    (large,) = (tmp_path / "cache").rglob("*.words")
    assert large.stat().st_size > SMALL
    overwrite(large, large.stat().st_size // 2, bytes(4096))
    async with open_reader(corpus, indexed=False) as reading:
        while reading.pilot.app.workers:
            await reading.settle()
        assert "the index was damaged" in reading.text
        assert await reading.screen.session.verify() == ""
        assert "40 articles" in reading.text
