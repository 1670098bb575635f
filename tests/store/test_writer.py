"""Commits are whole: what was not committed leaves nothing behind, what was is merged, durable and listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.article import article_id
from index.query import Everything, Word
from index.store.catalogue import Catalogue
from index.store.manifest import check, read_manifest
from index.store.snapshot import Snapshot
from index.store.writer import Writer
from tests.store.generations import article, keys, write


def names(generation: Path) -> set[str]:
    return {path.name for path in generation.iterdir()}


def test_what_was_not_committed_leaves_nothing_behind(tmp_path: Path) -> None:
    write(tmp_path, article("a", "Title", "word"))
    before = names(tmp_path)
    writer = Writer(tmp_path)
    writer.remove([article_id("a")])
    writer.add(article("b", "Title", "word"))
    writer.close()
    assert names(tmp_path) == before
    assert keys(Snapshot(tmp_path), Everything()) == ["a"]


@pytest.mark.parametrize(
    "orphan", ["new-MAIN_1.words", "new-MAIN_1.articles", ".catalogue.123", "MAIN_1.words"]
)
def test_what_a_killed_process_left_is_gone_after_the_next_commit(tmp_path: Path, orphan: str) -> None:
    write(tmp_path, article("a", "Title", "word"))
    (tmp_path / orphan).write_bytes(b"half")
    write(tmp_path, article("b", "Title", "word"))
    assert orphan not in names(tmp_path)
    assert keys(Snapshot(tmp_path), Word("word")) == ["a", "b"]


def test_an_article_is_removed_and_added_in_one_commit(tmp_path: Path) -> None:
    write(tmp_path, article("a", "Title", "old"))
    write(tmp_path, article("a", "Title", "new"), remove=["a"])
    assert (keys(Snapshot(tmp_path), Word("old")), keys(Snapshot(tmp_path), Word("new"))) == ([], ["a"])


def test_small_segments_are_merged(tmp_path: Path) -> None:
    for number in range(40):
        write(tmp_path, article(str(number), f"Report {number}", "word"))
    snapshot = Snapshot(tmp_path)
    assert len(snapshot.collection.segments) < 8
    assert len(snapshot) == 40


def test_a_segment_without_articles_goes(tmp_path: Path) -> None:
    write(tmp_path, article("a", "Title", "word"))
    write(tmp_path, remove=["a"])
    assert not list(tmp_path.glob("*.words"))


def test_every_commit_lists_the_files_that_are_there(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path, article(str(number), "Title", "word"), remove=[str(number - 3)])
        assert read_manifest(tmp_path).keys() == names(tmp_path) - {
            "manifest.json",
            "catalogue",
            "catalogue.recent",
        }
        check(tmp_path, thoroughly=True)


def test_a_commit_of_nothing_new_writes_no_table_of_contents(tmp_path: Path) -> None:
    write(tmp_path, article("a", "Title", "word"))
    before = names(tmp_path)
    Writer(tmp_path).commit(Catalogue())
    assert names(tmp_path) == before
