"""What do tests of sources have at hand? A file of any content, and what reading it gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from index.article import Record
from index.reading import Reading
from index.sources import Entry, read, scan

Put = Callable[[str, bytes], Entry]
Find = Callable[..., "Found"]


class Found(NamedTuple):
    """What a file gave."""

    records: list[Record]
    skipped: dict[str, str]
    """Reasons by place."""

    @property
    def texts(self) -> dict[str, str]:
        return {record.key: record.text for record in self.records}


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a file and return its entry."""

    def write(name: str, content: bytes) -> Entry:
        (tmp_path / name).write_bytes(content)
        (entry,) = scan(tmp_path / name)
        assert isinstance(entry, Entry)
        return entry

    return write


@pytest.fixture
def find(put: Put) -> Find:
    """Write a file and return what reading it gives."""

    def write_and_read(name: str, content: bytes | str, reading: Reading | None = None) -> Found:
        entry = put(name, content if isinstance(content, bytes) else content.encode())
        given = list(read(entry, reading or Reading()))
        records = [each for each in given if isinstance(each, Record)]
        return Found(records, {each.path: each.reason for each in given if not isinstance(each, Record)})

    return write_and_read
