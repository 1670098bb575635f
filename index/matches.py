"""Where in an article does a query match, and which passage shows it best? Spans and snippets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from index import query as q
from index.article import Article, LocalKey, Mention, Span
from index.text import Occurrence, fold, occurrences, query_terms, tokens

Names = Callable[[q.Named], frozenset[LocalKey]]
"""An entity query → the article-local names that it means."""


def matches(article: Article, query: q.Query, mentions: Sequence[Mention], names: Names) -> tuple[Span, ...]:
    """Where `query` matches, in order and without overlap: phrases whole, mentions for entity queries."""
    asked = list(q.leaves(query, positive=True))
    words = (
        list(occurrences(article))
        if any(isinstance(leaf, q.Word | q.Phrase | q.Prefix) for leaf in asked)
        else []
    )
    spans: set[Span] = set()
    for leaf in asked:
        match leaf:
            case q.Word(text, field):
                spans.update(_of_words(_in(words, field), query_terms(text)))
            case q.Prefix(text, field):
                spans.update(_of_prefix(_in(words, field), fold(text)))
            case q.Phrase(text, field):
                wanted = [query_terms(text[t.start : t.end], exact=True) for t in tokens(text)]
                spans.update(_of_phrase(list(_in(words, field)), wanted))
            case q.Named():
                wanted_names = names(leaf)
                spans.update(Span(m.start, m.end) for m in mentions if (m.kind, m.name) in wanted_names)
    return _without_overlap(spans)


def _in(words: Iterable[Occurrence], field: str | None) -> Iterator[Occurrence]:
    return (word for word in words if (word.field != "hidden" if field is None else word.field == field))


def _of_words(words: Iterable[Occurrence], wanted: frozenset[str]) -> Iterator[Span]:
    return (Span(word.start, word.end) for word in words if not wanted.isdisjoint(word.terms))


def _of_prefix(words: Iterable[Occurrence], prefix: str) -> Iterator[Span]:
    return (Span(word.start, word.end) for word in words if word.terms[0].lower().startswith(prefix))


def _of_phrase(words: list[Occurrence], wanted: list[frozenset[str]]) -> Iterator[Span]:
    """Runs of words at consecutive positions of one field that carry the wanted terms one by one."""
    for i in range(len(words) - len(wanted) + 1):
        run = words[i : i + len(wanted)]
        first = run[0]
        if all(
            not terms.isdisjoint(word.terms)
            and word.position == first.position + k
            and word.field == first.field
            for k, (word, terms) in enumerate(zip(run, wanted, strict=True))
        ):
            yield Span(first.start, run[-1].end)


def _without_overlap(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Of overlapping spans the first, and of those that start together the longest."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


_SNIPPET = 240
"""Characters of a snippet: three lines of a list, or a line and a half of a shell."""
_LEAD = 60
"""Characters shown before the first match at most, so that it is in sight even in a narrow list."""
_SENTENCE_ENDS = (". ", "? ", "! ", ".” ", "\n")


def snippet(article: Article, found: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The passage with the most different words of `found`, on one line, and where in it the matches stand.

    Cut at a sentence's or a word's start; without a match in the visible text, the start of the body.
    """
    blocks = [article.content(block) for block in article.blocks if block.kind != "title"]
    best = _best_start(
        article.text, [span for span in found if any(b.start <= span.start < b.end for b in blocks)]
    )
    if best is None:
        blocks = [
            span
            for b in article.visible()
            if b.kind == "body" and (span := article.content(b)).end > span.start
        ]
        start, limit = (blocks[0].start, blocks[0].end) if blocks else (0, 0)
    else:
        block = next(b for b in blocks if b.start <= best.start < b.end)
        start, limit = _lead_in(article.text, block.start, best.start), max(block.end, best.end)
    end = _word_end(article.text, min(limit, start + _SNIPPET), limit)
    before, after = "…" * (best is not None and start > block.start), "…" * (end < limit)
    shift = len(before) - start
    inside = tuple(Span(s.start + shift, s.end + shift) for s in found if start <= s.start and s.end <= end)
    return before + article.text[start:end].replace("\n", " ") + after, inside


def _best_start(text: str, found: Sequence[Span]) -> Span | None:
    """The match after which a snippet's length holds the most different matched words; the first of equals."""
    starts = [span.start for span in found]
    best, most = None, 0
    for i, span in enumerate(found):
        inside = found[i : bisect_left(starts, span.start + _SNIPPET - _LEAD)]
        different = len({fold(text[s.start : s.end]) for s in inside})
        if different > most:
            best, most = span, different
    return best


def _lead_in(text: str, low: int, start: int) -> int:
    """Where to begin so that `start` is read in context: at its sentence if near, else at a word."""
    if start - low <= _LEAD:
        return low
    window = text[start - _LEAD : start]
    sentence = max(window.rfind(mark) + len(mark) if mark in window else 0 for mark in _SENTENCE_ENDS)
    if sentence:
        return start - _LEAD + sentence
    space = window.find(" ")
    return start - _LEAD + space + 1 if space >= 0 else start


def _word_end(text: str, end: int, limit: int) -> int:
    if end >= limit:
        return limit
    space = text.rfind(" ", end - 40, end)
    return space if space > 0 else end
