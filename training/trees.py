"""How do boosted trees of scikit-learn become the arrays of `index.cleaning.model`?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from index.cleaning.features import Matrix
from index.cleaning.model import LineModel

_SEED = 20240201


def fit(rows: Matrix, outside: np.ndarray, weights: np.ndarray, lexicon: Mapping[str, float]) -> LineModel:
    """The model, in log odds, of lines with these features being outside the article."""
    boosted = HistGradientBoostingClassifier(
        max_iter=300,
        learning_rate=0.05,
        max_leaf_nodes=14,
        max_depth=7,
        min_samples_leaf=40,
        l2_regularization=5,
        max_features=0.3,
        early_stopping=False,
        random_state=_SEED,
    ).fit(rows, outside, sample_weight=weights / weights.mean())
    trees = [tree for (tree,) in boosted._predictors]
    return _flat(trees, float(boosted._baseline_prediction.ravel()[0]), lexicon)


def rescaled(model: LineModel, scale: float, shift: float) -> LineModel:
    """The model whose weights are `scale` times the old ones, and `shift` more."""
    return LineModel(
        model.feature,
        model.threshold,
        model.left,
        (model.value * scale).astype(np.float32),
        model.roots,
        model.depth,
        model.bias * scale + shift,
        model.lexicon,
    )


def _flat(trees: list[Any], baseline: float, lexicon: Mapping[str, float]) -> LineModel:
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    value: list[float] = []
    roots, depth = [], 0

    def place(nodes: np.ndarray, old: int, new: int, level: int) -> float:
        """Write the node and all below it; its value, which is the mean of its leaves."""
        nonlocal depth
        node = nodes[old]
        depth = max(depth, level)
        if node["is_leaf"]:
            feature[new], threshold[new], left[new], value[new] = 0, np.inf, new, float(node["value"])
            return value[new]
        children = len(feature)
        for array in (feature, threshold, left, value):
            array.extend([0, 0])
        feature[new], threshold[new], left[new] = (
            int(node["feature_idx"]),
            float(node["num_threshold"]),
            children,
        )
        pair = [int(node["left"]), int(node["right"])]
        means = [place(nodes, child, children + side, level + 1) for side, child in enumerate(pair)]
        counts = [int(nodes[child]["count"]) for child in pair]
        value[new] = sum(m * c for m, c in zip(means, counts, strict=True)) / sum(counts)
        return value[new]

    for tree in trees:
        roots.append(len(feature))
        for array in (feature, threshold, left, value):
            array.append(0)
        place(tree.nodes, 0, roots[-1], 0)
    return LineModel(
        np.array(feature, np.int16),
        np.array(threshold, np.float32),
        np.array(left, np.int32),
        np.array(value, np.float32),
        np.array(roots, np.int32),
        depth,
        baseline,
        lexicon,
    )
