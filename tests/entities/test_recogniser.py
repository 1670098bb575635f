from __future__ import annotations

import pytest

from index.article import Article, Block, BlockKind, EntityKind
from index.entities import tag, tag_text

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def found(text: str) -> list[tuple[str, EntityKind]]:
    return [(text[m.start : m.end], m.kind) for m in tag_text(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("spokesman Xavo Blort told reporters", "Xavo Blort"),
        ("said Maj. Pete Nguyen, Pentagon", "Pete Nguyen"),
        ("outgoing Prime Minister Adel Abdul Mahdi", "Adel Abdul Mahdi"),
        ("Staff Sgt. William Rivers, 46, of", "William Rivers"),
        ("then George W. Bush won", "George W. Bush"),
        ("cleric Ali al-Sistani spoke", "Ali al-Sistani"),
        ("a call by Pope John Paul II for", "John Paul II"),
        ("then Mr. Biden left", "Biden"),
    ],
)
def test_a_person_is_found_without_the_title(text: str, name: str) -> None:
    assert (name, PERSON) in found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He runs the Higher Military Commission now.", "Higher Military Commission"),
        ("He runs the Ministry of Health and Education now.", "Ministry of Health and Education"),
        ("The Iraqi Foreign Ministry said", "Foreign Ministry"),
        ("a deal with the Bank of China today", "Bank of China"),
        ("talks with the United Nations Children's Fund today", "United Nations Children's Fund"),
        ("Defense Ministry officials said", "Defense Ministry"),
        ("members of the 101st Airborne Division in", "101st Airborne Division"),
        ("shares of Blort Holdings Ltd. fell", "Blort Holdings Ltd."),
    ],
)
def test_an_organisation_is_found_by_its_shape(text: str, name: str) -> None:
    assert (name, ORGANISATION) in found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("troops at Al Asad Air Base, Iraq", "Al Asad Air Base"),
        ("a village near Zumbrel was hit", "Zumbrel"),
        ("the town of Zumbrel was hit", "Zumbrel"),
        ("he lives in Zumbrel, Syria, now", "Zumbrel"),
        ("clashes in West Java killed", "West Java"),
    ],
)
def test_a_place_is_found_by_its_shape_or_neighbours(text: str, name: str) -> None:
    assert (name, PLACE) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Iraqi and American troops, Shiite and Sunni, met on Thursday in January.",
        "Houthi officials spoke to Costa Rican and South Korean reporters.",
        "Officials said the World Cup and the Kyoto Protocol matter.",
        "He watched “Meet the Press” and “Inside with Jen Psaki” again.",
        "The Fox by a strange chance met the Lion.",
        "Leave A Reply",
        "Please Enter Your Comment Below Today",
        "ALL SHOUTED WORDS ABOUT NOTHING",
    ],
)
def test_what_is_capitalised_without_naming_is_passed_over(text: str) -> None:
    assert found(text) == []


def test_a_place_before_a_national_body_is_read_apart() -> None:
    assert found("in the U.S. Senate today") == [("U.S.", PLACE), ("Senate", ORGANISATION)]


def test_washington_is_not_the_united_states() -> None:
    assert [m.name for m in tag_text("then Washington told the United States")] == [
        "Washington",
        "United States",
    ]


def test_a_name_is_split_off_a_compound() -> None:
    assert found("the Iran-backed and U.S.-led groups") == [("Iran", PLACE), ("U.S.", PLACE)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ERBIL, Kurdistan Region - The talks", [("ERBIL", PLACE), ("Kurdistan Region", PLACE)]),
        ("WASHINGTON DC - The talks", [("WASHINGTON DC", PLACE)]),
        (
            "CHICAGO/BANGALORE (Reuters) - The talks",
            [("CHICAGO", PLACE), ("BANGALORE", PLACE), ("Reuters", ORGANISATION)],
        ),
        ("ZUMBREL, Syria (AP) — The talks", [("ZUMBREL", PLACE), ("Syria", PLACE), ("AP", ORGANISATION)]),
        ("BREAKING - The talks", []),
    ],
)
def test_a_dateline_gives_its_places(line: str, expected: list[tuple[str, EntityKind]]) -> None:
    assert found(line) == expected


def test_a_photo_credit_gives_the_photographer_and_the_agency() -> None:
    assert found("The base [File: Jonathan Ernst/Reuters]") == [
        ("Jonathan Ernst", PERSON),
        ("Reuters", ORGANISATION),
    ]


def test_a_place_in_capitals_is_known_by_its_list() -> None:
    assert [m.name for m in tag_text("then he left for NEW YORK again")] == ["New York"]


@pytest.mark.parametrize(
    "text", ["Zumbrel (BAC.N) fell", "shares of Zumbrel ( C.N ) fell", "then BlortWare fell"]
)
def test_a_share_code_or_a_capital_inside_a_word_shows_a_company(text: str) -> None:
    assert [kind for _, kind in found(text)] == [ORGANISATION]


def test_a_title_of_several_words_ends_an_organisation() -> None:
    assert found("then Zumbrel Motors Chief Financial Officer Janet Clark left") == [
        ("Zumbrel Motors", ORGANISATION),
        ("Janet Clark", PERSON),
    ]


@pytest.mark.parametrize("text", ["a WARNING was given", "the OIL PRICE SHOCK hit"])
def test_a_word_in_capitals_for_emphasis_is_no_acronym(text: str) -> None:
    assert found(text) == []


def test_what_stands_behind_an_article_is_no_person() -> None:
    assert found("then Mary Harrison left.\nThe trains to the Harrison ran.") == [("Mary Harrison", PERSON)]


def test_a_name_whose_surname_also_stands_alone_is_a_person() -> None:
    text = "the death of Zufail Blortoo shook them.\nThen many said that Blortoo was young."
    assert found(text) == [("Zufail Blortoo", PERSON), ("Blortoo", PERSON)]


def test_a_headline_in_title_case_gives_known_names_only() -> None:
    assert found("Strange Zumbrel Talks Between Iraq Continue Despite Warnings") == [("Iraq", PLACE)]


def test_a_doubtful_name_takes_the_kind_it_has_elsewhere_in_the_article() -> None:
    text = "They met the town of Zumbrel, he said.\nZumbrel was quiet."
    assert found(text)[-1] == ("Zumbrel", PLACE)


def test_a_country_may_be_a_given_name() -> None:
    assert ("Jordan Blort", PERSON) in found("then Jordan Blort told reporters")


def test_hidden_and_date_blocks_hold_no_mentions() -> None:
    text = "Iraq spoke.\nSyria spoke.\nIran spoke.\n"
    blocks = (
        Block(0, 12, BlockKind.BODY),
        Block(12, 25, BlockKind.RELATED, hidden=True),
        Block(25, 37, BlockKind.DATE),
    )
    assert [m.name for m in tag(Article("a", text, blocks, "a"))] == ["Iraq"]


def test_text_without_names_gives_nothing() -> None:
    assert tag_text("") == tag_text("nothing at all here.") == ()
