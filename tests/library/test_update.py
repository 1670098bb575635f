"""The index follows the corpus: new, changed, moved and gone files, and what cannot be read."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import CorpusError, StoreBusy, StoreDamaged, StoreError
from index.library import Library, Options
from index.reading import Reading
from index.report import Progress, Report

Open = Callable[..., Library]

_FRAME = b"\x28\xb5\x2f\xfd"
"""How a Zstandard frame begins."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Troops leave Iraq\n\nThe last soldiers left Baghdad on Monday, officials said.\n"
    )
    (folder / "b.txt").write_text(
        "Rain in Erbil\n\nHeavy rain fell over the city, the weather office said.\n"
    )
    return folder


@pytest.fixture
def library(corpus: Path, open_library: Open) -> Library:
    opened = open_library(corpus)
    opened.update()
    return opened


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.changed, report.moved, report.removed, report.unchanged


def paths(library: Library, query: str) -> list[str]:
    hits = library.search(query)
    return sorted(hits.row(i).key for i in range(len(hits)))


def damage_articles(cache: Path) -> None:
    """Overwrite the beginnings of the stored articles: nothing else shows it but a checksum."""
    (segment,) = cache.rglob("*.articles")
    content = segment.read_bytes()
    assert _FRAME in content
    segment.write_bytes(content.replace(_FRAME, bytes(len(_FRAME))))


def test_a_first_update_adds_everything(corpus: Path, open_library: Open) -> None:
    assert counts(open_library(corpus).update()) == (2, 0, 0, 0, 0)


def test_nothing_to_do_is_nothing_done(library: Library) -> None:
    assert counts(library.update()) == (0, 0, 0, 0, 2)


def test_a_new_file_is_added(corpus: Path, library: Library) -> None:
    (corpus / "c.txt").write_text("Snow\n\nSnow fell on the mountains, officials said.\n")
    assert (counts(library.update()), paths(library, "snow")) == ((1, 0, 0, 0, 2), ["c.txt"])


def test_a_changed_file_replaces_its_article(corpus: Path, library: Library) -> None:
    (corpus / "b.txt").write_text("Sun in Erbil\n\nThe sun shone over the city all day, the office said.\n")
    report = library.update()
    assert (counts(report), paths(library, "rain"), paths(library, "sun")) == ((0, 1, 0, 0, 1), [], ["b.txt"])


def test_a_gone_file_takes_its_article_along(corpus: Path, library: Library) -> None:
    (corpus / "b.txt").unlink()
    assert (counts(library.update()), paths(library, "")) == ((0, 0, 0, 1, 1), ["a.txt"])


def test_a_moved_file_is_known_again(corpus: Path, library: Library) -> None:
    (corpus / "b.txt").rename(corpus / "c.txt")
    assert (counts(library.update()), paths(library, "rain")) == ((0, 0, 1, 0, 1), ["c.txt"])


