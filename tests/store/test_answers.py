"""What the index finds is what reading every article finds, over segments, deletions and merges."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import query as q
from index.article import Article, Block, BlockKind
from index.query.positions import covers
from index.query.tree import WordQuery
from index.store.postings import Run
from index.store.snapshot import Snapshot
from index.text import FIELDS, fold, occurrences
from tests.matches.oracle import holds
from tests.matches.strategies import articles, word_queries
from tests.store.generations import answer, article, keys, write


class Commit(NamedTuple):
    """What a commit adds, and how many of the articles there are it removes first."""

    added: list[Article]
    removed: int


_commits = st.lists(
    st.builds(Commit, st.lists(articles(), max_size=6), st.integers(0, 4)), min_size=1, max_size=7
)
_word_queries = word_queries().filter(lambda leaf: any(covers(leaf, field) for field in FIELDS))
"""Words of NEAR have a field in common in all that is ever asked."""
_queries = st.recursive(
    _word_queries | st.just(q.Everything()),
    lambda parts: st.one_of(
        parts.map(q.Not),
        st.lists(parts, min_size=2, max_size=3).map(lambda several: q.And(tuple(several))),
        st.lists(parts, min_size=2, max_size=3).map(lambda several: q.Or(tuple(several))),
        st.builds(q.Boosted, parts, st.just(2.0)),
        st.builds(q.Saved, st.just("saved"), parts),
    ),
    max_leaves=5,
)


def written(generation: Path, commits: list[Commit]) -> dict[str, Article]:
    """The articles that are there after all commits, by key."""
    there: dict[str, Article] = {}
    number = 0
    for commit in commits:
        gone = list(there)[: commit.removed]
        for key in gone:
            del there[key]
        added = []
        for each in commit.added:
            number += 1
            added.append(Article(str(number), each.text, each.blocks, "title"))
        write(generation, *added, remove=gone)
        there |= {each.key: each for each in added}
    return there


@settings(deadline=None, max_examples=60)
@given(_commits, st.lists(_queries, min_size=5, max_size=20))
def test_exactly_the_articles_are_found_of_which_the_query_is_true(
    commits: list[Commit], queries: list[q.Query]
) -> None:
    with TemporaryDirectory() as folder:
        there = written(Path(folder), commits)
        snapshot = Snapshot(Path(folder))
        for query in queries:
            assert keys(snapshot, query) == sorted(k for k, each in there.items() if holds(query, each)), (
                query
            )


@settings(deadline=None, max_examples=20)
@given(_commits)
def test_postings_are_the_words_of_the_articles_through_every_merge(commits: list[Commit]) -> None:
    with TemporaryDirectory() as folder:
        there = written(Path(folder), commits)
        assert indexed(Snapshot(Path(folder))) == Counter(
            (key, *word[:3]) for key, each in there.items() for word in occurrences(each)
        )


def indexed(snapshot: Snapshot) -> Counter[tuple[str, str, int, str]]:
    """Key, field, position and term of everything in the postings of live articles."""
    found: Counter[tuple[str, str, int, str]] = Counter()
    collection = snapshot.collection
    for segment, base in zip(collection.segments, collection.bases, strict=False):
        live = collection.live[base : base + len(segment)]
        for number, term in enumerate(segment.vocabulary.terms()):
            for field in FIELDS:
                places = segment.fields[field].places([(number, number + 1)], live)
                for doc, position in zip(places.docs.tolist(), places.positions.tolist(), strict=True):
                    found[snapshot.head(doc + base).key, field, position, term] += 1
    return found


def frequencies(snapshot: Snapshot, word: WordQuery) -> dict[str, int]:
    """How often the body of each article that `word` finds holds it, by key."""
    collection = snapshot.collection
    docs, counts = collection.union("body", tuple(s.vocabulary.ranges(word, 0) for s in collection.segments))
    return {snapshot.head(doc).key: int(count) for doc, count in zip(docs, counts, strict=True)}


def test_the_words_of_near_stand_in_the_field_that_one_of_them_names(tmp_path: Path) -> None:
    write(tmp_path, article("a", "Iraq police", "word"), article("b", "Title", "Iraq police"))
    snapshot = Snapshot(tmp_path)
    assert keys(snapshot, q.Near(q.Word("iraq"), q.Word("police", "title"), 1)) == ["a"]
    assert keys(snapshot, q.Near(q.Word("iraq"), q.Word("police", "body"), 1)) == ["b"]


@pytest.mark.parametrize("limit", ["MOST_PAIRS", "MOST_PLACES"])
def test_what_has_too_many_places_is_not_compared_but_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    write(tmp_path, article("a", "Title", "one two " * 9 + "three"), article("b", "Title", "one two"))
    monkeypatch.setattr(f"index.store.places.{limit}", 15)
    near = q.Near(q.Near(q.Word("one"), q.Word("two"), 9), q.Word("three"), 1, ordered=True)
    snapshot = Snapshot(tmp_path)
    assert answer(snapshot, near).remarks == (f"{near} has too many places to compare: read as AND",)
    assert keys(snapshot, near) == ["a"]


@pytest.mark.parametrize(
    ("word", "similar"), [("us", "东"), ("ёлка", "ёлки"), ("x东x", "x\U00020000x"), ("a", "ab")]
)
def test_an_edit_may_replace_a_character_of_any_width(tmp_path: Path, word: str, similar: str) -> None:
    write(tmp_path, article("a", "Title", similar))
    assert keys(Snapshot(tmp_path), q.Fuzzy(word, 2)) == ["a"]


@pytest.mark.parametrize("times", [254, 255, 256, 510, 511, 70_000])
def test_a_word_may_stand_in_an_article_any_number_of_times(tmp_path: Path, times: int) -> None:
    write(tmp_path, article("a", "Title", "word " * times + "end"), article("b", "Title", "word end"))
    snapshot = Snapshot(tmp_path)
    assert frequencies(snapshot, q.Word("word")) == {"a": times, "b": 1}
    assert keys(snapshot, q.Phrase("word end")) == ["a", "b"]
    assert keys(snapshot, q.Near(q.Word("word"), q.Word("end"), 1, ordered=True)) == ["a", "b"]
    assert keys(snapshot, q.Phrase("word word end")) == ["a"]


def test_words_are_found_beyond_the_places_that_fit_in_16_bits(tmp_path: Path) -> None:
    write(tmp_path, article("a", "Title", "far " * 65_530 + "one two three four five six seven eight"))
    write(tmp_path, article("b", "Title", "eight seven"))
    snapshot = Snapshot(tmp_path)
    assert keys(snapshot, q.Phrase("one two three four five six seven eight")) == ["a"]
    assert keys(snapshot, q.Phrase("far one", slop=1)) == ["a"]
    assert keys(snapshot, q.Near(q.Word("two"), q.Word("eight"), 5)) == []
    assert keys(snapshot, q.Near(q.Word("two"), q.Word("eight"), 6)) == ["a"]


def test_wide_and_narrow_places_are_merged(tmp_path: Path) -> None:
    for number in range(12):
        length = 70_000 if number == 5 else 3
        write(tmp_path, article(str(number), "Title", "far " * length + f"near number{number}"))
    snapshot = Snapshot(tmp_path)
    assert len(snapshot.collection.segments) < 12
    assert keys(snapshot, q.Phrase("far near")) == sorted(map(str, range(12)))
    assert keys(snapshot, q.Phrase("near number5")) == ["5"]


@pytest.mark.parametrize(
    "odd",
    [
        Article("odd", "", (), "odd"),
        Article("odd", "text that no block holds", (), "odd"),
        Article("odd", "--\n", (Block(0, 3, BlockKind.BODY),), "odd"),
        Article("odd", "", (Block(0, 0, BlockKind.TITLE), Block(0, 0, BlockKind.BODY)), "odd"),
        article("odd", "\udfff\ud800", "\udc80 \ud83d\ude00"),
        article("odd", "x" * 200_000, "y" * 200_000),
        article("odd", "", "\0\x1b\u202e"),
    ],
    ids=["empty", "no blocks", "no words", "empty blocks", "surrogates", "long words", "controls"],
)
def test_an_odd_article_is_kept_beside_others(tmp_path: Path, odd: Article) -> None:
    write(tmp_path, odd, article("a", "Title", "word"))
    write(tmp_path, article("b", "Title", "word"))
    snapshot = Snapshot(tmp_path)
    doc = snapshot.number(odd.id)
    assert doc is not None
    assert snapshot.article(doc) == odd
    assert keys(snapshot, q.Everything()) == ["a", "b", "odd"]
    assert keys(snapshot, q.Word("word")) == ["a", "b"]
    assert keys(snapshot, q.Not(q.Word("word"))) == ["odd"]


def test_an_index_of_nothing_but_empty_articles_answers(tmp_path: Path) -> None:
    write(tmp_path, Article("odd", "", (), "odd"))
    snapshot = Snapshot(tmp_path)
    asked = [q.Word("x"), q.Prefix("x"), q.Wildcard("*x*"), q.Fuzzy("iraq", 2), q.Between(None, None)]
    assert [keys(snapshot, each) for each in (*asked, q.Regex(".*"), q.Phrase("a b", slop=3))] == [[]] * 7


def test_words_that_begin_alike_for_a_hundred_letters_are_one_term(tmp_path: Path) -> None:
    write(tmp_path, article("a", "Title", "x" * 200_000), article("b", "Title", "x" * 99))
    snapshot = Snapshot(tmp_path)
    assert keys(snapshot, q.Word("x" * 100)) == ["a"]
    assert keys(snapshot, q.Prefix("x" * 99)) == ["a", "b"]
    assert [fold(term) for term in snapshot.collection.segments[0].vocabulary.terms()] == [
        "title",
        "x" * 99,
        "x" * 100,
    ]


def test_a_run_without_some_of_its_articles_keeps_the_places_of_the_others(tmp_path: Path) -> None:
    write(tmp_path, *(article(str(i), "Title", "one " * i + "two") for i in range(300, 306)))
    run: Run = Snapshot(tmp_path).collection.segments[0].fields["body"].run()
    assert len(run.docs) > 2 * 6  # more than a posting for an article
    kept = run.kept(np.array([-1, 0, -1, 1, 2, -1]))
    assert kept.positions_by_term.tolist() == [301 + 303 + 304, 0, 3]  # of "one", "title" and "two"
