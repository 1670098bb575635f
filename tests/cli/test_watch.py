"""`index --watch`: a process that follows a corpus, seen from the outside."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import own_rules
from index.library import Library
from index.store.folder import Folder

PATIENCE = 30
"""Seconds that a test waits for an answer."""

Watch = Callable[..., "Watching"]


class Watching:
    """The process, and what it answers."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", "index", "--watch", "--json", *arguments],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        self._output = self.process.stdout.fileno()
        self._read = b""

    def event(self) -> dict[str, object]:
        """The next object; fails where none comes."""
        while b"\n" not in self._read:
            assert select.select([self._output], [], [], PATIENCE)[0], "no answer"
            read = os.read(self._output, 65536)
            assert read, "it has ended"
            self._read += read
        line, _, self._read = self._read.partition(b"\n")
        found = json.loads(line)
        assert isinstance(found, dict)
        return found


@pytest.fixture
def watch(tmp_path: Path, corpus: Path) -> Iterator[Watch]:
    """Starts to watch the corpus; what it started is ended after the test."""
    started: list[Watching] = []

    def start(*arguments: str) -> Watching:
        started.append(Watching("--cache", str(tmp_path / "cache"), "-C", str(corpus), *arguments))
        return started[-1]

    yield start
    for watching in started:
        watching.process.kill()
        watching.process.communicate()


def counts(event: dict[str, object]) -> tuple[object, ...]:
    return event["added"], event["changed"], event["removed"], event["articles"]


def test_each_change_is_searchable_and_told_of_once(watch: Watch, corpus: Path, tmp_path: Path) -> None:
    watching = watch()
    assert counts(watching.event()) == (5, 0, 0, 5)
    assert watching.event() == {"event": "watching", "message": ""}
    (corpus / "new.txt").write_text("Zebras leave\n\nThe last zebras left the park on Monday.\n")
    assert counts(watching.event()) == (1, 0, 0, 6)
    library = Library.open(corpus, cache=tmp_path / "cache")
    assert len(library.search("zebras")) == 1
    library.close()
    (corpus / "new.txt").write_text("Lions leave\n\nThe last lions left the park on Monday, too.\n")
    assert counts(watching.event()) == (0, 1, 0, 6)
    (corpus / "new.txt").unlink()
    assert counts(watching.event()) == (0, 0, 1, 5)


def test_ctrl_c_ends_it_cleanly(watch: Watch) -> None:
    watching = watch()
    watching.event()
    watching.event()
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(PATIENCE) == 0
    assert watching.process.stderr is not None
    assert watching.process.stderr.read() == b""


def test_it_ends_with_whoever_reads_its_answers(watch: Watch) -> None:
    watching = watch()
    watching.event()
    assert watching.process.stdout is not None
    watching.process.stdout.close()
    watching.process.wait(PATIENCE)
    watching.process.stdout = None  # communicate() would read from it


def test_an_index_that_another_process_writes_is_waited_for(
    watch: Watch, corpus: Path, tmp_path: Path
) -> None:
    with Folder(corpus, tmp_path / "cache").lock():
        watching = watch()
        assert watching.event()["event"] == "busy"
    assert counts(watching.event()) == (5, 0, 0, 5)


def test_a_corpus_that_vanishes_is_named_and_followed_when_it_is_back(watch: Watch, corpus: Path) -> None:
    watching = watch()
    watching.event()
    watching.event()
    corpus.rename(corpus.with_name("aside"))
    event = watching.event()
    assert event["event"] == "error"
    assert str(corpus) in str(event["message"])
    (corpus.with_name("aside") / "new.txt").write_text("Zebras leave\n\nThe last zebras left on Monday.\n")
    corpus.with_name("aside").rename(corpus)
    assert counts(watching.event()) == (1, 0, 0, 6)


def test_a_file_name_does_nothing_to_the_terminal(watch: Watch, corpus: Path) -> None:
    watching = watch()
    watching.event()
    watching.event()
    (corpus / "\x1b]0;owned\x07.pdf").write_text("x")
    skipped = watching.event()["skipped"]
    assert isinstance(skipped, list)
    assert skipped[0]["path"].isprintable()


def test_the_users_rules_are_followed(watch: Watch, corpus: Path) -> None:
    own = own_rules.load()
    watching = watch()
    watching.event()
    watching.event()
    own_rules.save(own.switch_off("font-size"))
    assert watching.event()["event"] == "done"


def test_a_mistake_in_the_users_rules_is_said_once_and_the_corpus_is_followed(
    watch: Watch, corpus: Path
) -> None:
    watching = watch()
    watching.event()
    watching.event()
    rules, _ = own_rules.files()
    rules.parent.mkdir(parents=True, exist_ok=True)
    rules.write_text("- id: desk\n")
    assert "rules.yaml: line 1: " in str(watching.event()["message"])
    (corpus / "new.txt").write_text("Zebras leave\n\nThe last zebras left on Monday.\n")
    event = watching.event()
    assert (*counts(event), event["message"]) == (1, 0, 0, 6, "")
