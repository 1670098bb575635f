"""How is the user told what became of a query? A list of remarks, each said once and short."""

from __future__ import annotations

_MOST = 20
"""Nobody reads more of them, and a hostile query would make thousands."""
_LONGEST_SHOWN = 60
"""Characters of the user's own text in a remark: it stands on one line of a terminal."""


class Mistake(ValueError):  # noqa: N818 - it is the user's, not ours
    """A value that cannot be used; its text completes a sentence that begins with the value."""


class Remarks:
    """What the user must be told, in the order in which it came up."""

    def __init__(self) -> None:
        self._said: dict[str, None] = {}

    def say(self, remark: str) -> None:
        self._said[remark] = None

    def lines(self) -> tuple[str, ...]:
        said = tuple(self._said)
        more = (f"… and {len(said) - _MOST:,} more remarks",) if len(said) > _MOST else ()
        return said[:_MOST] + more


def shown(text: str) -> str:
    """`text` as it is quoted in a remark: on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"
