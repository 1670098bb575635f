"""The catalogue of a corpus comes back as it was saved, or says that it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import StoreDamaged
from index.store.catalogue import Catalogue, FileState, scan_seconds

PLAIN = FileState(1, 2, 3, 4, 5, ("a",))
WHOLE = FileState(1, -2, 3, 2**64 - 1, 5, ("b#1", "b#2"), (("b#3", "empty"),), (("b#1", "BOM removed"),))


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """A saved catalogue of two files."""
    made = Catalogue(passed_over=(("c", "a device"),), made_with="format 1", scanned_ns=5, scan_seconds=0.25)
    made.record("a", PLAIN)
    made.record("b", WHOLE)
    made.save(tmp_path)
    return made


def test_it_is_read_back_whole(catalogue: Catalogue, tmp_path: Path) -> None:
    assert Catalogue.load(tmp_path) == catalogue


def test_what_changed_since_is_read_back_with_it(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.record("new", PLAIN)
    catalogue.record("a", PLAIN._replace(size=9))
    catalogue.forget("b")
    catalogue.scanned_ns = 6
    catalogue.save(tmp_path)
    assert Catalogue.load(tmp_path) == catalogue


def test_changes_add_up_over_runs(catalogue: Catalogue, tmp_path: Path) -> None:
    for path in ("one", "two"):
        known = Catalogue.load(tmp_path)
        known.record(path, PLAIN)
        known.save(tmp_path)
    assert set(Catalogue.load(tmp_path).files) == {"a", "b", "one", "two"}


def test_a_file_that_came_and_went_between_lists_is_not_there(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.record("new", PLAIN)
    catalogue.forget("new")
    catalogue.save(tmp_path)
    assert set(Catalogue.load(tmp_path).files) == {"a", "b"}


def test_one_change_leaves_the_list_of_all_files_as_it_is(catalogue: Catalogue, tmp_path: Path) -> None:
    before = (tmp_path / "catalogue").stat().st_ino
    catalogue.forget("a")
    catalogue.save(tmp_path)
    assert (tmp_path / "catalogue").stat().st_ino == before


def test_many_changes_are_written_into_the_list_of_all_files(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.forget("a")
    catalogue.save(tmp_path)
    for number in range(300):
        catalogue.record(str(number), PLAIN)
    catalogue.save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["catalogue"]
    assert Catalogue.load(tmp_path) == catalogue


def test_changes_to_an_earlier_list_count_for_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.forget("a")
    catalogue.save(tmp_path)
    left = (tmp_path / "catalogue.recent").read_bytes()
    later = Catalogue(dict(catalogue.files), made_with="format 2")
    later.record("a", PLAIN)
    later.save(tmp_path)
    (tmp_path / "catalogue.recent").write_bytes(left)  # as if killed before it was removed
    assert Catalogue.load(tmp_path) == later


@pytest.mark.parametrize("name", ["catalogue", "catalogue.recent"])
def test_damage_is_noticed_wherever_it_is(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    catalogue.record("new", PLAIN)
    catalogue.save(tmp_path)
    content = (tmp_path / name).read_bytes()
    flipped = [content[:i] + bytes([content[i] ^ 1]) + content[i + 1 :] for i in range(len(content))]
    cut = [content[:i] for i in range(0, len(content), 7)]
    for damaged in (*flipped, *cut, bytes(len(content))):
        (tmp_path / name).write_bytes(damaged)
        with pytest.raises(StoreDamaged):
            Catalogue.load(tmp_path)


def test_a_missing_catalogue_is_damage_not_an_empty_corpus(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged):
        Catalogue.load(tmp_path)


def test_the_sum_of_ids_tells_which_articles_are_recorded(catalogue: Catalogue) -> None:
    before = catalogue.id_sum
    catalogue.record("new", PLAIN._replace(keys=("new",)))
    recorded = catalogue.id_sum
    catalogue.record("new", PLAIN._replace(keys=("other",)))
    other = catalogue.id_sum
    catalogue.forget("new")
    assert len({before, recorded, other}) == 3
    assert catalogue.id_sum == before


def test_how_long_the_last_scan_took_is_known_without_the_list(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.forget("a")
    catalogue.scan_seconds = 1.5
    catalogue.save(tmp_path)
    assert scan_seconds(tmp_path) == 1.5
