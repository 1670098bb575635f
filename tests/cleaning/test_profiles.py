"""What the articles of a source share is evidence; what they happen to say alike is hardly any."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence

import numpy as np
import pytest

from index.article import Article, Record, Stage
from index.cleaning import Preset, clean, examine
from index.cleaning.profiles import Changed, Profiles, SourceProfile, Traits, changed, source_key
from index.cleaning.settings import Settings

FOOTER = "A service of the Northern Post and Tribune"
"""No rule knows it; every article of the source ends with it."""
MOTTO = "We bring the north to the world."
"""It reads as a sentence, and every article has it."""
SAID = "No date has been fixed for the hearing of the suit."
"""The end of one article in ten."""


def paragraph(rng: random.Random) -> str:
    names = "minister court police farmers company union school hospital council army".split()
    acts = "said asked denied promised refused announced explained demanded warned hoped".split()
    rest = "that the plan for the coming year would cost more than anybody had expected so far".split()
    rng.shuffle(rest)
    return (
        f"The {rng.choice(names)} {rng.choice(acts)} on Friday {' '.join(rest)} {rng.randint(10, 99)} times."
    )


def record(i: int) -> Record:
    rng = random.Random(i)
    title = f"{rng.choice(['Court', 'Police', 'Farmers'])} {rng.choice(['asks', 'warns', 'meets'])} {rng.random()}"
    body = [paragraph(rng) for _ in range(rng.randint(4, 9))]
    ending = [SAID] if i % 10 == 0 else []
    return Record(f"post/{i}.txt", "\n\n".join([title, *body, *ending, MOTTO, FOOTER]))


RECORDS = [record(i) for i in range(200)]


def learned(traits: Sequence[Traits]) -> Profiles:
    groups = sorted({each.group for each in traits})
    return Profiles.learn(
        groups,
        np.array([groups.index(each.group) for each in traits], np.int32),
        np.array([line for each in traits for line in each.lines], np.uint32),
        np.array([len(each.lines) for each in traits], np.int32),
        np.array([each.text for each in traits], np.uint32),
        np.array([each.order for each in traits], np.int8),
    )


@pytest.fixture(scope="module")
def traits() -> list[Traits]:
    return [examine(each).traits for each in RECORDS]


@pytest.fixture(scope="module")
def profiles(traits: list[Traits]) -> Profiles:
    return learned(traits)


def hidden(article: Article) -> set[str]:
    return {article.text[slice(*article.content(block))] for block in article.blocks if block.hidden}


def frequency(article: Article, text: str) -> list[float]:
    return [
        reason.weight
        for block in article.blocks
        if article.text[slice(*article.content(block))] == text
        for reason in block.reasons
        if reason.stage is Stage.FREQUENCY
    ]


def test_what_all_articles_of_a_source_end_with_is_hidden(profiles: Profiles) -> None:
    article = clean(RECORDS[1], Settings(profiles=profiles))
    assert {FOOTER, MOTTO} <= hidden(article)


def test_a_sentence_that_some_articles_end_with_is_not(profiles: Profiles) -> None:
    article = clean(RECORDS[10], Settings(profiles=profiles))
    assert SAID in article.text
    assert SAID not in hidden(article)
    assert 0 < sum(frequency(article, SAID)) < Preset.STRICT.threshold


def test_titles_and_paragraphs_are_not_common(profiles: Profiles) -> None:
    for each in RECORDS[:30]:
        without = hidden(clean(each))
        assert hidden(clean(each, Settings(profiles=profiles))) - without <= {FOOTER, MOTTO}


def test_another_source_is_not_concerned(profiles: Profiles) -> None:
    elsewhere = Record("tribune/1.txt", RECORDS[1].text)
    assert clean(elsewhere, Settings(profiles=profiles)).blocks == clean(elsewhere).blocks


def test_the_order_of_the_articles_does_not_matter(traits: list[Traits], profiles: Profiles) -> None:
    shuffled = random.Random(1).sample(traits, len(traits))
    assert learned(shuffled) == profiles
    assert json.dumps(learned(shuffled).to_json()) == json.dumps(profiles.to_json())


def test_copies_of_one_article_are_one_article() -> None:
    text = RECORDS[0].text
    copies = [examine(Record(f"post/{i}.txt", text)).traits for i in range(50)]
    assert learned(copies) == Profiles()


def test_a_few_articles_tell_nothing(traits: list[Traits]) -> None:
    assert learned(traits[:4]) == Profiles()


def test_profiles_say_what_they_said_before_after_json(profiles: Profiles) -> None:
    assert Profiles.from_json(json.loads(json.dumps(profiles.to_json()))) == profiles


def test_what_is_learned_does_not_depend_on_what_is_known(profiles: Profiles, traits: list[Traits]) -> None:
    assert [examine(each, Settings(profiles=profiles)).traits for each in RECORDS] == traits


def test_nothing_is_learned_of_no_articles() -> None:
    assert learned([]) == Profiles()


def voting(*orders: int) -> bool | None:
    return learned([Traits("a", (), i, order) for i, order in enumerate(orders)]).of("a").day_first


def test_proofs_tell_the_order_of_dates_unless_they_contradict() -> None:
    assert voting(1, 1, 1, 0, 0) is True
    assert voting(-1, -1, -1) is False
    assert voting(1, 1) is None
    assert voting(1, 1, 1, -1) is None
    assert voting(*[1] * 20, -1) is True


def test_the_order_of_its_source_decides_an_ambiguous_date() -> None:
    text = "Council votes on the harbour\n\n03/04/2024\n\n" + RECORDS[1].text
    american = Profiles({"post": SourceProfile(day_first=False)})
    alone, among = (
        clean(Record("post/x.txt", text), Settings(profiles=each)) for each in (Profiles(), american)
    )
    assert (alone.date.day, among.date.day) == (among.date.alternative, alone.date.alternative)


def test_what_changed_is_told_by_source() -> None:
    old = Profiles({"a": SourceProfile(frozenset({1, 2})), "b": SourceProfile(day_first=True)})
    new = Profiles(
        {"a": SourceProfile(frozenset({2, 3}), frozenset({2})), "b": SourceProfile(day_first=True)}
    )
    assert changed(old, new) == Changed({"a": frozenset({1, 2, 3})}, frozenset())
    assert changed(old, Profiles()) == Changed({"a": frozenset({1, 2})}, frozenset({"b"}))
    assert not changed(old, old)


@pytest.mark.parametrize(
    ("source", "url", "path", "key"),
    [
        ("The Post", "https://post.example/1", "a/1.txt", "the post"),
        (None, "https://www.Post.example:80/1", "a/1.txt", "post.example"),
        (None, "nonsense", "A/b/1.txt", "a/b"),
        (None, None, "1.txt", ""),
    ],
)
def test_a_source_is_a_name_else_a_host_else_a_folder(source, url, path, key) -> None:
    assert source_key(source, url, path) == key
