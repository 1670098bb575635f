"""A damaged index is called so: it gives no wrong answer for a right one, and never brings down the reader."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from index.errors import StoreDamaged
from index.library import Library
from index.query import Everything
from index.store.catalogue import Catalogue
from index.store.drafts import Draft
from index.store.manifest import check, read_manifest
from index.store.snapshot import Snapshot
from index.store.writer import Writer
from tests.store.generations import article, keys, write

_MAPPED = (".words", ".articles")
_QUERIES = (
    '"US troops" OR kirby~2',
    "iraq* NEAR/9 (the OR of) -title:war",
    "*stan /a.*s/ hidden:a..f",
    "person:kirby source:rudaw",
    "date:2024 words:>10 has:url sort:title",
    "like:000_9587504e6269fdd0.txt",
    "",
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """An index of the sample articles in three segments. Read only: a test that damages it takes a copy."""
    corpus, cache = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("cache")
    for number, seed in enumerate(sorted(seeds.glob("*.txt"))):
        shutil.copy(seed, corpus)
        if number != 1:
            library = Library.open(corpus, cache=cache)
            library.update()
            library.close()
    return cache


@pytest.fixture
def library(cache: Path, tmp_path: Path) -> Iterator[Library]:
    """The index, open, over a copy of its own."""
    folder = next(cache.iterdir())
    corpus = Path((folder / "corpus").read_text().rstrip("\n"))
    shutil.copytree(cache, tmp_path / "cache")
    library = Library.open(corpus, cache=tmp_path / "cache")
    yield library
    library.close()


def generation_of(library: Library) -> Path:
    generation = library._folder.current()
    assert generation is not None
    return generation


def everything_asked(library: Library) -> list[object]:
    """All that can be read of an index, by all ways to read it."""
    seen: list[object] = []
    for query in _QUERIES:
        hits = library.search(query, typing=True)
        rows = [hits.row(i) for i in range(len(hits))]
        articles = [library.article(row.id) for row in rows]
        matches = [hits.matches(each, library.mentions(each)) for each in articles]
        seen += [hits.canonical, hits.messages, rows, articles, matches]
        seen += [hits.facets(), hits.timeline(), hits.explanation, library.complete(query, len(query))]
    return seen


def flipped(path: Path, chance: random.Random) -> None:
    """Change some bytes in place, so that whoever has mapped the file sees it."""
    with open(path, "r+b") as file:
        size = path.stat().st_size
        for _ in range(chance.choice([1, 1, 1, 8, 200])):
            file.seek(chance.randrange(size))
            file.write(bytes([chance.randrange(256)]))


def trial(library: Library, chance: random.Random) -> None:
    """Damage a file that is mapped, ask for everything, mend it again."""
    path = chance.choice([path for path in generation_of(library).iterdir() if path.suffix in _MAPPED])
    sound = path.read_bytes()
    flipped(path, chance)
    library._state = library._open_state()
    with suppress(StoreDamaged):
        everything_asked(library)
    with open(path, "r+b") as file:
        file.write(sound)


def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let damaged files be opened, as large ones are."""
    monkeypatch.setattr("index.store.snapshot.check", lambda _: None)


def test_what_lies_in_damaged_files_brings_down_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    unchecked(monkeypatch)
    chance = random.Random(1)
    for _ in range(100):
        trial(library, chance)


@pytest.mark.slow
def test_what_lies_in_damaged_files_brings_down_nothing_in_a_thousand_trials(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    unchecked(monkeypatch)
    chance = random.Random(2)
    for _ in range(1_000):
        trial(library, chance)


def opens_as_it_was(library: Library, right: list[object], chance: random.Random) -> bool:
    """Damage a file of the index, of whatever kind; does it open, and with the right answers?"""
    path = chance.choice(sorted(generation_of(library).iterdir()))
    sound = path.read_bytes()
    flipped(path, chance)
    try:
        Snapshot(path.parent)
    except StoreDamaged:
        return False
    else:
        library._state = library._open_state()
        assert everything_asked(library) == right, path
        return True
    finally:
        path.write_bytes(sound)
        (path.parent / "distrusted").unlink(missing_ok=True)


def test_damage_of_any_file_is_found_at_opening_or_does_no_harm(library: Library) -> None:
    chance, right = random.Random(3), everything_asked(library)
    opened = [opens_as_it_was(library, right, chance) for _ in range(200)]
    assert 0 < sum(opened) < 130  # a byte may be written over by itself, and some files are not for reading


@pytest.mark.slow
def test_damage_of_any_file_is_found_at_opening_or_does_no_harm_in_a_thousand_trials(
    library: Library,
) -> None:
    chance, right = random.Random(4), everything_asked(library)
    for _ in range(1_000):
        opens_as_it_was(library, right, chance)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


_damages = pytest.mark.parametrize("damage", [_truncate, _flip, _zero, Path.unlink])


@_damages
@pytest.mark.parametrize("kind", ["*.words", "*.articles", "*.toc", "dictionary"])
def test_a_damaged_file_is_found_at_opening(
    tmp_path: Path, kind: str, damage: Callable[[Path], None]
) -> None:
    write(tmp_path, *(article(str(i), f"Report {i}", f"So said the police on day {i}.") for i in range(300)))
    damage(next(tmp_path.glob(kind)))
    with pytest.raises(StoreDamaged):
        Snapshot(tmp_path)


@_damages
@pytest.mark.parametrize("kind", ["*.words", "*.articles", "*.toc", "catalogue", "manifest.json"])
def test_an_update_rebuilds_what_is_damaged(
    library: Library, kind: str, damage: Callable[[Path], None]
) -> None:
    before = len(library)
    for path in generation_of(library).glob(kind):
        damage(path)
    report = library.update()
    assert len(library) == before == len(library.search(""))
    assert not library.message
    assert "rebuilt" in report.message or (kind, damage) == ("manifest.json", Path.unlink)


def test_what_could_not_be_read_is_looked_at_as_a_whole_by_the_next_update(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.manifest.SMALL", 0)
    for path in generation_of(library).glob("*.articles"):
        with open(path, "r+b") as file:
            file.write(bytes(200))
    hits = library.search("")
    with pytest.raises(StoreDamaged):
        library.article(hits.id(0))
    assert "rebuilt" in library.update().message
    assert library.article(hits.id(0)).text


def test_damage_is_not_merged_into_a_sound_segment(tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path, article(str(number), f"Report {number}", "So said the police."))
    writer = Writer(tmp_path)
    _zero(max(tmp_path.glob("*.articles")))
    writer.add(article("3", "Report 3", "So said the police."))
    with pytest.raises(StoreDamaged, match="articles has changed"):
        writer.commit(Catalogue())
    writer.close()


def test_a_commit_without_a_manifest_is_still_an_index(tmp_path: Path) -> None:
    write(tmp_path, article("a", "Title", "word"))
    (tmp_path / "manifest.json").unlink()
    assert keys(Snapshot(tmp_path), Everything()) == ["a"]


def test_a_manifest_lists_every_file_that_is_read(library: Library) -> None:
    generation = generation_of(library)
    read = {path.name for path in generation.iterdir() if path.suffix in (*_MAPPED, ".toc")}
    assert read_manifest(generation).keys() == read
    check(generation, thoroughly=True)


def test_a_commit_lists_no_segment_that_another_process_is_writing(tmp_path: Path) -> None:
    writer, draft = Writer(tmp_path), Draft(tmp_path, b"")
    writer.add(article("a", "Title", "word"))
    draft.add(article("b", "Title", "word"))
    writer.commit(Catalogue())
    draft.finish()
    check(tmp_path, thoroughly=True)
    writer.close()
