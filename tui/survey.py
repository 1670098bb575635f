"""What does a person see of what became of a corpus? Tables: a source a line, and what was skipped or repaired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.cleaning.certainty import DateLevel
from tui.output import Bold, line

if TYPE_CHECKING:
    from index.survey import Group, SourceSurvey, Survey

MANY = 30
"""Files that are skipped, or articles that are repaired, up to which each is named; more are counted by kind."""
_SOURCES = 30
"""Sources that are listed, the largest; `--json` has all."""
_NAME = 32
"""Columns of a name at most."""
_FAMILIES = 3
"""Of what hid a source's lines, so many are named."""
_HEAD = ("source", "articles", *DateLevel, "versions", "repaired", "hidden", "mostly by")


def print_survey(survey: Survey) -> None:
    if survey.sources:
        listed = survey.sources[:_SOURCES]
        _print_table(_HEAD, [*map(_row, listed), _row(_total(survey.sources))])
        if len(survey.sources) > len(listed):
            line(f"and {len(survey.sources) - len(listed):,} smaller sources, which --json lists")
    _print_learnt(survey.sources)
    _print_groups("skipped", survey.skipped)
    _print_groups("repaired", survey.repaired)


def _row(source: SourceSurvey) -> tuple[str, ...]:
    dates = (source.dates[level] for level in DateLevel)
    numbers = source.articles, *dates, source.versions, source.repaired, source.hidden.total()
    families = ", ".join(f"{what} {count:,}" for what, count in source.hidden.most_common(_FAMILIES))
    return (_shortened(source.name or "(no source)"), *(f"{number:,}" for number in numbers), families)


def _total(sources: Sequence[SourceSurvey]) -> SourceSurvey:
    from index.survey import SourceSurvey

    total = SourceSurvey("all")
    for each in sources:
        total.articles += each.articles
        total.versions += each.versions
        total.repaired += each.repaired
        total.dates += each.dates
        total.hidden += each.hidden
    return total


def _shortened(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The first and the last column begin at one place each, the others end there."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for number, row in enumerate([head, *rows]):
        cells = [each.rjust(width) for each, width in zip(row, widths, strict=True)]
        text = "  ".join([row[0].ljust(widths[0]), *cells[1:-1], row[-1]])
        line(Bold(text) if number == 0 else text)


def _print_learnt(sources: Sequence[SourceSurvey]) -> None:
    """What was learnt of sources, and decides about lines and dates."""
    common = [each for each in sources if each.common_lines]
    orders = Counter(each.day_first for each in sources if each.day_first is not None)
    if common:
        lines = sum(each.common_lines for each in common)
        line(f"{lines:,} lines are common to the articles of their source, in {len(common):,} sources")
    if orders:
        line(f"dates begin with the day in {orders[True]:,} sources, with the month in {orders[False]:,}")


def _print_groups(title: str, groups: Sequence[Group]) -> None:
    if sum(group.size for group in groups) > MANY:
        line(Bold(title))
        width = max(len(f"{group.size:,}") for group in groups)
        for group in groups:
            more = ", …" if group.size > len(group.examples) else ""
            line(f"{group.size:{width},}  {group.what} ({', '.join(group.examples)}{more})")
