"""What does a text file hold? One article: the file's text, under the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Record
from index.sanitise import sanitise
from index.sources.decoding import decode
from index.sources.walk import Skipped

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65536
_FEW_CONTROLS = 8
_MANY = 0.15
"""Share of control characters above which even a short file is no text."""
_SOME = 0.01
"""The same for a file that holds more than a few: a stray NUL is repaired, an executable is not."""


def read_plain(path: str, data: bytes, cut: bool) -> Iterator[Record | Skipped]:
    """Yield the one record of a text file, or why it is none. Its key is its path."""
    decoded = decode(data, cut=cut)
    if _binary(decoded.text[:_SAMPLE]):
        yield Skipped(path, "binary, not text")
        return
    text, removed = sanitise(decoded.text)
    if not text.strip():
        yield Skipped(path, "empty: nothing but white space")
        return
    shortened = (f"cut after the first {len(data):,} bytes",) if cut else ()
    repairs = decoded.repairs + removed + shortened
    yield Record(path, text, encoding=decoded.encoding, repairs=repairs)


def _binary(sample: str) -> bool:
    controls = sum(1 for _ in _CONTROLS.finditer(sample))
    return controls > _MANY * len(sample) or (controls > _FEW_CONTROLS and controls > _SOME * len(sample))
