"""The page on queries tells the truth: every form is understood, every field is there, every slip is answered so."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from index.query import FIELDS, PRESENT, STATES, parse

PAGE = (Path(__file__).parents[2] / "QUERIES.md").read_text()
TABLES = [
    [re.split(r"(?<!\\)\|", line.strip("|\n")) for line in table.splitlines(keepends=True)[2:]]
    for table in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE)
]
FORMS, SLIPS, UNDERSTOOD = TABLES


def codes(cell: str) -> list[str]:
    return [code.replace(r"\|", "|") for code in re.findall(r"`([^`]+)`", cell)]


def read(text: str):
    return parse(text, today=dt.date(2024, 3, 10), saved={"mine": "iraq"})


@pytest.mark.parametrize("form", [form for row in FORMS for form in codes(row[0]) if form[0] != "\\"])
def test_a_form_is_understood(form: str) -> None:
    assert read(form).messages == ()


@pytest.mark.parametrize(("typed", "searched", "said"), [[*map(codes, row)] for row in SLIPS])
def test_a_slip_is_answered_as_the_page_says(typed, searched, said) -> None:
    parsed = read(typed[0])
    assert ([parsed.canonical], list(parsed.messages)) == (searched, said)


@pytest.mark.parametrize(("typed", "understood"), [[*map(codes, row)] for row in UNDERSTOOD])
def test_a_query_is_understood_as_the_page_says(typed, understood) -> None:
    assert [read(typed[0]).canonical] == understood


def test_every_field_and_fixed_value_is_on_the_page() -> None:
    forms = "".join(cell for row in FORMS for cell in row)
    assert {name for name in FIELDS if f"`{name}:" not in forms} == set()
    assert {value for value in (*STATES, *PRESENT) if f"`{value}`" not in forms} == set()
