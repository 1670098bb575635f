"""What may a rule say? From the mapping that a rule is in YAML or JSON to a `Rule`, and back.

Packaged rules and the user's own have one schema. What ships is known to follow it (a test says so); what the
user wrote is checked key by key, its regular expressions included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from index import regex
from index.article import BlockKind
from index.cleaning.lines import line_key
from index.cleaning.rules import MAX_CHARACTERS, MAX_WORDS, MOST_WORDS, Pattern, Rule
from index.errors import nearest

ACTIONS = {"hide": BlockKind.BOILERPLATE, "keep": BlockKind.BODY} | {
    kind.value: kind for kind in (BlockKind.SOURCE, BlockKind.BYLINE, BlockKind.CAPTION)
}
SCOPES = ("line", "block")
PLACES = ("any", "head", "tail", "outside")

_BOUNDS = regex.Bounds(
    characters=300, reach=MAX_CHARACTERS, ways=(MAX_CHARACTERS + 1) ** 2, classes="dDwWsSbB"
)
"""Of an expression of the user's: two repetitions without end, which take milliseconds on the longest line."""


class RuleError(ValueError):
    """What is wrong with a rule, in words for who wrote it; `keys` lead to the place."""

    def __init__(self, message: str, *keys: str) -> None:
        super().__init__(message)
        self.keys = keys


def read_rule(entry: Mapping[str, Any], family: str) -> Rule:
    """The rule that `entry` describes, which is known to follow the schema."""
    match = entry["match"]
    prefixes = (re.escape(prefix) + ".*" for prefix in match.get("prefix", ()))
    return Rule(
        id=entry["id"],
        family=entry.get("family", family),
        lang=entry.get("lang", "en"),
        kind=ACTIONS[entry.get("action", "hide")],
        weight=entry.get("weight", 1.0),
        where=entry.get("where", "any"),
        pattern=Pattern(
            frozenset(line_key(key) for key in match.get("equals", ())),
            (*match.get("regex", ()), *prefixes),
            match.get("max_words", MAX_WORDS),
        ),
        block=entry.get("scope") == "block",
        member=entry.get("member"),
        source=source.casefold() if (source := entry.get("source")) else None,
        examples=tuple(entry.get("examples", ())),
        counterexamples=tuple(entry.get("counterexamples", ())),
    )


def rule_entry(rule: Rule) -> dict[str, Any]:
    """The mapping that `read_rule` makes the same rule of. Examples are left out: they change nothing."""
    match = {
        "equals": sorted(rule.pattern.keys),
        "regex": list(rule.pattern.regexes),
        "max_words": rule.pattern.max_words,
    }
    return {
        "id": rule.id,
        "family": rule.family,
        "lang": rule.lang,
        "action": next(action for action, kind in ACTIONS.items() if kind is rule.kind),
        "weight": rule.weight,
        "where": rule.where,
        "scope": SCOPES[rule.block],
        "match": match,
        "member": rule.member,
        "source": rule.source,
    }


def check_rule(entry: object) -> None:
    """Raises RuleError if `entry` does not follow the schema."""
    if not isinstance(entry, dict):
        raise RuleError("expected a rule, lines of the form `key: value`")
    _check_keys(entry, _KEYS)
    for key in ("id", "match"):
        if key not in entry:
            raise RuleError(f"a rule needs {key}:")
    match = entry["match"]
    _check_keys(match, _MATCH, "match")
    if not match.keys() & {"equals", "prefix", "regex"}:
        raise RuleError("match needs equals, prefix or regex", "match")
    for expression in match.get("regex", ()):
        _check_regex(expression, "match", "regex")
    if "member" in entry:
        _check_regex(entry["member"], "member")
        if entry.get("scope") != "block":
            raise RuleError("member goes with scope: block", "member")


def _check_keys(entry: Mapping[object, object], keys: Mapping[str, _Value], *above: str) -> None:
    for key, value in entry.items():
        if key not in keys:
            near = nearest(str(key), keys)
            hint = f'did you mean "{near}"?' if near else f"the keys are {', '.join(keys)}"
            raise RuleError(f'no key "{key!s:.40}"; {hint}', *above, str(key))
        if not keys[str(key)].fits(value):
            raise RuleError(f"{key}: expected {keys[str(key)].wanted}", *above, str(key))


def _check_regex(expression: str, *keys: str) -> None:
    try:
        regex.check(expression, _BOUNDS)
        re.compile(expression)
    except (regex.Refused, re.error) as error:
        raise RuleError(f"/{expression:.60}/: {error}", *keys) from None


class _Value(NamedTuple):
    """What a key takes, in words for the user, and the test for it."""

    wanted: str
    fits: Callable[[object], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_weight(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST_WORDS


def _one_of(names: Iterable[str]) -> _Value:
    known = frozenset(names)
    return _Value(" or ".join(names), lambda value: isinstance(value, str) and value in known)


_TEXT = _Value("text (in quotes, if it looks like something else)", _is_text)
_LIST = _Value("a list of texts", _is_list)

_KEYS = {
    "id": _TEXT,
    "family": _TEXT,
    "lang": _TEXT,
    "scope": _one_of(SCOPES),
    "where": _one_of(PLACES),
    "match": _Value("equals, prefix or regex", lambda value: isinstance(value, dict)),
    "member": _TEXT,
    "source": _TEXT,
    "action": _one_of(ACTIONS),
    "weight": _Value("a number above 0, up to 1", _is_weight),
    "examples": _LIST,
    "counterexamples": _LIST,
}
_MATCH = {
    "equals": _LIST,
    "prefix": _LIST,
    "regex": _LIST,
    "max_words": _Value(f"a whole number from 1 to {MOST_WORDS}", _is_count),
}
