"""What does the user say about residue? Their own rules, packaged rules switched off, lines hidden or kept.

Values, without files: `index.own_rules` reads and writes them. Each change gives a new value, so that undoing
one is going back to the value before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from index.article import Article, Block
from index.cleaning.lines import Line, line_key, split
from index.cleaning.packaged import packaged
from index.cleaning.rules import OWN, Rule, RuleSet
from index.cleaning.schema import read_rule, rule_entry

_LONGEST = 200
"""Characters by which lines are compared here: paragraphs that agree in so many are the same one."""


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
        return replace(self, lines={**self.lines, _bounded(place): hide})

    def forget(self, place: Place) -> OwnRules:
        """Take a correction back: what else is said about its lines holds again."""
        place = _bounded(place)
        return replace(self, lines={each: hide for each, hide in self.lines.items() if each != place})

    def switch_off(self, rule: str) -> OwnRules:
        return replace(self, off=self.off | {rule})

    def switch_on(self, rule: str) -> OwnRules:
        return replace(self, off=self.off - {rule})

    def to_json(self) -> dict[str, Any]:
        """Plain values that `from_json` reads; equal rules give equal JSON."""
        return {
            "rules": [rule_entry(rule) for rule in self.rules],
            "off": sorted(self.off),
            "lines": sorted([*(part or "" for part in place), hide] for place, hide in self.lines.items()),
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> OwnRules:
        return cls(
            tuple(read_rule(entry, entry["family"]) for entry in found["rules"]),
            frozenset(found["off"]),
            {
                Place(key, source or None, article or None): hide
                for key, source, article, hide in found["lines"]
            },
        )

    def difference(self, other: OwnRules) -> Difference:
        """What these rules and the other ones say differently, whichever were there first."""
        rules = set(self.rules) ^ set(other.rules)
        switched = self.off ^ other.off
        rules |= {rule for rule in (*packaged().rules, *self.rules, *other.rules) if rule.id in switched}
        lines = set(self.lines.items()) ^ set(other.lines.items())
        return Difference(
            tuple(sorted(rules, key=lambda rule: rule.id)), frozenset(place for place, _ in lines)
        )

    def verdict(self, key: str, article: str, source: str | None) -> tuple[bool, Place] | None:
        """Whether the line is hidden, and by which correction: the closest one; None if there is none."""
        if self.lines:
            key = _beginning(key)
            for place in (Place(key, article=article), Place(key, source), Place(key)):
                hide = self.lines.get(place)
                if hide is not None:
                    return hide, place
        return None

    def matcher(self, source: str | None = None) -> Callable[[Line], tuple[Rule, ...]]:
        """What tells the rules, packaged and own, whose pattern a line of an article of `source` is."""
        if not self.rules and not self.off:
            return packaged().matching
        own = _rule_set(self.rules)

        def matching(line: Line) -> tuple[Rule, ...]:
            found = (rule for rule in own.matching(line) if rule.source in (None, source))
            return tuple(rule for rule in (*found, *packaged().matching(line)) if rule.id not in self.off)

        return matching

    def distinguishes(self, source: str) -> bool:
        """Whether a rule or a correction speaks for this source alone."""
        return any(rule.source == source for rule in self.rules) or any(
            place.source == source for place in self.lines
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """What two users' rules say differently."""

    rules: tuple[Rule, ...]
    """Those that were added, changed (before and after) or removed, switched on or off."""
    places: frozenset[Place]
    """Lines whose correction is another."""

    def __bool__(self) -> bool:
        return bool(self.rules or self.places)

    @property
    def articles(self) -> frozenset[str] | None:
        """The IDs of the only articles that are concerned; None if any may be."""
        if self.rules or any(place.article is None for place in self.places):
            return None
        return frozenset(place.article for place in self.places if place.article)

    def touches(self, article: Article) -> bool:
        """Whether a line of the article is one that rules or corrections say something else about."""
        keys = {place.key for place in self.places if place.article in (None, article.id)}
        return any(
            _beginning(line.key) in keys or any(rule.pattern.matches(line) for rule in self.rules)
            for line in split(article.text)
        )


def block_key(article: Article, block: Block) -> str:
    """The key of a block of an article, by which its line is corrected."""
    return line_key(" ".join(article.text[slice(*article.content(block))].split()))


def _bounded(place: Place) -> Place:
    return place._replace(key=_beginning(place.key))


def _beginning(key: str) -> str:
    """What of a key is compared; a key as well."""
    return key if len(key) <= _LONGEST else line_key(key[:_LONGEST])


@lru_cache(maxsize=4)
def _rule_set(rules: tuple[Rule, ...]) -> RuleSet:
    return RuleSet(rules)
