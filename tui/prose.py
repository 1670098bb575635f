"""What does a person see of an answer, in the shell? The human form of what `--json` says in objects."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Article, Entity, EntityKind, Mention
from tui.output import Bold, emboldened, line, number, say
from tui.survey import MANY, print_survey

if TYPE_CHECKING:
    from index.library import Hits
    from index.report import Report
    from index.survey import Survey


def print_hit(hits: Hits, i: int) -> None:
    """The `i`-th article of an answer: ID and title, where it is from, and why it was found."""
    row = hits.row(i)
    day = row.date.day.isoformat() if row.date.day else "undated"
    line(row.id, "  ", Bold(row.title))
    line(" " * 14, " · ".join(filter(None, [row.source, day, row.key])))
    if row.snippet:
        line(" " * 14, *emboldened(row.snippet, row.snippet_matches))


def print_understood(hits: Hits) -> None:
    """How a query was understood: in canonical text, which means the same when it is typed, and part by part."""
    line(Bold(hits.canonical))
    for part in hits.explanation:
        line("  ", part)


def print_article(article: Article) -> None:
    """The text of an article as its reader sees it."""
    line("".join(article.text[block.start : block.end] for block in article.visible()).rstrip())


def print_mentions(mentions: tuple[Mention, ...]) -> None:
    """The names in an article, by kind, each with how often it is mentioned."""
    for kind in EntityKind:
        counts: dict[str, int] = {}
        for mention in mentions:
            if mention.kind == kind:
                counts[mention.name] = counts.get(mention.name, 0) + 1
        if counts:
            line()
            line(Bold({EntityKind.PERSON: "People"}.get(kind, f"{kind.capitalize()}s")))
            for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
                line(f"{count:5}  {name}")


def print_entity(entity: Entity) -> None:
    """One line: articles, mentions, kind, name, and the other names it goes by."""
    others = ", ".join(name for name in entity.names if name != entity.name)
    also = f" ({others})" if others else ""
    line(f"{entity.articles:6,} {entity.mentions:6,}  {entity.kind:12}  ", Bold(entity.name), also)


def print_state(name: str, value: object) -> None:
    """One fact that `doctor` knows; what was skipped or repaired, and why, a file a line below it."""
    match value:
        case dict() | list() if len(value) > MANY:
            line(f"{name}: {len(value):,}, see below")
        case dict() | list() if value:
            line(f"{name}:")
            pairs = value.items() if isinstance(value, dict) else (each.values() for each in value)
            for path, why in pairs:
                line(f"  {path}: {why if isinstance(why, str) else ', '.join(why)}")
        case int():
            line(f"{name}: {value:,}")
        case _:
            line(f"{name}: {value or 'none'}")


def print_report(report: Report, articles: int, corpus: Path, survey: Survey | None) -> None:
    """What an update did; with a survey also what was skipped or repaired, and what became of each source."""
    print_counts(report, articles)
    say_faults(report, corpus)
    if survey is None:
        return
    for skipped in report.skipped if len(report.skipped) <= MANY else ():
        line(f"skipped   {skipped.path}: {skipped.reason}")
    for key, repairs in report.repaired.items() if len(report.repaired) <= MANY else ():
        line(f"repaired  {key}: {', '.join(repairs)}")
    print_survey(survey)


def print_counts(report: Report, articles: int) -> None:
    """How many articles there are, and what happened to how many, on one line."""
    counts = {
        "added": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "cleaned anew": report.cleaned,
    }
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    line(f"{number(articles, 'article')}" + (f": {told}" if told else ""))


def say_faults(report: Report, corpus: Path) -> None:
    """What the user must hear of an update that they did not ask for: faults, not figures."""
    for remark in report.remarks:
        say(remark)
    if report.skipped:
        told = f"broadsheet doctor -C {shlex.quote(str(corpus))} names them"
        say(f"{len(report.skipped):,} skipped: {told}")
