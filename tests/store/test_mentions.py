"""Mentions are kept by content, and counted over the articles there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.article import EntityKind, Mention
from index.entity_table import EntityTable
from index.mentions import Mentions
from index.query import Named

PERSON, ORG, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE
KIRBY = Mention(0, 10, PERSON, "John Kirby")
US = Mention(20, 22, PLACE, "United States")


Open = Callable[..., Mentions]


@pytest.fixture
def open_mentions(tmp_path: Path) -> Iterator[Open]:
    """Opens the test's one database, for a version of the recogniser; what it opened is closed after the test."""
    opened: list[Mentions] = []

    def open_one(version: str = "1") -> Mentions:
        opened.append(Mentions(tmp_path / "mentions.db", version))
        return opened[-1]

    yield open_one
    for mentions in opened:
        mentions.close()


@pytest.fixture
def mentions(open_mentions: Open) -> Mentions:
    return open_mentions()


def test_an_untagged_text_is_told_from_one_without_mentions(mentions: Mentions) -> None:
    mentions.put([("aa", ())])
    assert (mentions.get("aa"), mentions.get("bb")) == ((), None)


def test_mentions_come_back_in_order(mentions: Mentions) -> None:
    mentions.put([("aa", (KIRBY, US))])
    assert mentions.get("aa") == (KIRBY, US)


def test_a_text_put_twice_counts_once(mentions: Mentions) -> None:
    mentions.put([("aa", (KIRBY,)), ("aa", (KIRBY,))])
    assert dict(mentions.postings()) == {(PERSON, "John Kirby"): {"aa": 1}}


def test_texts_that_are_gone_are_forgotten(mentions: Mentions) -> None:
    mentions.put([("aa", (KIRBY,)), ("bb", (US,))])
    mentions.keep_only({"bb"})
    assert dict(mentions.postings()) == {(PLACE, "United States"): {"bb": 1}}


def test_another_version_of_the_recogniser_starts_anew(mentions: Mentions, open_mentions: Open) -> None:
    mentions.put([("aa", (KIRBY,))])
    assert open_mentions("2").tagged() == set()


def test_a_file_that_is_no_database_is_replaced(tmp_path: Path, open_mentions: Open) -> None:
    (tmp_path / "mentions.db").write_bytes(b"no database" * 1000)
    assert open_mentions().tagged() == set()


def test_another_connection_sees_that_something_was_stored(mentions: Mentions, open_mentions: Open) -> None:
    before = mentions.state()
    open_mentions().put([("aa", (KIRBY,))])
    assert mentions.state() != before


def table(**texts: dict[tuple[EntityKind, str], int]) -> EntityTable:
    """An entity table over texts given by name: their mentions, one article each."""
    postings: dict[tuple[EntityKind, str], dict[str, int]] = {}
    for text, counts in texts.items():
        for key, count in counts.items():
            postings.setdefault(key, {})[text] = count
    return EntityTable(postings.items(), dict.fromkeys(texts, 1))


def test_an_entity_counts_articles_and_mentions() -> None:
    (kirby,) = table(a={(PERSON, "John Kirby"): 3}, b={(PERSON, "John Kirby"): 1}).all
    assert (kirby.name, kirby.articles, kirby.mentions) == ("John Kirby", 2, 4)


def test_the_same_text_in_two_articles_counts_twice() -> None:
    (kirby,) = EntityTable([((PERSON, "John Kirby"), {"a": 3})], {"a": 2}).all
    assert (kirby.articles, kirby.mentions) == (2, 6)


def test_texts_that_are_in_no_article_count_for_nothing() -> None:
    assert EntityTable([((PERSON, "John Kirby"), {"gone": 3})], {}).all == ()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Named(PERSON, "John Kirby"), ["John Kirby"]),
        (Named(PERSON, "john kirby"), ["John Kirby"]),
        (Named(PERSON, "kirby"), ["Ann Kirby", "John Kirby"]),
        (Named(None, "pentagon"), ["Pentagon"]),
        (Named(PERSON, "pentagon"), []),
        (Named(PERSON, "nobody"), []),
    ],
)
def test_a_query_names(query: Named, names: list[str]) -> None:
    known = table(a={(PERSON, "John Kirby"): 1, (ORG, "Pentagon"): 1}, b={(PERSON, "Ann Kirby"): 1})
    assert sorted(entity.name for entity in known.named(query)) == names


def test_an_unknown_mention_is_an_entity_of_its_own() -> None:
    assert table().of(KIRBY).name == "John Kirby"
