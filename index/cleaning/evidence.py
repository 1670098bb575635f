"""What speaks for hiding a line, and when is it enough? Weights are summed and held against a preset.

Rules, repeats, position and later a model all speak through `hide`; what was recognised as metadata is
lifted and stays visible whatever else is said.
"""

from __future__ import annotations

from enum import StrEnum

from index.article import BlockKind, Reason


class Preset(StrEnum):
    """How readily lines are hidden. `careful` wants proof: a reason that decides alone."""

    CAREFUL = "careful"
    BALANCED = "balanced"
    STRICT = "strict"

    @property
    def threshold(self) -> float:
        """The sum of weights that hides a line."""
        return _THRESHOLDS[self]


_THRESHOLDS = {Preset.CAREFUL: 1.0, Preset.BALANCED: 0.7, Preset.STRICT: 0.5}


class Evidence:
    """The reasons collected for each line of an article, by the line's index."""

    def __init__(self, count: int, threshold: float) -> None:
        self._threshold = threshold
        self._against: list[list[tuple[BlockKind, Reason]]] = [[] for _ in range(count)]
        self._lifted: list[tuple[BlockKind, Reason] | None] = [None] * count

    def hide(self, i: int, kind: BlockKind, rule: str, weight: float = 1.0) -> None:
        self._against[i].append((kind, Reason(rule, weight)))

    def lift(self, i: int, kind: BlockKind, rule: str) -> None:
        """Recognise line `i` as `kind`: it is visible from now on. The first word stands."""
        if self._lifted[i] is None:
            self._lifted[i] = kind, Reason(rule, 1.0)

    def lifted(self, i: int) -> BlockKind | None:
        found = self._lifted[i]
        return found[0] if found else None

    def hidden(self, i: int) -> bool:
        return self._lifted[i] is None and sum(r.weight for _, r in self._against[i]) >= self._threshold

    def open(self, i: int) -> bool:
        """Nothing has been decided about line `i`."""
        return self._lifted[i] is None and not self.hidden(i)

    def unquestioned(self, i: int) -> bool:
        """Nothing at all has been said about line `i`."""
        return self._lifted[i] is None and not self._against[i]

    def verdict(self, i: int) -> tuple[BlockKind, bool, tuple[Reason, ...]]:
        """Kind, hidden or not, and the reasons, the strongest first."""
        found = self._lifted[i]
        if found:
            return found[0], False, (found[1],)
        against = sorted(self._against[i], key=lambda each: -each[1].weight)
        reasons = tuple(reason for _, reason in against)
        return (against[0][0], True, reasons) if self.hidden(i) else (BlockKind.BODY, False, reasons)
