"""How much does a line look like what surrounds an article? Boosted trees over `features`, and what they saw.

The score of a line is a sum over the splits on its paths through the trees (Saabas, "Interpreting random
forests", 2014), so that what decided can be told in words. `training/cleaning.py` fits the weights.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Reason, Stage
from index.cleaning.features import NAMES, Matrix
from index.cleaning.phrases import ASPECT_OF, ASPECTS, phrase

_ROWS = 2048
"""Lines that go through the trees at once: bounds the memory for pages of many thousand lines."""
_MOST_REASONS = 4
_TELLING = 0.05
"""A reason that weighs less is left to the rest."""
_REST = "other signs"

_WEIGHTS = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True, slots=True, eq=False)
class LineModel:
    """Trees as flat arrays: of a node's children the right one follows the left; a leaf is its own left child
    and goes nowhere, having an infinite threshold. Weights are on the scale of `Reason`: 1.0 decides alone.
    """

    feature: NDArray[np.integer[Any]]
    threshold: NDArray[np.float32]
    left: NDArray[np.integer[Any]]
    value: NDArray[np.float32]
    """What the node adds to the weight if a path ends here: of an inner node, the mean of its leaves."""
    roots: NDArray[np.integer[Any]]
    depth: int
    bias: float
    lexicon: Mapping[str, float]
    """Words → log odds of standing in page furniture."""

    def weights(self, rows: Matrix) -> NDArray[np.float64]:
        """The weight of each line: what speaks for hiding it, less what speaks for showing it."""
        parts = [self._leaves(rows[at : at + _ROWS]) for at in range(0, len(rows), _ROWS)]
        ends = np.concatenate(parts) if parts else np.zeros((0, len(self.roots)), np.int32)
        total: NDArray[np.float64] = self.value[ends].sum(axis=1, dtype=np.float64) + self.bias
        return total

    def reasons(self, row: NDArray[np.float32], doubts: str = "") -> list[Reason]:
        """What decided about the line with these features, the strongest first; the weights sum up to its own.

        `doubts` names the rule that doubts the line, if one does.
        """
        gains = np.zeros(len(ASPECTS))
        node = self.roots
        for _ in range(self.depth):
            split = self.feature[node]
            child = self.left[node] + (row[split] > self.threshold[node])
            np.add.at(gains, ASPECT_OF[split], self.value[child] - self.value[node])
            node = child
        total = float(self.value[self.roots].sum(dtype=np.float64)) + self.bias + float(gains.sum())
        found = []
        for aspect in np.argsort(-np.abs(gains), kind="stable")[:_MOST_REASONS]:
            weight = round(float(gains[aspect]), 3)
            if abs(weight) >= _TELLING:
                told = phrase(ASPECTS[aspect], row)
                named = bool(doubts) and ASPECTS[aspect] == "doubt"
                found.append(Reason(doubts if named else told, weight, Stage.RULE if named else Stage.MODEL))
        rest = round(total - sum(reason.weight for reason in found), 3)
        return [*found, Reason(_REST, rest, Stage.MODEL)] if rest else found

    def _leaves(self, rows: Matrix) -> NDArray[np.integer[Any]]:
        flat = rows.ravel()
        first = (np.arange(len(rows)) * rows.shape[1])[:, None]
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        for _ in range(self.depth):
            right = flat.take(first + self.feature.take(node)) > self.threshold.take(node)
            node = self.left.take(node) + right
        return node

    def to_bytes(self) -> bytes:
        """The model as a NumPy archive without pickled objects."""
        packed = io.BytesIO()
        np.savez_compressed(
            packed,
            names=np.frombuffer("\n".join(NAMES).encode(), np.uint8),
            feature=self.feature.astype(np.int16),
            threshold=self.threshold,
            left=self.left.astype(np.int32),
            value=self.value,
            roots=self.roots.astype(np.int32),
            depth=np.int64(self.depth),
            bias=np.float64(self.bias),
            words=np.frombuffer("\n".join(self.lexicon).encode(), np.uint8),
            odds=np.array(list(self.lexicon.values()), np.float32),
        )
        return packed.getvalue()

    @classmethod
    def from_bytes(cls, packed: bytes) -> LineModel:
        """Raises ValueError if the weights were fitted on other features."""
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            if arrays["names"].tobytes().decode() != "\n".join(NAMES):
                raise ValueError(
                    "the weights of the line model are of other features: run training/cleaning.py"
                )
            words = arrays["words"].tobytes().decode().split("\n")
            return cls(
                # In the integers of the machine, which NumPy would make of them at each step down the trees.
                feature=arrays["feature"].astype(np.intp),
                threshold=arrays["threshold"],
                left=arrays["left"].astype(np.intp),
                value=arrays["value"],
                roots=arrays["roots"].astype(np.intp),
                depth=int(arrays["depth"]),
                bias=float(arrays["bias"]),
                lexicon=dict(zip(words, arrays["odds"].tolist(), strict=True)),
            )


@cache
def packaged_model() -> LineModel:
    """The model that ships with Broadsheet, loaded once."""
    return LineModel.from_bytes(_WEIGHTS.read_bytes())
