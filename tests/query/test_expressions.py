"""Which regular expressions are run, and which terms a pattern means."""

from __future__ import annotations

import pytest

from index.query.expressions import Refused, check
from index.query.terms import accepts
from index.query.tree import Between, Exact, Fuzzy, Prefix, Regex, Wildcard


@pytest.mark.parametrize(
    "text",
    [
        "kirb[iy]",
        "(us|uk)",
        "(us|uk)?",
        "ira[^k]",
        "[]a-z]+",
        "a{2,3}b{4}",
        r"\d+\.\d+",
        "^iraqi?$",
        "(ab){3}",
        "é+",
    ],
)
def test_a_bounded_expression_is_run(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("(a+)+", "a repetition inside a repetition"),
        ("((ab*)c){2}", "a repetition inside a repetition"),
        ("(a|aa)+", "alternatives inside a repetition"),
        ("((a|b)c)*", "alternatives inside a repetition"),
        ("a*b*c*d*e*", "more than 4 repetitions"),
        ("a?a?a?a?a?", "more than 4 repetitions"),
        ("a{999}", "a count above 100"),
        ("a{3,2}", "min repeat greater than max repeat"),
        ("a++", "nothing to repeat before +"),
        ("*a", "nothing to repeat before *"),
        (r"(a)\1", "a back-reference"),
        ("(?=a)", "look-around and other (?…) are not understood"),
        ("(?P<x>a)", "look-around and other (?…) are not understood"),
        (r"\bwar", r"\b is not understood here"),
        ("a)", ") without ("),
        ("(a", "missing ), unterminated subpattern"),
        ("[a", "[ is not understood here"),
        ("[[a]", "[ is not understood here"),
        ("[a--b]", "[ is not understood here"),
        ("[z-a]", "bad character range z-a"),
        ("x" * 101, "longer than 100 characters"),
    ],
)
def test_an_expression_that_might_not_end_is_refused(text: str, why: str) -> None:
    with pytest.raises(Refused, match="^" + "".join(rf"\{c}" if not c.isalnum() else c for c in why)):
        check(text)


@pytest.mark.parametrize(
    ("leaf", "accepted", "refused"),
    [
        (Wildcard("k?rb*"), {"Kirby", "kurb"}, {"krby", "kirk"}),
        (Wildcard("*stan"), {"Pakistan", "stan"}, {"standing"}),
        (Wildcard("*a*b*"), {"ab", "Arab", "crabs"}, {"ba"}),
        (Wildcard("Zü*ch"), {"Zürich", "zurich"}, {"Zug"}),
        (Wildcard("a*a"), {"aa", "aba"}, {"a"}),
        (Regex("Ira[QK]"), {"Iraq", "irak"}, {"Iran", "Iraqi"}),
        (Regex(r"caf[é]\w?"), {"café", "Cafes"}, {"cafeteria"}),
        (Regex(r"\D+"), {"iraq"}, {"2024"}),
        (Prefix("Kirb"), {"Kirby", "kirb"}, {"kir"}),
        (Fuzzy("kirbi"), {"Kirby", "kirb"}, {"kerby"}),
        (Exact("café"), {"café"}, {"cafe", "Café"}),
        (Between("iran", "iraq", includes_last=False), {"Iran", "irandoost"}, {"Iraq", "iraqi"}),
    ],
    ids=str,
)
def test_a_pattern_means_these_terms(leaf, accepted: set[str], refused: set[str]) -> None:
    predicate = accepts(leaf)
    assert {term for term in accepted | refused if predicate(term)} == accepted


def test_a_pattern_of_many_stars_takes_no_time_over_a_long_word() -> None:
    assert not accepts(Wildcard("*a" * 40 + "*b"))("a" * 100)
