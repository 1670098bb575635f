"""What is found is narrowed, sorted, explained and asked again; the query on the screen is all there is to it."""

from __future__ import annotations

import pytest
from platformdirs import user_state_path

from tests.tui.conftest import Open
from tui import earlier
from tui.widgets.virtual_list import VirtualList


async def test_the_facets_show_what_the_result_is_made_of(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("F")
        assert reading.screen.facets.has_focus
        for heading in ("SOURCES", "MONTHS", "PEOPLE", "ORGANISATIONS", "PLACES"):
            assert heading in reading.text
            await reading.press("tab")
        assert "In this article" not in reading.text
        await reading.press("F")
        assert reading.screen.articles.has_focus
        assert "In this article" in reading.text


async def test_a_facet_goes_into_the_query_and_out_again(open_reader: Open) -> None:
    async with open_reader(query="iraq") as reading:
        await reading.press("F", "enter")
        term = reading.screen.facets.highlighted
        assert reading.screen.search_bar.text == f"iraq {term}"
        assert "✓ " in reading.text
        assert "1 of 5 articles" in reading.text
        await reading.press("minus")
        assert reading.screen.search_bar.text == f"iraq -{term}"
        assert "4 of 5 articles" in reading.text
        assert "IN THE QUERY" in reading.text
        await reading.press("enter")
        assert reading.screen.search_bar.text == "iraq"
        await reading.press("escape")
        assert "SOURCES" not in reading.text


async def test_facets_follow_the_result_while_one_types_and_reads(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("F", "slash")
        await reading.type("sullivan bream ")
        assert "1 of 5 articles" in reading.text
        assert "SOURCES" not in reading.text
        await reading.press("escape", "2", "tab")
        assert reading.screen.facets.has_focus
        await reading.press("3")
        assert reading.screen.entities.has_focus
        assert not reading.screen.has_class("-facets")


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (200, 60)])
async def test_facets_and_timeline_fit_any_screen(open_reader: Open, size: tuple[int, int]) -> None:
    async with open_reader(size=size) as reading:
        await reading.press("T", "F")
        assert "SOURCES" in reading.text
        assert "by day" in reading.text
        assert "4 undated" in reading.text
        await reading.press("q")
        assert "SOURCES" not in reading.text
        assert reading.screen.timeline.has_focus
        await reading.press("q")
        assert not reading.screen.timeline.display
        assert reading.pilot.app.is_running


async def test_an_overlay_of_facets_closes_when_one_goes_on_reading(open_reader: Open) -> None:
    async with open_reader(size=(80, 24)) as reading:
        await reading.press("F", "h")
        assert reading.screen.pane.reader.has_focus
        assert "SOURCES" not in reading.text


async def test_the_timeline_narrows_to_a_day_and_widens_again(open_reader: Open) -> None:
    async with open_reader(query="iraq date:2020..") as reading:
        await reading.press("T", "enter")
        assert reading.screen.search_bar.text == "iraq date:2024-02-01"
        assert "1 of 5 articles" in reading.text
        for wider in ("iraq date:2024-02", "iraq date:2024", "iraq"):
            await reading.press("backspace")
            assert reading.screen.search_bar.text == wider
        assert "undated" in reading.text
        await reading.press("backspace")
        assert "no date in the query" in reading.text


