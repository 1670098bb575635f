"""Whatever a file holds, reading it ends, and without an error: mutated files of every kind."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import pickle
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Record
from index.reading import Reading
from index.sources import Entry, Part, Skipped, parse, parts, scan

ARTICLES = [
    {"id": f"n{i}", "title": f"Title {i}", "text": f"<p>Text {i}.</p>" * 3, "authors": [{"name": "A"}]}
    for i in range(4)
]
LINES = "\n".join(map(json.dumps, ARTICLES)).encode()
TABLE = b'id,title,text\n1,One,"First ""text"",\nof two lines."\n2,Two,Second.\n'


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in/a.jsonl", LINES)
        archive.writestr("b.csv", TABLE)
    return file.getvalue()


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in (("é" * 60 + ".jsonl", LINES), ("b.csv", TABLE)):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


FILES = {
    "a.json": json.dumps({"articles": ARTICLES}, indent=1).encode(),
    "b.json": json.dumps(ARTICLES).encode(),
    "a.jsonl": LINES,
    "a.csv": TABLE,
    "a": LINES,
    "a.json.gz": gzip.compress(LINES),
    "a.json.bz2": bz2.compress(LINES),
    "a.json.xz": lzma.compress(LINES),
    "a.csv.zst": zstandard.ZstdCompressor().compress(TABLE),
    "a.zip": _zip(),
    "a.tar": _tar(),
    "a.tgz": gzip.compress(_tar()),
}
_PIECES = st.binary(max_size=4) | st.sampled_from(
    [
        b'"',
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b"\\",
        b"\n",
        b"\x00",
        b"\xff\xff\xff\xff",
        b"PK\x05\x06",
        b'{"text":"x"}',
    ]
)
_Edit = tuple[float, int, bytes]
_EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 8), _PIECES), min_size=1, max_size=6)


def mutated(content: bytes, edits: list[_Edit]) -> bytes:
    """`content` with pieces of it, at shares of its length, replaced."""
    for share, length, piece in edits:
        at = int(share * len(content))
        content = content[:at] + piece + content[at + length :]
    return content


def everything(file: Path, reading: Reading) -> list[Record | Skipped]:
    """What reading gives when the parts are handed to another process."""
    (entry,) = scan(file)
    assert isinstance(entry, Entry)
    found: list[Record | Skipped] = []
    for part in parts(entry, reading):
        found.extend(parse(pickle.loads(pickle.dumps(part)), reading) if isinstance(part, Part) else [part])
    return found


@pytest.mark.parametrize("name", FILES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(edits=_EDITS)
def test_a_mutated_file_gives_articles_or_reasons(tmp_path: Path, name: str, edits: list[_Edit]) -> None:
    file = tmp_path / name
    file.write_bytes(mutated(FILES[name], edits))
    found = everything(file, Reading())
    assert found
    for each in found:
        place = each.key if isinstance(each, Record) else each.path
        assert place == name or place.startswith(f"{name}#")
        assert place.isprintable()
    keys = [each.key for each in found if isinstance(each, Record)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_gives_articles_or_reasons(tmp_path: Path, name: str, share: float) -> None:
    file = tmp_path / name
    file.write_bytes(FILES[name][: int(share * len(FILES[name]))])
    assert everything(file, Reading())
