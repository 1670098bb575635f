"""The queries asked before, and the way back through them."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import user_state_path

from tui import earlier
from tui.earlier import Earlier


def test_one_goes_back_from_what_is_being_typed_and_forward_to_it() -> None:
    asked = Earlier(["kirby", "iraq"])
    assert asked.back("mil") == "kirby"
    assert asked.back("kirby") == "iraq"
    assert asked.back("iraq") is None
    assert asked.forward() == "kirby"
    assert asked.forward() == "mil"
    assert asked.forward() is None


def test_the_query_at_hand_is_passed_over() -> None:
    assert Earlier(["kirby", "iraq"]).back("kirby") == "iraq"
    assert Earlier(["kirby"]).back("kirby") is None


def test_typing_ends_the_walk() -> None:
    asked = Earlier(["kirby", "iraq"])
    asked.back("")
    asked.stay()
    assert asked.forward() is None
    assert asked.back("kirby b") == "kirby"


def test_a_query_is_remembered_once_and_comes_first() -> None:
    asked = Earlier(["kirby", "iraq"])
    assert asked.remember("iraq")
    assert not asked.remember("iraq")
    assert not asked.remember("  ")
    assert asked.back("") == "iraq"
    assert asked.back("iraq") == "kirby"


def test_queries_are_kept_for_the_next_run_up_to_a_limit() -> None:
    for number in range(earlier.LIMIT + 5):
        earlier.remember(f"query {number}")
    earlier.remember("x" * (earlier.LONGEST + 1))
    kept = earlier.load()
    assert len(kept) == earlier.LIMIT
    assert kept[0] == f"query {earlier.LIMIT + 4}"
    file = user_state_path("broadsheet") / earlier.FILE
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", ["", "{", '{"a": 1}', '[1, null, "", " "]', "[" * 100_000])
def test_a_damaged_list_is_an_empty_one(damage: str, nobody: Path) -> None:
    file = user_state_path("broadsheet") / earlier.FILE
    file.parent.mkdir(parents=True)
    file.write_text(damage, "utf-8")
    assert earlier.load() == []
    earlier.remember("kirby")
    assert earlier.load() == ["kirby"]
