"""Files in all encodings, whole and damaged: each is read, and what was guessed or mended is said."""

from __future__ import annotations

import codecs

import pytest

from tests.sources.conftest import Find

TEXT = "“Naïve” café – £5 for €6\nThe second line of it isn’t short\n"
CHINESE = "总统星期四表示，谈判将于下周继续进行。\n外交部长指出，两国已就新的会晤达成一致。\n"

ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8 marked": codecs.BOM_UTF8 + TEXT.encode(),
    "utf-16-le marked": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16-be marked": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "utf-32-le marked": codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be": TEXT.encode("utf-16-be"),
    "cp1252": TEXT.encode("cp1252"),
    "latin-1": TEXT.encode("latin-1", "ignore"),
    "gb18030": CHINESE.encode("gb18030"),
    "encoded twice": TEXT.encode().decode("cp1252", "ignore").encode(),
    "mixed": TEXT.encode() + TEXT.encode("cp1252"),
}
DAMAGES = {
    "none": lambda data: data,
    "cut": lambda data: data[:-3],
    "a NUL": lambda data: data[:40] + b"\0" + data[40:],
    "an invalid byte": lambda data: data[:40] + b"\xff" + data[40:],
    "a mark in it": lambda data: data[:40] + codecs.BOM_UTF8 + data[40:],
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("encoding", ENCODED)
def test_every_file_is_read_or_named(find: Find, encoding: str, damage: str) -> None:
    data = DAMAGES[damage](ENCODED[encoding])
    found = find("a.txt", data)
    assert len(found.records) + len(found.skipped) == 1
    for record in found.records:
        assert not any((ord(char) < 32 and char != "\n") or 0x7F <= ord(char) < 0xA0 for char in record.text)
        assert record.repairs or record.text in TEXT


@pytest.mark.parametrize("encoding", [name for name in ENCODED if name.startswith("utf") or name == "cp1252"])
def test_the_text_is_right(find: Find, encoding: str) -> None:
    assert find("a.txt", ENCODED[encoding]).texts == {"a.txt": TEXT}


def test_two_encodings_in_one_file(find: Find) -> None:
    (record,) = find("a.txt", ENCODED["mixed"]).records
    assert record.text == TEXT * 2
    assert record.repairs == ("not UTF-8: read as Windows-1252", "UTF-8 among it: read as such")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_line_ends_of_all_kinds(find: Find, end: str) -> None:
    assert find("a.txt", f"one{end}two\nthree{end}").texts == {"a.txt": "one\ntwo\nthree\n"}


@pytest.mark.parametrize("damage", ["a NUL", "an invalid byte", "a mark in it"])
def test_what_was_mended_is_said(find: Find, damage: str) -> None:
    (record,) = find("a.txt", DAMAGES[damage](ENCODED["utf-8"])).records
    assert record.repairs
    assert record.encoding == "utf-8"
    assert record.text.startswith("“Naïve” café – £5 for €6\n")
