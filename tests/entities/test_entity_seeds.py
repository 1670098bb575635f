"""The entities of the five seed articles: the full list, and one test for each thing readers were promised."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from index.article import Article, EntityKind, Mention, Record
from index.cleaning import clean
from index.entities import tag, tag_text

ROOT = Path(__file__).parents[2]
EXPECTED = yaml.safe_load((ROOT / "tests/data/seed_entities.yaml").read_text("utf-8"))
SEEDS = sorted(EXPECTED)


@cache
def seed(number: int) -> Article:
    name = SEEDS[number]
    return clean(Record(key=name, text=(ROOT / "seeds" / name).read_text("utf-8")))


@cache
def mentions(number: int) -> tuple[Mention, ...]:
    return tag(seed(number))


def names(number: int, kind: EntityKind) -> set[str]:
    return {mention.name for mention in mentions(number) if mention.kind is kind}


def written(number: int, name: str) -> set[str]:
    """The ways in which the article writes `name`."""
    text = seed(number).text
    return {text[m.start : m.end] for m in mentions(number) if m.name == name}


@pytest.mark.parametrize("number", range(len(SEEDS)), ids=SEEDS)
@pytest.mark.parametrize("kind", list(EntityKind))
def test_the_entities_of_a_seed_are_those_a_reader_finds(number: int, kind: EntityKind) -> None:
    found = Counter(mention.name for mention in mentions(number) if mention.kind is kind)
    assert dict(found) == EXPECTED[SEEDS[number]][kind]


@pytest.mark.parametrize("number", range(len(SEEDS)), ids=SEEDS)
def test_no_mention_lies_in_a_hidden_line(number: int) -> None:
    hidden = [block for block in seed(number).blocks if block.hidden]
    assert not any(b.start <= m.start < b.end for m in mentions(number) for b in hidden)


@pytest.mark.parametrize(
    ("number", "forms"), [(0, {"John Kirby"}), (1, {"John Kirby", "Kirby"}), (2, {"John Kirby", "Kirby"})]
)
def test_kirby_is_one_person_in_each_article_that_names_him(number: int, forms: set[str]) -> None:
    assert written(number, "John Kirby") == forms


def test_us_and_united_states_are_one_place() -> None:
    assert written(2, "United States") == {"US", "U.S.", "United States"}


def test_popular_mobilization_forces_have_three_names() -> None:
    forms = {"Popular Mobilization Forces", "PMF", "Hashd al-Shaabi"}
    assert written(3, "Popular Mobilization Forces") == forms


def test_hmc_is_the_higher_military_commission() -> None:
    assert written(3, "Higher Military Commission") == {"Higher Military Commission", "HMC"}


def test_irgc_is_the_islamic_revolutionary_guard_corps() -> None:
    forms = {"IRGC", "Islamic Revolutionary Guard Corps"}
    assert written(3, "Islamic Revolutionary Guard Corps") == forms


def test_isis_and_isil_are_the_islamic_state() -> None:
    assert written(4, "Islamic State") == {"ISIL", "ISIS"}
    assert written(0, "Islamic State") == {"Islamic State", "ISIS"}


def test_abdul_mahdi_is_adel_abdul_mahdi_also_with_a_no_break_space() -> None:
    assert written(4, "Adel Abdul Mahdi") == {"Adel Abdul Mahdi", "Abdul Mahdi", "Abdul\u00a0Mahdi"}


@pytest.mark.parametrize("no_person", ["Fox News Sunday", "Thursday", "Leave A Reply", "Sunday", "Leave"])
def test_what_is_no_person_is_none(no_person: str) -> None:
    assert not any(no_person in names(number, EntityKind.PERSON) for number in range(len(SEEDS)))


@pytest.mark.parametrize(
    ("number", "short", "full"),
    [
        (0, "Miller", "Matthew Miller"),
        (1, "Sullivan", "Jake Sullivan"),
        (2, "Blinken", "Antony Blinken"),
        (2, "McKenzie", "Kenneth “Frank” McKenzie"),
        (4, "Esper", "Mark Esper"),
    ],
)
def test_a_surname_is_the_person_named_in_full(number: int, short: str, full: str) -> None:
    assert written(number, full) == {short, full}


def test_georgia_is_a_place_in_a_headline() -> None:
    (georgia,) = (m for m in tag_text("A deadly attack brings war home to Georgia towns"))
    assert (georgia.kind, georgia.name) == (EntityKind.PLACE, "Georgia")
