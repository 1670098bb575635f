"""How near is what is shown to the article that people marked? Pages with gold, and the measure over them.

Tokens are runs of word characters; precision and recall are of multisets of four tokens in a row, worked
out for each page and averaged over pages; F1 is that of the two averages.
"""

from __future__ import annotations

import base64
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from index.article import Article, BlockKind

NEWS = ("a", "b")
"""The sets that people marked."""
TEXTS = {"residue": "residue.dev.jsonl.xz", "full page": "fullpage.dev.jsonl.xz"}
HTML = "html.dev.jsonl.xz"
SHOWN_AS_ARTICLE = (BlockKind.BODY, BlockKind.SUBHEAD)

_SHINGLE = 4
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the data: its text (or its HTML) and what of it is the article."""

    id: str
    set: str
    site: str
    url: str
    lines: tuple[str, ...]
    labels: tuple[str, ...]
    """`body`, `title`, `other` or `blank` for each line."""
    html: bytes
    gold: Counter[tuple[str, ...]]
    """The shingles of the article's body."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Score(NamedTuple):
    """Means over pages."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read(path: Path, sets: Sequence[str] = NEWS) -> list[Page]:
    """The pages of one file of the data that belong to `sets`."""
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        found = [json.loads(row) for row in rows]
    return [_page(row) for row in found if row["set"] in sets]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The multiset of four tokens in a row; of all tokens where there are fewer."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[i : i + _SHINGLE]) for i in range(max(1, len(tokens) - _SHINGLE + 1)))


def score(pages: Sequence[Page], outputs: Iterable[str]) -> Score:
    """How near the texts that were put out for the pages are to their gold."""
    precision = recall = 0.0
    for page, output in zip(pages, map(shingles, outputs), strict=True):
        common = (page.gold & output).total()
        precision += common / output.total() if output else 0.0
        recall += common / page.gold.total() if page.gold else 0.0
    return Score(precision / len(pages), recall / len(pages))


def article_text(article: Article) -> str:
    """What is shown as the article itself: visible text and crossheads."""
    shown = (block for block in article.visible() if block.kind in SHOWN_AS_ARTICLE)
    return "\n".join(article.text[block.start : block.end] for block in shown)


def body_lines_hidden(pages: Sequence[Page], articles: Iterable[Article]) -> float:
    """The share of the gold's lines that are hidden."""
    verdicts = [hidden for pair in zip(pages, articles, strict=True) for hidden in _body_lines(*pair)]
    return sum(verdicts) / max(1, len(verdicts))


def _body_lines(page: Page, article: Article) -> Iterator[bool]:
    """Is it hidden, for each line of the gold? A line belongs to the block that its first letter is in."""
    offset, at = 0, 0
    for line, label in zip(page.lines, page.labels, strict=True):
        first = offset + len(line) - len(line.lstrip())
        offset += len(line) + 1
        if label == "body":
            while first >= article.blocks[at].end:
                at += 1
            yield article.blocks[at].hidden


def _page(row: dict[str, Any]) -> Page:
    return Page(
        id=row["id"],
        set=row["set"],
        site=row.get("site", ""),
        url=row["url"],
        lines=tuple(row.get("lines", ())),
        labels=tuple(row.get("labels", ())),
        html=base64.b64decode(row.get("html_base64", "")),
        gold=shingles(row["gold_body"]),
    )
