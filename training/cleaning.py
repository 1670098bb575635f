"""Fit the weights of the line model on pages whose articles people marked.

    python training/cleaning.py --data DIR

DIR is that of `bench/cleaning.py`. Prints how good the presets are on sites that the model has not seen,
thresholds included, then writes index/cleaning/weights.npz, fitted on all pages, and a notice of its origin.
The same data and the same scikit-learn give the same weights.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import floors  # noqa: E402 - found on the path of the benches
from cleaning_measures import NEWS, TEXTS, Page, article_text, body_lines_hidden, read, score  # noqa: E402
from folds import fitted  # noqa: E402
from pages import FOLDS, SETS, fold  # noqa: E402

from index.article import Article, Record  # noqa: E402
from index.cleaning.evidence import Preset  # noqa: E402
from index.cleaning.model import LineModel  # noqa: E402
from index.cleaning.pipeline import examine  # noqa: E402
from index.cleaning.settings import Settings  # noqa: E402

WEIGHTS = ROOT / "index/cleaning/weights.npz"
NOTICE = ROOT / "index/cleaning/weights.txt"


def report(pages: Sequence[Page], without: Mapping[int, LineModel]) -> None:
    """Print how good each preset is with models that have not seen the page's site."""
    for preset in Preset:
        models = [without[fold(page.site, FOLDS)] for page in pages]
        articles = [
            examine(Record(page.id, page.text), Settings(preset), model).article
            for page, model in zip(pages, models, strict=True)
        ]
        reached = score(pages, map(article_text, articles))
        hidden = body_lines_hidden(pages, articles)
        again = sum(_eats(article, model, preset) for article, model in zip(articles, models, strict=True))
        print(
            f"{preset:10} P {reached.precision:.4f}  R {reached.recall:.4f}  F1 {reached.f1:.4f}  "
            f"body lines hidden {hidden:.2%}  pages that a second cleaning changes {again / len(pages):.2%}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--report", action="store_true", help="print the figures and write nothing")
    options = parser.parse_args()
    models = fitted(options.data)
    pages = read(options.data / TEXTS["residue"], SETS)
    report([page for page in pages if page.set in NEWS], models.without)
    if not options.report:
        WEIGHTS.write_bytes(models.whole.to_bytes())
        NOTICE.write_text(_notice(options.data, pages), "utf-8")


def _eats(article: Article, model: LineModel, preset: Preset) -> bool:
    """A second cleaning hides more."""
    left = "".join(article.text[block.start : block.end] for block in article.visible())
    again = examine(Record(article.key, left), Settings(preset), model).article
    return any(block.hidden for block in again.blocks)


def _notice(data: Path, pages: Sequence[Page]) -> str:
    digest = floors.digest(data / name for name in TEXTS.values())
    return (
        "weights.npz holds boosted trees, and words with log odds. training/cleaning.py fitted both on the texts of\n"
        f"{len(pages)} web pages of {len({page.site for page in pages})} sites, on which people had marked the\n"
        f"article or reviewed such marks (digest of the data: {digest}). It holds no text of these pages.\n"
    )


if __name__ == "__main__":
    main()
