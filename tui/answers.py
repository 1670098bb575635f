"""What does a command answer? The JSON objects of `--json`, field by field; their keys are promised.

Offsets are code points in the `text` of the same object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from index.article import Article, Block, Entity, Mention, Reason
from index.errors import BroadsheetError, StoreBusy
from tui.blocks import first_line

if TYPE_CHECKING:
    from index.library import Hits, Row
    from index.report import Report
    from index.survey import Group, Survey

Answer = dict[str, object]


def found(hits: Hits, i: int) -> Answer:
    """The `i`-th article that `search` prints."""
    row = hits.row(i)
    return {
        "id": row.id,
        "path": row.key,
        "title": row.title,
        "date": _date(row),
        "source": row.source,
        "score": round(hits.score(i), 4),
        "snippet": row.snippet,
        "matches": hits.match_count(i),
    }


def understood(hits: Hits) -> Answer:
    """What `search --explain` prints: the query as typed and as understood, and what its parts stood for."""
    return {
        "query": hits.text,
        "understood": hits.canonical,
        "order": hits.order,
        "explanation": list(hits.explanation),
        "messages": list(hits.messages),
        "suggestion": hits.suggestion,
        "count": len(hits),
    }


def cleaned(article: Article) -> Answer:
    """What `clean` prints of an article."""
    return {
        "id": article.id,
        "path": article.key,
        "title": article.title,
        "date": _date(article),
        "date_confidence": round(article.date.confidence, 3),
        "source": article.source,
        "byline": article.byline,
        "text": article.text,
        "blocks": [_block(block) for block in article.blocks],
    }


def decided(article: Article, *, hidden_only: bool) -> Iterator[Answer]:
    """What `clean --explain` and `--diff` print of an article: an object for each block."""
    for block in article.blocks:
        if block.hidden or not hidden_only:
            yield {
                "id": article.id,
                "path": article.key,
                "line": first_line(article, block),
                "text": article.text[slice(*article.content(block))],
                **_block(block),
                "reasons": [{**_reason(reason), "stage": str(reason.stage)} for reason in block.reasons],
            }


def mentioned(mentions: Iterable[Mention], entity: Callable[[Mention], str]) -> list[Answer]:
    """The mentions that `tag` prints; `entity` gives the ID of the entity that one names."""
    return [
        {
            "start": mention.start,
            "end": mention.end,
            "kind": str(mention.kind),
            "name": mention.name,
            "entity": entity(mention),
        }
        for mention in mentions
    ]


def known(entity: Entity) -> Answer:
    """What `entities` prints of an entity."""
    return {
        "entity": entity.id,
        "kind": str(entity.kind),
        "name": entity.name,
        "names": list(entity.names),
        "articles": entity.articles,
        "mentions": entity.mentions,
    }


def updated(report: Report, articles: int, survey: Survey | None) -> Answer:
    """What `index` prints when it is done; with a survey also what was repaired and what became of each source."""
    answer: Answer = {
        "event": "done",
        "added": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "cleaned": report.cleaned,
        "articles": articles,
        "skipped": [{"path": each.path, "reason": each.reason} for each in report.skipped],
        "message": " · ".join(report.remarks),
    }
    if survey is not None:
        answer["repaired"] = {key: list(what) for key, what in report.repaired.items()}
        answer |= surveyed(survey)
    return answer


def surveyed(survey: Survey) -> Answer:
    """What `doctor` and `index --report` tell of a corpus, source by source."""
    return {
        "sources": [
            {
                "name": source.name,
                "articles": source.articles,
                "dates": {str(level): count for level, count in source.dates.items()},
                "versions": source.versions,
                "repaired": source.repaired,
                "hidden": dict(source.hidden.most_common()),
                "common_lines": source.common_lines,
                "day_first": source.day_first,
            }
            for source in survey.sources
        ],
        "skipped_by_reason": [_grouped(group) for group in survey.skipped],
        "repaired_by_kind": [_grouped(group) for group in survey.repaired],
    }


def _grouped(group: Group) -> Answer:
    return {"what": group.what, "count": group.size, "examples": list(group.examples)}


def failed(error: BroadsheetError) -> Answer:
    """What `index` prints when it could not do it."""
    return {"event": "busy" if isinstance(error, StoreBusy) else "error", "message": str(error)}


def _date(dated: Article | Row) -> str | None:
    return dated.date.day.isoformat() if dated.date.day else None


def _block(block: Block) -> Answer:
    return {
        "start": block.start,
        "end": block.end,
        "kind": str(block.kind),
        "hidden": block.hidden,
        "reasons": [_reason(reason) for reason in block.reasons],
    }


def _reason(reason: Reason) -> Answer:
    return {"rule": reason.rule, "weight": round(reason.weight, 4)}
