"""What speaks for hiding a line, and when is it enough? Weights are summed and held against a preset.

What is certain decides alone, for every preset. What is doubtful is a sign among others to the model, whose
reasons then take its place. What was recognised as metadata is lifted and stays visible whatever else is said;
the user's word stands above all.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

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


_THRESHOLDS = {Preset.CAREFUL: 1.0, Preset.BALANCED: 0.45, Preset.STRICT: 0.4}
_reason = lru_cache(512)(Reason)
"""Most lines of a page have the same one."""
CERTAIN = 1.0
"""The sum of weights that decides before the model is asked."""


class Evidence:
    """The reasons collected for each line of an article, by the line's index."""

    def __init__(self, count: int, threshold: float) -> None:
        self._threshold = threshold
        self._weights = [0.0] * count
        """Sums of the weights in `_against`."""
        self._against: list[list[tuple[BlockKind, Reason]]] = [[] for _ in range(count)]
        self._lifted: list[tuple[BlockKind, Reason] | None] = [None] * count
        self._settled: dict[int, tuple[bool, Reason]] = {}
        self._outweighed: set[int] = set()

    def hide(
        self, i: int, kind: BlockKind, rule: str, weight: float = 1.0, stage: Stage = Stage.RULE
    ) -> None:
        self._against[i].append((kind, _reason(rule, weight, stage)))
        self._weights[i] += weight

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
        """It is certain that line `i` is none of the article."""
        if i in self._settled:
            return self._barred(i)
        return self._lifted[i] is None and self._weights[i] >= CERTAIN

    def open(self, i: int) -> bool:
        """Nothing has been decided about line `i`."""
        return self._lifted[i] is None and not self.hidden(i)

    def unquestioned(self, i: int) -> bool:
        """Nothing at all has been said about line `i`."""
        return self._lifted[i] is None and not self._against[i] and i not in self._settled

    def undecided(self, i: int) -> bool:
        """The model may speak: nothing is certain about line `i`. That it is a crosshead is only a guess."""
        guess = self._lifted[i]
        free = guess is None or guess[0] is BlockKind.SUBHEAD
        return free and i not in self._settled and self._weights[i] < CERTAIN

    def doubt(self, i: int) -> float:
        """The weights of what the model takes for signs: all but how often a source has the line."""
        return sum(r.weight for _, r in self._against[i] if r.stage is not Stage.FREQUENCY)

    def doubted_by(self, i: int) -> str:
        """The rule that doubts line `i` most; empty if there is none."""
        found = [r for _, r in self._against[i] if r.stage is not Stage.FREQUENCY]
        return max(found, key=lambda reason: reason.weight).rule if found else ""

    def enough(self, i: int, weight: float) -> bool:
        """With the model's weight, line `i` reaches the preset's threshold."""
        return self._weights[i] - self.doubt(i) + weight >= self._threshold

    def weigh(self, i: int, reasons: Sequence[Reason]) -> None:
        """The model's reasons for hiding line `i`, which has weighed the doubts."""
        kind = self._against[i][0][0] if self._against[i] else BlockKind.BOILERPLATE
        apart = [each for each in self._against[i] if each[1].stage is Stage.FREQUENCY]
        self._against[i] = apart + [(kind, reason) for reason in reasons]
        self._weights[i] = sum(reason.weight for _, reason in self._against[i])
        self._lifted[i] = None
        self._outweighed.add(i)

    def verdict(self, i: int) -> tuple[BlockKind, bool, tuple[Reason, ...]]:
        """Kind, hidden or not, and the reasons: the user's word first, then the strongest.

        What the format says stays with a lifted line, too: from an article its record can be made again.
        """
        hidden = self.hidden(i) or i in self._outweighed
        against = self._against[i]
        if len(against) > 1:
            against = sorted(against, key=lambda each: -each[1].weight)
        reasons = tuple([reason for _, reason in against])
        found = self._lifted[i]
        if found and not hidden:
            kind = found[0]
            reasons = (found[1], *(each for each in reasons if each.stage is Stage.FORMAT))
        elif hidden:
            kind = against[0][0] if against else BlockKind.BOILERPLATE
        else:
            kind = BlockKind.BODY
        word = self._settled.get(i)
        return kind, hidden, (word[1], *reasons) if word else reasons

    def _barred(self, i: int) -> bool:
        """The user hides line `i`."""
        return i in self._settled and self._settled[i][0]
