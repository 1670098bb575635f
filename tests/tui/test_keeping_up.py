"""The reader follows its corpus: real files, a real child process, and one's place kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.config import Config
from tests.tui.conftest import Open, Reading
from tui.steps import kept_place

LONG = "Troops leave {0}\n\n1 May 2024\n\n" + "".join(
    f"Paragraph {number} tells what the troops did on day {number} of their long way home.\n\n"
    for number in range(60)
)


@pytest.fixture
def corpus(tmp_path: Path, seeds: Path) -> Path:
    copy = Path(shutil.copytree(seeds, tmp_path / "corpus"))
    (copy / "long.txt").write_text(LONG.format("Basra"))
    return copy


WATCHING = Config(watch=True)


async def opened(reading: Reading, title: str) -> None:
    """Wait until all articles are there, and open one."""
    await reading.until("6 articles · newest first")
    await reading.settle()
    await reading.press("enter")
    while reading.title != title:
        await reading.press("full_stop")


async def test_new_files_appear_with_a_notice_and_the_place_is_kept(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus, indexed=False, config=WATCHING) as reading:
        await opened(reading, "Troops leave Basra")
        await reading.press("space", "space", "right_parenthesis")
        reader, articles = reading.screen.pane.reader, reading.screen.articles
        place = reader.top_offset, reader.block, articles.fetch(articles.cursor).id
        (corpus / "new.txt").write_text("Zebras leave\n\n2 May 2024\n\nThe last zebras left the park.\n")
        await reading.until("1 new article")
        await reading.until("7 articles")
        await reading.settle()
        assert (reader.top_offset, reader.block, articles.fetch(articles.cursor).id) == place
        assert reading.title == "Troops leave Basra"


async def test_a_query_is_answered_anew_while_it_stands(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus, indexed=False, config=WATCHING) as reading:
        await reading.until("6 articles · newest first")
        await reading.press("slash")
        await reading.type("zebras")
        await reading.until("0 of 6")
        (corpus / "new.txt").write_text("Zebras leave\n\n2 May 2024\n\nThe last zebras left the park.\n")
        await reading.until("1 of 7 articles")
        assert reading.screen.search_bar.text == "zebras"
        assert reading.screen.search_bar.input.has_focus


async def test_the_open_article_changes_under_the_reader(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus, indexed=False, config=WATCHING) as reading:
        await opened(reading, "Troops leave Basra")
        await reading.press("space", "space")
        reader = reading.screen.pane.reader
        assert reader.article is not None
        line = reader.article.text[reader.top_offset :][:30]
        (corpus / "long.txt").write_text(
            LONG.format("Basra").replace("1 May 2024", "1 May 2024\n\nAn added line.")
        )
        await reading.until("the open article has changed")
        assert reader.article is not None
        assert "An added line." in reader.article.text
        assert reader.article.text[reader.top_offset :][:30] == line


async def test_the_open_article_is_removed_and_stays_to_be_read(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus, indexed=False, config=WATCHING) as reading:
        await opened(reading, "Troops leave Basra")
        (corpus / "long.txt").unlink()
        await reading.until("the open article is no longer in the corpus")
        assert reading.title == "Troops leave Basra"


async def test_without_watching_nothing_is_followed(open_reader: Open, corpus: Path) -> None:
    async with open_reader(corpus, indexed=False, config=Config(watch=False)) as reading:
        await reading.settle()
        assert not [worker for worker in reading.pilot.app.workers if worker.group == "update"]
        assert "6 articles" in reading.text


@pytest.mark.parametrize(
    ("before", "after", "offset", "expected"),
    [
        ("one two three", "one two three", 4, 4),
        ("one two three", "one two three four", 4, 4),
        ("one two three", "zero one two three", 4, 9),
        ("one two three", "something else", 4, 4),
        ("one two three", "1", 4, 1),
    ],
)
def test_a_place_is_found_again_in_an_edited_text(
    before: str, after: str, offset: int, expected: int
) -> None:
    assert kept_place(before, after, offset) == expected
