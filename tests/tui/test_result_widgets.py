"""Facets, timeline and completions as widgets: what they draw of values, and what their keys say."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from index.completion import Completion
from index.facets import Bin, Facet, FacetValue, Timeline
from tui.querytext import Filter
from tui.widgets.completions import MOST_ROWS, CompletionList
from tui.widgets.facets import FacetList, rows_of
from tui.widgets.timeline import TimelineChart

RUDAW = FacetValue("Rudaw", 'source:"Rudaw"', 1_240)
KIRBY = FacetValue("John Kirby", 'person:"John Kirby"', 3)
FACETS = (Facet("source", (RUDAW,), 2), Facet("month", ()), Facet("person", (KIRBY,)))


class Shown(App[None]):
    """One widget, and what it has said."""

    def __init__(self, *widgets: FacetList | TimelineChart | CompletionList) -> None:
        super().__init__()
        self.widgets = widgets
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def on_timeline_chart_narrowed(self, event: TimelineChart.Narrowed) -> None:
        self.heard.append(event)

    def on_timeline_chart_widened(self, event: TimelineChart.Widened) -> None:
        self.heard.append(event)

    def lines(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


@asynccontextmanager
async def showing(
    widget: FacetList | TimelineChart | CompletionList, size: tuple[int, int] = (40, 16)
) -> AsyncIterator[tuple[Shown, Pilot[None]]]:
    app = Shown(widget)
    async with app.run_test(size=size) as pilot:
        widget.focus()
        await pilot.pause()
        yield app, pilot


def days(counts: list[int], undated: int = 0) -> Timeline:
    dates = [dt.date(2024, 2, 1) + dt.timedelta(days=number) for number in range(len(counts))]
    bins = tuple(Bin(date, date, count) for date, count in zip(dates, counts, strict=True))
    return Timeline("day", bins, undated)


# Facets


def test_a_facet_without_values_has_no_heading_and_what_was_left_off_is_said() -> None:
    assert [row if isinstance(row, str) else row.name for row in rows_of(FACETS, ())] == [
        *("SOURCES", "Rudaw", "  … 2 more", ""),
        *("PEOPLE", "John Kirby"),
    ]
    assert rows_of((), ()) == ["nothing to count"]
    assert rows_of(None, ()) == ["counting…"]


def test_the_filters_of_the_query_are_marked_or_listed_first() -> None:
    filters = (Filter(RUDAW.query, RUDAW.query, False), Filter("place:Iraq", "place:Iraq", True))
    rows = [row for row in rows_of(FACETS, filters) if not isinstance(row, str)]
    assert [(row.name, row.mark) for row in rows] == [
        ("place:Iraq", "−"),
        ("Rudaw", "✓"),
        ("John Kirby", ""),
    ]


async def test_tab_brings_the_names_of_a_kind_into_view() -> None:
    many = tuple(FacetValue(f"Source {number}", f'source:"{number}"', 1) for number in range(12))
    people = tuple(FacetValue(f"Person {number}", f'person:"{number}"', 1) for number in range(12))
    facets = FacetList()
    async with showing(facets) as (app, pilot):
        facets.show((Facet("source", many), Facet("person", people)), ())
        await pilot.press("tab")
        await pilot.pause()
        assert "Person 11" in "".join(app.lines())


async def test_tab_leads_from_kind_to_kind_and_the_cursor_keeps_its_value() -> None:
    facets = FacetList()
    async with showing(facets) as (app, pilot):
        facets.show(FACETS, ())
        await pilot.pause()
        assert facets.highlighted == RUDAW.query
        await pilot.press("tab")
        assert facets.highlighted == KIRBY.query
        await pilot.press("tab")
        assert facets.highlighted == KIRBY.query
        facets.show((Facet("person", (KIRBY,)), FACETS[0]), ())
        assert facets.highlighted == KIRBY.query
        await pilot.press("shift+tab")
        assert facets.highlighted == KIRBY.query
        await pilot.press("j")
        assert facets.highlighted == RUDAW.query
        assert any(line.startswith("▌") and line.endswith("1,240") for line in app.lines())


# Timeline


async def test_the_title_tells_of_the_column_under_the_cursor() -> None:
    chart = TimelineChart()
    async with showing(chart, (60, 5)) as (app, pilot):
        chart.show(days([1, 7, 0, 2], undated=12))
        await pilot.pause()
        title, *bars, axis = app.lines()
        assert "Timeline · 2 Feb 2024: 7 articles · by day · 12 undated" in title
        assert "████████" in bars[0]
        assert axis.strip().startswith("Feb 2024")
        assert axis[bars[0].index("█") + 3] == "▲"
        await pilot.press("l")
        assert chart.column == Bin(dt.date(2024, 2, 4), dt.date(2024, 2, 4), 2)
        await pilot.press("h", "left", "left")
        assert chart.column == Bin(dt.date(2024, 2, 1), dt.date(2024, 2, 1), 1)


async def test_days_that_do_not_fit_are_joined_and_this_is_said() -> None:
    chart = TimelineChart()
    async with showing(chart, (70, 5)) as (app, pilot):
        chart.show(days([2] * 150))
        await pilot.pause()
        assert "a column is 7 days" in app.lines()[0]
        assert "26 Feb – 3 Mar 2024: 14 articles" not in app.lines()[0]
        await pilot.press("home", *["l"] * 4)
        assert "26 Feb – 3 Mar 2024: 14 articles" in app.lines()[0]
        await pilot.press("enter")
        assert isinstance(app.heard[-1], TimelineChart.Narrowed)
        assert (app.heard[-1].first, app.heard[-1].last) == (dt.date(2024, 2, 26), dt.date(2024, 3, 3))


async def test_enter_and_plus_narrow_and_backspace_and_minus_widen() -> None:
    chart = TimelineChart()
    async with showing(chart, (60, 5)) as (app, pilot):
        chart.show(days([1, 7]))
        await pilot.press("enter", "plus", "backspace", "minus")
        await pilot.pause()
        assert [type(each) for each in app.heard] == [TimelineChart.Narrowed] * 2 + [
            TimelineChart.Widened
        ] * 2


async def test_another_answer_leaves_the_cursor_on_its_day() -> None:
    chart = TimelineChart()
    async with showing(chart, (60, 5)) as (_, pilot):
        chart.show(days([9, 1, 1]))
        await pilot.press("l", "l")
        chart.show(days([9, 1, 1, 1, 5]))
        assert chart.column is not None
        assert chart.column.first == dt.date(2024, 2, 3)
        chart.show(Timeline("month", (Bin(dt.date(2024, 2, 1), dt.date(2024, 2, 29), 17),), 0))
        assert chart.column.articles == 17


@pytest.mark.parametrize("timeline", [Timeline("day", (), 4), Timeline("day", (), 0), None])
async def test_nothing_dated_is_said_and_no_key_fails(timeline: Timeline | None) -> None:
    chart = TimelineChart()
    async with showing(chart, (60, 5)) as (app, pilot):
        chart.show(timeline)
        await pilot.press("h", "l", "G", "g", "enter")
        wanted = "counting…" if timeline is None else "4 undated" if timeline.undated else "nothing to show"
        assert wanted in app.lines()[0]
        assert not app.heard


# Completions


def completions(*labels: str) -> tuple[Completion, ...]:
    return tuple(Completion(0, 2, label, label, 1_234) for label in labels)


async def test_completions_show_their_counts_and_take_no_focus() -> None:
    offered = CompletionList()
    async with showing(offered) as (app, pilot):
        offered.offer(completions("kirby", "kirbys"), 3)
        await pilot.pause()
        assert not offered.can_focus
        assert app.lines()[0] == "   ▌ kirby   1,234"
        offered.step(1)
        await pilot.pause()
        assert offered.highlighted is not None
        assert offered.highlighted.text == "kirbys"
        assert app.lines()[1] == "   ▌ kirbys  1,234"
        offered.close()
        await pilot.pause()
        assert not any(app.lines())


async def test_many_completions_scroll_and_long_ones_are_cut() -> None:
    offered = CompletionList()
    async with showing(offered, (60, 20)) as (app, pilot):
        offered.offer(completions(*(f"{number} {'word ' * 30}" for number in range(30))), 0)
        offered.step(29)
        await pilot.pause()
        shown = [line for line in app.lines() if line]
        assert len(shown) == MOST_ROWS
        assert "29 word" in shown[-1]
        assert "…" in shown[-1]
