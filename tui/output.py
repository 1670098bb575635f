"""How does a command speak? Answers on standard output, talk on standard error, controls on neither."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from index.article import Span
    from index.report import Progress

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of the text around it
    "\ud800-\udfff]"  # halves of a surrogate pair: file names that are not UTF-8
)

PROGRESS_EVERY = 0.1
"""Seconds between two progress lines: fluent to the eye, nothing for the job."""


def safe(text: str) -> str:
    """`text` with every character that a terminal would act on made visible as its escape."""
    return _UNSAFE.sub(lambda match: _escape(match[0]), text)


def _escape(character: str) -> str:
    return f"\\x{ord(character):02x}" if character < "\u0100" else f"\\u{ord(character):04x}"


def open_closed() -> None:
    """Open what the shell closed (`<&- >&- 2>&-`), or the next file to be opened would take its place.

    There is nothing to read, answers cannot be written, talk is lost.
    """
    for name, mode, flag in (
        ("stdin", "r", os.O_RDONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.open(os.devnull, flag), mode, encoding="utf-8"))  # noqa: SIM115


def flush() -> None:
    """See all answers out. Raises OSError, which names standard output."""
    with _to_output():
        sys.stdout.flush()


@contextmanager
def _to_output() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _drop(sys.stdout)
        raise OSError(error.errno, error.strerror, "standard output") from None


def _drop(stream: TextIO) -> None:
    """Send what `stream` still holds nowhere: Python flushes it once more when it ends, and would complain then."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(message: str) -> None:
    """One line of talk, after the answers so far. What cannot be said is no failure."""
    with suppress(OSError):  # whoever read the answers may have left
        sys.stdout.flush()
    try:
        print(safe(message).replace("\n", " "), file=sys.stderr, flush=True)
    except OSError:
        _drop(sys.stderr)


def complain(message: str) -> None:
    """One line about what went wrong."""
    say(f"broadsheet: {message}")


def answer(record: Mapping[str, object]) -> None:
    """One JSON object on a line of its own, at once: a program may be waiting for it.

    What a terminal would act on is written as an escape, which reads back as the same character.
    """
    import json

    text = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    escaped = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    with _to_output():
        sys.stdout.buffer.write(escaped.encode() + b"\n")
        sys.stdout.buffer.flush()


class Bold(str):
    """Text that stands out, on a terminal."""

    def marked(self) -> str:
        return f"\x1b[1m{safe(self)}\x1b[0m"


def line(*parts: str) -> None:
    """Text for a person, on one line or several."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    bold = sys.stdout.isatty() and not plain
    text = "".join(part.marked() if bold and isinstance(part, Bold) else safe(part) for part in parts)
    with _to_output():
        sys.stdout.buffer.write(text.encode(sys.stdout.encoding, "replace") + b"\n")


def emboldened(text: str, spans: Iterable[Span]) -> list[str]:
    """`text` in parts for `line`, those in `spans` standing out."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += [text[done:start], Bold(text[start:end])]
        done = end
    return [*parts, text[done:]]


@contextmanager
def progress_line() -> Iterator[Callable[[Progress], None] | None]:
    """What a long job may call to show how far it is: a line on a terminal that vanishes, else None."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = 0.0

    def show(progress: Progress) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - shown >= PROGRESS_EVERY:
            shown = now
            sys.stderr.write(f"\r\x1b[K{_how_far(progress)}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


_VERBS = {"read": "reading", "clean": "cleaning anew", "tag": "looking for names in"}


def _how_far(progress: Progress) -> str:
    verb = _VERBS.get(progress.phase, progress.phase)
    if progress.unit == "bytes":
        return f"{verb} {progress.done / 1e6:,.1f} of {progress.total / 1e6:,.1f} MB"
    return f"{verb} {progress.done:,} of {progress.total:,}"


def number(count: int, noun: str) -> str:
    """`1 file`, `1,204 files`, `3 entities`."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{count:,} {noun if count == 1 else plural}"
