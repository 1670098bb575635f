"""Is a typed regular expression one that is safe to run? A subset whose matching time on a word is bounded.

Backtracking is exponential where repetitions nest or alternatives are repeated, and grows with a power of the word's
length in the number of repetitions; both are refused here, before `re` sees the expression.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.query.terms import expression
from index.query.tree import Regex

_LONGEST = 100
"""Characters of an expression: no word that is indexed is longer."""
_MOST_REPETITIONS = 4
"""With these the worst case on the longest word is a few million steps."""
_HIGHEST_COUNT = 100

_PART = re.compile(
    r"""
      (?P<plain>\\[dDwW]|\\[^A-Za-z0-9]|[^\\\[\](){}*+?|])
    | (?P<set>\[\^?\]?(?:\\[dDwW]|\\[^A-Za-z0-9]|(?!--|&&|~~|\|\|)[^\\\[\]])*\])
    | (?P<open>\((?:\?:)?(?!\?))
    | (?P<close>\))
    | (?P<repeat>[*+?]|\{(?P<least>[0-9]{1,3})(?P<comma>,(?P<most>[0-9]{0,3}))?\})
    | (?P<bar>\|)
    """,
    re.VERBOSE | re.DOTALL,
)


class Refused(ValueError):  # noqa: N818 - the expression is, by design
    """Its text says why."""


@dataclass(slots=True)
class _Group:
    """What stands inside a pair of brackets so far."""

    repeats: bool = False
    alternates: bool = False


def check(text: str) -> None:
    """Raises Refused if `text` (between the slashes) is no expression of the subset."""
    if len(text) > _LONGEST:
        raise Refused(f"longer than {_LONGEST} characters")
    _check_repetitions(text)
    try:
        expression(Regex(text))
    except re.error as error:
        raise Refused(str(error.msg)) from None


def _check_repetitions(text: str) -> None:
    groups = [_Group()]
    last: _Group | None = None  # what a repetition would repeat
    repetitions = at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            raise Refused(_unknown(text[at:]))
        at = part.end()
        match part.lastgroup:
            case "open":
                groups.append(_Group())
                last = None
            case "close":
                if len(groups) == 1:
                    raise Refused(") without (")
                last = groups.pop()
                groups[-1].repeats |= last.repeats
                groups[-1].alternates |= last.alternates
            case "bar":
                groups[-1].alternates = True
                last = None
            case "plain" | "set":
                last = _Group()
            case _:
                _check_repetition(part, last)
                repetitions += part["comma"] is not None or part["least"] is None
                groups[-1].repeats = True
                last = None
        if repetitions > _MOST_REPETITIONS:
            raise Refused(f"more than {_MOST_REPETITIONS} repetitions")


def _check_repetition(part: re.Match[str], repeated: _Group | None) -> None:
    if repeated is None:
        raise Refused(f"nothing to repeat before {part[0]}")
    if int(part["most"] or part["least"] or 0) > _HIGHEST_COUNT:
        raise Refused(f"a count above {_HIGHEST_COUNT}")
    if part[0] == "?" or part["most"] == "1":
        return
    if repeated.repeats:
        raise Refused("a repetition inside a repetition")
    if repeated.alternates:
        raise Refused("alternatives inside a repetition")


def _unknown(rest: str) -> str:
    """Why the expression cannot go on with `rest`."""
    if re.match(r"\\[0-9]", rest):
        return "a back-reference"
    if rest.startswith("(?"):
        return "look-around and other (?…) are not understood"
    sign = rest[:2] if rest.startswith("\\") else rest[0]
    return f"{sign} is not understood here"
