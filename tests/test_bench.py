"""The benches run, from data to table."""

from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def bench(name: str, *arguments: str) -> str:
    """What a bench prints."""
    command = [sys.executable, ROOT / "bench" / name, *arguments]
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=variables).stdout


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three articles as the benches read them."""
    path = tmp_path / "news.jsonl.xz"
    with lzma.open(path, "wt") as lines:
        for n in range(3):
            article = {"title": f"Title {n}", "date": f"2024-02-0{n + 1}", "source": "Agency"}
            lines.write(
                json.dumps(article | {"id": str(n), "body": f"First of {n}.\n \nSecond of {n}."}) + "\n"
            )
    return path


def test_articles_are_written_as_a_scraper_leaves_them(data, tmp_path):
    bench("corpus.py", "--data", str(data), "--out", str(tmp_path / "out"), "--limit", "2")
    written = sorted((tmp_path / "out").rglob("*.txt"))
    assert len(written) == 2
    assert written[0].read_text() == "Title 0\n\n2024-02-01\nAgency\n\nFirst of 0.\n\nSecond of 0.\n"


def test_more_articles_than_there_are_come_from_their_paragraphs(data, tmp_path):
    for name in ("one", "two"):
        bench("corpus.py", "--data", str(data), "--out", str(tmp_path / name), "--limit", "7")
    one, two = (
        [each.read_text() for each in sorted((tmp_path / name).rglob("*.txt"))] for name in ("one", "two")
    )
    assert len(one) == 7
    assert one == two
    assert all(text.count(" of ") == 2 for text in one)


def test_a_folder_that_holds_something_is_not_written(data, tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        bench("corpus.py", "--data", str(data), "--out", str(tmp_path))


def test_the_build_is_timed_by_stage(seeds):
    printed = bench("build.py", str(seeds))
    stages = ("scan", "read", "clean", "analyse, index", "commit", "tag", "searchable", "cache folder")
    assert [stage for stage in stages if f"\n{stage}" not in printed] == []