async def test_arrows_move_in_the_timeline_and_between_panes_elsewhere(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("T", "h", "l", "left", "right")
        assert reading.screen.timeline.has_focus
        await reading.press("1", "l")
        assert reading.screen.pane.reader.has_focus


async def test_one_key_leads_through_the_orders_and_back(open_reader: Open) -> None:
    async with open_reader(query="kirby") as reading:
        expected = {
            "date-": "newest first",
            "date": "oldest first",
            "title": "by title",
            "relevance": "relevance",
        }
        for order, words in expected.items():
            await reading.press("S")
            assert reading.screen.search_bar.text == (
                "kirby" if order == "relevance" else f"kirby sort:{order}"
            )
            assert f"3 of 5 articles · {words}" in reading.text


async def test_how_a_query_was_understood_is_shown_and_copied(open_reader: Open) -> None:
    async with open_reader(query="Kirby (iraq") as reading:
        await reading.press("W")
        assert "UNDERSTOOD AS" in reading.text
        assert "( without )" in reading.text
        await reading.press("y")
        assert reading.screen.hits is not None
        assert reading.pilot.app.clipboard == reading.screen.hits.canonical


async def test_an_explanation_goes_on_under_its_beginning(open_reader: Open) -> None:
    async with open_reader(size=(60, 30), query="iraq a*") as reading:
        await reading.press("W")
        lines = [line.strip(" │") for line in reading.text.splitlines()]
        start = next(i for i, line in enumerate(lines) if line.startswith("a* →"))
        drawn = reading.text.splitlines()
        assert drawn[start + 1].index(lines[start + 1]) == drawn[start].index("a* →")


async def test_what_there_is_no_room_to_say_is_said_where_the_query_is_explained(open_reader: Open) -> None:
    async with open_reader(size=(60, 24), query="kirby sort:a sort:b sort:c") as reading:
        assert "… W shows all" in reading.text
        await reading.press("W")
        assert "sort:c" in reading.text


async def test_articles_like_the_open_one_and_back(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("j")
        title = reading.title
        await reading.press("A")
        assert reading.screen.search_bar.text.startswith("like:")
        assert reading.screen.articles.has_focus
        await reading.press("down", "H")
        assert reading.title == title


async def test_another_spelling_is_taken_with_one_key_and_never_by_itself(open_reader: Open) -> None:
    async with open_reader(query="sulivan") as reading:
        assert "did you mean: sullivan (ctrl+y)" in reading.text
        assert reading.screen.search_bar.text == "sulivan"
        await reading.press("slash", "ctrl+y")
        assert reading.screen.search_bar.text == "sullivan"
        assert "2 of 5 articles" in reading.text
        await reading.press("ctrl+y")
        assert "no other spelling is suggested" in reading.text


async def test_a_word_that_was_taken_as_a_beginning_is_written_so_before_anything_follows_from_it(
    open_reader: Open,
) -> None:
    async with open_reader() as reading:
        await reading.press("slash")
        await reading.type("kirb")
        assert "3 of 5 articles" in reading.text
        assert "nothing holds the last word as it is: kirb*" in reading.text
        await reading.press("escape", "escape", "S")
        assert reading.screen.search_bar.text == "kirb* sort:date-"
        assert "3 of 5 articles" in reading.text
        await reading.press("slash", "ctrl+u")
        await reading.type("kirb")
        await reading.press("enter")
        assert reading.screen.search_bar.text == "kirb*"
        assert "3 of 5 articles" in reading.text
        assert reading.screen.pane.reader.has_focus


async def test_a_completion_is_offered_and_taken(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("slash")
        await reading.type("sulli")
        assert "▌ sullivan" in reading.text
        await reading.press("tab")
        assert reading.screen.search_bar.text == "sullivan"
        assert reading.screen.search_bar.input.has_focus
        assert "▌ sullivan" not in reading.text
        await reading.press("tab")
        assert not reading.screen.search_bar.input.has_focus


async def test_the_arrows_choose_a_completion_and_enter_takes_it(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("slash")
        await reading.type("i")
        await reading.press("down", "down", "up", "enter")
        assert reading.screen.search_bar.input.has_focus
        assert reading.screen.search_bar.text != "i"
        await reading.press("enter")
        assert reading.screen.pane.reader.has_focus


async def test_escape_leaves_the_completions_first_and_the_text_alone(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("slash")
        await reading.type("sulli")
        await reading.press("escape")
        assert "▌ sullivan" not in reading.text
        assert reading.screen.search_bar.text == "sulli"
        assert reading.screen.search_bar.input.has_focus
        await reading.type("v")
        assert "▌ sullivan" in reading.text
        await reading.press("escape", "escape")
        assert reading.screen.articles.has_focus


async def test_a_value_with_a_space_is_completed_in_quotes(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("slash")
        await reading.type("person:kirb")
        await reading.press("tab")
        assert reading.screen.search_bar.text == 'person:"John Kirby"'
        assert "3 of 5 articles" in reading.text


async def test_the_mouse_takes_a_completion_and_a_bar_of_the_timeline(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("slash")
        await reading.type("person:k")
        offered = reading.screen.search_bar.query_one(VirtualList)
        await reading.pilot.click(offered, offset=(4, 0))
        await reading.settle()
        assert reading.screen.search_bar.text.startswith('person:"')
        await reading.press("ctrl+u", "escape", "T")
        await reading.pilot.click(reading.screen.timeline, offset=(3, 3), times=2)
        await reading.settle()
        assert reading.screen.search_bar.text == "date:2024-02-01"


async def test_keys_typed_ahead_take_the_completion_they_were_meant_for(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.burst("/sulli⇥ bream")
        assert reading.screen.search_bar.text == "sullivan bream"
        assert reading.screen.search_bar.input.has_focus


async def test_keys_typed_ahead_move_in_the_facets_they_were_meant_for(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.burst("F⇥⇥+")
        assert reading.screen.search_bar.text.startswith("person:")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [("/sulivan␙", "sullivan"), ("/kirby⎋S", "kirby sort:date-"), ("/kirby⎋SS", "kirby sort:date")],
)
async def test_keys_typed_ahead_act_on_the_answer_they_were_meant_for(
    open_reader: Open, keys: str, expected: str
) -> None:
    async with open_reader() as reading:
        await reading.burst(keys)
        assert reading.screen.search_bar.text == expected


async def test_earlier_queries_come_back_in_this_run_and_the_next(open_reader: Open) -> None:
    async with open_reader() as reading:
        for query in ("kirby ", "iraq "):
            await reading.press("slash", "ctrl+u")
            await reading.type(query)
            await reading.press("enter")
        await reading.press("slash", "ctrl+u", "up")
        assert reading.screen.search_bar.text == "iraq "
        await reading.press("up")
        assert reading.screen.search_bar.text == "kirby "
        await reading.press("up")
        assert "no earlier query" in reading.text
        await reading.press("down", "down")
        assert reading.screen.search_bar.text == ""
    assert (user_state_path("broadsheet") / earlier.FILE).exists()
    async with open_reader() as reading:
        await reading.press("slash", "up", "up")
        assert reading.screen.search_bar.text == "kirby "


async def test_the_arrows_lead_down_the_list_and_back_up_before_they_recall(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("slash")
        await reading.type("kirby ")
        await reading.press("down", "down", "up")
        assert reading.screen.articles.cursor == 1
        await reading.press("up")
        assert reading.screen.articles.cursor == 0
        assert reading.screen.search_bar.text == "kirby "


async def test_without_colour_facets_and_timeline_have_marks(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader() as reading:
        await reading.press("T", "F", "enter")
        assert "✓ " in reading.text
        assert "▲" in reading.text
        assert "━" in reading.text


async def test_a_query_changed_elsewhere_leaves_no_completions(open_reader: Open) -> None:
    async with open_reader() as reading:
        await reading.press("slash")
        await reading.type("sulli")
        assert reading.screen.search_bar.query_one(VirtualList).display
        await reading.press("up")
        await reading.press("escape", "escape", "S")
        assert not reading.screen.search_bar.query_one(VirtualList).display
