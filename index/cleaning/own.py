"""What does the user say about residue? Their own rules, packaged rules switched off, lines hidden or kept.

Values, without files: `index.own_rules` reads and writes them. Each change gives a new value, so that undoing
one is going back to the value before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from index.article import Article, Block
from index.cleaning.lines import Line, line_key
from index.cleaning.packaged import packaged
from index.cleaning.rules import OWN, Rule, RuleSet


class Place(NamedTuple):
    """Which lines a correction is about: those with a key – in an article, in a source, or anywhere."""

    key: str
    """See `index.cleaning.lines.line_key` and `block_key`."""
    source: str | None = None
    """See `index.cleaning.profiles.source_key`."""
    article: str | None = None
    """An article's ID."""

    @property
    def rule(self) -> str:
        """What stands among the reasons of a line that is hidden or kept for it."""
        return OWN + ("this article" if self.article else "this source" if self.source else "everywhere")


@dataclass(frozen=True, slots=True)
class OwnRules:
    """All that the user has said. It wins over everything else."""

    rules: tuple[Rule, ...] = ()
    """Written by hand; their ids begin with `own:`."""
    off: frozenset[str] = frozenset()
    """Ids of rules that do not speak."""
    lines: Mapping[Place, bool] = field(default_factory=dict)
    """Whether the lines of a place are hidden (else kept)."""

    def hide_line(self, key: str, source: str | None = None) -> OwnRules:
        """Hide the lines with this key, in one source or everywhere."""
        return self.correct(Place(key, source), hide=True)

    def keep_line(self, key: str, source: str | None = None) -> OwnRules:
        """Show the lines with this key, in one source or everywhere, whatever else is said."""
        return self.correct(Place(key, source), hide=False)

    def pin(self, article: str, key: str, *, hide: bool) -> OwnRules:
        """Hide or show the line with this key in the article with this ID."""
        return self.correct(Place(key, article=article), hide=hide)

    def correct(self, place: Place, *, hide: bool) -> OwnRules:
        return replace(self, lines={**self.lines, place: hide})

    def forget(self, place: Place) -> OwnRules:
        """Take a correction back: what else is said about its lines holds again."""
        return replace(self, lines={each: hide for each, hide in self.lines.items() if each != place})

    def switch_off(self, rule: str) -> OwnRules:
        return replace(self, off=self.off | {rule})

    def switch_on(self, rule: str) -> OwnRules:
        return replace(self, off=self.off - {rule})

    def verdict(self, key: str, article: str, source: str) -> tuple[bool, Place] | None:
        """Whether the line is hidden, and by which correction: the closest one; None if there is none."""
        if self.lines:
            for place in (Place(key, article=article), Place(key, source), Place(key)):
                hide = self.lines.get(place)
                if hide is not None:
                    return hide, place
        return None

    def matching(self, line: Line, source: str | None = None) -> tuple[Rule, ...]:
        """The rules, packaged and own, whose pattern is this line, wherever it stands in an article of `source`."""
        found = packaged().matching(line)
        if self.rules:
            found = (*(r for r in _rule_set(self.rules).matching(line) if r.source in (None, source)), *found)
        return tuple(rule for rule in found if rule.id not in self.off) if self.off else found

    def distinguishes(self, source: str) -> bool:
        """Whether a rule speaks for this source alone."""
        return any(rule.source == source for rule in self.rules)


def block_key(article: Article, block: Block) -> str:
    """The key of a block of an article, by which its line is corrected."""
    return line_key(" ".join(article.text[slice(*article.content(block))].split()))


@lru_cache(maxsize=4)
def _rule_set(rules: tuple[Rule, ...]) -> RuleSet:
    return RuleSet(rules)
