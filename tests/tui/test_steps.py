"""Where keys lead: spans, articles, history."""

from __future__ import annotations

import pytest

from index.article import Span
from tui.history import History, Place
from tui.steps import next_in, next_span

SPANS = (Span(10, 12), Span(20, 25), Span(30, 31))


@pytest.mark.parametrize(
    ("origin", "step", "expected"),
    [(-1, 1, 0), (10, 1, 1), (15, 1, 1), (30, 1, None), (30, -1, 1), (10, -1, None), (99, -1, 2)],
)
def test_the_next_span_is_the_one_beyond_the_origin(origin: int, step: int, expected: int | None) -> None:
    assert next_span(SPANS, origin, step) == expected


def test_articles_end_without_wrapping() -> None:
    assert next_in(("a", "b"), "a", 1) == "b"
    assert next_in(("a", "b"), "b", 1) is None
    assert next_in(("a", "b"), "a", -1) is None
    assert next_in(("a", "b"), "elsewhere", 1) == "a"
    assert next_in((), None, 1) is None


def test_history_goes_back_and_forward() -> None:
    history = History()
    first, second, third = Place("a", 5), Place("b"), Place("c")
    history.leave(first)
    history.leave(second)
    assert history.back(third) == second
    assert history.back(second) == first
    assert history.back(first) is None
    assert history.forward(first) == second
    assert history.forward(second) == third


def test_going_somewhere_new_forgets_what_lay_ahead() -> None:
    history = History()
    history.leave(Place("a"))
    history.back(Place("b"))
    history.leave(Place("a", 9))
    assert history.forward(Place("c")) is None
