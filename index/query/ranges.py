"""What is typed as a range? `a..b`, `>x`, `[a TO b]`, `{a TO b}` – of dates, numbers and words alike."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.query.remarks import Mistake

_END = r'(?:"(?:\\.|[^"\\])*+"|(?!TO\b)[^\s\[\]{}()"]++)?+'
BRACKETED = re.compile(
    rf"(?P<left>[\[{{])\s*+(?P<first>{_END})\s*+(?<![^\s\[{{])TO\b\s*+(?P<last>{_END})\s*+(?P<right>[\]}}])?",
    re.DOTALL,
)
"""A range in brackets; the group `right` is None where the closing bracket is missing."""
_COMPARED = re.compile(r"(?P<sign>>=|<=|>|<)(?P<end>.+)", re.DOTALL)
_NUMBER = re.compile(r"[0-9][0-9,]{0,14}")


@dataclass(frozen=True, slots=True)
class Range:
    """The ends as typed; None is open."""

    first: str | None
    last: str | None
    includes_first: bool = True
    includes_last: bool = True


def read_range(text: str) -> Range | None:
    """The range that `text` (plain) is written as; None where it is none."""
    if match := BRACKETED.fullmatch(text):
        first, last = _end(match["first"]), _end(match["last"])
        return Range(first, last, match["left"] == "[", match["right"] != "}")
    if match := _COMPARED.fullmatch(text):
        end, includes = match["end"], len(match["sign"]) == 2
        if match["sign"].startswith(">"):
            return Range(end, None, includes_first=includes)
        return Range(None, end, includes_last=includes)
    first, dots, last = text.partition("..")
    return Range(first or None, last or None) if dots else None


def _end(typed: str) -> str | None:
    if typed.startswith('"'):
        return re.sub(r"\\(.)", r"\1", typed[1:-1], flags=re.DOTALL)
    return None if typed in ("", "*") else typed


def read_numbers(text: str) -> tuple[int | None, int | None]:
    """The least and the most that `text` allows, both included. Raises Mistake."""
    written = read_range(text) or Range(text, text)
    least = None if written.first is None else _number(written.first) + (not written.includes_first)
    most = None if written.last is None else _number(written.last) - (not written.includes_last)
    if least is None and most is None:
        raise Mistake("names no number")
    if most is not None and (most < 0 or (least is not None and least > most)):
        raise Mistake("leaves no number")
    return least, most


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise Mistake("is not a number")
    return int(text.replace(",", ""))
