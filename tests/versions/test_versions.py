"""Versions of a text over a corpus: found by updates, folded in answers, asked for in queries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.hits import Hits
from index.library import Library
from index.store.versions import NAME

WORDS = [f"word{number}" for number in range(104)]


def story(*edits: int) -> str:
    """A hundred words, ten of which are others from each of `edits` on: two versions that differ in ten are alike,
    two that differ in twenty are not."""
    words = list(WORDS)
    for start in edits:
        words[start : start + 10] = [f"edit{start}x{number}" for number in range(10)]
    return " ".join(words) + ".\n"


CORPUS = {
    "a.txt": f"Quake hits coast\n\n2024-02-03\n\nReuters\n\n{story()}",
    "b.txt": f"Quake hits coast\n\n2024-02-01\n\nBBC News\n\n{story(40)}",
    "c.txt": f"Quake hits coast\n\nRudaw\n\n{story(40, 80)}",
    "other.txt": "Talks go on\n\n2024-02-02\n\nReuters\n\n"
    + " ".join(f"other{n}" for n in range(90))
    + " word3.\n",
    "brief.txt": "Details\n\n2024-02-02\n\nword3 follows.\n",
    "brief2.txt": "Details\n\n2024-02-02\n\nword3 follows.\n",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in CORPUS.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def library(corpus: Path, open_library: Callable[..., Library]) -> Library:
    library: Library = open_library(corpus)
    library.update(tag=False)
    return library


def keys(library: Library, query: str) -> list[str]:
    hits = library.search(query)
    return sorted(hits.row(row).key for row in range(len(hits)))


def listed(hits: Hits) -> list[str]:
    return [hits.row(row).key for row in range(len(hits))]


def versions(library: Library, path: str) -> list[str]:
    """All versions of an article, the earliest first."""
    return [library.article(each).key for each in library.versions(library.resolve(path))]


def test_versions_are_found_and_what_connects_them_makes_them_one(library: Library) -> None:
    assert versions(library, "a.txt") == ["b.txt", "a.txt", "c.txt"]
    assert keys(library, "dup:c.txt") == ["a.txt", "b.txt", "c.txt"]


def test_a_text_of_its_own_and_one_of_a_few_words_have_no_versions(library: Library) -> None:
    assert versions(library, "other.txt") == versions(library, "brief.txt") == []
    assert keys(library, "dup:other.txt") == ["other.txt"]
    assert keys(library, "dup:brief.txt") == ["brief.txt"]


def test_all_versions_but_the_earliest_are_duplicates(library: Library) -> None:
    assert keys(library, "is:duplicate") == ["a.txt", "c.txt"]
    assert keys(library, "-is:duplicate") == ["b.txt", "brief.txt", "brief2.txt", "other.txt"]


def test_without_what_connected_them_versions_come_apart(library: Library, corpus: Path) -> None:
    (corpus / "b.txt").unlink()
    library.update(tag=False)
    assert versions(library, "a.txt") == versions(library, "c.txt") == []
    (corpus / "b.txt").write_text(CORPUS["b.txt"])
    library.update(tag=False)
    assert versions(library, "a.txt") == ["b.txt", "a.txt", "c.txt"]


def test_an_edited_article_is_compared_again(library: Library, corpus: Path) -> None:
    (corpus / "c.txt").write_text(CORPUS["other.txt"].replace("Reuters", "BBC News"))
    library.update(tag=False)
    assert versions(library, "a.txt") == ["b.txt", "a.txt"]
    assert versions(library, "c.txt") == ["c.txt", "other.txt"]


def test_a_moved_article_keeps_its_versions(library: Library, corpus: Path) -> None:
    (corpus / "c.txt").rename(corpus / "moved.txt")
    library.update(tag=False)
    assert versions(library, "moved.txt") == ["b.txt", "a.txt", "moved.txt"]


def test_the_order_of_arrival_changes_nothing(corpus: Path, open_library: Callable[..., Library]) -> None:
    library: Library = open_library(corpus)
    for name in CORPUS:
        (corpus / name).unlink()
    for name in sorted(CORPUS, reverse=True):
        (corpus / name).write_text(CORPUS[name])
        library.update(tag=False)
    assert versions(library, "a.txt") == ["b.txt", "a.txt", "c.txt"]


def test_what_is_known_of_versions_is_worked_out_again_where_it_is_damaged(
    library: Library, corpus: Path, open_library: Callable[..., Library]
) -> None:
    (file,) = corpus.parent.rglob(NAME)
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    reopened: Library = open_library(corpus)
    assert versions(reopened, "a.txt") == []
    messages = reopened.search("is:duplicate").messages
    assert "is:duplicate: 6 of 6 articles are yet to be compared" in messages
    reopened.update(tag=False)
    assert versions(reopened, "a.txt") == ["b.txt", "a.txt", "c.txt"]


@pytest.mark.parametrize(
    "query", ["", "word3", "word3 sort:date", "sort:title", "word3 -edit80x1", "source:reuters"]
)
def test_a_grouped_answer_has_every_article_once(library: Library, query: str) -> None:
    apart, grouped = library.search(query), library.search(query, grouped=True)
    rows = [(grouped.id(row), *grouped.versions(row)) for row in range(len(grouped))]
    assert sorted(sum(rows, ())) == sorted(apart.id(row) for row in range(len(apart)))
    assert grouped.articles == apart.articles == len(apart)
    order = [apart.id(row) for row in range(len(apart))]
    for row in rows:
        assert list(row) == sorted(row, key=order.index)
    leaders = [first for first, *_ in rows]
    assert leaders == sorted(leaders, key=order.index)


def test_a_row_says_how_many_versions_it_stands_for_and_where_they_are_from(library: Library) -> None:
    row = library.search("word3 sort:date-", grouped=True).row(0)
    assert (row.key, row.versions, row.version_sources) == ("a.txt", 2, ("BBC News", "Rudaw"))


def test_an_article_stands_on_the_row_of_the_version_that_is_shown(library: Library) -> None:
    hits = library.search("word3 sort:date-", grouped=True)
    assert {hits.index_of(library.resolve(key)) for key in ("a.txt", "b.txt", "c.txt")} == {0}
    assert hits.index_of(library.resolve("other.txt")) == listed(hits).index("other.txt")


def test_versions_that_the_query_does_not_find_are_not_counted(library: Library) -> None:
    hits = library.search("edit40x1", grouped=True)
    assert [(hits.row(0).versions, len(hits), hits.articles)] == [(1, 1, 2)]


def test_the_versions_of_a_row_unfold_below_it_and_fold_again(library: Library) -> None:
    folded = library.search("word3 sort:date-", grouped=True)
    unfolded = folded.turned(0)
    assert listed(unfolded)[:3] == ["a.txt", "b.txt", "c.txt"]
    assert [unfolded.row(row).is_version for row in range(3)] == [False, True, True]
    assert unfolded.row(0).versions == 0
    assert unfolded.unfolded == (folded.id(0),)
    assert unfolded.index_of(library.resolve("c.txt")) == 2
    for row in range(3):
        assert listed(unfolded.turned(row)) == listed(folded)


def test_the_facets_count_every_article(library: Library) -> None:
    facets = library.search("word3", grouped=True).facets()
    sources = next(facet for facet in facets if facet.name == "source")
    assert {value.label: value.articles for value in sources.values} == {
        "Reuters": 2,
        "BBC News": 1,
        "Rudaw": 1,
    }
