"""How is the line model fitted, and where do the presets' thresholds stand? Chosen on sites it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from cleaning_measures import NEWS, TEXTS, Page, Score, article_text, body_lines_hidden, read, score
from folds import Fitted
from pages import FOLDS, SETS, Seen, cleaned, fold, look, rows
from trees import fit, rescaled
from wording import Words

from index.article import Record
from index.cleaning.evidence import Preset
from index.cleaning.model import LineModel
from index.cleaning.pipeline import examine
from index.cleaning.settings import Settings

_CAREFUL_RECALL, _CAREFUL_HIDDEN = 0.9825, 0.0125
"""What the careful preset must keep on the pages that its threshold is chosen on: a little more than is promised."""

_GRID = np.arange(-0.75, 3.01, 0.25)
"""Thresholds that are tried, in log odds."""


class Material(NamedTuple):
    """What is learnt from: pages, their cleaned forms, and the words of whole pages."""

    pages: list[Seen]
    clean: list[Seen]
    words: list[Words]


class Outcome(NamedTuple):
    """What came of a page at each threshold of the grid."""

    site: str
    figures: np.ndarray
    """Precision, recall, lines of the article that were hidden, such lines in all; a row a threshold."""


def gather(data: Path) -> Material:
    pages = read(data / TEXTS["residue"], SETS)
    seen = [look(page) for page in pages]
    whole = [look(page).words for page in read(data / TEXTS["full page"], SETS)]
    return Material(seen, [cleaned(page) for page in pages], [each.words for each in seen] + whole)


def fit_all(data: Path) -> Fitted:
    """The model of each fold, fitted and with thresholds chosen on the others; and the model of all pages."""
    material = gather(data)
    raw = {out: _fitted(material, lambda site, out=out: fold(site, FOLDS) != out) for out in range(FOLDS)}
    news = [seen.page for seen in material.pages if seen.page.set in NEWS]
    outcomes = [_outcome(page, raw[fold(page.site, FOLDS)]) for page in news]
    models = {}
    for out, model in raw.items():
        models[out] = _calibrated(model, [each for each in outcomes if fold(each.site, FOLDS) != out])
    whole = _calibrated(_fitted(material, lambda site: True), outcomes)
    return Fitted(models, whole)


def _fitted(material: Material, wanted: Callable[[str], bool]) -> LineModel:
    pages = [seen for seen in material.pages + material.clean if wanted(seen.page.site)]
    found = rows(pages, [words for words in material.words if wanted(words.site)])
    return fit(found.features, found.outside, found.weights, found.lexicon)


def _outcome(page: Page, model: LineModel) -> Outcome:
    figures = []
    for threshold in _GRID:
        moved = rescaled(model, 1.0, Preset.CAREFUL.threshold - threshold)
        article = examine(Record(page.id, page.text), Settings(), moved).article
        reached = score([page], [article_text(article)])
        lines = page.labels.count("body")
        figures.append((*reached, body_lines_hidden([page], [article]) * lines, lines))
    return Outcome(page.site, np.array(figures))


def _calibrated(model: LineModel, outcomes: Sequence[Outcome]) -> LineModel:
    """The model on the scale of reasons: each preset's threshold stands where these outcomes want it.

    Careful hides as much as keeps its promises, balanced has the best F1; strict lies below it as far as its
    threshold says.
    """
    means = np.mean([each.figures for each in outcomes], axis=0)
    # Thresholds side by side are averaged: the best of single ones is that of the pages at hand.
    f1 = np.convolve([Score(*row).f1 for row in means[:, :2]], np.ones(3) / 3, mode="valid")
    kept = (means[:, 1] >= _CAREFUL_RECALL) & (means[:, 2] / means[:, 3] <= _CAREFUL_HIDDEN)
    careful = _GRID[np.flatnonzero(kept)[0]] if kept.any() else _GRID[-1]
    balanced = min(_GRID[int(np.argmax(f1)) + 1], careful - 1.0)
    scale = (Preset.CAREFUL.threshold - Preset.BALANCED.threshold) / (careful - balanced)
    print(f"thresholds in log odds: careful {careful:.2f}, balanced {balanced:.2f}; F1 about {max(f1):.4f}")
    return rescaled(model, float(scale), float(Preset.CAREFUL.threshold - scale * careful))
