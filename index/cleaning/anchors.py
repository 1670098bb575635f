"""What do the rules say here, and what hangs below `Comments` or `More articles`?

A rule speaks where it may. One of scope `block` also speaks for the lines below it until prose closes the block.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.article import BlockKind, Stage
from index.cleaning.evidence import CERTAIN, Evidence
from index.cleaning.lines import Line, count_words
from index.cleaning.rules import Rule
from index.cleaning.window import Window

_CROSSHEAD_WORDS = 8
_INLINE_LINES = 6
"""Between paragraphs a block of links is short: a longer one is part of the article, and below an anchor
with nothing but paragraphs the anchor is a crosshead."""
_DOUBTFUL = 0.25
"""Weight of a block that is longer than the body above it: a list may be the article itself."""


def hide_by_rules(
    lines: Sequence[Line], matched: Sequence[Sequence[Rule]], body: Window, evidence: Evidence
) -> None:
    """Speak for every rule that hides and stands where it may. What a rule keeps is lifted before.

    A rule of the user's own settles what it speaks about, unless its weight asks for a second reason.
    """
    placed = _placed(matched, body)
    for i, rule in placed:
        if _settles(rule):
            evidence.settle(i, rule.id, hide=rule.hides)
        elif rule.keeps:
            evidence.lift(i, rule.kind, rule.id)
    covered = 0
    for i, rule in placed:
        if rule.block:
            covered = max(covered, _hide_block(rule, i, covered, lines, matched, body, evidence))
        elif rule.hides and not _settles(rule):
            evidence.hide(i, rule.kind, rule.id, rule.weight)


def lift_by_rules(matched: Sequence[Sequence[Rule]], body: Window, evidence: Evidence) -> None:
    """Lift the lines that a rule takes for a byline, caption or source, unless they are hidden."""
    for i, rule in _placed(matched, body):
        if not rule.hides and not rule.keeps and not evidence.hidden(i):
            evidence.lift(i, rule.kind, rule.id)


def _placed(matched: Sequence[Sequence[Rule]], body: Window) -> list[tuple[int, Rule]]:
    return [(i, rule) for i, rules in enumerate(matched) for rule in rules if _in_place(rule, i, body)]


def _settles(rule: Rule) -> bool:
    return rule.own and rule.weight >= CERTAIN


def _in_place(rule: Rule, i: int, body: Window) -> bool:
    if rule.where == "outside":
        return not body.start <= i < body.end
    if rule.where == "tail":
        return i > body.start
    return rule.where == "any" or i <= body.start


def _hide_block(
    rule: Rule,
    anchor: int,
    covered: int,
    lines: Sequence[Line],
    matched: Sequence[Sequence[Rule]],
    body: Window,
    evidence: Evidence,
) -> int:
    """Hide the block that line `anchor` opens; the index behind it.

    Lines before `covered` are in an earlier block: they are not gone through again.
    """
    end = max(anchor + 1, covered)
    while end < len(lines) and _belongs(rule, lines[end], matched[end]):
        end += 1
    if end < body.end:
        if lines[end - 1].words <= _CROSSHEAD_WORDS:
            end -= 1
        if not 1 < end - anchor <= _INLINE_LINES + 1:
            return anchor
    if not _settles(rule):
        evidence.hide(anchor, rule.kind, rule.id, rule.weight)
    below = range(max(anchor + 1, covered), end)
    if below:
        article = count_words(lines[body.start : body.end])
        weight = 1.0 if article > count_words(lines[i] for i in below) else _DOUBTFUL
        for i in below:
            evidence.hide(i, rule.kind, rule.id, weight, Stage.BLOCK)
    return end


def _belongs(rule: Rule, line: Line, rules: Sequence[Rule]) -> bool:
    if any(r.kind in (BlockKind.BYLINE, BlockKind.SOURCE) and r.where == "any" for r in rules):
        return False
    return not line.prose or rule.holds(line.text)
