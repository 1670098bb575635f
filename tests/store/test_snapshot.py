"""What was written is read back; what is damaged is called so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.article import Article, Block, BlockKind, article_id
from index.errors import StoreDamaged
from index.query import Everything, Not, Phrase, Query, Word
from index.store.catalogue import Catalogue
from index.store.snapshot import Snapshot
from index.store.writer import Writer


def article(key: str, *lines: str) -> Article:
    """The first line is the title, the others are body."""
    blocks, at = [], 0
    for i, line in enumerate(lines):
        blocks.append(Block(at, at + len(line) + 1, BlockKind.BODY if i else BlockKind.TITLE))
        at += len(line) + 1
    return Article(key, "".join(f"{line}\n" for line in lines), tuple(blocks), lines[0])


def write(generation: Path, *articles: Article, remove: tuple[str, ...] = ()) -> None:
    writer = Writer(generation)
    writer.remove(map(article_id, remove))
    for each in articles:
        writer.add(each)
    writer.commit(Catalogue())
    writer.close()


def keys(snapshot: Snapshot, query: Query) -> list[str]:
    return sorted(snapshot.head(doc).key for doc in snapshot.scores(query, lambda _: set()))


@pytest.fixture
def generation(tmp_path: Path) -> Path:
    write(
        tmp_path,
        article("a", "US troops", "They told us so."),
        article("b", "Iraq", "The U.S. troops left Iraq."),
    )
    return tmp_path


def test_an_article_is_read_back_whole(generation: Path) -> None:
    snapshot = Snapshot(generation)
    doc = next(doc for doc in snapshot.live if snapshot.head(doc).key == "b")
    assert snapshot.article(doc) == article("b", "Iraq", "The U.S. troops left Iraq.")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Everything(), ["a", "b"]),
        (Word("US"), ["a", "b"]),
        (Word("troop"), ["a", "b"]),
        (Word("iraq", "title"), ["b"]),
        (Phrase("US troops"), ["a", "b"]),
        (Phrase("troop"), []),
        (Phrase("troops They"), []),
        (Not(Word("told")), ["b"]),
    ],
)
def test_a_query_finds(generation: Path, query: Query, found: list[str]) -> None:
    assert keys(Snapshot(generation), query) == found


def test_a_word_in_the_title_scores_more(tmp_path: Path) -> None:
    write(tmp_path, article("a", "Other words here", "Iraq"), article("b", "Iraq", "Other words here"))
    snapshot = Snapshot(tmp_path)
    scores = snapshot.scores(Word("iraq"), lambda _: set())
    assert snapshot.head(max(scores, key=scores.__getitem__)).key == "b"


def test_a_removed_article_is_gone_and_its_successor_found(generation: Path) -> None:
    write(generation, article("a", "Elsewhere", "New text"), remove=("a",))
    snapshot = Snapshot(generation)
    assert keys(snapshot, Everything()) == ["a", "b"]
    assert keys(snapshot, Word("told")) == []


def test_an_empty_index_answers(tmp_path: Path) -> None:
    write(tmp_path)
    assert keys(Snapshot(tmp_path), Word("x")) == []


def test_a_snapshot_stays_as_it_was_while_the_index_moves_on(generation: Path) -> None:
    before = Snapshot(generation)
    write(generation, article("c", "New", "Iraq"))
    assert keys(before, Word("iraq")) == ["b"]
    assert before.article(min(before.live)).text


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [_truncate, _flip, Path.unlink])
@pytest.mark.parametrize("suffix", [".seg", ".toc"])
def test_a_damaged_file_is_found_at_opening(
    generation: Path, suffix: str, damage: Callable[[Path], None]
) -> None:
    damage(next(path for path in generation.iterdir() if path.suffix == suffix))
    with pytest.raises(StoreDamaged):
        Snapshot(generation)


def test_a_commit_without_a_manifest_is_still_an_index(generation: Path) -> None:
    (generation / "manifest.json").unlink()
    assert keys(Snapshot(generation), Everything()) == ["a", "b"]
