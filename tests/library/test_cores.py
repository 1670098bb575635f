"""Many files are read and tagged by several processes: what comes of it is what one process makes."""

from __future__ import annotations

from itertools import pairwise
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import pytest

from index import tagging
from index.intake import Spread
from index.library import Library
from index.mentions import Mentions
from index.options import Options
from index.report import Progress, Report, Tell
from index.store.folder import Folder
from index.update import Update

_FILES = 400
_NAMES = ("John Kirby", "Matthew Miller", "Angela Merkel", "Barham Salih")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """More articles than a dictionary for stored articles needs."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(_FILES):
        write(folder, number)
    (folder / "empty.txt").touch()
    return folder


def write(corpus: Path, number: int, edition: str = "first") -> None:
    words = " ".join(f"word{number * k % 97}" for k in range(1, 60))
    (corpus / f"{number}.txt").write_text(
        f"Report number {number}\n\nThe {edition} edition says: {_NAMES[number % 4]} wrote {words} on Monday.\n"
    )


def follow(
    corpus: Path, cache: Path, processes: int, tell: Tell = lambda _: None, *, ahead: int = 220
) -> Report:
    """Bring the index up to the corpus by so many processes, but for `ahead` files that are read before."""
    folder = Folder(corpus, cache)
    spread = Spread(processes, fewest=10, ahead=ahead, first=5, most=16)
    with folder.lock():
        return Update(corpus, folder, Options(), tell, spread=spread).run()


def answers(corpus: Path, cache: Path) -> list[list[str]]:
    library = Library.open(corpus, cache=cache)
    found = [library.search(query) for query in ("", "first", "second", "word7 -word9", '"edition says"')]
    library.close()
    return [sorted(hits.row(i).key for i in range(len(hits))) for hits in found]


def mentions(corpus: Path, cache: Path, processes: int, tell: Tell = lambda _: None) -> list[list[int]]:
    """By name, how many mentions it has in how many texts, as tagged by so many processes."""
    folder = Folder(corpus, cache)
    generation = folder.current()
    assert generation is not None
    store = Mentions(folder.mentions, "tests")
    tagging.tag_pending(generation, store, tell, tagging.Spread(processes, fewest=10))
    postings = store.postings()
    store.close()
    return sorted(
        np.unique(postings.mentions[postings.name == n], return_counts=True)[1].tolist()
        for n in postings.names
    )


def test_two_processes_make_the_index_that_one_makes(corpus: Path, tmp_path: Path) -> None:
    reports = [follow(corpus, tmp_path / str(processes), processes) for processes in (1, 2)]
    assert reports[0] == reports[1]
    assert reports[1].added == _FILES
    assert answers(corpus, tmp_path / "1") == answers(corpus, tmp_path / "2")


def test_two_processes_put_changed_articles_in_the_place_of_old_ones(corpus: Path, tmp_path: Path) -> None:
    follow(corpus, tmp_path, 2)
    for number in range(0, _FILES, 3):
        write(corpus, number, "second")
    (corpus / "1.txt").unlink()
    report = follow(corpus, tmp_path, 2, ahead=0)
    changed = len(range(0, _FILES, 3))
    assert (report.changed, report.removed, report.unchanged) == (changed, 1, _FILES - changed - 1)
    everything, first, second, *_ = answers(corpus, tmp_path)
    assert (len(everything), len(second)) == (_FILES - 1, changed)
    assert sorted(first + second) == everything


def test_progress_never_goes_back_and_ends_with_all_files(corpus: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    follow(corpus, tmp_path, 2, told.append)
    assert all(before.done <= after.done for before, after in pairwise(told))
    assert (told[-1].done, {progress.total for progress in told}) == (_FILES + 1, {_FILES + 1})


def test_files_of_processes_that_die_are_read_all_the_same(corpus: Path, tmp_path: Path) -> None:
    def kill(_: Progress) -> None:
        for process in active_children():
            process.kill()

    assert follow(corpus, tmp_path, 2, kill).added == _FILES
    assert len(answers(corpus, tmp_path)[0]) == _FILES


def test_an_interrupted_update_leaves_nothing_behind_and_is_finished_by_the_next(
    corpus: Path, tmp_path: Path
) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.done > _FILES // 2:
            raise KeyboardInterrupt

    follow(corpus, tmp_path / "cache", 1)
    for number in range(_FILES):
        write(corpus, number, "second")
    with pytest.raises(KeyboardInterrupt):
        follow(corpus, tmp_path / "cache", 2, interrupt, ahead=0)
    assert active_children() == []
    assert list((tmp_path / "cache").rglob("new-*")) == []
    follow(corpus, tmp_path / "cache", 2)
    assert len(answers(corpus, tmp_path / "cache")[2]) == _FILES


def test_two_processes_recognise_the_names_that_one_does(corpus: Path, tmp_path: Path) -> None:
    found = []
    for processes in (1, 2):
        follow(corpus, tmp_path / str(processes), 1)
        found.append(mentions(corpus, tmp_path / str(processes), processes))
    assert found[0] == found[1]
    assert found[0]


def test_names_are_recognised_in_every_text(corpus: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    follow(corpus, tmp_path, 1)
    mentions(corpus, tmp_path, 2, told.append)
    assert told[-1] == Progress("tag", _FILES, _FILES)


def test_changes_one_by_one_do_not_pile_up_segments(corpus: Path, tmp_path: Path) -> None:
    for edition in range(40):
        write(corpus, edition, "second")
        follow(corpus, tmp_path, 1)
    (generation,) = tmp_path.rglob("g1")
    assert len(list(generation.glob("*.words"))) < 10
