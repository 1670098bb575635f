"""What is offered to somebody who types a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.completion import Beginnings
from index.library import Library


def completed(library: Library, typed: str) -> list[str]:
    """The texts that the completions of `typed` make of it; `|` stands where the cursor is, else it is at the end."""
    before, _, after = typed.partition("|")
    text = before + after
    found = library.complete(text, len(before))
    return [text[: each.start] + each.text + text[each.end :] for each in found]


def counts(library: Library, typed: str) -> dict[str, int | None]:
    return {each.label: each.articles for each in library.complete(typed, len(typed))}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("per", "person:"),
        ("PER", "person:"),
        ("-per", "-person:"),
        ("(per", "(person:"),
        ("per|:kirby", "person:kirby"),
        ("iraq kirb", "iraq kirby"),
        ("Kirb", "Kirby"),
        ("kir|bi iraq", "kirby iraq"),
        ("us troo", "us troops"),
        ('"us troo', '"us troops'),
        ('"us troo|" iraq', '"us troops" iraq'),
        ("title:warn", "title:warns"),
        ("hidden:recap", "hidden:recaptcha"),
        ("=Ira", "=Iraq"),
        ("al-Asa", "al-Asad"),
        ("source:ru", "source:Rudaw"),
        ("source:", "source:Rudaw"),
        ("source:jaz", 'source:"Al Jazeera"'),
        ("person:kir", 'person:"John Kirby"'),
        ("person:JOHN", 'person:"John Kirby"'),
        ('person:"john k', 'person:"John Kirby"'),
        ('person:"john k|" iraq', 'person:"John Kirby" iraq'),
        ("person:(miller OR kir", 'person:(miller OR "John Kirby"'),
        ("-person:kir", '-person:"John Kirby"'),
        ("org:pent", "org:Pentagon"),
        ("place:stat", 'place:"United States"'),
        ("entity:pent", "entity:Pentagon"),
        ("says:kir", 'says:"John Kirby"'),
        ("mentions:kir", 'mentions:"John Kirby"'),
        ("date:", "date:2024"),
        ("date:2024", "date:2024-02"),
        ("date:2023..2024-0", "date:2023..2024-02"),
        ("lang:", "lang:en"),
        ("is:", "is:unread"),
        ("is:st", "is:starred"),
        ("has:h", "has:hidden"),
        ("no:d", "no:date"),
        ("sort:", "sort:date-"),
        ("newer:", "newer:1d"),
    ],
)
def test_the_likeliest_comes_first(library: Library, typed: str, first: str) -> None:
    assert completed(library, typed)[0] == first


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "kirby ",
        "k",
        "kirby",
        "kirb*",
        "/kirb",
        "^2",
        "xyzzy",
        "words:",
        "is:xyzzy",
        "kirb~",
    ],
)
def test_nothing_is_offered_where_nothing_would_help(library: Library, typed: str) -> None:
    assert completed(library, typed) == []


def test_field_names_come_before_words(library: Library) -> None:
    assert completed(library, "pe")[:2] == ["person:", "pentagon"]


def test_values_are_counted_in_the_result_of_the_rest(library: Library) -> None:
    assert counts(library, "person:kir") == {"John Kirby": 3}
    assert counts(library, "erbil person:kir") == {"John Kirby": 1}
    assert counts(library, "date:2024") == {"2024-02": 1}
    assert counts(library, "source:") == {"Rudaw": 1, "Al Jazeera": 1}
    assert counts(library, "erbil source:") == {"Rudaw": 1}


def test_what_the_result_does_not_have_is_offered_without_a_count(library: Library) -> None:
    assert counts(library, "source:rudaw OR source:jaz") == {"Al Jazeera": None}


def test_words_are_counted_in_the_corpus(library: Library) -> None:
    assert counts(library, "erbil kirb") == {"kirby": 3}


def test_names_are_listed_by_articles(library: Library) -> None:
    articles = list(counts(library, "place:").values())
    assert articles == sorted(articles, key=lambda count: -(count or 0))
    assert len(articles) == 10


def test_saved_queries_are_completed_by_name(library: Library) -> None:
    saved = {"My Iraq": "iraq", "war": "war"}
    state = library._state
    found = state.complete("query:ir", 8, dt.date(2024, 3, 1), saved)
    assert [(each.text, each.label) for each in found] == [('"My Iraq"', "My Iraq")]


def test_an_empty_library_completes_nothing(tmp_path: Path, open_library: Callable[..., Library]) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    assert open_library(folder).complete("per", 3) == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(
    text=st.text(st.sampled_from('abir:"“(),.\\*~/[]{}-=<> \udc80é\0') | st.characters()),
    cursor=st.integers(-3, 20),
)
def test_every_text_can_be_completed(library: Library, text: str, cursor: int) -> None:
    for prefix in ("", "person:", "source:", "date:"):
        for each in library.complete(prefix + text, cursor + len(prefix)):
            assert 0 <= each.start <= each.end <= len(prefix + text)


NAMES = Beginnings([["John Kirby", "Kirby"], ["Zoë O’Brien"], ["J. Edgar Hoover"], [], ["al-Asad\nBashar"]])


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("kir", [0]),
        ("john kir", [0]),
        ("irby", []),
        ("zoe", [1]),
        ("O'Br", [1]),
        ("brien", [1]),
        ("j. e", [2]),
        ("j", [0, 2]),
        ("asad", [4]),
        ("bash", [4]),
        ("", [0, 1, 2, 3, 4]),
        ("kirby zoe", []),
    ],
)
def test_any_word_of_a_name_may_be_begun(typed: str, numbers: list[int]) -> None:
    assert NAMES.of(typed).tolist() == numbers


def test_of_no_names_none_begins() -> None:
    assert Beginnings([]).of("").tolist() == Beginnings([]).of("a").tolist() == []
