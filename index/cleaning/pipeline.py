"""From a record to an article: lines, evidence, blocks. Pure: the same record gives the same article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.article import Article, Block, BlockKind, Record
from index.cleaning.anchors import hide_by_rules, lift_by_rules
from index.cleaning.dateorder import DateOrder
from index.cleaning.evidence import Evidence, Preset
from index.cleaning.header import lift_header
from index.cleaning.lines import Line, split
from index.cleaning.metadata import lift_metadata
from index.cleaning.packaged import packaged
from index.cleaning.position import weigh_position
from index.cleaning.related import hide_related
from index.cleaning.repeats import hide_repeats
from index.cleaning.window import find_body


def clean(record: Record, preset: Preset = Preset.CAREFUL, *, day_first: bool = True) -> Article:
    """Divide a record's text into blocks, each visible or hidden for stated reasons, and read its metadata.

    The blocks tile the text. `day_first` reads a numeric date that the article leaves open. Never raises.
    """
    lines = split(record.text)
    evidence = Evidence(len(lines), preset.threshold)
    header = lift_header(lines, evidence)
    matched = [packaged().matching(line) for line in lines]
    body = find_body(lines, [any(rule.block for rule in rules) for rules in matched])
    hide_by_rules(lines, matched, body, evidence)
    furniture = [evidence.hidden(i) for i in range(len(lines))]
    hide_repeats(lines, evidence)
    lift_by_rules(matched, body, evidence)
    metadata = lift_metadata(lines, record, header, body, evidence, DateOrder(day_first))
    hide_related(lines, body, evidence)
    weigh_position(lines, furniture, body, evidence)
    return Article(
        key=record.key,
        text=record.text,
        blocks=tuple(_blocks(lines, evidence, len(record.text))),
        title=metadata.title,
        date=metadata.date,
        source=metadata.source,
        byline=metadata.byline,
        url=metadata.url,
        locator=record.locator,
        stated=record.stated,
    )


def _blocks(lines: Sequence[Line], evidence: Evidence, length: int) -> Iterator[Block]:
    """One block a line, from where the line starts to where the next one does; white space alone is body."""
    if not lines and length:
        yield Block(0, length, BlockKind.BODY)
    for i, line in enumerate(lines):
        start = 0 if i == 0 else line.line_start
        end = lines[i + 1].line_start if i + 1 < len(lines) else length
        kind, hidden, reasons = evidence.verdict(i)
        yield Block(start, end, kind, hidden, reasons)
