"""When a corpus is to be looked at again: real files, and what the system tells of them."""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from index import watching
from index.watching import Watcher

PATIENCE = 20
"""Seconds after which a test that waits for a change fails instead."""


@pytest.fixture(autouse=True)
def not_for_ever() -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise TimeoutError("no change was told of")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "old.txt").write_text("old")
    return folder.resolve()


def until(changes: Iterator[frozenset[str] | None], path: Path) -> set[str]:
    """What is told until `path` is among it."""
    told: set[str] = set()
    while str(path) not in told:
        told |= next(changes) or set()
    return told


def test_begins_with_everything_and_goes_on_with_what_changed(corpus: Path) -> None:
    changes = Watcher(corpus).changes()
    assert next(changes) is None
    (corpus / "new.txt").write_text("new")
    assert until(changes, corpus / "new.txt") == {str(corpus / "new.txt")}
    (corpus / "old.txt").write_text("older")
    assert until(changes, corpus / "old.txt") == {str(corpus / "old.txt")}
    (corpus / "old.txt").unlink()
    assert until(changes, corpus / "old.txt") == {str(corpus / "old.txt")}


def test_what_changes_while_the_caller_is_at_work_comes_next(corpus: Path) -> None:
    changes = Watcher(corpus).changes()
    next(changes)
    wanted = {corpus / f"{number}.txt" for number in range(2000)}
    for path in wanted:
        path.write_text("x")
    told: set[str] = set()
    while told != {str(path) for path in wanted}:
        told |= next(changes) or set()


def test_hidden_files_and_backups_of_editors_are_passed_over(corpus: Path) -> None:
    changes = Watcher(corpus).changes()
    next(changes)
    (corpus / ".old.txt.swp").write_text("x")
    (corpus / "old.txt~").write_text("x")
    (corpus / ".git").mkdir()
    (corpus / ".git" / "HEAD").write_text("x")
    (corpus / "z.txt").write_text("x")
    assert until(changes, corpus / "z.txt") == {str(corpus / "z.txt")}


def test_folders_that_come_and_go_are_told_of(corpus: Path) -> None:
    changes = Watcher(corpus).changes()
    next(changes)
    (corpus / "2024").mkdir()
    until(changes, corpus / "2024")
    (corpus / "2024" / "a.txt").write_text("x")
    until(changes, corpus / "2024" / "a.txt")
    (corpus / "2024").rename(corpus / "2025")
    assert {str(corpus / "2024"), str(corpus / "2025")} <= until(changes, corpus / "2025")


def test_a_corpus_that_is_replaced_is_looked_at_as_a_whole_and_watched_further(corpus: Path) -> None:
    changes = Watcher(corpus).changes()
    next(changes)
    corpus.rename(corpus.with_name("aside"))
    corpus.mkdir()
    while next(changes) is not None:
        pass
    (corpus / "new.txt").write_text("x")
    until(changes, corpus / "new.txt")


def test_a_single_file_is_a_corpus_too(corpus: Path) -> None:
    changes = Watcher(corpus / "old.txt").changes()
    next(changes)
    replacement = corpus / "replacement"
    replacement.write_text("new")
    replacement.rename(corpus / "old.txt")
    assert next(changes) is None
    (corpus / "old.txt").write_text("newer")
    assert next(changes) is None


def test_a_file_beside_the_corpus_concerns_all_of_it(corpus: Path, tmp_path: Path) -> None:
    rules = tmp_path / "config" / "rules.yaml"
    changes = Watcher(corpus, rules).changes()
    next(changes)
    rules.parent.mkdir()
    rules.write_text("[]")
    assert next(changes) is None
    rules.unlink()
    assert next(changes) is None


@contextmanager
def no_more_files() -> Iterator[None]:
    """A process that may open nothing more."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    opened = []
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(map(int, os.listdir("/dev/fd"))) + 1, limits[1]))
    try:
        with suppress(OSError):
            while True:
                opened.append(os.open(os.devnull, os.O_RDONLY))
        yield
    finally:
        for descriptor in opened:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


@pytest.mark.skipif(
    sys.platform != "linux", reason="inotify takes an open file, what others take is not known"
)
def test_where_the_system_does_not_tell_the_corpus_is_looked_at_every_now_and_then(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_UNTOLD", 0.1)
    next(Watcher(corpus).changes())  # what is imported on the way needs open files
    watcher = Watcher(corpus)
    changes = watcher.changes()
    with no_more_files():
        assert next(changes) is None
    assert watcher.message.startswith("the system does not tell of changes")
    assert next(changes) is None
