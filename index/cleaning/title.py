"""Which line is the title? The fittest above the text: it looks like one, and what stands around it speaks for it.

Where several lines could be titles, the one that shares words with the text is preferred, that stands above a date or
byline, or that a longer line repeats: the page's title, or the path to the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import BlockKind, Record
from index.cleaning.credits import DATELINE, names_site
from index.cleaning.dates import is_date_line
from index.cleaning.evidence import Evidence
from index.cleaning.header import Header
from index.cleaning.lines import Line, line_key
from index.cleaning.window import Window

_MAX_WORDS, _MAX_CHARACTERS = 30, 400
_MAX_SENTENCE_WORDS = 12
"""A title that ends in a full stop is short; a longer such line is the first paragraph."""
_SURE_WORDS = 4
"""A title of fewer words gives way to a longer line below it: sections stand above titles."""
_FIRST_WORDS, _FIRST_CHARACTERS = 12, 120

_TEXT_LINES = 12
"""Lines at the head of the text whose words a title shares."""
_MOST_SHARED = 4
_BELOW, _BESIDE_DATE = 3, 5
"""A date or byline stands so many lines below a title at most, the date with so many words beside it."""
_TELLING = 16
"""Characters of a line that another does not hold by chance."""

_LONG_WORD = re.compile(r"\w{4,}")
_PATH = re.compile(r" [|>•·»–-] ")
"""Between the parts of a path (`Home > News`), or a title and its site."""
_SITE_MARKS = " |·•»–—-:"
_SITE_MARK = re.compile(r"\s(?:[|·•»–—-]|::)\s")
_MARKS = re.compile(r"\A(?:#{1,6}|-+|=+|\*+)\s+|\s+(?:#+|=+|\*+)\Z")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def find_title(
    lines: Sequence[Line], record: Record, header: Header, body: Window, evidence: Evidence
) -> int | None:
    """The index of the title's line: the header's, the one that the record names, or the fittest."""
    if BlockKind.TITLE in header.fields:
        return header.line(BlockKind.TITLE)
    head = range(min(len(lines), body.start + 1))
    if record.title:
        wanted = line_key(" ".join(record.title.split()))
        return next((i for i in head if lines[i].key == wanted), None)
    fitness = {i: fit for i in head if evidence.unquestioned(i) and (fit := _fitness(lines, i, evidence))}
    if lines and not fitness and evidence.open(0) and _fitness(lines, 0, evidence):
        return 0  # what could be the name of a section is the title where nothing else is one
    if len(fitness) > 1:
        surroundings = _Surroundings(lines, body, evidence)
        first = min(fitness)
        fitness = {i: fit + surroundings.support(i) + (i == first) for i, fit in fitness.items()}
    return max(fitness, key=fitness.__getitem__, default=None)


def repeated_title(lines: Sequence[Line], header: Header, body: Window) -> int | None:
    """The index of the line at the head of the text that says the header's title again: `# More police`."""
    stated = header.fields.get(BlockKind.TITLE)
    if stated is None:
        return None
    wanted = line_key(stated.value)
    head = range(stated.line + 1, min(len(lines), body.start + 1))
    return next((i for i in head if lines[i].key == wanted), None)


def title_text(lines: Sequence[Line], record: Record, body: Window, title: int | None) -> str:
    """The title as it is shown; without a title line the first words of the text, else the file's name."""
    if title is not None:
        return _MARKS.sub("", lines[title].text) or lines[title].text
    if lines:
        words = _MARKS.sub("", lines[body.start].text).split()
        return " ".join(words[:_FIRST_WORDS])[:_FIRST_CHARACTERS] + ("…" if len(words) > _FIRST_WORDS else "")
    return record.key.rpartition("/")[2] or record.key


def without_site(title: str, source: str | None, url: str | None) -> str:
    """The title of a page without the name of its site: `More police | The Herald`."""
    parts = _SITE_MARK.split(title)
    if len(parts) < 2:
        return title
    if names_site(parts[-1], source, url):
        return title[: -len(parts[-1])].rstrip(_SITE_MARKS)
    if names_site(parts[0], source, url):
        return title[len(parts[0]) :].lstrip(_SITE_MARKS)
    return title


def _fitness(lines: Sequence[Line], i: int, evidence: Evidence) -> int:
    """0 for no title; of equally fit lines the first is taken."""
    line = lines[i]
    if not 0 < line.words <= _MAX_WORDS or len(line.text) > _MAX_CHARACTERS or is_date_line(line):
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


class _Surroundings:
    """What speaks for a line above the text, apart from what it looks like."""

    def __init__(self, lines: Sequence[Line], body: Window, evidence: Evidence) -> None:
        self._lines = lines
        end = min(len(lines), body.start + 1 + _BELOW)
        self._metadata = [
            evidence.lifted(i) is BlockKind.BYLINE or is_date_line(lines[i], beside=_BESIDE_DATE)
            for i in range(end)
        ]
        text = lines[body.start : body.start + _TEXT_LINES]
        self._text = "\n".join(line.text for line in text if line.said).casefold()

    def support(self, i: int) -> int:
        line = self._lines[i]
        shared = sum(word in self._text for word in set(_LONG_WORD.findall(line.text.casefold())))
        metadata = any(self._metadata[i + 1 : i + 1 + _BELOW])
        path = _PATH.search(line.text) is not None
        return min(shared, _MOST_SHARED) + 3 * metadata + 3 * self._repeated(i) - 2 * path

    def _repeated(self, i: int) -> bool:
        """A longer line holds this one: the first of the page, or one beside it."""
        key = self._lines[i].key
        others = (*self._lines[:2], *self._lines[max(0, i - 1) : i + 2])
        return len(key) >= _TELLING and any(
            len(key) < len(other.key) and key in other.key for other in others
        )


def _above_metadata(lines: Sequence[Line], evidence: Evidence) -> bool:
    """A date or byline stands right below the first line: then that is no section name."""
    return len(lines) > 1 and (is_date_line(lines[1], beside=1) or evidence.lifted(1) is BlockKind.BYLINE)
