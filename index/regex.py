"""Is a typed regular expression one that is safe to run? A subset whose matching time is bounded.

Backtracking is exponential where repetitions nest or alternatives are repeated, and grows with a power of the
text's length in the number of repetitions; both are refused here, before `re` sees the expression.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

_HIGHEST_COUNT = 100


class Refused(ValueError):  # noqa: N818 - the expression is, by design
    """Its text says why."""


class Bounds(NamedTuple):
    """What an expression may cost, given the texts that it is held against."""

    characters: int
    """The longest expression."""
    reach: int
    """Characters of the longest text: as often a repetition without end may repeat."""
    repetitions: float = math.inf
    ways: float = math.inf
    """The product of the counts that each repetition may take, and of the alternatives of each group: no match
    takes more steps at a character."""
    classes: str = "dDwW"
    """Letters that mean a class of characters, or a place between them, behind a backslash."""


def check(text: str, bounds: Bounds) -> None:
    """Raises Refused if `text` is outside the subset or `bounds`; what is no expression at all may pass."""
    if len(text) > bounds.characters:
        raise Refused(f"longer than {bounds.characters} characters")
    reckoning = _Reckoning(bounds)
    part_at = _parts(bounds.classes).match
    at = 0
    while at < len(text):
        part = part_at(text, at)
        if part is None:
            raise Refused(_unknown(text[at:]))
        reckoning.take(part)
        at = part.end()


@dataclass(slots=True)
class _Group:
    """What stands inside a pair of brackets so far."""

    alternatives: int = 1
    repeats: bool = False
    alternates: bool = False
    """It, or a group in it, has alternatives."""


class _Reckoning:
    """What the parts of an expression come to."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._groups = [_Group()]
        self._last: _Group | None = None  # what a repetition would repeat
        self._repetitions = 0
        self._ways = 1

    def take(self, part: re.Match[str]) -> None:
        match part.lastgroup:
            case "open":
                self._groups.append(_Group())
                self._last = None
            case "close":
                self._last = self._close()
            case "bar":
                self._groups[-1].alternatives += 1
                self._groups[-1].alternates = True
                self._last = None
            case "plain" | "set":
                self._last = _Group()
            case _:
                self._repeat(part)
                self._last = None

    def _close(self) -> _Group:
        if len(self._groups) == 1:
            raise Refused(") without (")
        closed = self._groups.pop()
        self._groups[-1].repeats |= closed.repeats
        self._groups[-1].alternates |= closed.alternates
        self._multiply(closed.alternatives)
        return closed

    def _repeat(self, part: re.Match[str]) -> None:
        if self._last is None:
            raise Refused(f"nothing to repeat before {part[0]}")
        if int(part["most"] or part["least"] or 0) > _HIGHEST_COUNT:
            raise Refused(f"a count above {_HIGHEST_COUNT}")
        if part[0] != "?" and part["most"] != "1":
            if self._last.repeats:
                raise Refused("a repetition inside a repetition")
            if self._last.alternates:
                raise Refused("alternatives inside a repetition")
        self._groups[-1].repeats = True
        self._repetitions += part["comma"] is not None or part["least"] is None
        if self._repetitions > self._bounds.repetitions:
            raise Refused(f"more than {self._bounds.repetitions} repetitions")
        self._multiply(_counts(part, self._bounds.reach))

    def _multiply(self, ways: int) -> None:
        self._ways *= ways
        if self._ways > self._bounds.ways:
            raise Refused("too many ways to match; repeat less, or up to a number: .{0,40}")


def _counts(part: re.Match[str], reach: int) -> int:
    """How many counts a repetition may take on a text of `reach` characters."""
    if part[0] == "?":
        return 2
    if part["least"] is not None and part["comma"] is None:
        return 1
    most = int(part["most"]) if part["most"] else reach
    return max(1, most - int(part["least"] or 0) + 1)


@cache
def _parts(classes: str) -> re.Pattern[str]:
    escape = rf"\\[{classes}]|\\[^A-Za-z0-9]"
    return re.compile(
        rf"""
          (?P<plain>{escape}|[^\\\[\](){{}}*+?|])
        | (?P<set>\[\^?\]?(?:{escape}|(?!--|&&|~~|\|\|)[^\\\[\]])*\])
        | (?P<open>\((?:\?:)?(?!\?))
        | (?P<close>\))
        | (?P<repeat>[*+?]|\{{(?P<least>[0-9]{{1,3}})(?P<comma>,(?P<most>[0-9]{{0,3}}))?\}})
        | (?P<bar>\|)
        """,
        re.VERBOSE | re.DOTALL,
    )


def _unknown(rest: str) -> str:
    """Why the expression cannot go on with `rest`."""
    if re.match(r"\\[0-9]", rest):
        return "a back-reference"
    if rest.startswith("(?"):
        return "look-around and other (?…) are not understood"
    sign = rest[:2] if rest.startswith("\\") else rest[0]
    return f"{sign} is not understood here"
