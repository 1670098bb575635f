"""From a record to an article: lines, evidence, blocks. Pure: the same record gives the same article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.article import Article, Block, BlockKind, Record, Span, Stage, article_id
from index.cleaning.again import until_settled
from index.cleaning.anchors import hide_by_rules, lift_by_rules
from index.cleaning.dateorder import DateOrder
from index.cleaning.dates import proven_order
from index.cleaning.evidence import Evidence
from index.cleaning.header import lift_header
from index.cleaning.lines import Line, continues, split
from index.cleaning.metadata import Metadata, lift_metadata
from index.cleaning.model import LineModel, packaged_model
from index.cleaning.own import OwnRules
from index.cleaning.profiles import Traits, source_key, traits_of
from index.cleaning.related import hide_related
from index.cleaning.repeats import hide_repeats
from index.cleaning.settings import Settings
from index.cleaning.weighing import weigh_lines
from index.cleaning.window import Window, find_body

_BESIDE_MAIN = 12
"""Lines around the main content of a page in which rules still look for what belongs to it."""
_SPACE = re.compile(r"\s*")
_UNJUDGED = re.compile(r"(?:\S[^\n]*\n?){1,100}\s*|\s+")
"""What is not judged, there being too many lines: a paragraph, with the breaks behind it; or white space alone."""


class Examined(NamedTuple):
    """A cleaned article, and what it tells about its source whatever is known of that already."""

    article: Article
    traits: Traits


@dataclass(frozen=True, slots=True)
class Sighting:
    """The lines of a record, and all that is said of them before the model is asked."""

    lines: Sequence[Line]
    outside: Sequence[bool]
    body: Window
    evidence: Evidence
    metadata: Metadata
    traits: Traits


def examine(record: Record, settings: Settings, model: LineModel | None = None) -> Examined:
    """Divide a record's text into blocks, each visible or hidden for stated reasons, and read its metadata.

    The blocks tile the text. `model` takes the place of the packaged one. Never raises.
    """
    model = model or packaged_model()
    found = _examine(record, settings, model)
    group = found.traits.group
    order_decides = found.traits.ambiguous and settings.profiles.of(group).day_first is not None
    if order_decides or settings.own.distinguishes(group):
        found = _examine(record, settings, model, group)
    article = until_settled(found.article, lambda left: _examine(left, settings, model, group).article)
    return Examined(article, found.traits)


def sight(record: Record, settings: Settings, group: str | None = None) -> Sighting:
    """What rules, repeats, metadata and frequencies say of a record; see `examine`.

    `group` is the article's source, as far as it is known before the article is read.
    """
    own, profiles = settings.own, settings.profiles
    lines = split(record.text)
    evidence = Evidence(len(lines), settings.preset.threshold)
    _settle_lines(lines, record, own, group, evidence)
    outside = _hide_outside(lines, record.outside, evidence)
    header = lift_header(lines, evidence)
    matching = own.matcher(group)
    far = _far(outside) if not own.rules else frozenset()
    matched = [() if i in far or continues(lines, i) else matching(line) for i, line in enumerate(lines)]
    body = find_body(lines, [any(rule.block for rule in rules) for rules in matched], outside)
    hide_by_rules(lines, matched, body, evidence)
    hide_repeats(lines, evidence)
    lift_by_rules(matched, body, evidence)
    order = DateOrder(settings.day_first, None if group is None else profiles.of(group).day_first)
    metadata = lift_metadata(lines, record, header, body, evidence, order)
    traits = _traits(lines, record, body, metadata, group)
    for i, weight in profiles.of(traits.group).weights(lines, body):
        evidence.hide(i, BlockKind.BOILERPLATE, "common-in-source", weight, Stage.FREQUENCY)
    hide_related(lines, body, evidence)
    return Sighting(lines, outside, body, evidence, metadata, traits)


def _examine(record: Record, settings: Settings, model: LineModel, group: str | None = None) -> Examined:
    seen = sight(record, settings, group)
    weigh_lines(seen.lines, seen.body, seen.outside, seen.evidence, model)
    return Examined(_article(seen.lines, record, seen.metadata, seen.evidence), seen.traits)


def _settle_lines(
    lines: Sequence[Line], record: Record, own: OwnRules, group: str | None, evidence: Evidence
) -> None:
    """The lines that the user hid or restored, in this article, its source or everywhere."""
    if not own.lines:
        return
    article = article_id(record.key)
    for i, line in enumerate(lines):
        if found := own.verdict(line.key, article, group):
            hide, place = found
            evidence.settle(i, place.rule, hide=hide)


def _hide_outside(lines: Sequence[Line], spans: Sequence[Span], evidence: Evidence) -> list[bool]:
    """Hide the lines that the record's format says are not main content; whether each line is one."""
    outside = [False] * len(lines)
    remaining = iter(spans)
    span = next(remaining, None)
    for i, line in enumerate(lines):
        while span is not None and span.end <= line.start:
            span = next(remaining, None)
        if span is not None and span.start <= line.start:
            outside[i] = True
            evidence.hide(i, BlockKind.BOILERPLATE, "outside-main-content", 1.0, Stage.FORMAT)
    return outside


def _far(outside: Sequence[bool]) -> frozenset[int]:
    """The lines outside the main content that are too far from it to be its title, date or byline."""
    inside = [i for i, each in enumerate(outside) if not each]
    near = {i + offset for i in inside for offset in range(-_BESIDE_MAIN, _BESIDE_MAIN + 1)}
    return frozenset(range(len(outside))) - near if inside and len(inside) < len(outside) else frozenset()


def _traits(
    lines: Sequence[Line], record: Record, body: Window, metadata: Metadata, group: str | None
) -> Traits:
    path = record.key.removesuffix(f"#{record.locator}") if record.locator else record.key
    known = source_key(metadata.source, metadata.url, path) if group is None else group
    ambiguous = metadata.date.alternative is not None
    return traits_of(lines, body, known, proven_order(record, lines), ambiguous)


def _article(lines: Sequence[Line], record: Record, metadata: Metadata, evidence: Evidence) -> Article:
    return Article(
        key=record.key,
        text=record.text,
        blocks=tuple(_blocks(lines, record.text, evidence)),
        title=metadata.title,
        date=metadata.date,
        source=metadata.source,
        byline=metadata.byline,
        url=metadata.url,
        locator=record.locator,
        stated=record.stated,
    )


def _blocks(lines: Sequence[Line], text: str, evidence: Evidence) -> Iterator[Block]:
    """One block a line, from where the line starts to where the next one does; white space alone is body."""
    judged = next(_SPACE.finditer(text, lines[-1].end)).end() if lines else 0
    for i, line in enumerate(lines):
        start = 0 if i == 0 else line.line_start
        end = lines[i + 1].line_start if i + 1 < len(lines) else judged
        kind, hidden, reasons = evidence.verdict(i)
        yield Block(start, end, kind, hidden, reasons)
    for match in _UNJUDGED.finditer(text, judged):
        yield Block(*match.span(), BlockKind.BODY)
