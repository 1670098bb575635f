"""What the updating child process says, and how it ends."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tui.indexing import Advance, Finished, Updater, Watching, read_event
from tui.screens.updating import news_words, progress_words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"event": "progress", "phase": "read", "done": 3, "total": 9}', Advance("read", 3, 9)),
        (
            '{"event": "done", "added": 2, "changed": 1, "moved": 1, "skipped": [{"path": "a", "reason": "b"}]}',
            Finished(added=2, changed=2, skipped=1),
        ),
        ('{"event": "busy", "message": "another one is at it"}', Finished(message="another one is at it")),
        ('{"event": "error"}', Finished(message="the index could not be updated")),
        ('{"event": "watching", "message": "polling"}', Watching("polling")),
        ('{"event": "progress", "done": "many"}', Advance("", 0, 0)),
        ("not json", None),
        ("[1]", None),
        ("[" * 100_000, None),
    ],
)  # fmt: skip
def test_events_are_read_and_anything_else_is_passed_over(
    line: str, expected: Advance | Finished | None
) -> None:
    assert read_event(line) == expected


def test_progress_is_said_in_words() -> None:
    assert progress_words(Advance("read", 1240, 10_000)) == "reading 1,240 of 10,000 · entities follow"
    assert progress_words(Advance("tag", 5, 10)) == "finding entities · 5 of 10"
    assert progress_words(Advance("clean", 5, 10)) == "cleaning anew 5 of 10"
    megabytes = Advance("read", 1_240_000, 30_000_000, "bytes")
    assert progress_words(megabytes) == "reading 1.2 of 30.0 MB · entities follow"


@pytest.mark.parametrize(
    ("news", "words"),
    [
        (Finished(), ""),
        (Finished(added=1), "1 new article"),
        (Finished(added=1240, changed=1, removed=2), "1,240 new articles · 1 changed · 2 removed"),
        (Finished(removed=3), "3 removed articles"),
    ],
)
def test_news_are_said_in_words(news: Finished, words: str) -> None:
    assert news_words(news) == words


async def test_the_child_indexes_a_corpus_and_reports_the_end(seeds: Path, tmp_path: Path) -> None:
    updater = Updater(seeds, tmp_path)
    events = [event async for event in updater.events()]
    assert isinstance(events[-1], Finished)
    assert events[-1].changes == 5


async def test_a_corpus_that_cannot_be_read_ends_in_a_message(tmp_path: Path) -> None:
    events = [event async for event in Updater(tmp_path / "missing", tmp_path / "cache").events()]
    assert isinstance(events[-1], Finished)
    assert events[-1].message


async def test_stopping_ends_the_child(seeds: Path, tmp_path: Path) -> None:
    updater = Updater(seeds, tmp_path)
    events = updater.events()
    first = asyncio.ensure_future(anext(events))
    while updater._process is None:
        await asyncio.sleep(0)
    await updater.stop()
    await first
    assert updater._process.returncode is not None
    await events.aclose()


async def test_a_package_in_the_current_folder_is_not_run(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = tmp_path / "tui"
    planted.mkdir()
    (planted / "__init__.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    events = [event async for event in Updater(seeds, tmp_path / "cache").events()]
    assert isinstance(events[-1], Finished)
    assert events[-1].changes == 5
