"""Versions on the screen: folded in the list, unfolded, compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import Open, Reading
from tui.screens.compare import CompareScreen

PARAGRAPHS = [
    "A strong earthquake hit the coast of the island before dawn on Monday, the weather agency said.",
    "At least twelve people were killed when a hotel fell down in the old town, the governor told reporters.",
    "Schools and offices stay closed for the rest of the week while engineers look at bridges and roads.",
    "The last quake of such a strength was forty years ago; most of the houses have been built since then.",
    "People ran out into the streets with their children and spent the night in parks and in their cars.",
    "Hospitals in the capital have called back doctors from their holidays and ask everybody to give blood.",
    "Trains will not run before Thursday, and the airport is open for planes that bring help from abroad.",
]
UPDATE = "The army has sent two hundred soldiers to help in the search for the missing, officials said."


def story(source: str, day: str, *paragraphs: str) -> str:
    return "\n\n".join(["Quake hits coast", f"2024-02-0{day}", source, *paragraphs]) + "\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    later = PARAGRAPHS[1].replace("twelve", "thirty")
    texts = {
        "first.txt": story("Reuters", "1", *PARAGRAPHS),
        "second.txt": story("BBC News", "2", PARAGRAPHS[0], later, *PARAGRAPHS[2:]),
        "third.txt": story("Rudaw", "3", PARAGRAPHS[0], later, UPDATE, *PARAGRAPHS[2:]),
        "other.txt": "Talks go on\n\n2024-02-04\n\nReuters\n\nThe ministers have met again without an agreement.\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder


def comparing(reading: Reading) -> CompareScreen:
    screen = reading.pilot.app.screen
    assert isinstance(screen, CompareScreen)
    return screen


async def test_a_row_stands_for_all_versions_of_a_text(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus) as reading:
        assert reading.screen.articles.count == 2
        assert "4 articles · 2 folded" in reading.text
        assert "+2 versions: BBC News" in reading.text
        await reading.press("j")
        assert "3 versions" in reading.text


async def test_versions_unfold_below_their_row_and_fold_again(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus) as reading:
        await reading.press("j", "V")
        assert reading.text.count("Quake hits coast") > 3
        await reading.press("j", "j")
        assert reading.screen.opened is not None
        assert reading.screen.opened.article.key == "first.txt"
        await reading.press("V")
        assert "2 folded" in reading.text
        assert reading.screen.articles.cursor == 1


async def test_every_article_gets_its_own_row_and_keeps_it_in_the_next_run(
    open_reader: Open, corpus: Path
) -> None:
    async with open_reader(corpus) as reading:
        await reading.press("O")
        assert "folded" not in reading.text
        assert reading.screen.hits is not None
        assert len(reading.screen.hits) == 4
    async with open_reader(corpus) as reading:
        assert "folded" not in reading.text
        await reading.press("O")
        assert "2 folded" in reading.text


async def test_from_the_reader_all_versions_are_searched_for(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus) as reading:
        await reading.press("j", "enter", "V")
        assert reading.screen.search_bar.text.startswith("dup:")
        assert "3 of 4 articles" in reading.text


async def test_an_article_without_versions_says_so(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus) as reading:
        await reading.press("D")
        assert "there is no other version of this article" in reading.text


@pytest.mark.parametrize(("size", "beside"), [((120, 40), True), ((80, 24), False)])
async def test_two_versions_are_compared(
    open_reader: Open, corpus: Path, size: tuple[int, int], beside: bool
) -> None:
    async with open_reader(corpus, size=size) as reading:
        await reading.press("j", "D")
        assert "version 2 of 3" in reading.text
        assert "version 3 of 3" in reading.text
        assert "3 differences" in reading.text
        lines = reading.text.splitlines()
        row = next(line for line in lines if "earthquake" in line)
        assert row.count("earthquake") == (2 if beside else 1)
        assert any("+ The army has sent" in line for line in lines)


async def test_the_differences_are_gone_through_and_their_ends_said(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus) as reading:
        await reading.press("j", "D", "n")
        assert "1 of 3" in reading.text
        await reading.press("n", "n", "n")
        assert "3 of 3" in reading.text
        assert "last difference" in reading.text
        await reading.press("N")
        assert "2 of 3" in reading.text


async def test_versions_are_swapped_and_others_chosen(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus) as reading:
        await reading.press("j", "D", "s")
        line = next(line for line in reading.text.splitlines() if "version 3" in line)
        assert line.index("version 3") < line.index("version 2")
        await reading.press("full_stop")
        assert "version 1 of 3" in reading.text
        assert "version 2 of 3" not in reading.text


async def test_a_version_is_read_on_from_the_comparison(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus) as reading:
        await reading.press("j", "D", "s", "enter")
        assert reading.screen.pane.reader.has_focus
        assert reading.screen.opened is not None
        assert reading.screen.opened.article.key == "second.txt"


async def test_escape_leads_back_to_the_reader(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus) as reading:
        await reading.press("j", "D")
        assert comparing(reading).is_current
        await reading.press("escape")
        assert reading.screen.is_current


async def test_a_comparison_keeps_its_place_at_another_width(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus, size=(120, 14)) as reading:
        await reading.press("j", "D", "n", "n", "n")
        await reading.pilot.resize_terminal(90, 14)
        await reading.settle()
        assert "The army has sent" in reading.text
        assert "3 of 3" in reading.text


async def test_help_on_comparing_begins_with_its_own_keys(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus) as reading:
        await reading.press("j", "D", "question_mark")
        shown = reading.text
        assert "To the next difference." in shown
        assert "Hide this line" not in shown
