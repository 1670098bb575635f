"""What hangs below `Comments` or `More articles`? The block that such a line opens, until prose closes it."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import BlockKind
from index.cleaning.evidence import Evidence
from index.cleaning.lines import Line
from index.cleaning.rules import Rule
from index.cleaning.window import Window

_CROSSHEAD_WORDS = 8
_INLINE_LINES = 6
"""Between paragraphs a block of links is short; what is longer is part of the article."""
_DOUBTFUL = 0.25
"""Weight of a block that is longer than the body above it."""


def apply_rules(
    lines: Sequence[Line], matched: Sequence[Sequence[Rule]], body: Window, evidence: Evidence
) -> None:
    """Speak for every rule that stands where it may: first what hides, then what lifts."""
    for i, rules in enumerate(matched):
        for rule in rules:
            if not _in_place(rule, i, body):
                continue
            if rule.hides:
                evidence.hide(i, BlockKind.BOILERPLATE, rule.id, rule.weight)
                if rule.block:
                    _hide_block(rule, i, lines, matched, body, evidence)
    for i, rules in enumerate(matched):
        for rule in rules:
            if not rule.hides and _in_place(rule, i, body) and not evidence.hidden(i):
                evidence.lift(i, rule.kind, rule.id)


def _in_place(rule: Rule, i: int, body: Window) -> bool:
    if rule.where == "tail":
        return i > body.start
    return rule.where == "any" or i <= body.start


def _hide_block(
    rule: Rule,
    anchor: int,
    lines: Sequence[Line],
    matched: Sequence[Sequence[Rule]],
    body: Window,
    evidence: Evidence,
) -> None:
    end = anchor + 1
    while end < len(lines) and _belongs(rule, lines[end], matched[end]):
        end += 1
    if end < body.end:
        if end < len(lines) and end - 1 > anchor and lines[end - 1].words <= _CROSSHEAD_WORDS:
            end -= 1
        if end - anchor - 1 > _INLINE_LINES:
            return
    weight = 1.0 if _outweighs(lines[body.start : body.end], lines[anchor:end]) else _DOUBTFUL
    for i in range(anchor + 1, end):
        evidence.hide(i, BlockKind.BOILERPLATE, rule.id, weight)


def _outweighs(body: Sequence[Line], block: Sequence[Line]) -> bool:
    """The article is longer than what is to be hidden of it: a list may be the article itself."""
    return sum(line.words for line in body) > sum(line.words for line in block)


def _belongs(rule: Rule, line: Line, rules: Sequence[Rule]) -> bool:
    if any(r.kind in (BlockKind.BYLINE, BlockKind.SOURCE) and r.where == "any" for r in rules):
        return False
    return not line.prose or (rule.member is not None and rule.member.search(line.text) is not None)