def test_a_change_within_the_same_time_stamp_is_noticed(corpus: Path, library: Library) -> None:
    before = (corpus / "b.txt").stat()
    text = (corpus / "b.txt").read_text()
    (corpus / "b.txt").write_text(text.replace("rain", "hail"))
    os.utime(corpus / "b.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    library.update()
    assert paths(library, "hail") == ["b.txt"]


def test_a_file_that_becomes_a_folder_is_replaced_by_what_is_in_it(corpus: Path, library: Library) -> None:
    (corpus / "b.txt").unlink()
    (corpus / "b.txt").mkdir()
    (corpus / "b.txt" / "c").write_text("Snow\n\nSnow fell on the mountains, officials said.\n")
    library.update()
    assert paths(library, "") == ["a.txt", "b.txt/c"]


def test_what_gives_no_article_is_named_with_its_reason(corpus: Path, library: Library) -> None:
    (corpus / "paper.pdf").write_bytes(b"%PDF-1.7")
    (corpus / "empty.txt").touch()
    report = library.update()
    assert [skipped.path for skipped in report.skipped] == ["empty.txt", "paper.pdf"]
    assert all(skipped.reason for skipped in report.skipped)


def test_what_gave_no_article_is_still_named_when_nothing_changed(corpus: Path, library: Library) -> None:
    (corpus / "paper.pdf").write_bytes(b"%PDF-1.7")
    library.update()
    assert [skipped.path for skipped in library.update().skipped] == ["paper.pdf"]


def test_a_corpus_that_vanished_loses_no_article(corpus: Path, library: Library) -> None:
    corpus.rename(corpus.with_name("elsewhere"))
    with pytest.raises(CorpusError):
        library.update()
    assert len(library) == 2


def test_a_missing_corpus_is_named(tmp_path: Path, open_library: Open) -> None:
    with pytest.raises(CorpusError, match="nowhere"):
        open_library(tmp_path / "nowhere")


def test_an_empty_corpus_is_an_empty_index(tmp_path: Path, open_library: Open) -> None:
    (tmp_path / "corpus").mkdir()
    library = open_library(tmp_path / "corpus")
    assert (counts(library.update()), len(library)) == ((0, 0, 0, 0, 0), 0)


def test_a_single_file_is_a_corpus(corpus: Path, open_library: Open) -> None:
    library = open_library(corpus / "a.txt")
    library.update()
    assert paths(library, "") == ["a.txt"]


def test_progress_counts_files_then_tagged_texts(corpus: Path, open_library: Open) -> None:
    told: list[Progress] = []
    open_library(corpus).update(told.append)
    assert [(p.phase, p.done, p.total) for p in told] == [("read", 1, 2), ("read", 2, 2), ("tag", 2, 2)]


def test_a_second_library_sees_what_the_first_one_committed(
    corpus: Path, library: Library, open_library: Open
) -> None:
    other = open_library(corpus)
    (corpus / "c.txt").write_text("Snow\n\nSnow fell on the mountains, officials said.\n")
    library.update()
    assert (other.refresh(), paths(other, "snow"), other.refresh()) == (True, ["c.txt"], False)


def test_two_updates_at_once_are_one_and_a_message(
    corpus: Path, library: Library, open_library: Open
) -> None:
    other = open_library(corpus)
    (corpus / "c.txt").write_text("Snow\n\nSnow fell on the mountains, officials said.\n")
    busy: list[str] = []

    def meanwhile(_: Progress) -> None:
        with pytest.raises(StoreBusy) as caught:
            other.update()
        busy.append(str(caught.value))

    library.update(meanwhile)
    assert "indexing" in busy[0]


def test_a_rebuild_gives_the_same_index(library: Library) -> None:
    library.update(rebuild=True)
    assert paths(library, "") == ["a.txt", "b.txt"]


def test_other_settings_of_reading_rebuild_the_index_and_say_so(
    corpus: Path, library: Library, open_library: Open
) -> None:
    other = open_library(corpus, Options(reading=Reading(max_article_bytes=1000)))
    report = other.update()
    assert (report.added, "rebuilt" in report.message) == (2, True)


@pytest.mark.parametrize("suffix", [".articles", ".words", ".toc"])
def test_a_damaged_index_is_set_aside_and_rebuilt(
    corpus: Path, library: Library, tmp_path: Path, suffix: str, open_library: Open
) -> None:
    library.close()
    (file,) = (tmp_path / "cache").rglob(f"*{suffix}")
    file.write_bytes(file.read_bytes()[:-9])
    opened = open_library(corpus)
    assert (len(opened), "damaged" in opened.message) == (0, True)
    report = opened.update()
    assert (report.added, "set aside" in report.message, len(opened)) == (2, True, 2)


def test_freshening_builds_what_was_never_built(corpus: Path, open_library: Open) -> None:
    report = open_library(corpus).freshen()
    assert report is not None
    assert report.added == 2


def test_the_corpus_is_never_written(corpus: Path, library: Library) -> None:
    assert sorted(path.name for path in corpus.iterdir()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("name", ["catalogue", "cleaner", "manifest.json", "current", "mentions.db"])
@pytest.mark.parametrize("content", [b"", b"\0" * 100, b'[1, {"files": []}]', None])
def test_whatever_file_of_the_index_is_damaged_the_next_update_repairs_it(
    corpus: Path, library: Library, tmp_path: Path, name: str, content: bytes | None, open_library: Open
) -> None:
    library.close()
    (file,) = (tmp_path / "cache").rglob(name)
    file.unlink() if content is None else file.write_bytes(content)
    opened = open_library(corpus)
    report = opened.update()
    assert (paths(opened, "rain"), opened.tagged()) == (["b.txt"], (2, 2))
    assert report.added == 0 or "rebuilt" in report.message


def test_a_change_that_left_size_and_dates_is_found_by_verifying(
    corpus: Path, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.manifest.SMALL", 0)
    (segment,) = (tmp_path / "cache").rglob("*.articles")
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 1
    segment.write_bytes(content)
    assert not library.update().message
    assert "damaged" in library.update(verify=True).message


def test_damage_met_in_the_middle_of_an_update_is_repaired_by_it(
    corpus: Path, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_library: Open
) -> None:
    monkeypatch.setattr("index.store.manifest.SMALL", 0)
    damage_articles(tmp_path / "cache")
    library.close()
    next((tmp_path / "cache").rglob("mentions.db")).unlink()  # so that every article is read again
    library = open_library(corpus)
    report = library.update()
    assert "rebuilt" in report.message
    assert paths(library, "rain") == ["b.txt"]


def test_an_article_that_was_committed_but_not_recorded_goes_with_its_file(
    corpus: Path, library: Library, tmp_path: Path
) -> None:
    (corpus / "c.txt").write_text("Snow\n\nSnow fell on the mountains, officials said.\n")
    library.update()
    next((tmp_path / "cache").rglob("catalogue.recent")).unlink()  # as if killed before it was written
    (corpus / "c.txt").unlink()
    library.update()
    assert paths(library, "") == ["a.txt", "b.txt"]


def test_a_move_that_was_committed_but_not_recorded_doubles_no_article(
    corpus: Path, library: Library, tmp_path: Path
) -> None:
    (corpus / "b.txt").rename(corpus / "c.txt")
    library.update()
    next((tmp_path / "cache").rglob("catalogue.recent")).unlink()  # as if killed before it was written
    library.update()
    assert paths(library, "") == ["a.txt", "c.txt"]


def test_names_that_look_alike_when_shown_are_two_articles(corpus: Path, library: Library) -> None:
    text = b"Snow\n\nSnow fell on the mountains, officials said.\n"
    (corpus / "caf\\xe9.txt").write_bytes(text)
    (corpus / os.fsdecode(b"caf\xe9.txt")).write_bytes(text)
    library.update()
    library.update()
    assert paths(library, "snow") == ["caf\\x5cxe9.txt", "caf\\xe9.txt"]
    for name in (b"caf\xe9.txt", b"caf\\xe9.txt"):
        assert library.article(library.resolve(os.fsdecode(bytes(corpus) + b"/" + name)))


def test_a_full_disk_is_said_and_the_old_index_answers(
    corpus: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (corpus / "c.txt").write_text("Snow\n\nSnow fell on the mountains, officials said.\n")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match=r"no space left on device.*make room"):
            library.update()
        assert "b.txt" in paths(library, "rain")
    library.update()
    assert paths(library, "snow") == ["c.txt"]


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_corpus_that_no_file_can_be_called_is_named(tmp_path: Path, open_library: Open, name: str) -> None:
    with pytest.raises(CorpusError):
        open_library(tmp_path / name)


def test_damage_that_a_reader_met_is_repaired_by_the_next_update(
    corpus: Path, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_library: Open
) -> None:
    monkeypatch.setattr("index.store.manifest.SMALL", 0)
    damage_articles(tmp_path / "cache")
    reader = open_library(corpus)
    with pytest.raises(StoreDamaged):
        [reader.article(reader.resolve(path)) for path in ("a.txt", "b.txt")]
    assert "damaged" in open_library(corpus).message
    assert "rebuilt" in library.update().message
    assert paths(library, "rain") == ["b.txt"]
