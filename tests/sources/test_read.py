"""A text file gives its article; anything else gives a reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.article import Record
from index.reading import MAX_ARTICLE_BYTES, Reading
from index.sources import Entry, Skipped, read
from tests.sources.conftest import Put


def only(entry: Entry) -> Record | Skipped:
    (result,) = read(entry)
    return result


def reason(entry: Entry) -> str:
    result = only(entry)
    assert isinstance(result, Skipped)
    assert result.path == entry.path
    return result.reason


def record(entry: Entry) -> Record:
    result = only(entry)
    assert isinstance(result, Record)
    return result


@pytest.mark.parametrize(
    "name", ["a.txt", "A.TXT", "a.text", "a.md", "a.markdown", "README", "2024.02.01", "No. 5", "v1.2"]
)
def test_text_is_one_record_under_its_path(put: Put, name: str) -> None:
    assert record(put(name, "Žena – “yes”\r\n".encode())) == Record(name, "Žena – “yes”\n")


def test_what_was_repaired_is_said(put: Put) -> None:
    found = record(put("a.txt", b"na\xefve \x1b[31mred"))
    assert found.text == "naïve red"
    assert found.encoding == "cp1252"
    assert found.repairs == ("not UTF-8: read as Windows-1252", "1 control sequence removed")


def test_a_mark_in_mid_file_is_removed(put: Put) -> None:
    assert record(put("a.txt", "one \ufefftwo".encode())).text == "one two"


def test_a_stray_nul_does_not_make_text_binary(put: Put) -> None:
    assert record(put("a.txt", b"A line of text with one stray \x00 in it.\n")).text == (
        "A line of text with one stray  in it.\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n\t", "empty: nothing but white space"),
        ("a.txt", bytes(range(256)) * 8, "binary, not text"),
        ("noext", b"\x7fELF\x02\x01\x01\x00\x00\x00", "binary, not text"),
        ("a.pdf", b"%PDF-1.4", "PDF: convert it with pdftotext first"),
        ("a.txt", b"%PDF-1.4 and so on", "PDF: convert it with pdftotext first"),
        ("a.docx", b"PK\x03\x04", "Word: convert it to text first (pandoc -t plain)"),
        (
            "a.txt.gz",
            b"\x1f\x8b",
            "damaged at its beginning: Compressed file ended before the end-of-stream marker was reached",
        ),
        ("a.zip", b"PK\x03\x04", "damaged archive: File is not a zip file"),
        ("a.yaml", b"a: &a [*a, *a]", "YAML: metadata or settings, no article"),
        ("a.pkl", b"cos\nsystem\n", "pickle: can run programs when it is read; export it as JSON lines"),
        ("a.xlsx", b"PK\x03\x04", "Excel: save it as CSV"),
        ("a.xyz", b"text", "unknown format .xyz: rename it to .txt if it is text"),
    ],
)
def test_what_is_no_article_is_named_with_advice(put: Put, name: str, content: bytes, expected: str) -> None:
    assert reason(put(name, content)) == expected


def test_a_long_file_is_cut_and_the_cut_is_said(put: Put) -> None:
    found = record(put("a.txt", b"line of text\n" * (MAX_ARTICLE_BYTES // 13 + 10)))
    assert len(found.text) == MAX_ARTICLE_BYTES
    assert found.repairs == (f"cut after the first {MAX_ARTICLE_BYTES:,} bytes",)


def test_a_line_of_a_megabyte_is_read(put: Put) -> None:
    assert len(record(put("a.txt", b"word " * 250_000)).text) == 1_250_000


def test_how_long_an_article_may_be_can_be_set(put: Put) -> None:
    (found,) = read(put("a.txt", b"word " * 250_000), Reading.of({}, 1))
    assert isinstance(found, Record)
    assert found.repairs == ("cut after the first 1,048,576 bytes",)


def test_a_file_that_vanished_is_named(put: Put) -> None:
    entry = put("a.txt", b"text")
    os.unlink(entry.file)
    assert reason(entry) == "vanished while it was read"


def test_a_file_that_became_a_folder_is_named(put: Put) -> None:
    entry = put("a.txt", b"text")
    os.unlink(entry.file)
    os.mkdir(entry.file)
    assert reason(entry) == "cannot be read: no longer a regular file"


def test_a_file_that_became_a_pipe_does_not_block(put: Put) -> None:
    entry = put("a.txt", b"text")
    os.unlink(entry.file)
    os.mkfifo(entry.file)
    assert reason(entry) == "cannot be read: no longer a regular file"


def test_a_file_that_became_a_link_is_not_followed(put: Put, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    entry = put("a.txt", b"text")
    os.unlink(entry.file)
    os.symlink(tmp_path / "secret", entry.file)
    assert reason(entry) == "became a symbolic link while it was read"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(put: Put) -> None:
    entry = put("a.txt", b"text")
    os.chmod(entry.file, 0)
    assert reason(entry) == "cannot be read: permission denied"
