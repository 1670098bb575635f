"""The corpora that were opened lately."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import user_state_path

from index.config import Config
from tests.tui.conftest import Reading
from tui import recent
from tui.app import BroadsheetApp
from tui.cli import main


def test_the_latest_comes_first_and_the_samples_are_always_offered(tmp_path: Path, seeds: Path) -> None:
    for name in ("a", "b", "a"):
        recent.remember(tmp_path / name)
    assert recent.recent() == [tmp_path / "a", tmp_path / "b"]
    assert [corpus.path for corpus in recent.offered()] == [tmp_path / "a", tmp_path / "b", seeds]


@pytest.mark.parametrize(
    "damage", ["", "{", '{"a": 1}', '[1, null, "", "\\u0000"]', "[" * 100_000, "é" * 300_000]
)
def test_a_damaged_list_is_an_empty_one(damage: str, tmp_path: Path) -> None:
    recent.remember(tmp_path)
    file = user_state_path("broadsheet") / "recent.json"
    file.write_text(damage, "utf-8")
    assert recent.recent() == []
    recent.remember(tmp_path)
    assert recent.recent() == [tmp_path]


def test_a_state_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    user_state_path("broadsheet").parent.mkdir(parents=True, exist_ok=True)
    user_state_path("broadsheet").write_text("a file in the way")
    recent.remember(tmp_path)
    assert recent.recent() == []


async def test_without_a_corpus_one_is_chosen(tmp_path: Path, seeds: Path) -> None:
    app = BroadsheetApp(None, config=Config(watch=False), cache=tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        reading = Reading(pilot)
        assert "which corpus?" in reading.text
        assert "The sample articles" in reading.text
        await reading.press("enter")
        assert "5 articles" in reading.text


def test_without_a_terminal_the_reader_says_so(capsys: pytest.CaptureFixture[str], seeds: Path) -> None:
    assert main([str(seeds)]) == 2
    assert "needs a terminal" in capsys.readouterr().err


async def test_keys_can_be_changed_and_unknown_actions_are_named(seeds: Path, tmp_path: Path) -> None:
    config = Config(theme="mauve", watch=False, keys={"zoom": "f5", "fly": "f6"})
    app = BroadsheetApp(seeds, config=config, cache=tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        reading = Reading(pilot)
        await reading.settle()
        assert 'no action "fly"' in reading.text
        assert 'no theme "mauve"' in reading.text
        assert "In this article" in reading.text
        await reading.press("z")
        assert "In this article" in reading.text
        await reading.press("f5")
        assert "In this article" not in reading.text
