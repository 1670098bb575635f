"""Every line of the sample articles is what a person says it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from index.article import Article, Record
from index.cleaning import Preset, clean
from index.cleaning.settings import Settings
from index.sources import Entry, read, scan

ROOT = Path(__file__).parents[2]
GOLD = yaml.safe_load((ROOT / "tests/data/seeds.yaml").read_text("utf-8"))


def cleaned(name: str, preset: Preset = Preset.CAREFUL) -> Article:
    (entry,) = scan(ROOT / "seeds" / name)
    assert isinstance(entry, Entry)
    (record,) = read(entry)
    assert isinstance(record, Record)
    return clean(record, Settings(preset))


def gold_lines() -> Iterator[tuple[str, int, str, bool]]:
    for name, entries in GOLD.items():
        for entry in entries:
            first, _, last = str(entry["lines"]).partition("-")
            for number in range(int(first), int(last or first) + 1):
                yield name, number, entry["kind"], entry.get("hidden", False)


def verdicts(article: Article) -> dict[int, tuple[str, bool]]:
    """Line number, from 1, of each block's content → kind and hidden."""
    return {
        article.text.count("\n", 0, article.content(block).start) + 1: (block.kind.value, block.hidden)
        for block in article.blocks
    }


@pytest.mark.parametrize("name", GOLD)
def test_every_line_has_the_kind_that_a_person_gave_it(name: str) -> None:
    found = verdicts(cleaned(name))
    expected = {number: (kind, hidden) for file, number, kind, hidden in gold_lines() if file == name}
    assert found == {number: verdict for number, verdict in expected.items() if number in found}


@pytest.mark.parametrize("name", GOLD)
def test_every_line_that_is_not_blank_is_judged(name: str) -> None:
    text = (ROOT / "seeds" / name).read_text("utf-8")
    not_blank = {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    judged = {number for file, number, _, _ in gold_lines() if file == name}
    assert set(verdicts(cleaned(name))) == not_blank
    assert not_blank <= judged


def test_a_numeric_date_is_read_by_the_weekday_that_the_text_names() -> None:
    date = cleaned("000_9587504e6269fdd0.txt").date
    assert date.day == dt.date(2024, 2, 1)
    assert date.because == 'day first because "Thursday"'
    assert date.alternative == dt.date(2024, 1, 2)


@pytest.mark.parametrize("name", [name for name in GOLD if not name.startswith("000")])
def test_an_article_without_a_date_line_has_no_date(name: str) -> None:
    assert cleaned(name).date.day is None


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("000_9587504e6269fdd0.txt", "Rudaw"),
        ("001_da2faa5035530f5a.txt", None),
        ("002_f006952e98d6398b.txt", None),
        ("003_5e5261b6f874ffe9.txt", None),
        ("004_0797fbdfc2b6d695.txt", "Al Jazeera"),
    ],
)
def test_the_source_comes_from_its_own_line(name: str, source: str | None) -> None:
    assert cleaned(name).source == source


@pytest.mark.parametrize("preset", [Preset.BALANCED, Preset.STRICT])
@pytest.mark.parametrize("name", GOLD)
def test_no_preset_hides_body_lines_of_the_samples(name: str, preset: Preset) -> None:
    article = cleaned(name, preset)
    found = verdicts(article)
    assert not [
        n for f, n, _, hidden in gold_lines() if f == name and not hidden and n in found and found[n][1]
    ]
