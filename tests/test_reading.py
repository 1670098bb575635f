"""What the reader opens when it is not told."""

from __future__ import annotations

from pathlib import Path

from tui.reading import corpus_to_open
from tui.recent import remember


def test_what_was_chosen_is_opened(tmp_path, nobody):
    assert corpus_to_open(str(tmp_path)) == tmp_path
    assert corpus_to_open("~/news") == nobody / "news"


def test_the_first_run_reads_the_sample(seeds):
    assert corpus_to_open(None) == seeds


def test_so_does_the_next_when_nothing_else_was_read(seeds):
    remember(seeds)
    assert corpus_to_open(None) == seeds


def test_later_runs_ask(tmp_path: Path):
    remember(tmp_path)
    assert corpus_to_open(None) is None
