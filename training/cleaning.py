"""Fit the weights of the line model on pages whose articles people marked.

    python training/cleaning.py --data DIR

DIR is that of `bench/cleaning.py`. Prints how good the presets are on sites that the model has not seen,
thresholds included, then fits on all pages and writes index/cleaning/weights.npz and a notice of its origin.
The same data and the same scikit-learn give the same weights.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import floors  # noqa: E402 - found on the path of the benches
import numpy as np  # noqa: E402
from cleaning_measures import NEWS, TEXTS, Page, Score, article_text, body_lines_hidden, read, score  # noqa: E402
from pages import Seen, cleaned, fold, look, rows  # noqa: E402
from trees import fit, rescaled  # noqa: E402
from wording import Words  # noqa: E402

from index.article import Article, Record  # noqa: E402
from index.cleaning.evidence import Preset  # noqa: E402
from index.cleaning.model import LineModel  # noqa: E402
from index.cleaning.pipeline import examine  # noqa: E402

FOLDS = 5
SETS = ("a", "b", "c")
WEIGHTS = ROOT / "index/cleaning/weights.npz"
NOTICE = ROOT / "index/cleaning/weights.txt"

_CAREFUL_RECALL, _CAREFUL_HIDDEN = 0.9825, 0.0125
"""What the careful preset must keep on the pages that its threshold is chosen on: a little more than is promised."""


_GRID = np.arange(-1.0, 4.01, 0.25)
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


def fold_models(material: Material) -> tuple[dict[int, LineModel], LineModel]:
    """Fold of sites → the model for it, fitted and with thresholds chosen on the others; and the model of all."""
    raw = {out: _fitted(material, lambda site, out=out: fold(site, FOLDS) != out) for out in range(FOLDS)}
    news = [seen.page for seen in material.pages if seen.page.set in NEWS]
    outcomes = [_outcome(page, raw[fold(page.site, FOLDS)]) for page in news]
    models = {}
    for out, model in raw.items():
        models[out] = _calibrated(model, [each for each in outcomes if fold(each.site, FOLDS) != out])
    whole = _calibrated(_fitted(material, lambda site: True), outcomes)
    return models, whole


def report(pages: Sequence[Page], models: Mapping[int, LineModel]) -> dict[str, float]:
    """Print how good each preset is with models that have not seen the page's site; the figures by name."""
    figures = {}
    for preset in Preset:
        articles = [_article(page, models[fold(page.site, FOLDS)], preset) for page in pages]
        reached = score(pages, map(article_text, articles))
        hidden = body_lines_hidden(pages, articles)
        again = sum(map(_eats, articles, [models[fold(p.site, FOLDS)] for p in pages], [preset] * len(pages)))
        print(
            f"{preset:10} P {reached.precision:.4f}  R {reached.recall:.4f}  F1 {reached.f1:.4f}  "
            f"body lines hidden {hidden:.2%}  pages that a second cleaning changes {again / len(pages):.2%}"
        )
        figures[f"{preset}.f1"] = reached.f1
        figures[f"{preset}.recall"] = reached.recall
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--report", action="store_true", help="print the figures and write nothing")
    options = parser.parse_args()
    material = gather(options.data)
    models, whole = fold_models(material)
    report([seen.page for seen in material.pages if seen.page.set in NEWS], models)
    if not options.report:
        WEIGHTS.write_bytes(whole.to_bytes())
        NOTICE.write_text(_notice(options.data, material), "utf-8")


def _fitted(material: Material, wanted: Callable[[str], bool]) -> LineModel:
    pages = [seen for seen in material.pages + material.clean if wanted(seen.page.site)]
    found = rows(pages, [words for words in material.words if wanted(words.site)])
    return fit(found.features, found.outside, found.weights, found.lexicon)


def _article(page: Page, model: LineModel, preset: Preset) -> Article:
    return examine(Record(page.id, page.text), preset, model=model).article


def _eats(article: Article, model: LineModel, preset: Preset) -> bool:
    """A second cleaning hides more."""
    left = "".join(article.text[block.start : block.end] for block in article.visible())
    again = examine(Record(article.key, left), preset, model=model).article
    return any(block.hidden for block in again.blocks)


def _outcome(page: Page, model: LineModel) -> Outcome:
    figures = []
    for threshold in _GRID:
        article = _article(page, rescaled(model, 1.0, Preset.CAREFUL.threshold - threshold), Preset.CAREFUL)
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
    f1 = [Score(*row).f1 for row in means[:, :2]]
    kept = (means[:, 1] >= _CAREFUL_RECALL) & (means[:, 2] / means[:, 3] <= _CAREFUL_HIDDEN)
    careful = _GRID[np.flatnonzero(kept)[0]] if kept.any() else _GRID[-1]
    balanced = min(_GRID[int(np.argmax(f1))], careful - 1.0)
    scale = (Preset.CAREFUL.threshold - Preset.BALANCED.threshold) / (careful - balanced)
    print(f"thresholds in log odds: careful {careful:.2f}, balanced {balanced:.2f}; best F1 {max(f1):.4f}")
    return rescaled(model, float(scale), float(Preset.CAREFUL.threshold - scale * careful))


def _notice(data: Path, material: Material) -> str:
    sites = len({seen.page.site for seen in material.pages})
    digest = floors.digest(data / name for name in TEXTS.values())
    return (
        "weights.npz: boosted trees and a list of words with log odds, fitted by training/cleaning.py on\n"
        f"{len(material.pages)} pages of {sites} sites whose articles people marked or reviewed (digest of the data: {digest}).\n"
        "It holds no text of these pages.\n"
    )


if __name__ == "__main__":
    main()
