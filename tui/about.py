"""What is known of an article, and how? Its date and the evidence for it, its file, what is hidden of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from index.article import Article
from index.cleaning.certainty import DateLevel, date_evidence, date_level
from tui.words import counted, day_words, word_count


def about(article: Article, repairs: Sequence[str], versions: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Headings and the lines under each; `repairs` is what decoding changed, `versions` how many others there are."""
    return (
        ("TITLE", (article.title,)),
        ("DATE", tuple(_date(article))),
        ("PUBLISHED", tuple(filter(None, (article.source, article.byline, article.url)))),
        ("FILE", (article.key, *repairs)),
        ("TEXT", (f"{counted(word_count(article), 'word')} to read", *_hidden(article))),
        ("VERSIONS", (f"{counted(versions, 'other version')} in the corpus",) if versions else ()),
    )


def _date(article: Article) -> Iterator[str]:
    """The evidence, how sure it is, and the other reading."""
    yield date_evidence(article)
    level = date_level(article.date)
    if level is not DateLevel.UNKNOWN:
        yield f"how sure: {level}"
    if article.date.alternative:
        yield f"the other reading: {day_words(article.date.alternative)}"


def _hidden(article: Article) -> Iterator[str]:
    """How many lines are hidden, and for which reason above all."""
    hidden = [block for block in article.blocks if block.hidden]
    if not hidden:
        yield "nothing is hidden"
        return
    yield f"{counted(len(hidden), 'line')} hidden (x shows them)"
    reasons = (max(block.reasons, key=lambda reason: reason.weight) for block in hidden if block.reasons)
    for (stage, rule), count in Counter((reason.stage, reason.rule) for reason in reasons).most_common():
        yield f"  {count}  {rule} · {stage}"
