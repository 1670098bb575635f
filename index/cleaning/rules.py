"""Which lines give themselves away? Packaged rules: whole short lines, and blocks that an anchor opens.

A keyword inside a sentence proves nothing, so a rule looks at whole lines only, or speaks inside a block
that an anchor line has opened. Rules see lines alone; what needs neighbours is decided elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from index.article import BlockKind
from index.cleaning.lines import Line, line_key

MAX_WORDS = 12
"""Longest line that a rule applies to, unless it says otherwise."""

MAX_CHARACTERS = 1000
"""No rule applies to a longer line, however few its words: a line of a million dots costs nothing."""

_ACTIONS = {kind.value: kind for kind in BlockKind} | {"hide": BlockKind.BOILERPLATE, "keep": BlockKind.BODY}


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a line must look like: one of some keys, or a regular expression over its whole text."""

    keys: frozenset[str]
    regex: re.Pattern[str] | None
    max_words: int

    def matches(self, line: Line) -> bool:
        if line.words > self.max_words:
            return False
        return line.key in self.keys or bool(self.regex and self.regex.fullmatch(line.text))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the YAML file."""

    id: str
    family: str
    lang: str
    kind: BlockKind
    hides: bool
    weight: float
    where: str
    """`any`, `head` (before the body), `tail` (behind its first paragraph) or `outside` (the body)."""
    pattern: Pattern
    block: bool = False
    """The line opens a block of the same kind, closed by running text."""
    member: re.Pattern[str] | None = None
    """What running text says when it belongs to the opened block all the same."""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


class RuleSet:
    """Rules made ready: keys in one table, regular expressions behind one a length that rejects most lines."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._by_key: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for key in rule.pattern.keys:
                self._by_key.setdefault(key, []).append(rule)
        self._limits = sorted({rule.pattern.max_words for rule in self.rules})
        self._for_length = [self._reaching(limit) for limit in self._limits]

    def matching(self, line: Line) -> tuple[Rule, ...]:
        """The rules whose pattern is this line, wherever it stands."""
        bucket = bisect_left(self._limits, line.words)
        if bucket == len(self._limits) or len(line.text) > MAX_CHARACTERS:
            return ()
        rules, gate = self._for_length[bucket]
        found = {rule.id: rule for rule in self._by_key.get(line.key, ())}
        if gate.fullmatch(line.text):
            found |= {rule.id: rule for rule in rules if rule.pattern.matches(line)}
        return tuple(found.values())

    def _reaching(self, words: int) -> tuple[list[Rule], re.Pattern[str]]:
        """The rules with a regular expression that apply to lines of `words` words, and one for them all."""
        rules = [rule for rule in self.rules if rule.pattern.regex and rule.pattern.max_words >= words]
        parts = [rule.pattern.regex.pattern for rule in rules if rule.pattern.regex]
        return rules, re.compile("|".join(f"(?:{part})" for part in parts) or r"(?!)", re.IGNORECASE)


@cache
def packaged() -> RuleSet:
    """The rules that ship with Broadsheet, loaded once."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    source = Path(__file__).with_name("rules.yaml").read_text("utf-8")
    return RuleSet([_rule(entry) for entry in yaml.load(source, loader)])


def _rule(entry: Mapping[str, Any]) -> Rule:
    action = entry.get("action", "hide")
    return Rule(
        id=entry["id"],
        family=entry["family"],
        lang=entry.get("lang", "en"),
        kind=_ACTIONS[action],
        hides=action == "hide",
        weight=entry.get("weight", 1.0),
        where=entry.get("where", "any"),
        pattern=_pattern(entry["match"]),
        block=entry.get("scope") == "block",
        member=re.compile(entry["member"], re.IGNORECASE) if "member" in entry else None,
        examples=tuple(entry.get("examples", ())),
        counterexamples=tuple(entry.get("counterexamples", ())),
    )


def _pattern(match: Mapping[str, Any]) -> Pattern:
    parts = list(match.get("regex", ()))
    parts += [re.escape(prefix) + ".*" for prefix in match.get("prefix", ())]
    regex = re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE) if parts else None
    keys = frozenset(line_key(key) for key in match.get("equals", ()))
    return Pattern(keys, regex, match.get("max_words", MAX_WORDS))
