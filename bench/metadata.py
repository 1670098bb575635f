"""How often are title, author and date right, and how sure is the date where it is?

    python bench/metadata.py --data FILE...

A date is held against the day that the page's own markup gives; an author is right where one of the marked names is
the one found, or a part of it. `--address` tells the address of each page, as a source with that field does.
"""

from __future__ import annotations

import argparse
import base64
import datetime as dt
import json
import lzma
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.article import Article, Record
from index.cleaning import clean
from index.cleaning.certainty import DateLevel, date_level
from index.sources import Entry, scan
from index.sources import read as read_source

_DATA = """\
Data: JSON lines, xz-packed, of {"url", "lines" or "html_base64", "meta": {"title", "author", "publish_date"}}; what is
not known of a page is left out."""

_WORD = re.compile(r"\w+")
_FIELDS = ("title", "author", *DateLevel)


def articles(path: Path, *, address: bool) -> Iterator[tuple[Article, Mapping[str, Any]]]:
    """The pages of a file, cleaned, each with what is known of it."""
    with lzma.open(path, "rt", encoding="utf-8") as rows, tempfile.TemporaryDirectory() as folder:
        for row in map(json.loads, rows):
            record = (
                _page(row, Path(folder)) if "html_base64" in row else Record("a.txt", "\n".join(row["lines"]))
            )
            if record:
                stated = record.url or (row["url"] if address else None)
                named = record.stated._replace(url=stated)
                yield clean(Record(record.key, record.text, *named, outside=record.outside)), row["meta"]


def verdicts(article: Article, known: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What there is to say of an article's fields: (field, `right`, `wrong` or `unknown`)."""
    if known.get("title"):
        yield "title", "right" if _words(article.title) == _words(known["title"]) else "wrong"
    if authors := known.get("author"):
        names = [_words(name) for name in ([authors] if isinstance(authors, str) else authors)]
        found = _words(article.byline or "")
        right = any(name and (name in found or found in name) for name in names)
        yield "author", "unknown" if not found else "right" if right else "wrong"
    if known.get("publish_date"):
        day = dt.date.fromisoformat(str(known["publish_date"])[:10])
        level = date_level(article.date)
        yield (
            level,
            "unknown" if article.date.day is None else "right" if article.date.day == day else "wrong",
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=_DATA, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, nargs="+", metavar="FILE")
    parser.add_argument("--address", action="store_true", help="tell the address of each page")
    options = parser.parse_args()
    if missing := [str(path) for path in options.data if not path.exists()]:
        sys.exit(f"not there: {', '.join(missing)}")
    print(f"{'data':24} {'field':18} {'right':>6} {'wrong':>6} {'unknown':>8}")
    for path in options.data:
        counts = Counter(each for page in articles(path, address=options.address) for each in verdicts(*page))
        for field in _FIELDS:
            right, wrong, unknown = (counts[field, verdict] for verdict in ("right", "wrong", "unknown"))
            name = f"date, {field}" if isinstance(field, DateLevel) else field
            print(f"{path.name:24} {name:18} {right:6} {wrong:6} {unknown:8}")


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _page(row: Mapping[str, Any], folder: Path) -> Record | None:
    (folder / "page.html").write_bytes(base64.b64decode(row["html_base64"]))
    records = (each for entry in scan(folder) if isinstance(entry, Entry) for each in read_source(entry))
    return next((each for each in records if isinstance(each, Record)), None)


if __name__ == "__main__":
    main()
