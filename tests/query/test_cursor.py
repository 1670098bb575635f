"""What is being typed where the cursor (`|`) stands, and what a completion would replace (between the brackets)."""

from __future__ import annotations

import pytest

from index.query.cursor import at_cursor


@pytest.mark.parametrize(
    ("text", "field", "value", "replaced"),
    [
        ("|", None, "", ""),
        ("ki|", None, "ki", "ki"),
        ("iraq ki|", None, "ki", "ki"),
        ("iraq |", None, "", ""),
        ("ki|rby iraq", None, "ki", "kirby"),
        ("-ki|", None, "ki", "ki"),
        ("(us OR ir|)", None, "ir", "ir"),
        ("person:|", "person", "", ""),
        ("person: |", "person", "", ""),
        ("person:ki|", "person", "ki", "ki"),
        ("-person:ki| iraq", "person", "ki", "ki"),
        ('person:"John K|', "person", "John K", '"John K'),
        ('person:"Jo|hn Kirby" iraq', "person", "Jo", '"John Kirby"'),
        ('person:"Jo| "us troops"', "person", "Jo", '"Jo'),
        ("person:“John K|", "person", "John K", "“John K"),
        ("person:(smith OR ki|", "person", "ki", "ki"),
        ("person:(smith |", "person", "", ""),
        ("person:(smith) |", None, "", ""),
        ("title:us |", None, "", ""),
        ("is:un|", "is", "un", "un"),
        ("sort:-d|", "sort", "-d", "-d"),
        ("tag:a,b|", "tag", "b", "b"),
        ("tag:a|a,b", "tag", "a", "aa"),
        (r"tag:a\,b|", "tag", "a,b", r"a\,b"),
        ('tag:"a b",c|', "tag", "c", "c"),
        ("date:2024-01..2024-0|", "date", "2024-0", "2024-0"),
        ("date:>20|", "date", "20", "20"),
        ("persn:x|", None, "persn:x", "persn:x"),
        ('"us tr|', None, "us tr", '"us tr'),
        ("iraq AND|", None, "", ""),
    ],
)
def test_what_is_typed(text: str, field: str | None, value: str, replaced: str) -> None:
    cursor = text.index("|")
    text = text.replace("|", "")
    typed = at_cursor(text, cursor)
    assert (typed.field, typed.value, text[typed.start : typed.end]) == (field, value, replaced)


def test_an_open_quote_is_told() -> None:
    assert at_cursor('person:"John', 12).in_quotes
    assert not at_cursor("person:John", 11).in_quotes


@pytest.mark.parametrize("cursor", [-1, 0, 99])
def test_a_cursor_outside_the_text_is_taken_to_its_end(cursor: int) -> None:
    assert at_cursor("", cursor).start == 0
