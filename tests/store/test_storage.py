"""Nothing that lies in the folder of an index is ever run, whatever it is called and however it came there."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh import index as whoosh_index
from whoosh.fields import Schema

from index.errors import StoreDamaged
from index.library import Library
from index.query import Everything
from index.store import storage
from index.store.codec import ArraySegment
from index.store.folder import Folder
from index.store.manifest import write_manifest
from index.store.schema import schema
from index.store.snapshot import Snapshot
from index.store.writer import Writer
from tests.store.generations import article, keys, write


class Bomb:
    """Unpickled freely, it makes a folder."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.mkdir, (str(self.mark),)


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """The folder that is there if anything was run."""
    return tmp_path / "mark"


@pytest.fixture
def generation(tmp_path: Path) -> Path:
    folder = tmp_path / "generation"
    folder.mkdir()
    write(folder, article("a", "Title", "word"))
    return folder


def _write_contents(generation: Path, segments: list[object], schema: Schema) -> None:
    whoosh_index.TOC(schema, segments, 9).write(storage.Storage(generation), storage.NAME)


def _in_segments(generation: Path, bomb: Bomb) -> None:
    _write_contents(generation, [bomb], schema())


def _inside_a_segment(generation: Path, bomb: Bomb) -> None:
    segment = ArraySegment(storage.NAME)
    segment.__dict__["bomb"] = bomb
    _write_contents(generation, [segment], schema())


def _in_schema(generation: Path, bomb: Bomb) -> None:
    hostile = schema()
    hostile.__dict__["bomb"] = bomb
    _write_contents(generation, list(storage.read_contents(generation).segments), hostile)


def _in_contents_of_an_old_version(generation: Path, bomb: Bomb) -> None:
    folder = storage.Storage(generation)
    file = folder.create_file("new")
    for size in (4, 8, 4):
        file.write_varint(size)
    for number in (-12345, -110):
        file.write_int(number)
    for _ in range(3):
        file.write_varint(2)
    file.write_string(pickle.dumps(bomb))
    file.write_int(9)
    file.write_int(0)
    file.write_pickle([bomb])
    file.close()
    folder.rename_file("new", f"_{storage.NAME}_9.toc")


def test_the_bomb_would_go_off(mark: Path) -> None:
    pickle.loads(pickle.dumps(Bomb(mark)))
    assert mark.exists()


@pytest.mark.parametrize("plant", [_in_segments, _inside_a_segment, _in_contents_of_an_old_version])
@pytest.mark.parametrize("listed", [True, False], ids=["listed", "not listed"])
def test_a_table_of_contents_that_calls_something_is_damage(
    generation: Path, mark: Path, plant: Callable[[Path, Bomb], None], listed: bool
) -> None:
    plant(generation, Bomb(mark))
    if listed:
        write_manifest(generation, {})
    for reads in (Snapshot, Writer):
        with pytest.raises(StoreDamaged):
            reads(generation)
    assert not mark.exists()


def test_a_schema_that_calls_something_is_never_looked_at(generation: Path, mark: Path) -> None:
    _in_schema(generation, Bomb(mark))
    assert keys(Snapshot(generation), Everything()) == ["a"]
    with storage.open_index(generation).searcher() as searcher:
        assert searcher.doc_count() == 1
    assert not mark.exists()


def test_looking_for_an_index_opens_none(generation: Path, mark: Path) -> None:
    _in_segments(generation, Bomb(mark))
    assert storage.exists(generation)
    assert not mark.exists()


def test_only_what_a_list_of_segments_is_made_of_is_unpickled() -> None:
    for harmless in (print, Path("x"), range(3), pickle.Unpickler):
        with pytest.raises(pickle.UnpicklingError, match="does not belong in an index"):
            storage.loads(pickle.dumps(harmless))
    segment = ArraySegment(storage.NAME)
    segment.delete_document(3)
    assert vars(storage.loads(pickle.dumps([segment]))[0]) == vars(segment)


def test_a_cache_full_of_pickles_is_rebuilt_and_runs_none(tmp_path: Path, mark: Path) -> None:
    corpus, cache = tmp_path / "corpus", tmp_path / "cache"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Title\n\nThe police of Erbil said so.\n")
    library = Library.open(corpus, cache=cache)
    library.update()
    library.close()
    folder = Folder(corpus, cache)
    generation = folder.current()
    assert generation is not None
    payload = pickle.dumps(Bomb(mark))
    for name in ("MAIN_0.seg", "MAIN_1.words", "MAIN_1.articles", "dictionary", "_OTHER_1.toc"):
        (generation / name).write_bytes(payload)
    for path in [*generation.iterdir(), *filter(Path.is_file, folder.path.iterdir())]:
        if path.name != "current":
            path.write_bytes(payload)
    _in_segments(generation, Bomb(mark))

    opened = Library.open(corpus, cache=cache)
    assert "damaged" in opened.message
    opened.update()
    assert (len(opened.search("erbil")), opened.message) == (1, "")
    opened.close()
    assert not mark.exists()
