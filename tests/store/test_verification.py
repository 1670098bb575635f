"""Large files are read through behind the reader's back, each once, and damage in them is told and mended."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import StoreDamaged
from index.library import Library
from index.store.manifest import SMALL
from index.store.snapshot import Snapshot
from index.store.verification import Verification

_PAGE = 4096


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of enough words for a large file of postings, and its cache. A test that writes takes a copy."""
    folder = tmp_path_factory.mktemp("built")
    corpus = folder / "corpus"
    corpus.mkdir()
    chance = random.Random(5)
    words = [f"word{number}" for number in range(5_000)]
    for number in range(200):
        (corpus / f"{number}.txt").write_text(
            f"Report {number}\n\n{' '.join(chance.choices(words, k=2_000))}\n"
        )
    library = Library.open(corpus, cache=folder / "cache")
    library.update(tag=False)
    library.close()
    return folder


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(built / "cache", tmp_path / "cache")
    library = Library.open(built / "corpus", cache=tmp_path / "cache")
    yield library
    library.close()


@pytest.fixture
def generation(library: Library) -> Path:
    generation = library._folder.current()
    assert generation is not None
    return generation


def zero_a_page(generation: Path) -> Path:
    """The file of postings, a page of which now holds nothing but zeros."""
    path = max(generation.glob("*.words"), key=lambda path: path.stat().st_size)
    assert path.stat().st_size > SMALL
    with open(path, "r+b") as file:
        file.seek(path.stat().st_size // 2 // _PAGE * _PAGE)
        file.write(bytes(_PAGE))
    return path


def test_a_zeroed_page_is_found_once_the_large_files_are_read(generation: Path) -> None:
    path = zero_a_page(generation)
    Snapshot(generation)  # opens: that file is not read as a whole
    with pytest.raises(StoreDamaged, match=path.name):
        Verification().run(generation)
    with pytest.raises(StoreDamaged, match=path.name):
        Snapshot(generation)


def test_what_was_found_sound_is_not_read_again(generation: Path) -> None:
    verification = Verification()
    verification.run(generation)
    zero_a_page(generation)
    verification.run(generation)


def test_a_file_that_a_commit_removed_is_no_damage(generation: Path) -> None:
    for path in generation.glob("*.words"):
        path.unlink()
    Verification().run(generation)


def test_nothing_is_read_once_it_was_stopped(generation: Path) -> None:
    verification = Verification()
    verification.stop()
    zero_a_page(generation)
    verification.run(generation)


def test_a_sound_index_is_not_talked_about(library: Library) -> None:
    assert library.verify() == ""


def test_an_index_that_is_not_there_is_not_talked_about(tmp_path: Path) -> None:
    library = Library.open(tmp_path, cache=tmp_path / "other")
    assert library.verify() == ""
    library.close()


def test_damage_is_told_and_the_next_update_rebuilds(library: Library, generation: Path) -> None:
    path = zero_a_page(generation)
    assert path.name in library.verify()
    assert "rebuilt" in library.update(tag=False).message
    assert library.verify() == ""
    assert len(library.search("word1")) > 0
