"""Floors hold what a bench reached: raised easily, lowered only when asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def floors(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(ROOT / "bench")
    return import_module("floors")


def test_what_is_worse_is_named(floors, tmp_path):
    path = tmp_path / "floors.yaml"
    floors.store("cleaning", "d1", {"f1": 0.9, "recall": 0.8}, path=path)
    assert floors.below("cleaning", "d1", {"f1": 0.9, "recall": 0.8}, path) == []
    assert floors.below("cleaning", "d1", {"f1": 0.89, "recall": 0.8}, path) == ["f1: 0.8900 is below 0.9000"]
    assert floors.below("cleaning", "d1", {"f1": 0.9}, path) == ["recall: not measured"]


def test_noise_is_not_worse(floors, tmp_path):
    path = tmp_path / "floors.yaml"
    floors.store("cleaning", "d1", {"f1": 0.9}, path=path)
    assert floors.below("cleaning", "d1", {"f1": 0.899}, path, noise=0.001) == []
    assert len(floors.below("cleaning", "d1", {"f1": 0.8989}, path, noise=0.001)) == 1


def test_a_floor_is_lowered_only_when_asked_for(floors, tmp_path):
    path = tmp_path / "floors.yaml"
    floors.store("cleaning", "d1", {"f1": 0.9}, path=path)
    floors.store("cleaning", "d1", {"f1": 0.8}, path=path)
    assert floors.below("cleaning", "d1", {"f1": 0.85}, path)
    floors.store("cleaning", "d1", {"f1": 0.8}, lower=True, path=path)
    assert floors.below("cleaning", "d1", {"f1": 0.85}, path) == []


def test_floors_of_other_data_say_nothing(floors, tmp_path):
    path = tmp_path / "floors.yaml"
    floors.store("cleaning", "d1", {"f1": 0.9}, path=path)
    assert floors.below("cleaning", "d2", {"f1": 0.1}, path) == []
