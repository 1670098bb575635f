"""Which texts does a command line name? Files, folders, JSON lines on standard input, or the whole corpus."""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, NoReturn

from index.article import Record
from index.errors import CorpusError
from index.reading import Reading
from index.sanitise import sanitise
from index.sources import Skipped, read, scan, shown

MAX_LINE = 64 * 1024 * 1024
"""Bytes in a line of standard input: as much as the longest article takes when most of it is escaped."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to work on."""

    record: Record
    given: dict[str, object] = field(default_factory=dict)
    """What the answer repeats of the question, instead of what the record says."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that could not be had."""

    reason: str
    serious: bool = True
    """Whether the command has failed in part: not when a folder holds files that are no articles."""
    answer: dict[str, object] | None = None
    """What stands in the text's place where a program counts on one answer a line."""


def texts(operands: Sequence[str], corpus: Path, reading: Reading) -> Iterator[Text | Fault]:
    """What the operands of a command name, in order; without operands, the whole corpus."""
    for operand in operands:
        if operand == "-":
            yield from _json_lines(sys.stdin.buffer)
        else:
            path, locator = _split(os.path.expanduser(operand))
            yield from _one_of(path, locator, corpus, reading) if locator else _files(path, corpus, reading)
    if not operands:
        yield from _files(corpus, corpus, reading)


def _files(root: Path, corpus: Path, reading: Reading) -> Iterator[Text | Fault]:
    prefix = _prefix(root, corpus)
    one_file = root.is_file()
    try:
        for entry in scan(root):
            for found in (entry,) if isinstance(entry, Skipped) else read(entry, reading):
                if isinstance(found, Skipped):
                    yield Fault(f"{found.path}: {found.reason}", serious=one_file)
                else:
                    yield Text(replace(found, key=prefix + found.key))
    except CorpusError as error:
        yield Fault(str(error))


def _split(operand: str) -> tuple[Path, str]:
    """A path, and which article of that file: `wire.jsonl#17`; no locator where the operand is a path itself."""
    at = operand.find("#") if not os.path.lexists(operand) else -1
    while at >= 0:
        if os.path.isfile(operand[:at]):
            return Path(operand[:at]), operand[at + 1 :]
        at = operand.find("#", at + 1)
    return Path(operand), ""


def _one_of(path: Path, locator: str, corpus: Path, reading: Reading) -> Iterator[Text | Fault]:
    """The article of a file that has this locator."""
    for found in _files(path, corpus, reading):
        if isinstance(found, Fault):
            wanted = found.reason.startswith(f"{shown(path.name)}#{locator}: ")
        else:
            wanted = found.record.locator == locator
        if wanted:
            yield found
            return
    yield Fault(f"{path}#{locator}: no such article in this file")


def _prefix(root: Path, corpus: Path) -> str:
    """What makes the keys of `root` those of the corpus, so that an article has one ID; empty outside it."""
    folder = (root if root.is_dir() else root.parent).resolve()
    home = (corpus if corpus.is_dir() else corpus.parent).resolve()
    inside = folder != home and folder.is_relative_to(home)
    return shown(folder.relative_to(home).as_posix()) + "/" if inside else ""


def _json_lines(stream: BinaryIO) -> Iterator[Text | Fault]:
    """One text a line, each yielded before the next line is awaited; blank lines are passed over."""
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        whole = _at_end(line, stream)
        if line.strip():
            yield _parsed(line, number) if whole else _bad(number, f"longer than {MAX_LINE:,} bytes")


def _at_end(line: bytes, stream: BinaryIO) -> bool:
    """Whether `line` was read to its end. What is left of one that was not is read and forgotten."""
    rest = line
    while len(rest) == MAX_LINE and not rest.endswith(b"\n"):
        rest = stream.readline(MAX_LINE)
    return rest is line


def _parsed(line: bytes, number: int) -> Text | Fault:
    try:
        found = json.loads(line, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return _bad(number, f"not JSON: {error.msg.lower()} (character {error.pos + 1:,})")
    except (ValueError, RecursionError) as error:
        return _bad(number, f"not JSON: {error}")
    if not isinstance(found, dict):
        return _bad(number, "not an object")
    identifier, text, source = found.get("id"), found.get("text"), found.get("source")
    if isinstance(identifier, list | dict) or identifier in (math.inf, -math.inf):
        return _bad(number, '"id" is neither a string nor a number that JSON can hold')
    if not isinstance(text, str):
        return _bad(number, 'no "text" that is a string', identifier)
    if not isinstance(source, str | None):
        return _bad(number, '"source" is not a string', identifier)
    clean, repairs = sanitise(text)
    source = source and sanitise(source)[0]
    record = Record(f"-#{number}", clean, source=source, repairs=repairs, locator=str(number))
    return Text(record, {"id": identifier})


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _bad(number: int, reason: str, identifier: object = None) -> Fault:
    answer = {"id": identifier, "error": f"line {number}: {reason}"}
    return Fault(f"standard input, line {number}: {reason}", answer=answer)
