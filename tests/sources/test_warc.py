"""A web archive gives the pages that were answered with 200; a damaged record costs only itself."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Record
from index.reading import Reading
from index.sources import Entry, Skipped, read, scan
from tests.sources.conftest import Find

OK = b"HTTP/1.1 200 OK\r\n"
HTML = OK + b"Content-Type: text/html; charset=windows-1251\r\n"


def page(text: str) -> bytes:
    return f"<html><body><p>{text}</p></body></html>".encode("cp1251")


def record(
    body: bytes, http: bytes = HTML, kind: str = "response", media: str = "application/http", n: int = 1
) -> bytes:
    block = http + b"\r\n" + body if http else body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://daily.example/{n}\r\n"
        f"WARC-Date: 2024-05-05T00:00:00Z\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def chunked(data: bytes) -> bytes:
    return (
        b"".join(b"%x\r\n%s\r\n" % (len(data[i : i + 9]), data[i : i + 9]) for i in range(0, len(data), 9))
        + b"0\r\n\r\n"
    )


def test_pages_are_named_by_the_number_of_their_record(find: Find) -> None:
    found = find(
        "a.warc",
        record(b"software: x", b"", "warcinfo", "application/warc-fields")
        + record(page("мост"), n=1)
        + record(page("gone"), b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n")
        + record(b"\x89PNG", OK + b"Content-Type: image/png\r\n")
        + record(b"", b"GET / HTTP/1.1\r\n", "request")
        + record(page("порт"), n=6),
    )
    assert [(each.key, each.text, each.url, each.date) for each in found.records] == [
        ("a.warc#2", "мост", "https://daily.example/1", None),
        ("a.warc#6", "порт", "https://daily.example/6", None),
    ]
    assert not found.skipped

    assert not found.skipped


def test_of_a_packed_record_that_breaks_off_what_came_before_is_read(find: Find) -> None:
    lines = "<br>".join(f"line {number * number % 1009}" for number in range(500))
    packed = gzip.compress(record(page("мост"))) + gzip.compress(record(page(lines)))[:-300]
    found = find("a.warc.gz", packed)
    assert [each.key for each in found.records] == ["a.warc.gz#1", "a.warc.gz#2"]
    assert found.records[1].text.startswith("line 0\nline 1\nline 4\n")
    assert found.records[1].repairs[-1] == "damaged: the record ends early"
    assert found.skipped["a.warc.gz"].startswith("damaged after ")


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (chunked(page("мост")), b"Transfer-Encoding: chunked\r\n"),
        (gzip.compress(page("мост")), b"Content-Encoding: gzip\r\n"),
        (zlib.compress(page("мост")), b"Content-Encoding: deflate\r\n"),
        (zlib.compress(page("мост"))[2:-4], b"Content-Encoding: deflate\r\n"),
        (chunked(gzip.compress(page("мост"))), b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
        (page("мост"), b"Content-Encoding: gzip\r\n"),
    ],
    ids=["chunked", "gzip", "deflate", "raw deflate", "both", "neither"],
)
def test_what_was_sent_is_unpacked(find: Find, sent: bytes, headers: bytes) -> None:
    assert find("a.warc", record(sent, HTML + headers)).texts == {"a.warc#1": "мост"}


def test_records_packed_one_by_one(find: Find) -> None:
    packed = gzip.compress(record(page("мост"))) + gzip.compress(record(page("порт")))
    assert find("a.warc.gz", packed).texts == {"a.warc.gz#1": "мост", "a.warc.gz#2": "порт"}


def test_what_the_archive_holds_itself(find: Find) -> None:
    found = find(
        "a.warc",
        record("Текст.".encode(), b"", "conversion", "text/plain")
        + record(page("мост"), b"", "resource", "text/html; charset=cp1251")
        + record(b"no page", b"", "resource", "text/plain"),
    )
    assert found.texts == {"a.warc#1": "Текст.", "a.warc#2": "мост"}


def test_what_is_damaged_is_named_and_the_rest_read(find: Find) -> None:
    torn = record(page("порт"))[:-22]
    found = find(
        "a.warc",
        record(page("мост"))
        + b"stray bytes\r\n"
        + record(page("x")).replace(b"Content-Length", b"Contents-Length")
        + record(b"\x1f\x8b damaged", HTML + b"Content-Encoding: gzip\r\n")
        + record(b"x", HTML + b"Content-Encoding: br\r\n")
        + torn,
    )
    assert found.texts == {"a.warc#1": "мост", "a.warc#5": "порт"}
    assert found.records[1].repairs == ("damaged: the record ends early",)
    assert found.skipped["a.warc#2"].startswith("damaged: ")
    assert found.skipped["a.warc#3"] == "record cannot be read: its packed content cannot be unpacked"
    assert found.skipped["a.warc#4"] == "record cannot be read: packed by br, which is not read"


def test_a_bomb_is_cut(find: Find) -> None:
    packed = gzip.compress(page("a " * 1_000_000))
    (found,) = find(
        "a.warc", record(packed, HTML + b"Content-Encoding: gzip\r\n"), Reading(max_article_bytes=5000)
    ).records
    assert len(found.text) < 5000
    assert found.repairs == ("cut after the first 5,000 bytes",)


def test_an_archive_without_pages_says_so(find: Find) -> None:
    found = find("a.warc", record(b"x", b"", "warcinfo"))
    assert found.skipped == {
        "a.warc": "no article: the archive has no page that was answered with status 200"
    }


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=12), st.integers(0, 800), st.integers(0, 40))
def test_no_damage_breaks_it(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int, lost: int
) -> None:
    whole = record(page("мост")) + record(
        chunked(gzip.compress(page("x"))), HTML + b"Content-Encoding: gzip\r\n"
    )
    file = tmp_path_factory.mktemp("warc") / "a.warc"
    file.write_bytes(whole[:at] + junk + whole[at + lost :])
    (entry,) = scan(file)
    assert isinstance(entry, Entry)
    found = list(read(entry))
    assert found
    assert all(isinstance(each, Skipped | Record) for each in found)
