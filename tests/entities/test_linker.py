from __future__ import annotations

import pytest

from index.entities import tag_text


def names(text: str) -> list[str]:
    return [mention.name for mention in tag_text(text)]


def test_a_surname_is_the_nearest_person_named_before() -> None:
    text = "then John Kirby spoke.\nThen Mr. Kirby left.\nThen Mary Kirby spoke.\nThen Mrs. Kirby left."
    assert names(text) == ["John Kirby", "John Kirby", "Mary Kirby", "Mary Kirby"]


def test_a_surname_may_come_before_the_full_name() -> None:
    assert names("Then Mr. Kirby left.\nThen John Kirby spoke.") == ["John Kirby", "John Kirby"]


def test_a_given_name_alone_is_the_person() -> None:
    assert names("then Saddam Hussein fell.\nthen Mr. Saddam hid.") == ["Saddam Hussein", "Saddam Hussein"]


def test_initials_stand_for_given_names() -> None:
    assert names("then John Kirby spoke and J. Kirby left") == ["John Kirby", "John Kirby"]


def test_the_article_al_makes_no_difference() -> None:
    assert names("cleric Ali al-Sistani spoke.\nThen Mr. Sistani left.") == ["Ali al-Sistani"] * 2


def test_an_acronym_in_parentheses_stands_for_the_long_form() -> None:
    text = "the Zumbrel Military Commission (ZMC) met.\nThe ZMC left."
    assert names(text) == ["Zumbrel Military Commission"] * 3


@pytest.mark.parametrize(("alias", "name"), [("UK", "United Kingdom"), ("Daesh", "Islamic State")])
def test_an_alias_gives_the_known_name(alias: str, name: str) -> None:
    assert names(f"then {alias} spoke") == [name]


def test_a_legal_suffix_is_no_part_of_the_name() -> None:
    assert names("shares of Blort Motors Ltd. rose as Blort Motors grew") == ["Blort Motors", "Blort Motors"]


def test_the_fullest_name_wins_wherever_it_stands() -> None:
    text = "cleric Abdul Mahdi spoke.\nThen Adel Abdul Mahdi left.\nThen Mr. Mahdi ate."
    assert names(text) == ["Adel Abdul Mahdi"] * 3


def test_a_middle_initial_makes_no_other_person() -> None:
    assert names("then John Kirby spoke.\nThen John F. Kirby left.") == ["John F. Kirby", "John F. Kirby"]


def test_a_middle_name_makes_no_other_person_but_two_may() -> None:
    assert names("then Hillary Clinton met Hillary Rodham Clinton") == ["Hillary Rodham Clinton"] * 2
    assert names("then Aung Kyi met Aung San Suu Kyi today") == ["Aung Kyi", "Aung San Suu Kyi"]


def test_people_with_one_surname_stay_apart() -> None:
    assert names("then John Kirby met Mary Kirby today") == ["John Kirby", "Mary Kirby"]


def test_a_suffix_stays_where_the_rest_is_no_name() -> None:
    assert names("the Zumbrel State Oil Company fell") == ["Zumbrel State Oil Company"]


def test_a_first_word_stands_for_the_one_organisation_that_begins_with_it() -> None:
    text = "shares of Zumbrel Capital Management fell.\nThen Zumbrel said it was sorry."
    assert names(text) == ["Zumbrel Capital Management"] * 2


def test_a_first_word_of_two_organisations_stands_for_neither() -> None:
    text = "shares of Zumbrel Holdings fell and Zumbrel Bank rose.\nThen Zumbrel said it was sorry."
    assert names(text)[-1] == "Zumbrel"
