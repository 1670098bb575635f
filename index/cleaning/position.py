"""What stands before and behind the body? Short lines there are rarely the author's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.article import BlockKind, Stage
from index.cleaning.evidence import Evidence
from index.cleaning.lines import Line, count_words
from index.cleaning.window import Window

_SECTION_WORDS = 6
_OUTSIDE = 0.7
_OUTSIDE_SAID = 0.5
_HEAVY, _MOST_OF_BODY = 0.3, 0.4
"""What a line outside the body weighs where all such lines, hidden ones apart, have this share of its words:
so much text is a part of the article rather than its surroundings."""


def weigh_position(
    lines: Sequence[Line], furniture: Sequence[bool], body: Window, evidence: Evidence
) -> None:
    """Hide the sections above the title and what follows the page's furniture; doubt the rest outside the body."""
    if body.end == 0:
        return
    for i in _above_title(lines, body, evidence):
        evidence.hide(i, BlockKind.BOILERPLATE, "above-title", 1.0, Stage.MODEL)
    for i in _behind_furniture(lines, furniture, body):
        evidence.hide(i, BlockKind.BOILERPLATE, "after-furniture", 1.0, Stage.MODEL)
    article = count_words(lines[body.start : body.end])
    for rule, side in (("before-body", range(body.start)), ("after-body", range(body.end, len(lines)))):
        heavy = count_words(lines[i] for i in side if evidence.open(i)) > _MOST_OF_BODY * article
        for i in side:
            weight = _HEAVY if heavy else _OUTSIDE_SAID if lines[i].said else _OUTSIDE
            evidence.hide(i, BlockKind.BOILERPLATE, rule, weight, Stage.MODEL)


def _behind_furniture(lines: Sequence[Line], furniture: Sequence[bool], body: Window) -> list[int]:
    """Short lines behind the first that a rule hides; none if they outweigh the body, being the article then."""
    first = next((i for i in range(body.end, len(lines)) if furniture[i]), len(lines))
    found = [i for i in range(first + 1, len(lines)) if not lines[i].said]
    return found if count_words(lines[i] for i in found) <= count_words(lines[body.start : body.end]) else []


def _above_title(lines: Sequence[Line], body: Window, evidence: Evidence) -> Iterator[int]:
    title = next((i for i in range(body.start) if evidence.lifted(i) is BlockKind.TITLE), 0)
    return (i for i in range(title) if lines[i].words <= _SECTION_WORDS)
