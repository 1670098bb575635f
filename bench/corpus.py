"""Write news articles out as a folder of text files, the corpus of the other benches.

    python bench/corpus.py --data news.jsonl.xz --out news-10k --limit 10000

The data are JSON lines {id, title, date, source, body}, plain or .xz. Any news collection in that form
serves; public ones are the Reuters-21578, AG News and CC-News sets. With --limit above the number of
articles in the data, more are made from paragraphs of these, drawn with a fixed seed: the words and their
frequencies stay those of news, the articles mean nothing.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

SEED = 20240201
A_FOLDER = 1000
"""Files in a folder: what file managers and version control still show without complaint."""

MIXED = 2000
"""Articles whose paragraphs are drawn together: enough that two made articles are hardly ever alike."""


class Text(NamedTuple):
    """One article of the data."""

    title: str
    date: str
    source: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)

    def written(self) -> str:
        """The article as a scraper leaves it: title, date and source, paragraphs, all apart."""
        head = "\n".join(filter(None, [self.date, self.source]))
        return "\n\n".join(filter(None, [self.title, head, *self.paragraphs])) + "\n"


def read(data: Path) -> Iterator[Text]:
    """The articles of the file, in its order."""
    opened = lzma.open if data.suffix == ".xz" else open
    with opened(data, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            paragraphs = tuple(filter(None, (each.strip() for each in found["body"].split("\n"))))
            title, date, source = (str(found.get(name) or "").strip() for name in ("title", "date", "source"))
            yield Text(title, date, source, paragraphs)


def articles(data: Path, limit: int | None) -> Iterator[Text]:
    """The first `limit` articles of the data, and made ones once these are used up."""
    given = []
    for text in islice(read(data), limit):
        given.append(text)
        yield text
    if limit is not None and given:
        yield from islice(_made(given), limit - len(given))


def _made(given: list[Text]) -> Iterator[Text]:
    chance = random.Random(SEED)
    while True:
        drawn = chance.sample(given, min(MIXED, len(given)))
        paragraphs = [each for text in drawn for each in text.paragraphs]
        chance.shuffle(paragraphs)
        for text in drawn:
            count = len(text.paragraphs)
            yield text._replace(paragraphs=tuple(paragraphs[:count]))
            del paragraphs[:count]


def write(texts: Iterator[Text], out: Path) -> int:
    """Write each article to a file of its own under `out`; how many."""
    count = 0
    for count, text in enumerate(texts, 1):
        folder = out / f"{(count - 1) // A_FOLDER:03}"
        if count % A_FOLDER == 1:
            folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{count:06}.txt").write_text(text.written(), "utf-8")
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, required=True, metavar="FILE", help="JSON lines, plain or .xz")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--limit", type=int, metavar="N", help="how many articles; default: all of the data")
    options = parser.parse_args()
    if options.out.exists() and any(options.out.iterdir()):
        sys.exit(f"{options.out}: not empty; choose a new folder")
    print(f"{write(articles(options.data, options.limit), options.out):,} articles in {options.out}")


if __name__ == "__main__":
    main()
