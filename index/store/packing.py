"""How is an article stored? A line of numbers for the blocks, a line of JSON for the rest, the text as it is.

Frames of Zstandard (RFC 8878), each with an article, share a dictionary, as single articles are too short to
compress well. What a list needs of an article, text and blocks, is had without reading the rest.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any, NamedTuple

import zstandard

from index.article import Article, Block, BlockKind, PublicationDate, Reason, Span, Stage, Stated
from index.store.arrays import decoded, encoded

_KINDS = tuple(BlockKind)
_KIND_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_LEVEL = 5
"""3 % smaller than with Zstandard's default of 3; a level of 6 saves 3 % more, and takes nearly twice the time."""
_LARGEST_DICTIONARY = 1 << 18
"""A quarter of a megabyte makes articles 7 % smaller than the usual 110 KB; twice as much, another 2 %."""
_SHARE = 10
"""A dictionary is made of ten times its size, as Zstandard's authors advise."""
_FEWEST_SAMPLES = 200
"""Articles below which no dictionary is made: it would weigh more than it saves."""


_encoder = json.JSONEncoder(separators=(",", ":"))
"""Made once: making one takes longer than its work on an article."""


class Outline(NamedTuple):
    """Text and blocks of an article as plain values."""

    text: str
    blocks: tuple[tuple[int, int, BlockKind, bool], ...]
    """(start, end, kind, hidden) of each; they tile the text."""


class Verdicts(NamedTuple):
    """What cleaning decided about an article, without its text."""

    date: PublicationDate
    hidden: tuple[Sequence[tuple[str, float, str]], ...]
    """The reasons of each hidden block, as plain values: rule, weight, stage."""


def pack(article: Article) -> bytes:
    """`article`, but for its key, as bytes for `unpack`, `outline` and `verdicts`."""
    blocks = [(block.end, _KIND_NUMBERS[block.kind], int(block.hidden)) for block in article.blocks]
    reasons = {
        i: [[reason.rule, reason.weight, reason.stage] for reason in block.reasons]
        for i, block in enumerate(article.blocks)
        if block.reasons
    }
    rest = [
        article.locator,
        article.title,
        article.source,
        article.byline,
        article.url,
        _date_to_json(article.date),
        reasons,
        article.stated,
    ]
    return b"\n".join((_json(sum(blocks, ())), _json(rest), encoded(article.text)))


def outline(packed: bytes) -> Outline:
    """Raises ValueError, IndexError on what `pack` did not make."""
    numbers, _, text = packed.split(b"\n", 2)
    return Outline(decoded(text), _blocks(numbers))


def verdicts(packed: bytes) -> Verdicts:
    """Raises ValueError, IndexError, KeyError on what `pack` did not make."""
    numbers, rest, _ = packed.split(b"\n", 2)
    *_, date, reasons, _ = json.loads(rest)
    hidden = (reasons.get(str(i), ()) for i, hides in enumerate(json.loads(numbers)[2::3]) if hides)
    return Verdicts(_date_from_json(date), tuple(hidden))


def unpack(packed: bytes, key: str) -> Article:
    """The article that was packed. Raises ValueError, IndexError, KeyError on what `pack` did not make."""
    numbers, rest, text = packed.split(b"\n", 2)
    locator, title, source, byline, url, date, reasons, stated = json.loads(rest)
    blocks = tuple(
        Block(*block, reasons=tuple(map(_reason, reasons.get(str(i), ()))))
        for i, block in enumerate(_blocks(numbers))
    )
    return Article(
        key=key,
        text=decoded(text),
        blocks=blocks,
        title=title,
        date=_date_from_json(date),
        source=source,
        byline=byline,
        url=url,
        locator=locator,
        stated=Stated(*stated),
    )


class Compressor:
    """Packed articles ⇄ frames. Without a dictionary, frames stand alone; one with a dictionary reads both.

    Threads may share one: what zstandard provides is not made for that, and works outside of the interpreter lock.
    """

    def __init__(self, dictionary: bytes = b"") -> None:
        self._lock = Lock()
        self._dictionary = zstandard.ZstdCompressionDict(dictionary) if dictionary else None

    @cached_property
    def _writer(self) -> zstandard.ZstdCompressor:
        return zstandard.ZstdCompressor(level=_LEVEL, dict_data=self._dictionary)

    @cached_property
    def _reader(self) -> zstandard.ZstdDecompressor:
        return zstandard.ZstdDecompressor(dict_data=self._dictionary)

    def compress(self, packed: bytes) -> bytes:
        with self._lock:
            return self._writer.compress(packed)

    def decompress(self, frame: bytes | memoryview) -> bytes:
        """Raises zstandard.ZstdError on what is no frame."""
        with self._lock:
            return self._reader.decompress(frame)


def dictionary(samples: Sequence[bytes]) -> bytes:
    """A dictionary for articles like these; empty if they are too few or too much alike to make one of."""
    if len(samples) < _FEWEST_SAMPLES:
        return b""
    try:
        size = min(_LARGEST_DICTIONARY, sum(map(len, samples)) // _SHARE)
        return zstandard.train_dictionary(size, list(samples)).as_bytes()
    except zstandard.ZstdError:
        return b""


def _reason(values: tuple[str, float, str]) -> Reason:
    rule, weight, stage = values
    return Reason(rule, weight, Stage(stage))


def _json(value: object) -> bytes:
    return _encoder.encode(value).encode()


def _blocks(numbers: bytes) -> tuple[tuple[int, int, BlockKind, bool], ...]:
    values = json.loads(numbers)
    ends = values[::3]
    kinds = map(_KINDS.__getitem__, values[1::3])
    return tuple(zip([0, *ends], ends, kinds, map(bool, values[2::3]), strict=False))


def _date_to_json(date: PublicationDate) -> list[Any] | None:
    if date == PublicationDate():
        return None
    return [_iso(date.day), date.confidence, date.evidence, date.because, _iso(date.alternative)]


def _date_from_json(value: list[Any] | None) -> PublicationDate:
    if value is None:
        return PublicationDate()
    day, confidence, evidence, because, alternative = value
    return PublicationDate(
        _day(day), confidence, tuple(Span(*span) for span in evidence), because, _day(alternative)
    )


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
