"""Compressed files and archives: read as what they hold, within bounds; damage is named, what came before it read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable

import pytest
import zstandard

from tests.sources.conftest import Find

Pack = Callable[[bytes], bytes]

PACKERS: dict[str, Pack] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}
LINES = b"".join(
    json.dumps({"text": f"Article {i}.", "title": f"Title {i}"}).encode() + b"\n" for i in range(2000)
)
packers = pytest.mark.parametrize(("suffix", "pack"), PACKERS.items())


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


@packers
def test_a_compressed_file_is_read_as_what_it_holds(find: Find, suffix: str, pack: Pack) -> None:
    assert find(f"a.txt.{suffix}", pack(b"Text.\n")).texts == {f"a.txt.{suffix}": "Text.\n"}
    records, skipped = find(f"a.jsonl.{suffix}", pack(LINES))
    assert (len(records), skipped) == (2000, {})
    assert (records[16].key, records[16].title) == (f"a.jsonl.{suffix}#17", "Title 16")


@packers
def test_compression_is_known_by_content(find: Find, suffix: str, pack: Pack) -> None:
    assert len(find("dump", pack(LINES)).records) == 2000
    assert len(find("a.jsonl", pack(LINES)).records) == 2000
    assert len(find(f"dump.{suffix}", pack(LINES)).records) == 2000


@packers
def test_pieces_put_together_are_one_file(find: Find, suffix: str, pack: Pack) -> None:
    assert find(f"a.{suffix}", pack(b"One. ") + pack(b"Two.")).texts == {f"a.{suffix}": "One. Two."}


@packers
def test_what_breaks_off_is_named_and_what_came_before_is_read(find: Find, suffix: str, pack: Pack) -> None:
    long = b"".join(json.dumps({"text": f"{i * 7919} " * 20}).encode() + b"\n" for i in range(20_000))
    packed = pack(long)
    records, skipped = find(f"a.jsonl.{suffix}", packed[: len(packed) * 3 // 4])
    assert 1000 < len(records) < 20_000
    ((place, reason),) = skipped.items()
    assert place == f"a.jsonl.{suffix}"
    assert reason.startswith("damaged after ")


@packers
def test_of_a_damaged_text_the_beginning_is_read(find: Find, suffix: str, pack: Pack) -> None:
    text = "".join(f"Line {i * 7919}.\n" for i in range(100_000)).encode()
    packed = pack(text)
    (record,), skipped = find(f"a.txt.{suffix}", packed[: len(packed) * 3 // 4])
    assert text.decode().startswith(record.text)
    assert record.repairs[-1] == "damaged: what came before is read"
    assert skipped[f"a.txt.{suffix}"].startswith("damaged after ")


@packers
def test_a_bomb_is_not_unpacked(find: Find, suffix: str, pack: Pack) -> None:
    bomb = pack(b"[" + b" " * 60_000_000 + b"]")
    records, skipped = find(f"a.json.{suffix}", bomb)
    assert records == []
    assert skipped == {f"a.json.{suffix}": "unpacks to more than 100 times its size: the rest is not read"}


def test_a_checksum_that_does_not_fit_is_named(find: Find) -> None:
    packed = bytearray(gzip.compress(b"Text.\n"))
    packed[-5] ^= 1
    records, skipped = find("a.txt.gz", bytes(packed))
    assert [record.text for record in records] == ["Text.\n"]
    assert skipped["a.txt.gz"].startswith("damaged after 6 bytes: ")


MEMBERS = {
    "in/a.txt": b"A.",
    "in/b.jsonl": b'{"text": "B."}\n{"text": "C."}\n',
    "d": b'{"text": "D."}',
    "in/": b"",
}
READ = {"in/a.txt": "A.", "in/b.jsonl#1": "B.", "in/b.jsonl#2": "C.", "d": "D."}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zipped(MEMBERS)),
        ("a.tar", tarred({name: content for name, content in MEMBERS.items() if content})),
        (
            "a.tgz",
            gzip.compress(tarred({f"./{name}": content for name, content in MEMBERS.items() if content})),
        ),
        ("a.tar.xz", lzma.compress(tarred({name: content for name, content in MEMBERS.items() if content}))),
        ("archive", zipped(MEMBERS)),
    ],
)
def test_members_of_an_archive_are_files(find: Find, name: str, content: bytes) -> None:
    records, skipped = find(name, content)
    assert skipped == {}
    assert {record.key: record.text for record in records} == {
        f"{name}#{key}": text for key, text in READ.items()
    }
    assert all(record.key == f"{name}#{record.locator}" for record in records)


@pytest.mark.parametrize(("name", "pack"), [("a.zip", zipped), ("a.tar", tarred), ("archive", tarred)])
def test_members_that_are_no_articles_are_named(
    find: Find, name: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    members = {
        "../up.txt": b"Up.",
        "/root.txt": b"Root.",
        ".hidden/a.txt": b"Hidden.",
        "a.pdf": b"%PDF-1.4",
        "a.xyz": b"What?",
        "bad\x1b.txt": b"Bad.",
        "empty.txt": b"",
        "inner.zip": zipped({"a.txt": b"A."}),
        "z.txt": b"Good.",
    }
    records, skipped = find(name, pack(members))
    assert [record.locator for record in records] == ["bad\\x1b.txt", "z.txt"]
    assert skipped == {
        f"{name}#../up.txt": "its name leads out of the archive",
        f"{name}#/root.txt": "its name leads out of the archive",
        f"{name}#a.pdf": "PDF: convert it with pdftotext first",
        f"{name}#a.xyz": "unknown format .xyz: rename it to .txt if it is text",
        f"{name}#empty.txt": "empty",
        f"{name}#inner.zip": "a ZIP archive inside another archive: unpack it first",
    }


@pytest.mark.parametrize("content", [zipped({}), zipped({".hidden": b"H."}), zipped({"folder/": b""})])
def test_an_archive_without_files_is_named(find: Find, content: bytes) -> None:
    assert find("a", content) == ([], {"a": "empty: no file in it"})


def test_a_compressed_member_is_read_and_no_third_layer(find: Find) -> None:
    twice = gzip.compress(gzip.compress(b"Three."))
    records, skipped = find("a.zip", zipped({"a.txt.gz": gzip.compress(b"Two."), "b.txt.gz.gz": twice}))
    assert {record.key: record.text for record in records} == {"a.zip#a.txt.gz": "Two."}
    assert skipped == {"a.zip#b.txt.gz.gz": "packed too many times over: unpack it first"}


def test_metadata_beside_a_text_of_an_archive_is_no_article(find: Find) -> None:
    content = zipped({"in/a.txt": b"A.", "in/a.json": b'{"text": "A."}', "b.json": b'{"text": "B."}'})
    records, skipped = find("a.zip", content)
    assert [record.locator for record in records] == ["in/a.txt", "b.json"]
    assert skipped == {"a.zip#in/a.json": "metadata beside in/a.txt"}


def test_of_two_members_with_one_name_the_first_is_read(find: Find) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "One.")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", "Two.")
    records, skipped = find("a.zip", file.getvalue())
    assert [record.text for record in records] == ["One."]
    assert skipped == {"a.zip#a.txt": "an earlier member has the same name"}


def test_an_encrypted_member_is_named_and_the_rest_is_read(find: Find) -> None:
    content = bytearray(zipped({"a.txt": b"A.", "b.txt": b"B."}, zipfile.ZIP_STORED))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    records, skipped = find("a.zip", bytes(content))
    assert [record.locator for record in records] == ["b.txt"]
    assert skipped == {"a.zip#a.txt": "encrypted: unpack it first"}


def test_a_damaged_member_is_named_and_the_rest_is_read(find: Find) -> None:
    content = zipped({"a.txt": b"First text.", "b.txt": b"Second text."}, zipfile.ZIP_STORED)
    records, skipped = find("a.zip", content.replace(b"First text.", b"Fjrst text."))
    assert [record.locator for record in records] == ["b.txt"]
    assert skipped == {"a.zip#a.txt": "damaged at its beginning: Bad CRC-32 for file 'a.txt'"}


def test_a_zip_archive_that_breaks_off_is_named_and_what_came_before_is_read(find: Find) -> None:
    content = zipped({"é.txt": b"First text.", "b.txt": b"Second text.", "c.txt": b"Third text."})
    records, skipped = find("a.zip", content[: content.index(b"c.txt") + 10])
    assert {record.locator: record.text for record in records} == {
        "é.txt": "First text.",
        "b.txt": "Second text.",
    }
    assert skipped == {"a.zip": "damaged archive: File is not a zip file"}


def test_links_and_devices_in_an_archive_are_not_followed(find: Find) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in (("link.txt", tarfile.SYMTYPE), ("pipe.txt", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    reason = "not a regular file"
    assert find("a.tar", file.getvalue()) == ([], {"a.tar#link.txt": reason, "a.tar#pipe.txt": reason})


def test_a_link_in_a_zip_archive_is_not_followed(find: Find) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert find("a.zip", file.getvalue()) == ([], {"a.zip#link.txt": "not a regular file"})


def test_members_that_share_their_bytes_are_not_unpacked(find: Find) -> None:
    content = bytearray(zipped({"a.txt": b"A" * 5000, "b.txt": b"B" * 5000}, zipfile.ZIP_STORED))
    at = content.index(b"PK\x01\x02")
    content[at + 20 : at + 24] = struct.pack("<I", 9000)
    assert find("a.zip", bytes(content)) == ([], {"a.zip": "its members overlap: not read"})


def test_a_tar_archive_that_breaks_off_is_named_and_what_came_before_is_read(find: Find) -> None:
    content = tarred({"a.txt": b"A.", "b.txt": b"B" * 5000})
    records, skipped = find("a.tar", content[:3000])
    assert [record.locator for record in records] == ["a.txt"]
    assert skipped["a.tar#b.txt"] == "damaged at its beginning: unexpected end of data"
