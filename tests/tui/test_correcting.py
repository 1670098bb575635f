"""Hiding and restoring lines in the reader, and undoing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import own_rules
from index.store.folder import Folder
from tests.tui.conftest import Open, Reading

WIDGET = "A+ A-"
"""A line of the first sample article that a rule hides."""


async def go_to(reading: Reading, line: str) -> None:
    """Move over the paragraphs, hidden ones too, until `line` is the current one."""
    reader = reading.screen.pane.reader
    for _ in range(40):
        await reading.press("right_parenthesis")
        article = reader.article
        assert article is not None
        assert reader.current_block is not None
        if article.text[slice(*article.content(article.blocks[reader.current_block]))] == line:
            return
    raise AssertionError(f"{line} was not reached")


def shown(reading: Reading) -> list[str]:
    """The lines of the open article that are not hidden."""
    assert reading.screen.opened is not None
    article = reading.screen.opened.article
    return [article.text[slice(*article.content(block))] for block in article.visible()]


async def test_a_hidden_line_is_restored_and_hidden_again_by_undo(open_reader: Open) -> None:
    async with open_reader() as reading:
        assert WIDGET not in shown(reading)
        await reading.press("x")
        await go_to(reading, WIDGET)
        await reading.press("X")
        assert "Show this hidden line" in reading.text
        assert WIDGET in reading.text
        assert "font-size · rule 1" in reading.text
        await reading.press("1")
        assert "shown in this article" in reading.text
        assert WIDGET in shown(reading)
        await reading.press("u")
        assert "undone: shown in this article" in reading.text
        assert WIDGET not in shown(reading)
        await reading.press("U")
        assert WIDGET in shown(reading)
        await reading.press("U")
        assert "nothing to do again" in reading.text


async def test_a_visible_line_is_hidden_and_the_place_stays(open_reader: Open) -> None:
    async with open_reader() as reading:
        line = '“And that continues to be our message to the Government of Iraq," he added.'
        await go_to(reading, line)
        top, before = reading.screen.pane.reader.top_offset, shown(reading)
        await reading.press("X", "enter")
        assert "hidden in this article" in reading.text
        after = shown(reading)
        assert [each for each in before if each not in after] == [line]
        assert reading.screen.pane.reader.top_offset == top
        assert reading.screen.pane.reader.block is not None


async def test_several_steps_are_undone_one_by_one(open_reader: Open) -> None:
    async with open_reader() as reading:
        before = shown(reading)
        await go_to(reading, "Rudaw")
        for _ in range(3):
            await reading.press("X", "1")
        assert len(shown(reading)) == len(before) - 3
        await reading.press("u", "u")
        assert len(shown(reading)) == len(before) - 1
        await reading.press("u")
        assert shown(reading) == before
        await reading.press("u")
        assert "nothing to undo" in reading.text
        assert own_rules.load().lines == {}


async def test_a_rule_is_switched_off(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("x")
        await go_to(reading, WIDGET)
        await reading.press("X")
        assert "switch the rule font-size off (tools)" in reading.text
        await reading.press("4")
        assert "the rule font-size is switched off" in reading.text
        assert own_rules.load().off == {"font-size"}


async def test_the_line_of_the_current_match_is_meant_and_search_follows(open_reader: Open) -> None:
    async with open_reader(indexed=False) as reading:
        await reading.press("slash")
        await reading.type("hidden:recaptcha")
        await reading.press("enter")
        assert not [line for line in shown(reading) if "reCAPTCHA" in line]
        await reading.press("X", "2")
        assert [line for line in shown(reading) if "reCAPTCHA" in line]
        await reading.press("slash", "ctrl+u")
        await reading.type("recaptcha")
        assert "1 of 5 articles" in reading.text


async def test_what_is_said_everywhere_holds_in_other_articles(open_reader: Open, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(2):
        (corpus / f"{number}.txt").write_text(
            f"Troops leave town {number}\n\n{number + 1} May 2024\n\n"
            "The last troops left the town on Monday, the army said.\n\n"
            "Our reporters were there, and they saw it happen.\n"
        )
    line = "Our reporters were there, and they saw it happen."
    async with open_reader(corpus) as reading:
        await go_to(reading, line)
        await reading.press("X", "2")
        assert line not in shown(reading)
        title = reading.title
        await reading.press("full_stop")
        assert reading.title != title
        assert line not in shown(reading)


async def test_escape_leaves_everything_as_it_was(open_reader: Open) -> None:
    async with open_reader() as reading:
        before = shown(reading)
        await reading.press("right_parenthesis", "X", "j", "escape")
        assert shown(reading) == before
        assert not any(path.exists() for path in own_rules.files())


async def test_rules_that_cannot_be_written_are_said_so(open_reader: Open) -> None:
    folder = own_rules.files()[1].parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")
    async with open_reader() as reading:
        before = shown(reading)
        await reading.press("right_parenthesis", "X", "1")
        assert "corrections.yaml" in reading.screen.foot._message
        assert shown(reading) == before


async def test_a_step_is_not_undone_over_what_was_said_elsewhere_since(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("right_parenthesis", "X", "1")
        own_rules.save(own_rules.load().switch_off("font-size"))
        await reading.press("u")
        assert "changed elsewhere" in reading.text
        assert own_rules.load().off == {"font-size"}


@pytest.mark.parametrize("keys", [["X", "1"], ["X", "2"]])
async def test_lines_are_corrected_while_another_process_writes_the_index(
    open_reader: Open, seeds: Path, tmp_path: Path, keys: list[str]
) -> None:
    async with open_reader(indexed=False) as reading:
        with Folder(seeds, tmp_path / "cache").lock():
            await go_to(reading, "Rudaw")
            await reading.press(*keys)
            assert "Rudaw" not in shown(reading)
            assert "is indexing this corpus" in reading.text
        await reading.press("full_stop", "comma")
        assert "Rudaw" not in shown(reading)


async def test_about_this_article(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("I")
        assert "1 Feb 2024, from line 3: day first because “Thursday”" in reading.text
        assert "the other reading: 2 Jan 2024" in reading.text
        assert "000_9587504e6269fdd0.txt" in reading.text
        assert "font-size · rule" in reading.text
        await reading.press("escape", "full_stop", "I")
        assert "no date" in reading.text
