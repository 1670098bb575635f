"""Which rules ship with Broadsheet? Those of `rules/`, a file of YAML for each family."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from index.cleaning.rules import RuleSet
from index.cleaning.schema import read_rule

FOLDER = Path(__file__).with_name("rules")


@cache
def packaged() -> RuleSet:
    """The rules, loaded once."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return RuleSet(
        [
            read_rule(entry, family=file.stem)
            for file in sorted(FOLDER.glob("*.yaml"))
            for entry in yaml.load(file.read_text("utf-8"), loader)
        ]
    )


def family_of(rule: str) -> str | None:
    """The family of a packaged rule, by its id; None for what is none."""
    return _families().get(rule)


@cache
def _families() -> dict[str, str]:
    return {rule.id: rule.family for rule in packaged().rules}
