"""Every file of a corpus is found once, nothing outside it, and what is passed over is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.errors import CorpusError
from index.sources import Entry, Skipped, scan


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("text")


def found(root: Path) -> list[str]:
    return [each.path for each in scan(root) if isinstance(each, Entry)]


def skipped(root: Path) -> dict[str, str]:
    return {each.path: each.reason for each in scan(root) if isinstance(each, Skipped)}


def test_files_come_in_the_order_of_their_paths(corpus: Path) -> None:
    write(corpus, "b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "a-1.txt")
    assert found(corpus) == sorted(["b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "a-1.txt"])


def test_an_entry_bears_what_tells_a_change(corpus: Path) -> None:
    write(corpus, "a.txt")
    status = (corpus / "a.txt").stat()
    (entry,) = scan(corpus)
    assert entry == Entry(
        "a.txt", str(corpus / "a.txt"), 4, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
    )


def test_a_single_file_is_a_corpus(corpus: Path) -> None:
    write(corpus, "a.txt")
    assert found(corpus / "a.txt") == ["a.txt"]


def test_hidden_files_and_folders_are_passed_over(corpus: Path) -> None:
    write(corpus, ".hidden.txt", ".git/a.txt", "a.txt")
    assert list(scan(corpus)) == [each for each in scan(corpus) if each.path == "a.txt"]


def test_a_link_to_a_file_inside_is_followed(corpus: Path) -> None:
    write(corpus, ".annex/1", "a.txt")
    (corpus / "link.txt").symlink_to(".annex/1")
    assert found(corpus) == ["a.txt", "link.txt"]


def test_a_link_out_of_the_corpus_is_named_and_not_followed(corpus: Path, tmp_path: Path) -> None:
    write(tmp_path, "secret.txt", "secrets/a.txt")
    (corpus / "file.txt").symlink_to(tmp_path / "secret.txt")
    (corpus / "folder").symlink_to(tmp_path / "secrets")
    assert found(corpus) == []
    assert set(skipped(corpus).values()) == {"symbolic link out of the corpus: not followed"}
    assert len(skipped(corpus)) == 2


def test_a_loop_of_links_ends(corpus: Path) -> None:
    write(corpus, "a/a.txt")
    (corpus / "a" / "up").symlink_to(corpus)
    (corpus / "self").symlink_to("self")
    assert found(corpus) == ["a/a.txt"]
    assert set(skipped(corpus)) == {"a/up", "self"}
    assert "under another name" in skipped(corpus)["a/up"]


def test_a_linked_folder_that_has_its_own_name_is_read_once(corpus: Path) -> None:
    write(corpus, "2024/a.txt")
    (corpus / "latest").symlink_to("2024")
    assert found(corpus) == ["2024/a.txt"]


def test_what_could_be_taken_for_a_record_of_the_file_beside_it_is_named(corpus: Path) -> None:
    write(corpus, "n.jsonl", "n.jsonl#2", "n.jsonl#in/x.txt", "C#.txt", "2024/x.txt", "2024#1.txt")
    reason = "its name reads as a part of n.jsonl: rename it"
    assert {path: why for path, why in skipped(corpus).items() if "#" in path} == {
        "n.jsonl#2": reason,
        "n.jsonl#in": reason,
    }
    assert {"C#.txt", "2024#1.txt"} <= set(found(corpus))


def test_a_broken_link_is_named(corpus: Path) -> None:
    (corpus / "gone.txt").symlink_to("nothing")
    assert skipped(corpus) == {"gone.txt": "cannot be read: no such file or directory"}


def test_a_pipe_is_not_a_candidate(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    assert skipped(corpus) == {"pipe.txt": "not a regular file"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_named(corpus: Path) -> None:
    write(corpus, "shut/a.txt", "a.txt")
    (corpus / "shut").chmod(0)
    try:
        assert found(corpus) == ["a.txt"]
        assert skipped(corpus) == {"shut": "folder cannot be read: permission denied"}
    finally:
        (corpus / "shut").chmod(0o700)


def test_a_name_that_no_terminal_can_show_is_escaped(corpus: Path) -> None:
    with open(os.fsencode(corpus) + b"/caf\xe9\x1b[2J.txt", "wb"):
        pass
    assert found(corpus) == ["caf\\xe9\\x1b[2J.txt"]


def test_a_missing_corpus_is_an_error_that_names_it(corpus: Path) -> None:
    with pytest.raises(CorpusError, match=r"nowhere: no such file or directory"):
        scan(corpus / "nowhere")


def test_a_pipe_is_no_corpus(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe")
    with pytest.raises(CorpusError, match="neither a folder nor a file"):
        scan(corpus / "pipe")
