"""The packaged rules say what their examples say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import yaml

from index.cleaning.lines import split
from index.cleaning.packaged import FOLDER, packaged
from index.cleaning.rules import Rule, small_letters
from index.cleaning.schema import check_rule, read_rule, rule_entry

FILES = sorted(FOLDER.glob("*.yaml"))
RULES = packaged().rules
EXAMPLES = [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in RULES for text in rule.examples]
COUNTEREXAMPLES = [
    pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in RULES for text in rule.counterexamples
]


def matching(text: str) -> set[str]:
    (line,) = split(text)
    return {rule.id for rule in packaged().matching(line)}


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_a_rule_matches_its_examples(rule: Rule, text: str) -> None:
    assert rule.id in matching(text)


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES)
def test_a_rule_leaves_its_counterexamples_alone(rule: Rule, text: str) -> None:
    assert rule.id not in matching(text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_bears_an_example_and_a_counterexample(rule: Rule) -> None:
    assert rule.examples
    assert rule.counterexamples


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


ENTRIES = [entry for file in FILES for entry in yaml.safe_load(file.read_text("utf-8"))]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_a_packaged_rule_follows_the_schema(entry: dict[str, Any]) -> None:
    """Its expressions are left out: each was measured, and may be more than those of a user."""
    match = {key: value for key, value in entry["match"].items() if key != "regex"}
    check_rule({**entry, "match": {**match, "prefix": ["any"]}, "member": "any", "scope": "block"})


def test_the_slow_yaml_loader_reads_the_same_rules() -> None:
    assert [entry["id"] for entry in ENTRIES] == [rule.id for rule in RULES]


@pytest.mark.parametrize(
    ("regex", "small"),
    [
        ("(READ|Più) also", "(?:read|più) also"),
        (r"(?-i:[A-ZÀ-Þ])\W(?=B)", r"(?:[a-zà-þ])\W(?=b)"),
        (r"[^(\]D]\(Tel\S", r"[^(\]d]\(tel\S"),
    ],
)
def test_an_expression_is_put_into_small_letters(regex: str, small: str) -> None:
    assert small_letters(regex) == small


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_comes_back_from_its_entry(rule: Rule) -> None:
    assert read_rule(rule_entry(rule), rule.family) == replace(rule, examples=(), counterexamples=())
