"""The cache folder: private, switched by rename, written by one process at a time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import StoreBusy, StoreError
from index.store.folder import Folder, write_atomically


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "corpus", tmp_path / "cache")


def test_is_private_to_its_owner(folder: Folder) -> None:
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def test_an_open_folder_is_made_private(folder: Folder, tmp_path: Path) -> None:
    folder.path.chmod(0o755)
    Folder(tmp_path / "corpus", tmp_path / "cache")
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def test_the_folder_above_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache").chmod(0o755)
    Folder(tmp_path / "corpus", tmp_path / "cache")
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o755


def test_a_link_in_place_of_the_folder_is_refused(folder: Folder, tmp_path: Path) -> None:
    folder.path.rename(tmp_path / "elsewhere")
    folder.path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="--cache"):
        Folder(tmp_path / "corpus", tmp_path / "cache")


def test_two_names_of_one_corpus_share_a_folder(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "corpus")
    assert Folder(tmp_path / "corpus", tmp_path / "c").path == Folder(tmp_path / "link", tmp_path / "c").path


def test_a_fresh_generation_is_read_once_it_is_switched_in(folder: Folder) -> None:
    generation = folder.fresh()
    before = folder.current()
    folder.switch(generation)
    assert (before, folder.current()) == (None, generation)


def test_switching_removes_older_and_abandoned_generations(folder: Folder) -> None:
    old, abandoned, new = folder.fresh(), folder.fresh(), folder.fresh()
    folder.switch(old)
    folder.switch(new)
    assert not old.exists()
    assert not abandoned.exists()


def test_a_current_that_names_something_else_is_none(folder: Folder) -> None:
    (folder.path / "current").write_text("../../elsewhere")
    assert folder.current() is None


def test_a_damaged_generation_is_set_aside_not_deleted(folder: Folder) -> None:
    generation = folder.fresh()
    (generation / "kept").write_text("x")
    folder.set_aside(generation)
    assert (folder.path / "damaged" / "kept").read_text() == "x"


def test_a_second_writer_is_told_who_holds_the_lock(folder: Folder) -> None:
    with (
        folder.lock(),
        pytest.raises(StoreBusy, match=rf"process {os.getpid()} on .*, since \d\d:\d\d"),
        folder.lock(),
    ):
        pass


def test_the_lock_of_a_killed_process_is_free(folder: Folder, tmp_path: Path) -> None:
    script = (
        "import os, pathlib; from index.store.folder import Folder\n"
        f"with Folder(pathlib.Path({str(tmp_path / 'corpus')!r}), pathlib.Path({str(tmp_path / 'cache')!r})).lock():\n"
        "    os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script], check=False)
    with folder.lock():
        pass


def test_an_atomic_write_leaves_no_temporary_file(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
