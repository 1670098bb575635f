"""What goes wrong behind the screen is said on it, and reading goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from tests.tui.conftest import Open


async def test_a_fault_in_a_worker_is_said_and_the_reader_stays(open_reader: Open) -> None:
    async def boom() -> None:
        raise ZeroDivisionError("by nought")

    async with open_reader() as reading:
        reading.screen.run_latest("boom", boom)
        with pytest.raises(WorkerFailed):
            await reading.settle()
        await reading.pilot.pause()
        assert "a fault in Broadsheet, please report it: ZeroDivisionError: by nought" in reading.text
        await reading.press("full_stop")
        assert "2 of 5" in reading.text


async def test_an_index_that_is_damaged_while_one_reads_is_made_anew(
    open_reader: Open, tmp_path: Path
) -> None:
    async with open_reader(indexed=False) as reading:
        assert "5 articles" in reading.text
        for file in (tmp_path / "cache").rglob("*.seg"):
            with file.open("r+b") as segment:
                segment.seek(64)
                segment.write(b"\xff" * (file.stat().st_size - 64))
        await reading.press("slash")
        await reading.type("kirby")
        await reading.press("enter")
        assert "3 of 5 articles" in reading.text
