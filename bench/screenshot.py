"""Draw `docs/screen.svg`, the picture of the README: the sample articles, `kirby` searched, John Kirby followed.

python bench/screenshot.py [FILE] [--theme NAME] [--size 120x36]
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from index.config import Config, sample_corpus
from index.library import Library
from tui.app import BroadsheetApp
from tui.widgets.entities import EntityList

ROOT = Path(__file__).resolve().parent.parent


async def settle(pilot: Pilot[int]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def draw(file: Path, theme: str, size: tuple[int, int], cache: Path) -> None:
    with_index = Library.open(sample_corpus(), cache=cache)
    with_index.update()
    with_index.close()
    app = BroadsheetApp(
        sample_corpus(), config=Config(theme=theme), query="kirby", at="002_f006952e98d6398b.txt", cache=cache,
        update=False,
    )  # fmt: skip
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("3")
        entities = app.screen.query_one(EntityList)
        for _ in range(entities.count):
            if entities.highlighted is not None and entities.highlighted.entity.name == "John Kirby":
                break
            await pilot.press("j")
        await pilot.press("enter")
        await settle(pilot)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(app.export_screenshot(title="Broadsheet"), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "docs" / "screen.svg")
    parser.add_argument("--theme", default="broadsheet")
    parser.add_argument("--size", default="120x36", help="columns x rows")
    options = parser.parse_args()
    columns, _, rows = options.size.partition("x")
    with tempfile.TemporaryDirectory() as cache:
        asyncio.run(draw(options.file, options.theme, (int(columns), int(rows)), Path(cache)))
    print(f"{options.file} written")


if __name__ == "__main__":
    main()
