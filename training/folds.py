"""The models of the folds of sites, fitted when the data or the code are not those they were fitted with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import platformdirs
from cleaning_measures import TEXTS

from index.cleaning.model import LineModel

ROOT = Path(__file__).parent.parent
_SOURCES = (
    "index/cleaning/**/*.py",
    "index/cleaning/**/*.yaml",
    "training/*.py",
    "bench/cleaning_measures.py",
)


class Fitted(NamedTuple):
    """What was fitted on the pages of some sites each, and on all."""

    without: Mapping[int, LineModel]
    """Fold of sites → the model that has not seen them, nor had its thresholds chosen on them."""
    whole: LineModel


def fitted(data: Path) -> Fitted:
    """The models for the data in this folder: kept from the last time, else fitted, which takes some minutes."""
    folder = platformdirs.user_cache_path("broadsheet") / "training" / _digest(data)
    whole = folder / "whole.npz"
    if not whole.exists():
        # scikit-learn, which only fitting needs, is imported then.
        from fitting import fit_all

        found = fit_all(data)
        folder.mkdir(parents=True, exist_ok=True)
        for out, model in found.without.items():
            (folder / f"without-{out}.npz").write_bytes(model.to_bytes())
        whole.write_bytes(found.whole.to_bytes())
    without = {int(path.stem[-1]): _load(path) for path in sorted(folder.glob("without-*.npz"))}
    return Fitted(without, _load(whole))


def _load(path: Path) -> LineModel:
    return LineModel.from_bytes(path.read_bytes())


def _digest(data: Path) -> str:
    """16 hex digits of all that the models depend on."""
    state = hashlib.blake2b(digest_size=8)
    sources = (path for pattern in _SOURCES for path in ROOT.glob(pattern))
    for path in sorted([*sources, *(data / name for name in TEXTS.values())]):
        state.update(path.read_bytes())
    return state.hexdigest()
