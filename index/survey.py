"""What has become of a corpus, source by source? What was hidden and by what, how dates were read, what was skipped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from index.article import article_id
from index.cleaner import Cleaner
from index.cleaning.certainty import DateLevel, date_level
from index.cleaning.packaged import family_of
from index.cleaning.rules import OWN
from index.sources import Skipped
from index.store.snapshot import Snapshot

_EXAMPLES = 3
_VARYING = re.compile(r"\d[\d,.]*|(?<=: ).*")
"""What tells reasons of one kind apart: numbers, and what stands behind a colon."""


@dataclass(slots=True)
class SourceSurvey:
    """What is known of the articles of one source."""

    name: str
    """The source as most of its articles name it, or the host of their addresses, or their folder; may be empty."""
    articles: int = 0
    versions: int = 0
    """Those that are versions of another article."""
    repaired: int = 0
    """Those in which decoding or sanitising changed something."""
    dates: Counter[DateLevel] = field(default_factory=Counter)
    """Articles by how sure their date is."""
    hidden: Counter[str] = field(default_factory=Counter)
    """Hidden lines by the family of the rule that decided, or by the stage of cleaning where it was no rule."""
    common_lines: int = 0
    """Lines that it has been learnt to put around many of its articles."""
    day_first: bool | None = None
    """The order of its numeric dates, as far as that was learnt."""


class Group(NamedTuple):
    """Things of which the same is said."""

    what: str
    size: int
    examples: tuple[str, ...]


class Survey(NamedTuple):
    sources: tuple[SourceSurvey, ...]
    """Most articles first."""
    skipped: tuple[Group, ...]
    """What gave no article, by reason: how many files or records, and some of them. Most first, as below."""
    repaired: tuple[Group, ...]
    """What decoding and sanitising changed: in how many articles, and some of them."""


def survey(
    snapshot: Snapshot | None,
    cleaner: Cleaner,
    skipped: Iterable[Skipped],
    repaired: Mapping[str, Iterable[str]],
) -> Survey:
    """Look through all articles of an index that was made with `cleaner`. Takes 30 µs an article."""
    repairs = [(repair, key) for key, each in repaired.items() for repair in each]
    return Survey(
        tuple(_sources(snapshot, cleaner, repaired)) if snapshot else (),
        tuple(_grouped((each.reason, each.path) for each in skipped)),
        tuple(_grouped(repairs)),
    )


def _sources(snapshot: Snapshot, cleaner: Cleaner, repaired: Mapping[str, object]) -> list[SourceSurvey]:
    columns = snapshot.columns
    groups, names = columns.traits.groups, columns.source
    found = [_new(group, cleaner) for group in groups.values]
    spelt: list[Counter[int]] = [Counter() for _ in found]
    ids = np.array([int(article_id(key), 16) for key in repaired], np.int64)
    marks = np.isin(columns.identities, ids), snapshot.versions > 0
    for doc in np.flatnonzero(snapshot.live).tolist():
        code = int(groups.codes[doc])
        each = found[code]
        each.articles += 1
        each.repaired += bool(marks[0][doc])
        each.versions += bool(marks[1][doc])
        spelt[code][int(names.codes[doc])] += 1
        date, hidden = snapshot.verdicts(doc)
        each.dates[date_level(date)] += 1
        each.hidden.update(map(_decider, hidden))
    for each, spellings in zip(found, spelt, strict=True):
        each.name = next((names.values[code] for code, _ in spellings.most_common(1)), "") or each.name
    return sorted((each for each in found if each.articles), key=lambda each: (-each.articles, each.name))


def _new(group: str, cleaner: Cleaner) -> SourceSurvey:
    profile = cleaner.settings.profiles.of(group)
    return SourceSurvey(group, common_lines=len(profile.common), day_first=profile.day_first)


def _decider(reasons: Sequence[tuple[str, float, str]]) -> str:
    """What hid a line: the family of the rule that weighs most, or the stage of cleaning."""
    rule, _, stage = max(reasons, key=itemgetter(1), default=("", 0.0, "unknown"))
    return _family(rule, stage)


@cache
def _family(rule: str, stage: str) -> str:
    return "own" if rule.startswith(OWN) else family_of(rule) or stage


def _grouped(pairs: Iterable[tuple[str, str]]) -> list[Group]:
    """Pairs of what is said and of what it is said, by kind."""
    kinds: dict[str, tuple[set[str], list[str]]] = {}
    for what, which in pairs:
        said, of = kinds.setdefault(_VARYING.sub("…", what), (set(), []))
        said.add(what)
        of.append(which)
    groups = [
        Group(said.pop() if len(said) == 1 else kind, len(of), tuple(of[:_EXAMPLES]))
        for kind, (said, of) in kinds.items()
    ]
    return sorted(groups, key=lambda group: (-group.size, group.what))
