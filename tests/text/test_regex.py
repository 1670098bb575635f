"""Which typed expressions are run: those whose time is bounded, whatever they are held against."""

from __future__ import annotations

import pytest

from index.regex import Bounds, Refused, check

LINES = Bounds(characters=100, reach=1000, ways=1001**2, classes="dDwWsSb")


@pytest.mark.parametrize(
    "text",
    [
        ".*more.*",
        r"read (more|also)\b.{0,80}",
        "(a|b)?(c|d)?",
        r"\d{1,3} (comments?|shares?)",
        ".{0,40}x.{0,40}y.{0,40}",
        "(ab){3}",
    ],
)
def test_what_can_match_in_few_ways_is_run(text: str) -> None:
    check(text, LINES)


@pytest.mark.parametrize(
    "text",
    [
        ".*a.*b.*",
        ".*(a|b).*",
        ".{1,}a.*b?",
        ".{0,40}" * 4,
        "(a|aa)" * 20,
        "(a|b)?" * 13,
        "((a|b)(c|d)|(e|f))" * 6,
    ],
)
def test_what_can_match_in_many_ways_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="too many ways to match"):
        check(text, Bounds(characters=200, reach=1000, ways=1001**2))


@pytest.mark.parametrize("text", [r"\bwar", r"a\s"])
def test_classes_are_those_of_the_bounds(text: str) -> None:
    check(text, LINES)
    with pytest.raises(Refused, match="is not understood here"):
        check(text, LINES._replace(classes="dDwW"))
