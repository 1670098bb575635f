"""Reading the sample articles from end to end."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.errors import StoreDamaged
from index.library import Library, Row
from tests.tui.conftest import Open

KIRBY = 'person:"John Kirby"'


async def test_the_first_screen_lists_the_corpus_and_shows_its_newest_article(open_reader: Open) -> None:
    async with open_reader() as reading:
        assert "5 articles · newest first" in reading.text
        assert "Rudaw · 1 Feb 2024 · 2 min" in reading.text
        assert "no date" in reading.text
        assert "PEOPLE" in reading.text
        assert "? help" in reading.text


async def test_searching_as_one_types_and_opening_the_first_match(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("slash")
        await reading.type("kirby")
        assert "3 of 5 articles · relevance" in reading.text
        assert "ctrl+u clear" in reading.text
        await reading.press("enter")
        assert reading.screen.pane.reader.has_focus
        assert "1 of 3 · match 1/" in reading.text


async def test_a_query_typed_ahead_of_the_screen_is_not_lost(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.burst("/kirby?")
        assert reading.screen.search_bar.text == "kirby?"


async def test_keys_typed_ahead_of_the_screen_each_do_their_step(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.burst("....")
        assert "5 of 5" in reading.text
        await reading.burst(",,,")
        assert "2 of 5" in reading.text
        await reading.burst("/kirby⏎nn")
        assert reading.screen.search_bar.text == "kirby"
        assert "match 3/" in reading.text
        await reading.burst("1⏎nn")
        assert "match 3/" in reading.text
        await reading.burst("/ bream⎋3")
        assert reading.screen.search_bar.text == "kirby bream"
        assert reading.screen.entities.has_focus


async def test_matches_typed_ahead_lead_on_through_the_articles(open_reader: Open) -> None:
    async with open_reader(query="kirby") as reading:
        await reading.press("enter")
        for _ in range(9):
            await reading.press("n")
        expected = reading.title, reading.screen.pane.reader.current
        await reading.burst("NNNNNNNNNNNNNNN")
        assert "first match" in reading.text
        await reading.burst("nnnnnnnnn")
        assert (reading.title, reading.screen.pane.reader.current) == expected


async def test_an_unfinished_word_finds_what_begins_so(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("slash")
        await reading.type("kirb")
        assert "3 of 5 articles" in reading.text
        assert "kirb*" in reading.text


async def test_another_query_over_the_same_article_opens_at_its_own_match(open_reader: Open) -> None:
    async with open_reader(query="kirby") as reading:
        await reading.press("enter", "n")
        title = reading.title
        await reading.press("slash", "ctrl+u")
        await reading.type("sullivan")
        await reading.press("enter")
        assert reading.title == title
        reader = reading.screen.pane.reader
        assert reader.current is not None
        assert reader.article is not None
        assert reader.article.text[slice(*reader.current)] == "Sullivan"
        assert "match 1/" in reading.text


async def test_matches_go_on_into_the_next_article_and_end_without_wrapping(open_reader: Open) -> None:
    async with open_reader(query="kirby") as reading:
        await reading.press("enter")
        titles = [reading.title]
        total = sum(1 for _ in range(3))
        for _ in range(40):
            before = reading.screen.pane.reader.current
            await reading.press("n")
            if reading.title != titles[-1]:
                titles.append(reading.title)
            elif reading.screen.pane.reader.current == before:
                break
        assert len(titles) == total
        assert "last match" in reading.text
        await reading.press("N", "N", "N", "N", "N", "N")
        assert reading.title != titles[-1]


async def test_following_a_person_through_the_corpus_and_back(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("3", "j", "j", "enter")
        assert "▸ John Kirby" in reading.text
        assert "mention 1/1" in reading.text
        first = reading.title
        await reading.press("right_curly_bracket")
        second = reading.title
        assert second != first
        assert "mention 1/" in reading.text
        await reading.press("right_square_bracket")
        assert "mention 2/" in reading.text
        await reading.press("H")
        assert reading.title == first
        assert "mention 1/1" in reading.text
        await reading.press("L")
        assert reading.title == second
        assert "mention 2/" in reading.text
        await reading.press("right_curly_bracket", "right_curly_bracket")
        assert "last article with John Kirby" in reading.text


async def test_an_article_without_the_chosen_entity_is_said_to_be_so(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("3", "j", "j", "enter", "right_square_bracket")
        assert "last mention of John Kirby in this article" in reading.text
        await reading.press("G", "comma", "full_stop", "full_stop", "full_stop", "right_square_bracket")
        assert "John Kirby is not mentioned in this article" in reading.text


async def test_articles_outside_the_query_come_last_and_are_named_so(open_reader: Open) -> None:
    async with open_reader(query="sullivan bream") as reading:
        assert "1 of 5 articles" in reading.text
        await reading.press("3", "enter")
        assert "▸ John Kirby" in reading.text
        await reading.press("right_curly_bracket")
        assert reading.text.count("outside the query") == 2


async def test_an_entity_goes_into_the_query_and_out_again(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("3", "j", "j", "plus")
        assert reading.screen.search_bar.text == KIRBY
        assert "3 of 5 articles" in reading.text
        assert reading.screen.opened is not None
        assert reading.screen.opened.matches
        await reading.press("minus")
        assert reading.screen.search_bar.text == f"-{KIRBY}"
        assert "2 of 5 articles" in reading.text


async def test_hidden_lines_are_shown_dimmed_with_their_rule(open_reader: Open) -> None:
    async with open_reader() as reading:
        assert "A+ A-" not in reading.text
        await reading.press("x")
        assert "A+ A-" in reading.text
        assert "‹" in reading.text
        await reading.press("x")
        assert "A+ A-" not in reading.text


async def test_the_place_is_kept_when_the_terminal_changes(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("2", "space")
        reader = reading.screen.pane.reader
        top = reader.top_offset
        assert top > 0
        await reading.pilot.resize_terminal(80, 24)
        await reading.settle()
        assert "In this article" not in reading.text
        assert abs(reader.top_offset - top) < 80
        await reading.press("3")
        assert "In this article" in reading.text
        await reading.press("escape")
        assert "In this article" not in reading.text
        await reading.pilot.resize_terminal(60, 24)
        await reading.settle()
        assert "Articles" not in reading.text
        await reading.press("1")
        assert "Articles" in reading.text
        await reading.pilot.resize_terminal(38, 9)
        await reading.settle()
        assert "Too small: 40 × 10" in reading.text


async def test_the_place_survives_a_view_that_needs_no_scrolling(open_reader: Open) -> None:
    async with open_reader(size=(80, 24)) as reading:
        await reading.press("2", "space", "space")
        reader = reading.screen.pane.reader
        top = reader.top_offset
        assert top > 0
        await reading.pilot.resize_terminal(200, 90)
        await reading.settle()
        assert reader.scroll_offset.y == 0
        await reading.pilot.resize_terminal(80, 24)
        await reading.settle()
        assert reader.top_offset == top


async def test_the_current_match_stays_in_view_when_the_terminal_shrinks(open_reader: Open) -> None:
    async with open_reader(query="Iraq") as reading:
        await reading.press("enter", "n", "n", "n", "n")
        standing = reading.screen.pane.reader.current
        await reading.pilot.resize_terminal(44, 12)
        await reading.settle()
        reader = reading.screen.pane.reader
        assert reader.current == standing
        assert standing is not None
        assert reader._in_view(standing.start)


async def test_what_is_hidden_elsewhere_stays_so_where_nothing_is(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("G", "2", "x")
        assert "nothing is hidden in this article" in reading.text
        assert not reading.screen.pane.reader.hidden_shown


async def test_a_row_that_cannot_be_read_is_said_in_one_line(open_reader: Open) -> None:
    async with open_reader() as reading:
        articles = reading.screen.articles

        def damaged(index: int) -> Row:
            raise StoreDamaged("the stored text cannot be read")

        articles.set_source(5, damaged)
        await reading.settle()
        assert "(cannot be read)" in reading.text
        assert "the stored text cannot be read" in reading.text


async def test_new_rows_above_leave_the_list_where_it_stands(open_reader: Open) -> None:
    async with open_reader(size=(120, 20)) as reading:
        articles, fetch = reading.screen.articles, reading.screen.articles.fetch
        articles.set_source(500, lambda index: fetch(0), cursor=40, row_height=3)
        above = articles.cursor * 3 - articles.scroll_offset.y
        articles.set_source(600, lambda index: fetch(0), cursor=90, row_height=3)
        assert articles.cursor * 3 - articles.scroll_offset.y == above


async def test_long_lines_use_the_measure_in_a_wide_terminal(open_reader: Open) -> None:
    async with open_reader(size=(200, 60)) as reading:
        assert "Matthew Miller on Thursday said that Washington has informed the Iraqi" in reading.text
        assert reading.screen.pane.reader.size.width > 100


async def test_copying_a_paragraph_with_its_citation(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("2", "right_parenthesis", "right_parenthesis", "Y")
        copied = reading.pilot.app.clipboard
        assert "01-02-2024" in copied or "American troops" in copied
        assert copied.endswith("Rudaw, 1 Feb 2024 (000_9587504e6269fdd0.txt)")
        assert "copied" in reading.text


async def test_the_mouse_selects_text_that_is_copied(open_reader: Open) -> None:
    async with open_reader() as reading:
        reader = reading.screen.pane.reader
        await reading.pilot.mouse_down(reader, offset=(2, 5))
        await reading.pilot.hover(reader, offset=(20, 6))
        await reading.pilot.mouse_up(reader, offset=(20, 6))
        await reading.press("y")
        assert reading.pilot.app.clipboard.startswith("ERBIL, Kurdistan Region")
        assert "\n" not in reading.pilot.app.clipboard


async def test_escape_leaves_the_input_then_the_entity_and_keeps_the_query(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("slash")
        await reading.type("kirby ")
        await reading.press("escape")
        assert reading.screen.articles.has_focus
        await reading.press("3", "enter")
        assert reading.screen.chosen is not None
        await reading.press("escape", "escape")
        assert reading.screen.chosen is None
        assert reading.screen.search_bar.text == "kirby "


async def test_without_colour_every_state_has_a_mark(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(query="kirby") as reading:
        await reading.press("enter", "3", "enter")
        strips = reading.screen._compositor.render_strips()
        segments = [segment for strip in strips for segment in strip if segment.style is not None]
        assert any(each.style.reverse for each in segments if "Kirby" in each.text)
        colours = {each.style.color.triplet for each in segments if each.style.color is not None}
        assert all(colour is None or max(colour) - min(colour) <= 1 for colour in colours)
        assert "▌" in reading.text
        assert "▸" in reading.text
        assert "◆" in reading.text
        assert "━" in reading.text


async def test_a_place_given_on_the_command_line_is_opened(open_reader: Open) -> None:
    async with open_reader(at="004_0797fbdfc2b6d695.txt") as reading:
        assert reading.title.startswith("Iraq must")
    async with open_reader(at="nowhere.txt") as reading:
        assert "nowhere.txt" in reading.text


async def test_an_index_is_made_while_the_screen_stands(open_reader: Open, seeds: Path) -> None:
    async with open_reader(indexed=False) as reading:
        assert "5 articles" in reading.text
        assert reading.title.startswith("US wants")


async def test_an_empty_folder_and_a_missing_one_are_explained(open_reader: Open, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    async with open_reader(empty, indexed=False) as reading:
        assert "No articles here" in reading.text
    async with open_reader(tmp_path / "missing", indexed=False) as reading:
        assert "This cannot be opened" in reading.text
        assert "missing" in reading.text


async def test_what_another_process_indexes_is_taken_up_with_the_place_kept(
    open_reader: Open, seeds: Path, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(seeds, corpus)
    async with open_reader(corpus, query="kirby") as reading:
        await reading.press("enter", "n", "n")
        title, top = reading.title, reading.screen.pane.reader.top_offset
        (corpus / "new.txt").write_text(
            "Kirby speaks again\n\nJohn Kirby, Kirby and Kirby spoke on Monday.\n"
        )
        library = Library.open(corpus, cache=tmp_path / "cache")
        library.update()
        library.close()
        await reading.screen._take_up()
        await reading.settle()
        assert "4 of 6 articles" in reading.text
        assert reading.title == title
        assert reading.screen.pane.reader.top_offset == top


async def test_a_command_of_the_palette_does_what_its_key_does(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("colon")
        await reading.type("zoom")
        await reading.press("enter")
        assert reading.screen.has_class("-zoom")
        assert "In this article" not in reading.text


async def test_keys_move_in_the_list_and_the_reader_follows(open_reader: Open) -> None:
    async with open_reader() as reading:
        first = reading.title
        await reading.press("j")
        assert reading.title != first
        assert "2 of 5" in reading.text
        await reading.press("G")
        assert "5 of 5" in reading.text
        await reading.press("j", "g", "g")
        assert "1 of 5" in reading.text
        await reading.press("full_stop", "comma", "comma")
        assert "first article" in reading.text


async def test_a_preview_leaves_no_trace_in_the_history(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("enter", "1", "j", "j", "enter", "H")
        assert "1 of 5" in reading.text
        await reading.press("H")
        assert "nothing further back" in reading.text


async def test_the_mouse_chooses_rows_and_jumps_in_the_ruler(open_reader: Open) -> None:
    async with open_reader() as reading:
        screen = reading.screen
        await reading.pilot.click(screen.articles, offset=(4, 6))
        await reading.settle()
        assert screen.articles.cursor == 1
        assert "2 of 5" in reading.text
        await reading.pilot.click(screen.articles, offset=(4, 10), times=2)
        await reading.settle()
        assert "3 of 5" in reading.text
        await reading.pilot.click(screen.pane.ruler, offset=(0, 30))
        await reading.settle()
        assert screen.pane.reader.scroll_offset.y > 10
        await reading.pilot.click(screen.entities, offset=(6, 2), times=2)
        await reading.settle()
        assert screen.chosen is not None
