"""Files do not stand still while they are looked at; each is counted, named, and read as it is in the end."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import CorpusError
from index.library import Library
from index.report import Progress, Report

Open = Callable[..., Library]

_SNOW = "Snow\n\nSnow fell on the mountains all day long, officials said.\n"
_HAIL = _SNOW.replace("Snow", "Hail")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("Rain\n\nHeavy rain fell over the city, the weather office said.\n")
    (folder / "b.txt").write_text(_SNOW)
    return folder


def after_the_first_file(change: Callable[[], object]) -> Callable[[Progress], None]:
    """Makes the change once, when the first file has been read and the second has not."""

    def tell(progress: Progress) -> None:
        if (progress.phase, progress.done) == ("read", 1):
            change()

    return tell


def named(library: Library, report: Report) -> dict[str, str]:
    """What was skipped and why, as the report and `doctor` agree."""
    skipped = {skipped.path: skipped.reason for skipped in report.skipped}
    assert library.doctor()["skipped"] == [{"path": p, "reason": r} for p, r in skipped.items()]
    return skipped


def keys(library: Library, query: str = "") -> list[str]:
    hits = library.search(query)
    return sorted(hits.row(i).key for i in range(len(hits)))


def test_a_file_that_vanishes_before_it_is_read_is_named(corpus: Path, open_library: Open) -> None:
    library = open_library(corpus)
    report = library.update(after_the_first_file((corpus / "b.txt").unlink))
    assert named(library, report) == {"b.txt": "vanished while it was read"}
    assert named(library, library.update()) == {}
    assert keys(library) == ["a.txt"]


def test_a_file_that_becomes_a_folder_is_named_and_what_is_in_it_read_the_next_time(
    corpus: Path, open_library: Open
) -> None:
    def become_a_folder() -> None:
        (corpus / "b.txt").unlink()
        (corpus / "b.txt").mkdir()
        (corpus / "b.txt" / "c.txt").write_text(_SNOW)

    library = open_library(corpus)
    report = library.update(after_the_first_file(become_a_folder))
    assert "no longer a regular file" in named(library, report)["b.txt"]
    assert named(library, library.update()) == {}
    assert keys(library) == ["a.txt", "b.txt/c.txt"]


def test_a_file_that_becomes_a_link_is_not_followed_out_of_the_corpus(
    corpus: Path, tmp_path: Path, open_library: Open
) -> None:
    def become_a_link() -> None:
        (tmp_path / "outside.txt").write_text(_SNOW)
        (corpus / "b.txt").unlink()
        (corpus / "b.txt").symlink_to(tmp_path / "outside.txt")

    library = open_library(corpus)
    report = library.update(after_the_first_file(become_a_link))
    assert "symbolic link" in named(library, report)["b.txt"]
    assert "symbolic link" in named(library, library.update())["b.txt"]
    assert keys(library) == ["a.txt"]


def test_a_file_that_changes_after_it_was_read_is_read_again_the_next_time(
    corpus: Path, open_library: Open
) -> None:
    library = open_library(corpus)
    library.update(after_the_first_file(lambda: (corpus / "a.txt").write_text(_HAIL)))
    assert keys(library, "hail") == []
    assert library.update().changed == 1
    assert keys(library, "hail") == ["a.txt"]


def test_a_folder_that_vanishes_during_the_scan_takes_its_articles_along(
    corpus: Path, open_library: Open
) -> None:
    (corpus / "sub").mkdir()
    (corpus / "sub" / "c.txt").write_text(_HAIL)
    library = open_library(corpus)
    library.update()
    (corpus / "sub" / "c.txt").unlink()
    (corpus / "sub").rmdir()
    assert (library.update().removed, keys(library)) == (1, ["a.txt", "b.txt"])


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_named(corpus: Path, open_library: Open) -> None:
    (corpus / "b.txt").chmod(0)
    library = open_library(corpus)
    assert "permission denied" in named(library, library.update())["b.txt"]
    (corpus / "b.txt").chmod(0o600)
    assert (library.update().added, keys(library)) == (1, ["a.txt", "b.txt"])


def test_other_content_of_the_same_size_and_time_is_noticed(corpus: Path, open_library: Open) -> None:
    library = open_library(corpus)
    library.update()
    before = (corpus / "b.txt").stat()
    (corpus / "b.txt").write_text(_HAIL)
    os.utime(corpus / "b.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (library.update().changed, keys(library, "hail")) == (1, ["b.txt"])


@pytest.mark.parametrize("years", [-3, 3])
def test_a_clock_that_was_set_hides_no_change(corpus: Path, open_library: Open, years: int) -> None:
    library = open_library(corpus)
    library.update()
    now = (corpus / "b.txt").stat().st_mtime_ns
    for text, query in ((_HAIL, "hail"), (_SNOW, "snow")):
        (corpus / "b.txt").write_text(text)
        then = now + years * 365 * 86_400 * 1_000_000_000
        os.utime(corpus / "b.txt", ns=(then, then))
        assert (library.update().changed, keys(library, query)) == (1, ["b.txt"])
    assert library.update().unchanged == 2


def test_a_file_that_was_only_touched_is_not_read_again(corpus: Path, open_library: Open) -> None:
    library = open_library(corpus)
    library.update()
    (corpus / "b.txt").touch()
    told: list[Progress] = []
    assert library.update(told.append).unchanged == 2
    assert [progress for progress in told if progress.phase == "read"] == []


class TestWithAHint:
    """What is known to have changed is looked at alone."""

    @pytest.fixture
    def library(self, corpus: Path, open_library: Open) -> Library:
        library = open_library(corpus)
        library.update()
        return library

    def test_a_new_a_changed_and_a_gone_file_are_followed(self, corpus: Path, library: Library) -> None:
        (corpus / "a.txt").unlink()
        (corpus / "b.txt").write_text(_HAIL)
        (corpus / "c.txt").write_text(_SNOW)
        report = library.update(paths=[str(corpus / name) for name in ("a.txt", "b.txt", "c.txt")])
        assert (report.added, report.changed, report.removed) == (1, 1, 1)
        assert (keys(library, "hail"), keys(library, "snow")) == (["b.txt"], ["c.txt"])

    def test_nothing_else_is_looked_at_and_nothing_else_is_lost(self, corpus: Path, library: Library) -> None:
        (corpus / "b.txt").write_text(_HAIL)
        (corpus / "c.txt").write_text(_SNOW)
        library.update(paths=[str(corpus / "c.txt")])
        assert (keys(library), keys(library, "hail")) == (["a.txt", "b.txt", "c.txt"], [])
        library.update()
        assert keys(library, "hail") == ["b.txt"]

    def test_what_cannot_be_told_from_a_file_is_looked_for_everywhere(
        self, corpus: Path, library: Library
    ) -> None:
        (corpus / "sub").mkdir()
        (corpus / "sub" / "c.txt").write_text(_HAIL)
        library.update(paths=[str(corpus / "sub")])
        assert keys(library, "hail") == ["sub/c.txt"]

    @pytest.mark.parametrize("name", [".hidden.txt", "b.txt~", "../outside.txt"])
    def test_what_a_scan_passes_over_is_passed_over(self, corpus: Path, library: Library, name: str) -> None:
        path = (corpus / name).resolve()
        path.write_text(_HAIL)
        library.update(paths=[str(path)])
        assert keys(library) == ["a.txt", "b.txt"]

    def test_what_gives_no_article_is_named(self, corpus: Path, library: Library) -> None:
        for name in ("empty.txt", "paper.pdf", "b.json"):
            (corpus / name).write_bytes(b"%PDF" * name.count("pdf"))
        hinted = library.update(paths=[str(path) for path in corpus.iterdir()])
        assert [skipped.path for skipped in hinted.skipped] == ["b.json", "empty.txt", "paper.pdf"]
        assert hinted.skipped == library.update().skipped

    def test_the_corpus_must_be_there(self, corpus: Path, library: Library) -> None:
        corpus.rename(corpus.with_name("elsewhere"))
        with pytest.raises(CorpusError):
            library.update(paths=[str(corpus / "a.txt")])

    def test_what_another_process_did_meanwhile_is_known(
        self, corpus: Path, library: Library, open_library: Open
    ) -> None:
        library.update(paths=[str(corpus / "a.txt")])
        (corpus / "c.txt").write_text(_HAIL)
        open_library(corpus).update()
        (corpus / "d.txt").write_text(_SNOW)
        assert library.update(paths=[str(corpus / "d.txt")]).added == 1
        assert (library.update().changes, keys(library, "hail")) == (0, ["c.txt"])
