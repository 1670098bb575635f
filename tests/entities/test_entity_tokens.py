from __future__ import annotations

import pytest

from index.entities.tokens import tokenise


def words(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rudaw’s", ["Rudaw", "'s"]),
        ("Rudaw's", ["Rudaw", "'s"]),
        ("U.S.’s", ["U.S.", "'s"]),
        ("Forces'", ["Forces", "'"]),
    ],
)
def test_possessives_come_off(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran-backed", ["Iran", "-", "backed"]),
        ("U.S.-led", ["U.S.", "-", "led"]),
        ("pro-Iran", ["pro", "-", "Iran"]),
        ("-Houthi", ["-", "Houthi"]),
        ("American-British", ["American", "-", "British"]),
        ("Iran-Iraq", ["Iran", "-", "Iraq"]),
    ],
)
def test_a_compound_comes_apart_around_the_name_in_it(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "name",
    ["al-Sistani", "Al-Bukhaiti", "Ki-moon", "Port-au-Prince", "Guinea-Bissau", "Ocasio-Cortez", "AT&T"],
)
def test_a_name_with_a_hyphen_stays_whole(name: str) -> None:
    assert words(name) == [name]


def test_a_no_break_space_parts_words_like_a_space() -> None:
    assert words("Abdul\u00a0Mahdi") == ["Abdul", "Mahdi"]


def test_offsets_are_code_points_of_the_text() -> None:
    text = "“Erdoğan’s” 😀 U.S.-led"
    for token in tokenise(text):
        assert text[token.start : token.end].replace("’", "'") == token.text


@pytest.mark.parametrize(
    "text", ["Sgt. William Rivers", "the U.S. Army", "George W. Bush", "Gen. Kenneth McKenzie", "Jan. Kirby"]
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert not any(token.initial for token in tokenise("Then " + text)[1:])


def test_the_first_word_of_a_sentence_or_a_quotation_is_initial() -> None:
    initial = [token.text for token in tokenise("He left. “We stay,” Kirby said.\nThen") if token.initial]
    assert initial == ["He", "We", "Then"]


def test_only_the_given_part_of_a_text_is_tokenised() -> None:
    assert [token.text for token in tokenise("one two three", 4, 7)] == ["two"]
