"""What does a text file hold? One article: the file's text, under the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Record
from index.reading import Reading
from index.sanitise import sanitise
from index.sources.decoding import decode
from index.sources.part import Part
from index.sources.walk import Skipped

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65536
_FEW_CONTROLS = 8
_MANY = 0.15
"""Share of control characters above which even a short file is no text."""
_SOME = 0.01
"""The same for a file that holds more than a few: a stray NUL is repaired, an executable is not."""


def parse_plain(part: Part, reading: Reading) -> Iterator[Record | Skipped]:
    """Yield the one record of a text file, or why it is none. Its key is its path."""
    assert isinstance(part.data, bytes)  # as `Whole` makes it
    decoded = decode(part.data, cut=part.cut)
    if _binary(decoded.text[:_SAMPLE]):
        yield part.skipped("binary, not text")
        return
    text, removed = sanitise(decoded.text)
    if not text.strip():
        yield part.skipped("empty: nothing but white space")
        return
    shortened = (f"cut after the first {len(part.data):,} bytes",) if part.cut else ()
    repairs = (*decoded.repairs, *removed, *part.notes, *shortened)
    yield Record(
        part.key, text, url=part.url, encoding=decoded.encoding, repairs=repairs, locator=part.locator
    )


def _binary(sample: str) -> bool:
    controls = sum(1 for _ in _CONTROLS.finditer(sample))
    return controls > _MANY * len(sample) or (controls > _FEW_CONTROLS and controls > _SOME * len(sample))
