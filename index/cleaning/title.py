"""Which line is the title? The first above the text that is no section name, date or byline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import BlockKind, Record
from index.cleaning.credits import DATELINE
from index.cleaning.dates import is_date_line
from index.cleaning.evidence import Evidence
from index.cleaning.header import field_value
from index.cleaning.lines import Line
from index.cleaning.window import Window

_MAX_WORDS = 30
_MAX_SENTENCE_WORDS = 12
"""A title that ends in a full stop is short; a longer such line is the first paragraph."""
_SURE_WORDS = 4
"""A title of fewer words gives way to a longer line below it: sections stand above titles."""
_FIRST_WORDS, _FIRST_CHARACTERS = 12, 120

_MARKS = re.compile(r"\A(?:#{1,6}|-+|=+|\*+)\s+|\s+(?:#+|=+|\*+)\Z")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def find_title(
    lines: Sequence[Line], record: Record, header: dict[BlockKind, int], body: Window, evidence: Evidence
) -> int | None:
    """The index of the title's line: the header's, the one that the record names, or the fittest."""
    if BlockKind.TITLE in header:
        return header[BlockKind.TITLE]
    head = range(min(len(lines), body.start + 1))
    if record.title:
        wanted = " ".join(record.title.split())
        return next((i for i in head if lines[i].text == wanted), None)
    fitness = {i: _fitness(lines, i, evidence) for i in head if evidence.unquestioned(i)}
    best = max(fitness, key=fitness.__getitem__, default=None)
    return best if best is not None and fitness[best] else None


def title_text(lines: Sequence[Line], record: Record, body: Window, title: int | None) -> str:
    """The title as it is shown; without a title line the first words of the text, else the file's name."""
    if title is not None:
        return _MARKS.sub("", field_value(lines[title].text)) or lines[title].text
    if lines:
        words = lines[body.start].text.split()
        return " ".join(words[:_FIRST_WORDS])[:_FIRST_CHARACTERS] + ("…" if len(words) > _FIRST_WORDS else "")
    return record.key.rpartition("/")[2] or record.key


def _fitness(lines: Sequence[Line], i: int, evidence: Evidence) -> int:
    """0 for no title; of equally fit lines the first is taken."""
    line = lines[i]
    if not 0 < line.words <= _MAX_WORDS or is_date_line(line):
        return 0
    dated = 2 if i == 0 and _above_metadata(lines, evidence) else 0
    if line.sentence and line.text.rstrip("\"'”’»)")[-1:] not in ("?", "!"):
        may_be = i == 0 and line.words <= _MAX_SENTENCE_WORDS and not DATELINE.match(line.text)
        return 1 + dated if may_be else 0
    if is_date_line(line, beside=1):
        return 1
    if line.words < _SURE_WORDS and len(_LETTERS.findall(line.text)) < 2:
        return 2 + dated // 2
    return (3 if line.words < _SURE_WORDS else 4) + dated


def _above_metadata(lines: Sequence[Line], evidence: Evidence) -> bool:
    """A date or byline stands right below the first line: then that is no section name."""
    return len(lines) > 1 and (is_date_line(lines[1], beside=1) or evidence.lifted(1) is BlockKind.BYLINE)
