"""Is it as good as it was? The figures that a bench may not fall below, kept in `floors.yaml`.

A bench stores what it reached, with a digest of the data it was measured on. Raising is easy, lowering
has to be asked for: after the model of trafilatura's evaluation gate.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

PATH = Path(__file__).with_name("floors.yaml")
_HEAD = """\
# What each bench must reach: metric → floor, and a digest of the data that it was measured on.
# `--raise-floors` writes better figures down, `--lower-floors` worse ones too.
"""
_DECIMALS = 4


def digest(paths: Iterable[Path]) -> str:
    """16 hex digits of BLAKE2b over the contents of the files, in the order of their names."""
    state = hashlib.blake2b(digest_size=8)
    for path in sorted(paths, key=lambda each: each.name):
        state.update(path.read_bytes())
    return state.hexdigest()


def below(
    bench: str, data: str, figures: Mapping[str, float], path: Path = PATH, *, noise: float = 0.0
) -> list[str]:
    """What lies below its floor by more than `noise`, each in words. Floors of other data say nothing: then there are
    none."""
    known = _load(path).get(bench, {})
    if known.get("data") != data:
        return []
    floors = known.get("floors", {})
    missing = [f"{name}: not measured" for name in floors if name not in figures]
    return missing + [
        f"{name}: {figure:.4f} is below {floors[name]:.4f}"
        for name, figure in figures.items()
        if name in floors and round(figure, _DECIMALS) < round(floors[name] - noise, _DECIMALS)
    ]


def store(
    bench: str, data: str, figures: Mapping[str, float], *, lower: bool = False, path: Path = PATH
) -> None:
    """Write the figures as the bench's floors; one that is worse than its floor only with `lower`.

    Where the data have changed, every figure is new.
    """
    benches = _load(path)
    known = benches.get(bench, {})
    old = known.get("floors", {}) if known.get("data") == data and not lower else {}
    floors = {name: max(round(figure, _DECIMALS), old.get(name, 0.0)) for name, figure in figures.items()}
    benches[bench] = {"data": data, "floors": dict(sorted((old | floors).items()))}
    path.write_text(_HEAD + yaml.safe_dump(benches, sort_keys=True), "utf-8")


def _load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text("utf-8")) or {} if path.exists() else {}
