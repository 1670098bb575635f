"""What do the files of the user's own rules say? From YAML to `OwnRules`, mistakes told with their line, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index import yaml_files
from index.cleaning.lines import line_key, split
from index.cleaning.own import OwnRules, Place
from index.cleaning.rules import OWN, Rule
from index.cleaning.schema import RuleError, check_rule, read_rule
from index.errors import nearest
from index.yaml_files import Document

MAX_BYTES = 1024 * 1024
"""Of either file: ten thousand corrections."""

_EXPLANATION = (
    "What you hid and showed in Broadsheet's reader (X), and the rules that you switched off.",
    "The program writes this file and keeps no comments in it. Your own rules go into rules.yaml beside it.",
    "A line is compared without case, ornaments at its edges and the values of numbers (0).",
    "",
)
_FAMILY = "own"
_DECISIONS = {"hide": True, "keep": False}
_SECTIONS = ("switched_off", "everywhere", "sources", "articles")


def read(rules: Path, corrections: Path) -> OwnRules:
    """What the two files say; one that is not there says nothing. Raises ConfigError."""
    own = OwnRules(tuple(_rules(document)) if (document := _document(rules)) else ())
    return _corrected(own, document) if (document := _document(corrections)) else own


def write(own: OwnRules, corrections: Path) -> None:
    """Write all but the rules themselves, which are the user's to write. Raises ConfigError."""
    yaml_files.save(corrections, _EXPLANATION, _corrections(own), MAX_BYTES)


def _document(path: Path) -> Document | None:
    """The document in `path`; None if there is no such file, or nothing in it."""
    document = yaml_files.load(path, MAX_BYTES) if path.exists() else None
    return document if document is not None and document.value is not None else None


def _rules(document: Document) -> Iterator[Rule]:
    entries = document.value
    if not isinstance(entries, list):
        raise document.wrong("expected a list of rules, each beginning with `- id:`")
    seen: set[str] = set()
    for i, entry in enumerate(entries):
        try:
            check_rule(entry)
            if entry["id"] in seen:
                raise RuleError(f'a second rule "{entry["id"]}"', "id")
            seen.add(entry["id"])
            yield _checked(read_rule(entry | {"id": OWN + entry["id"], "family": _FAMILY}, _FAMILY))
        except RuleError as error:
            raise document.wrong(str(error), i, *error.keys) from None


def _checked(rule: Rule) -> Rule:
    """The rule, if its examples are what they are said to be."""
    for text in rule.examples:
        if not _matches(rule, text):
            raise RuleError(f'the rule does not match its example "{text:.60}"', "examples")
    for text in rule.counterexamples:
        if _matches(rule, text):
            raise RuleError(f'the rule matches its counterexample "{text:.60}"', "counterexamples")
    return rule


def _matches(rule: Rule, text: str) -> bool:
    return any(rule.pattern.matches(line) for line in split(text))


def _corrected(own: OwnRules, document: Document) -> OwnRules:
    """`own` with what the file of corrections says."""
    found = _mapping(document, _SECTIONS)
    off = frozenset(_texts(document, found.get("switched_off"), "switched_off"))
    places = dict(_decided(document, ("everywhere",)))
    for section, field in (("sources", "source"), ("articles", "article")):
        for name in _mapping(document, None, section):
            for place, hide in _decided(document, (section, name)):
                places[place._replace(**{field: name.casefold()})] = hide
    return replace(own, off=off, lines=places)


def _decided(document: Document, keys: tuple[str, ...]) -> Iterator[tuple[Place, bool]]:
    """The lines below `keys`, and whether each is hidden."""
    for decision, texts in _mapping(document, tuple(_DECISIONS), *keys).items():
        for text in _texts(document, texts, *keys, decision):
            yield Place(line_key(text)), _DECISIONS[decision]


def _mapping(document: Document, known: Sequence[str] | None, *keys: str) -> Mapping[str, object]:
    """The mapping that `keys` lead to, empty if there is none. With `known`, no other key may be in it."""
    value: Any = document.value
    for key in keys:
        value = value.get(key)
        if value is None:
            return {}
    if not isinstance(value, dict):
        raise document.wrong("expected lines of the form `key:`", *keys)
    for key in value:
        if not isinstance(key, str):
            raise document.wrong(f"{key}: write it in quotes", *keys, str(key))
        if known is not None and key not in known:
            near = nearest(key, known)
            hint = f'did you mean "{near}"?' if near else f"the keys are {', '.join(known)}"
            raise document.wrong(f'no key "{key:.40}"; {hint}', *keys, key)
    return value


def _texts(document: Document, value: object, *keys: str) -> Sequence[str]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        raise document.wrong("expected a list of texts, in quotes if they look like something else", *keys)
    return value


def _corrections(own: OwnRules) -> dict[str, Any]:
    """What `_corrected` reads, in an order of its own: equal corrections give the same file."""
    found: dict[str, Any] = {"switched_off": sorted(own.off)}
    for place, hide in sorted(own.lines.items(), key=lambda line: line[0].key):
        if place.article:
            section = found.setdefault("articles", {}).setdefault(place.article, {})
        elif place.source:
            section = found.setdefault("sources", {}).setdefault(place.source, {})
        else:
            section = found.setdefault("everywhere", {})
        section.setdefault("hide" if hide else "keep", []).append(place.key)
    return found
