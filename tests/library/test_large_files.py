"""A file of many articles is read in pieces: what comes of it is what reading it whole gives."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from itertools import pairwise
from multiprocessing import active_children
from pathlib import Path

import pytest

from index import due
from index.intake import Spread
from index.library import Library
from index.options import Options
from index.report import Progress, Report, Tell
from index.store.catalogue import Catalogue
from index.store.folder import Folder
from index.update import Update

Open = Callable[..., Library]

_LINES = 300


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a file of ten kilobytes were a large one."""
    monkeypatch.setattr(due, "LARGE", 10_000)
    monkeypatch.setattr(due, "_PIECE", 20)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    write(folder / "news.jsonl", map(line, range(_LINES)))
    (folder / "a.txt").write_text(
        "Rain in Erbil\n\nHeavy rain fell over the city, the weather office said.\n"
    )
    return folder


def line(number: int, edition: str = "first") -> str:
    words = " ".join(f"word{number * k % 97}" for k in range(1, 60))
    return json.dumps({"title": f"Report number {number}", "text": f"The {edition} edition says {words}."})


def write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{each}\n" for each in lines))


def follow(corpus: Path, cache: Path, processes: int = 1, tell: Tell = lambda _: None) -> Report:
    folder = Folder(corpus, cache)
    spread = Spread(processes, fewest=10, ahead=20, first=30, most=200)
    with folder.lock():
        return Update(corpus, folder, Options(), tell, spread=spread).run()


def found(corpus: Path, cache: Path, query: str) -> list[str]:
    library = Library.open(corpus, cache=cache)
    hits = library.search(query)
    keys = [hits.row(i).key for i in range(len(hits))]
    library.close()
    return sorted(keys)


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.changed, report.moved, report.removed, report.unchanged


@pytest.mark.parametrize("processes", [1, 2])
def test_every_line_is_an_article(corpus: Path, tmp_path: Path, processes: int) -> None:
    assert follow(corpus, tmp_path, processes).added == _LINES + 1
    keys = {"a.txt", *(f"news.jsonl#{number}" for number in range(1, _LINES + 1))}
    assert set(found(corpus, tmp_path, "")) == keys
    assert follow(corpus, tmp_path, processes).unchanged == _LINES + 1


@pytest.mark.parametrize("processes", [1, 2])
def test_of_a_changed_file_the_articles_that_changed_are_written_anew(
    corpus: Path, tmp_path: Path, processes: int
) -> None:
    follow(corpus, tmp_path, processes)
    changed = [*map(line, range(_LINES - 5)), line(_LINES - 5, "second")]
    write(corpus / "news.jsonl", [line(0, "second"), *changed[1:]])
    report = follow(corpus, tmp_path, processes)
    assert counts(report) == (0, 2, 0, 4, _LINES - 6 + 1)
    assert found(corpus, tmp_path, "second") == ["news.jsonl#1", f"news.jsonl#{_LINES - 4}"]
    assert len(found(corpus, tmp_path, "")) == _LINES - 4 + 1


def test_what_is_wrong_with_some_lines_is_said_and_the_others_are_read(corpus: Path, tmp_path: Path) -> None:
    write(corpus / "news.jsonl", [line(0), "{", *map(line, range(1, _LINES)), "}"])
    report = follow(corpus, tmp_path, 2)
    assert report.added == _LINES + 1
    assert [skipped.path for skipped in report.skipped] == ["news.jsonl#2", f"news.jsonl#{_LINES + 2}"]


def test_pieces_of_processes_that_die_are_read_all_the_same(corpus: Path, tmp_path: Path) -> None:
    def kill(_: Progress) -> None:
        for process in active_children():
            process.kill()

    assert follow(corpus, tmp_path, 2, kill).added == _LINES + 1
    assert len(found(corpus, tmp_path, "")) == _LINES + 1


def test_an_interrupted_reading_doubles_nothing(corpus: Path, tmp_path: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.done > progress.total // 2:
            raise KeyboardInterrupt

    follow(corpus, tmp_path)
    write(corpus / "news.jsonl", (line(number, "second") for number in range(_LINES)))
    with pytest.raises(KeyboardInterrupt):
        follow(corpus, tmp_path, 2, interrupt)
    follow(corpus, tmp_path, 2)
    assert len(found(corpus, tmp_path, "second")) == len(found(corpus, tmp_path, "")) - 1 == _LINES


def test_progress_counts_the_bytes_of_all_files(corpus: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    follow(corpus, tmp_path, 2, told.append)
    read = [progress for progress in told if progress.phase == "read"]
    total = sum(path.stat().st_size for path in corpus.iterdir())
    assert {(progress.total, progress.unit) for progress in read} == {(total, "bytes")}
    assert all(before.done <= after.done for before, after in pairwise(read))
    assert read[-1].done == total


def test_a_change_at_the_end_of_a_long_file_is_noticed(corpus: Path, tmp_path: Path) -> None:
    write(corpus / "news.jsonl", [line(0), " " * (16 << 20), line(1)])
    follow(corpus, tmp_path)
    before = (corpus / "news.jsonl").stat()
    with open(corpus / "news.jsonl", "r+") as file:
        file.seek(before.st_size - len(line(1)) - 1)
        file.write(line(1).replace("first", "other"))
    os.utime(corpus / "news.jsonl", ns=(before.st_atime_ns, before.st_mtime_ns))
    follow(corpus, tmp_path)
    assert len(found(corpus, tmp_path, "other")) == 1


def test_a_large_file_that_was_copied_over_itself_is_not_read_again(corpus: Path, tmp_path: Path) -> None:
    follow(corpus, tmp_path)
    content = (corpus / "news.jsonl").read_bytes()
    (corpus / "news.jsonl").unlink()
    (corpus / "news.jsonl").write_bytes(content)
    told: list[Progress] = []
    assert follow(corpus, tmp_path, 1, told.append).unchanged == _LINES + 1
    assert told == []
    (generation,) = tmp_path.rglob("g1")
    assert Catalogue.load(generation).files["news.jsonl"].inode == (corpus / "news.jsonl").stat().st_ino
