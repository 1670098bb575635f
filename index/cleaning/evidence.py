"""What speaks for hiding a line, and when is it enough? Weights are summed and held against a preset.

All stages speak through `hide`; what was recognised as metadata is lifted and stays visible whatever else is
said. The user's word stands above both.
"""

from __future__ import annotations

from enum import StrEnum

from index.article import BlockKind, Reason, Stage


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
        self._settled: dict[int, tuple[bool, Reason]] = {}

    def hide(
        self, i: int, kind: BlockKind, rule: str, weight: float = 1.0, stage: Stage = Stage.RULE
    ) -> None:
        self._against[i].append((kind, Reason(rule, weight, stage)))

    def settle(self, i: int, rule: str, *, hide: bool) -> None:
        """The user's word about line `i`: it is hidden, or shown as whatever it is. Their first word stands."""
        self._settled.setdefault(i, (hide, Reason(rule, 1.0 if hide else -1.0)))

    def lift(self, i: int, kind: BlockKind, rule: str) -> None:
        """Recognise line `i` as `kind`: it is visible from now on. The first word stands."""
        if self._lifted[i] is None:
            self._lifted[i] = kind, Reason(rule, 1.0)

    def lifted(self, i: int) -> BlockKind | None:
        found = None if self._barred(i) else self._lifted[i]
        return found[0] if found else None

    def hidden(self, i: int) -> bool:
        if i in self._settled:
            return self._barred(i)
        return self._lifted[i] is None and sum(r.weight for _, r in self._against[i]) >= self._threshold

    def open(self, i: int) -> bool:
        """Nothing has been decided about line `i`."""
        return self._lifted[i] is None and not self.hidden(i)

    def unquestioned(self, i: int) -> bool:
        """Nothing at all has been said about line `i`."""
        return self._lifted[i] is None and not self._against[i] and i not in self._settled

    def verdict(self, i: int) -> tuple[BlockKind, bool, tuple[Reason, ...]]:
        """Kind, hidden or not, and the reasons: the user's word first, then the strongest."""
        hidden = self.hidden(i)
        against = sorted(self._against[i], key=lambda each: -each[1].weight)
        reasons = tuple(reason for _, reason in against)
        found = self._lifted[i]
        if found and not hidden:
            kind, reasons = found[0], (found[1],)
        elif hidden:
            kind = against[0][0] if against else BlockKind.BOILERPLATE
        else:
            kind = BlockKind.BODY
        word = self._settled.get(i)
        return kind, hidden, (word[1], *reasons) if word else reasons

    def _barred(self, i: int) -> bool:
        """The user hides line `i`."""
        return i in self._settled and self._settled[i][0]
