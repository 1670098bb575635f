"""What was written is read back, found and ordered."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.article import BlockKind
from index.query import Everything, Exact, Not, Phrase, Prefix, Query, Word
from index.store.snapshot import Snapshot
from tests.store.generations import answer, article, keys, write

US = article("a", "US troops", "They told us so.")
IRAQ = article("b", "Iraq", "The U.S. troops left Iraq.")


@pytest.fixture
def generation(tmp_path: Path) -> Path:
    write(tmp_path, US, IRAQ)
    return tmp_path


def test_an_article_is_read_back_whole(generation: Path) -> None:
    snapshot = Snapshot(generation)
    doc = snapshot.number(IRAQ.id)
    assert doc is not None
    assert (snapshot.article(doc), snapshot.id(doc)) == (IRAQ, IRAQ.id)


def test_a_head_and_an_outline_tell_the_same_as_the_article(generation: Path) -> None:
    snapshot = Snapshot(generation)
    doc = snapshot.number(US.id)
    assert doc is not None
    assert snapshot.head(doc) == ("a", "US troops", None, 6)
    assert snapshot.outline(doc).blocks == ((0, 10, BlockKind.TITLE, False), (10, 27, BlockKind.BODY, False))


def test_an_article_is_numbered_by_its_whole_id_alone(generation: Path) -> None:
    snapshot = Snapshot(generation)
    assert (snapshot.number(US.id[:5]), snapshot.number("0" * 12)) == (None, None)
    assert snapshot.numbers(US.id[:5]) == [snapshot.number(US.id)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Everything(), ["a", "b"]),
        (Word("US"), ["a", "b"]),
        (Exact("us"), ["a"]),
        (Word("troop"), ["a", "b"]),
        (Word("iraq", "title"), ["b"]),
        (Phrase("US troops"), ["a", "b"]),
        (Phrase("troop"), []),
        (Phrase("troops They"), []),
        (Prefix("tro"), ["a", "b"]),
        (Not(Word("told")), ["b"]),
    ],
)
def test_a_query_finds(generation: Path, query: Query, found: list[str]) -> None:
    assert keys(Snapshot(generation), query) == found


def test_a_word_in_the_title_scores_more(tmp_path: Path) -> None:
    write(tmp_path, article("a", "Other words here", "Iraq"), article("b", "Iraq", "Other words here"))
    snapshot = Snapshot(tmp_path)
    found = answer(snapshot, Word("iraq"))
    assert [snapshot.head(doc).key for doc in snapshot.ordered(found, "relevance")] == ["b", "a"]


def test_articles_are_ordered_by_title_without_case_and_accents(tmp_path: Path) -> None:
    titles = ["beta", "Álpha", "Gamma", "alpine"]
    write(tmp_path, *(article(title, title, "word") for title in titles))
    snapshot = Snapshot(tmp_path)
    order = snapshot.ordered(answer(snapshot, Everything()), "title")
    assert [snapshot.head(doc).title for doc in order] == ["Álpha", "alpine", "beta", "Gamma"]


def test_a_removed_article_is_gone_and_its_successor_found(generation: Path) -> None:
    write(generation, article("a", "Elsewhere", "New text"), remove=["a"])
    snapshot = Snapshot(generation)
    assert (keys(snapshot, Everything()), len(snapshot)) == (["a", "b"], 2)
    assert keys(snapshot, Word("told")) == []


def test_an_empty_index_answers(tmp_path: Path) -> None:
    write(tmp_path)
    snapshot = Snapshot(tmp_path)
    assert (keys(snapshot, Word("x")), keys(snapshot, Everything())) == ([], [])


def test_an_index_whose_articles_are_all_gone_answers(generation: Path) -> None:
    write(generation, remove=["a", "b"])
    snapshot = Snapshot(generation)
    assert (keys(snapshot, Not(Word("x"))), keys(snapshot, Phrase("US troops"))) == ([], [])


def test_a_snapshot_stays_as_it_was_while_the_index_moves_on(generation: Path) -> None:
    before = Snapshot(generation)
    write(generation, article("c", "New", "Iraq"), remove=["a", "b"])
    assert keys(before, Word("iraq")) == ["b"]
    assert before.article(0) == US


def test_opening_copies_no_array(generation: Path) -> None:
    segment = Snapshot(generation).collection.segments[0]
    for arrays in (segment.arrays, segment.frames.bytes, segment.fields["body"].lengths):
        views = [arrays[name] for name in arrays] if not isinstance(arrays, np.ndarray) else [arrays]
        assert not any(view.flags.owndata or view.flags.writeable for view in views)
