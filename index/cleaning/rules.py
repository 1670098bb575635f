"""Which lines give themselves away? Rules: whole short lines, and blocks that an anchor opens.

A keyword inside a sentence proves nothing, so a rule looks at whole lines only, or speaks inside a block
that an anchor line has opened. Rules see lines alone; what needs neighbours is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from index.article import BlockKind
from index.cleaning.lines import Line

MAX_WORDS = 12
"""Longest line that a rule applies to, unless it says otherwise."""

MAX_CHARACTERS = 1000
"""No rule applies to a longer line, however few its words: a line of a million dots costs nothing."""

OWN = "own:"
"""What the ids of the user's own rules and corrections begin with."""

MOST_WORDS = 100
"""Longest line that a rule may be about: a longer one is a paragraph of an article."""

_LENGTHS = (12, 24, 45, MOST_WORDS)
"""Words by which the rules are parted: a line passes over those for shorter lines."""

_OPENING = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\\\]])*\]|(?P<open>\(\?-i:|\((?!\?))", re.DOTALL)
_UNESCAPED = re.compile(r"\\.|(?P<letters>[^\\]+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a line must look like: one of some keys, or a regular expression over its whole text."""

    keys: frozenset[str] = frozenset()
    """See `index.cleaning.lines.line_key`."""
    regexes: tuple[str, ...] = ()
    max_words: int = MAX_WORDS

    def matches(self, line: Line) -> bool:
        if len(line.text) > MAX_CHARACTERS:
            return False
        return (line.key in self.keys and line.words <= self.max_words) or self.spells(line)

    def spells(self, line: Line) -> bool:
        """Whether one of the regular expressions is the whole line."""
        if not self.regexes or line.words > self.max_words:
            return False
        return _compiled(self.regexes).fullmatch(line.text) is not None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, packaged or the user's own."""

    id: str
    family: str
    pattern: Pattern
    kind: BlockKind = BlockKind.BOILERPLATE
    """What the line is; `BODY` for a rule that keeps it."""
    lang: str = "en"
    weight: float = 1.0
    where: str = "any"
    """`any`, `head` (before the body), `tail` (behind its first paragraph) or `outside` (the body)."""
    block: bool = False
    """The line opens a block of the same kind, closed by running text."""
    member: str | None = None
    """What running text says when it belongs to the opened block all the same."""
    source: str | None = None
    """The only source (`profiles.source_key`) that it speaks for."""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @property
    def hides(self) -> bool:
        return self.kind is BlockKind.BOILERPLATE

    @property
    def keeps(self) -> bool:
        return self.kind is BlockKind.BODY

    @property
    def own(self) -> bool:
        """The user wrote it: it is stronger than whatever else is said."""
        return self.id.startswith(OWN)

    def holds(self, text: str) -> bool:
        """Whether running text below the anchor belongs to its block."""
        return (
            self.member is not None and _compiled((self.member,)).search(text, 0, MAX_CHARACTERS) is not None
        )


class RuleSet:
    """Rules made ready: keys in one table, regular expressions behind a few that reject most lines at once."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._by_key: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for key in rule.pattern.keys:
                self._by_key.setdefault(key, []).append(rule)
        self._gates = [
            _Gate(longest, [rule for rule in self.rules if shorter < rule.pattern.max_words <= longest])
            for shorter, longest in pairwise((0, *_LENGTHS))
        ]

    def matching(self, line: Line) -> tuple[Rule, ...]:
        """The rules whose pattern is this line, wherever it stands.

        In a text whose lines stand apart, `comment.` is the end of a sentence: only the user's own rules know better.
        """
        if len(line.text) > MAX_CHARACTERS:
            return ()
        rest = line.text[0].islower() and line.text[-1] == "."
        found = {
            rule.id: rule
            for rule in self._by_key.get(line.key, ())
            if line.words <= rule.pattern.max_words and (rule.own or not rest)
        }
        small = line.text.lower()
        for gate in self._gates:
            if line.words <= gate.longest and gate.opens(small):
                found |= {rule.id: rule for rule in gate.rules if rule.pattern.spells(line)}
        return tuple(found.values())


class _Gate:
    """Rules for lines of about one length, and one regular expression that whatever they match matches.

    It is held against small letters: `re` passes over an alternative by its first letter unless it ignores case.
    """

    def __init__(self, longest: int, rules: Sequence[Rule]) -> None:
        self.longest = longest
        self.rules = [rule for rule in rules if rule.pattern.regexes]
        self._any: re.Pattern[str] | None = None

    def opens(self, small: str) -> bool:
        if self._any is None:
            regexes = [small_letters(regex) for rule in self.rules for regex in rule.pattern.regexes]
            self._any = re.compile(_either(regexes))
        return self._any.fullmatch(small) is not None


def small_letters(regex: str) -> str:
    """An expression that matches in small letters what `regex` matches without regard to case, or more.

    Its groups capture nothing, which is faster.
    """
    opened = _OPENING.sub(lambda sign: "(?:" if sign["open"] else sign[0], regex)
    return _UNESCAPED.sub(lambda signs: signs[0].lower() if signs["letters"] else signs[0], opened)


def _either(regexes: Sequence[str]) -> str:
    return "|".join(f"(?:{regex})" for regex in regexes) or r"(?!)"


@cache
def _compiled(regexes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_either(regexes), re.IGNORECASE)
