"""How a query was understood, and what is said where it found nothing."""

from __future__ import annotations

import pytest

from index.hints import why_nothing
from index.library import Library
from index.query import And, Boosted, Or, Query, Saved, Word


def explained(library: Library, query: str) -> list[str]:
    return list(library.search(query).explanation)


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("kirb*", "kirb* → 1 word: Kirby (3 articles)"),
        ("us", "us → 2 words: US, us (5 articles)"),
        ("=Iraq", "=Iraq → 1 word: Iraq (5 articles)"),
        ("title:warns", "title:warns → 1 word: warns (1 article)"),
        ("xyzzy", "xyzzy → no word"),
        ("person:kirby", 'person:"kirby" → 1 name: John Kirby (3 articles)'),
        ("says:kirby", 'says:"kirby" → 1 name: John Kirby (3 articles)'),
        ("mentions:kirby>2", 'mentions:"kirby":3.. → 1 name: John Kirby (3 articles)'),
        ("person:xyzzy", 'person:"xyzzy" → no name'),
        ("date:2024-02", "date:2024-02-01..2024-02-29"),
        ("", "*"),
    ],
)
def test_a_part_is_said_with_what_it_stood_for(library: Library, query: str, line: str) -> None:
    assert explained(library, query) == [line]


def test_of_many_words_the_commonest_are_listed(library: Library) -> None:
    (line,) = explained(library, "*a*")
    assert line.startswith("*a* → 426 words: Iraq, ")
    assert line.endswith(", … (5 articles)")


def test_parts_within_others_are_indented(library: Library) -> None:
    assert explained(library, "kirby (seoul OR erbil)^2 -miller") == [
        "all of",
        "  kirby → 1 word: Kirby (3 articles)",
        "  counting 2 times",
        "    any of",
        "      seoul → 1 word: Seoul (1 article)",
        "      erbil → 1 word: ERBIL (1 article)",
        "  not",
        "    miller → 1 word: Miller (2 articles)",
    ]


def test_the_words_of_a_phrase_are_unstemmed_and_said_one_by_one(library: Library) -> None:
    assert explained(library, '"US troops"') == [
        '"US troops"',
        "  US → 1 word: US (5 articles)",
        "  troops → 1 word: troops (4 articles)",
    ]


def test_a_word_in_most_articles_weighs_nothing_beside_a_rarer_one(library: Library) -> None:
    weight = "; too common to weigh beside other words"
    common, rare = explained(library, "iraq erbil")[1:]
    assert common.endswith(weight)
    assert not rare.endswith(weight)
    assert weight not in "".join(explained(library, "iraq the"))


def test_an_explanation_ends(library: Library) -> None:
    lines = explained(library, " ".join(f"x{i}" for i in range(500)))
    assert len(lines) == 101
    assert lines[-1] == "…"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("xyzzy", "0 hits"),
        ("reCAPTCHA", "0 hits; hidden:reCAPTCHA 1"),
        ("kirb", "0 hits; kirb* 3"),
        ("=kirby", "0 hits; kirby 3"),
        ("title:kirby", "0 hits; kirby 3"),
        ('"troops kirby"', "0 hits; (troops kirby) 3"),
        ("kirby NEAR/1 iraq", "0 hits; (kirby iraq) 3"),
        ("person:pentagon", '0 hits; entity:"pentagon" 3'),
        ("kirby erbil seoul", "0 hits; without erbil 1; without seoul 1"),
        ("kirby xyzzy", "0 hits; none for xyzzy; without it 3"),
        ("kirby xyzzy date:2023", "0 hits; none for xyzzy, date:2023-01-01..2023-12-31; without them 3"),
        ("kirby kirb title:kirby", "0 hits; none for kirb, title:kirby; without them 3; kirb* 3; kirby 3"),
        ("kirby -us", "0 hits; none for -us; without it 3"),
    ],
)
def test_says_why_nothing_was_found(library: Library, query: str, message: str) -> None:
    assert library.search(query).messages == (message,)


def test_looks_through_what_makes_no_difference() -> None:
    query = Saved("mine", Boosted(And((Word("kirby"), Word("xyzzy"))), 2))
    assert why_nothing(query, lambda other: 3 * (other == Word("kirby"))) == (
        "0 hits; none for xyzzy; without it 3"
    )


@pytest.mark.parametrize("kind", [And, Or])
def test_a_query_of_a_thousand_parts_is_one_short_line_after_few_searches(kind: type[And | Or]) -> None:
    asked: list[Query] = []

    def count(query: Query) -> int:
        asked.append(query)
        return 0

    message = why_nothing(kind(tuple(Word(f"x{i}" * 100) for i in range(1000))), count)
    assert len(asked) <= 16
    assert len(message) < 400
    assert "\n" not in message
