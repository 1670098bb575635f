"""Mentions are kept by content, and counted over the articles there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.article import EntityKind, LocalKey, Mention
from index.mentions import Mentions

PERSON, PLACE = EntityKind.PERSON, EntityKind.PLACE
A, B, NONE = "00000000000000aa", "ffffffffffffffbb", "00000000000000cc"
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


def numbers(*digests: str) -> NDArray[np.uint64]:
    return np.array([int(digest, 16) for digest in digests], np.uint64)


def counted(mentions: Mentions) -> dict[str, dict[LocalKey, int]]:
    """The names of each text, by digest."""
    found = mentions.postings()
    texts: dict[str, dict[LocalKey, int]] = {f"{digest:016x}": {} for digest in found.digests.tolist()}
    for text, name, times in zip(found.text, found.name, found.mentions, strict=True):
        texts[f"{found.digests[text]:016x}"][found.names[int(name)]] = int(times)
    return texts


def test_an_untagged_text_is_told_from_one_without_mentions(mentions: Mentions) -> None:
    mentions.put([(A, ())])
    assert (mentions.get(A), mentions.get(NONE)) == ((), None)


def test_mentions_come_back_in_order(mentions: Mentions) -> None:
    mentions.put([(A, (KIRBY, US)), (B, (US,))])
    assert (mentions.get(A), mentions.get(B)) == ((KIRBY, US), (US,))


def test_mentions_come_back_from_far_into_a_text(mentions: Mentions) -> None:
    far = Mention(16_000_000, 16_000_200, PLACE, "Zürich")
    mentions.put([(A, (KIRBY, far))])
    assert mentions.get(A) == (KIRBY, far)


def test_every_name_of_a_text_is_counted(mentions: Mentions) -> None:
    mentions.put([(A, (KIRBY, US, Mention(30, 35, PERSON, "John Kirby"))), (B, (US,)), (NONE, ())])
    assert counted(mentions) == {
        A: {(PERSON, "John Kirby"): 2, (PLACE, "United States"): 1},
        B: {(PLACE, "United States"): 1},
        NONE: {},
    }


def test_more_names_than_fit_a_byte_are_told_apart(mentions: Mentions) -> None:
    many = [Mention(i * 300, i * 300 + i, PLACE, f"Place {i}") for i in range(1, 300)]
    mentions.put([(A, many)])
    assert mentions.get(A) == tuple(many)
    assert set(counted(mentions)[A]) == {(PLACE, mention.name) for mention in many}


def test_a_name_of_two_kinds_is_two_names(mentions: Mentions) -> None:
    mentions.put([(A, (Mention(0, 6, PLACE, "Jordan"), Mention(9, 15, PERSON, "Jordan")))])
    assert counted(mentions)[A] == {(PLACE, "Jordan"): 1, (PERSON, "Jordan"): 1}


def test_a_text_put_twice_counts_once(mentions: Mentions) -> None:
    mentions.put([(A, (KIRBY,)), (A, (KIRBY,))])
    assert counted(mentions) == {A: {(PERSON, "John Kirby"): 1}}


def test_two_writers_give_a_name_one_number(mentions: Mentions, open_mentions: Open) -> None:
    other = open_mentions()
    mentions.put([(A, (KIRBY,))])
    other.put([(B, (KIRBY,))])
    assert len(mentions.postings().names) == 1


def test_tagged_texts_are_known_by_number(mentions: Mentions) -> None:
    mentions.put([(B, ()), (A, (KIRBY,))])
    assert mentions.tagged().tolist() == numbers(A, B).tolist()


def test_texts_that_are_gone_are_forgotten(mentions: Mentions) -> None:
    mentions.put([(A, (KIRBY,)), (B, (US,))])
    mentions.keep_only(numbers(B))
    assert counted(mentions) == {B: {(PLACE, "United States"): 1}}


def test_another_version_of_the_recogniser_starts_anew(mentions: Mentions, open_mentions: Open) -> None:
    mentions.put([(A, (KIRBY,))])
    assert len(open_mentions("2").tagged()) == 0


def test_the_same_version_finds_what_is_there(mentions: Mentions, open_mentions: Open) -> None:
    mentions.put([(A, (KIRBY,))])
    assert open_mentions().get(A) == (KIRBY,)


def test_a_file_that_is_no_database_is_replaced(tmp_path: Path, open_mentions: Open) -> None:
    (tmp_path / "mentions.db").write_bytes(b"no database" * 1000)
    assert len(open_mentions().tagged()) == 0


@pytest.mark.parametrize("written", [b"John Kirby", b"United States"])
def test_a_changed_name_is_damage_not_another_name(
    mentions: Mentions, open_mentions: Open, tmp_path: Path, written: bytes
) -> None:
    mentions.put([(A, (KIRBY, US))])
    mentions.close()
    file = tmp_path / "mentions.db"
    content = file.read_bytes()
    assert written in content
    file.write_bytes(content.replace(written, written.replace(b"i", b"e", 1)))
    opened = open_mentions()
    assert (counted(opened), opened.get(A)) == ({}, None)


def test_changed_mentions_are_damage(mentions: Mentions, open_mentions: Open, tmp_path: Path) -> None:
    mentions.put([(A, tuple(Mention(i * 20, i * 20 + 10, PERSON, "John Kirby") for i in range(9)))])
    mentions.close()
    file = tmp_path / "mentions.db"
    content = file.read_bytes()
    mention = bytes((10, 10, 1))
    assert mention in content
    file.write_bytes(content.replace(mention, bytes((11, 10, 1)), 1))
    assert open_mentions().get(A) is None


@pytest.mark.parametrize(
    "damage", ["DELETE FROM name", "UPDATE name SET name = 5", "UPDATE text SET mentions = 5"]
)
def test_rows_that_nobody_wrote_are_damage(mentions: Mentions, tmp_path: Path, damage: str) -> None:
    mentions.put([(A, (KIRBY,))])
    with sqlite3.connect(tmp_path / "mentions.db") as db:
        db.execute(damage)
    db.close()
    assert (counted(mentions), mentions.get(A)) == ({}, None)


def test_texts_by_the_thousand_keep_their_own_names(
    mentions: Mentions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.mention_packing._AT_ONCE", 2)
    texts = {f"{i:016x}": (Mention(0, 5, PLACE, f"Place {i}"), US) for i in range(5)}
    mentions.put(texts.items())
    assert counted(mentions) == {
        digest: {(PLACE, place.name): 1, (PLACE, "United States"): 1} for digest, (place, _) in texts.items()
    }


def test_another_connection_sees_that_something_was_stored(mentions: Mentions, open_mentions: Open) -> None:
    before = mentions.state()
    open_mentions().put([(A, (KIRBY,))])
    assert mentions.state() != before
