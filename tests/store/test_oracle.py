"""Whoosh's own matchers, over the same arrays, find the same articles and score them alike."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from whoosh import query as w
from whoosh import scoring
from whoosh.query import spans as whoosh_spans
from whoosh.searching import Searcher

from index import query as q
from index.article import Article, Block, BlockKind
from index.store import storage
from index.store.catalogue import Catalogue
from index.store.collection import K1, TEXT, B
from index.store.evaluate import Evaluator
from index.store.expansion import Expansion
from index.store.found import Ranked
from index.store.snapshot import Snapshot
from index.store.writer import Writer
from index.text import fold, stem

WORDS = (
    "attack attacks Attacked US us troops Troops café cafe Iraq iraqi Kirby kirbys the of in police".split()
)
PLAIN = [word for word in WORDS if word != "US"]
"""An acronym in capitals stands for fewer terms than its folded form, which is all that Whoosh is asked for."""
SEED = 20240201


def _article(number: int, chance: random.Random) -> Article:
    title = " ".join(chance.choices(WORDS, k=3)) + "\n"
    body = " ".join(chance.choices(WORDS, k=chance.randrange(3, 60))) + "\n"
    more = " ".join(chance.choices(WORDS, k=5))
    ends = [len(title), len(title) + len(body), len(title) + len(body) + len(more)]
    blocks = (
        Block(0, ends[0], BlockKind.TITLE),
        Block(ends[0], ends[1], BlockKind.BODY),
        Block(ends[1], ends[2], BlockKind.BOILERPLATE, hidden=chance.random() < 0.3),
    )
    return Article(f"{number}.txt", title + body + more, blocks, title.strip())


@pytest.fixture(scope="module", params=["one segment", "several segments, with deletions"])
def snapshot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    chance = random.Random(SEED)
    folder = tmp_path_factory.mktemp("generation")
    articles = [_article(number, chance) for number in range(240)]
    writer = Writer(folder)
    several = request.param != "one segment"
    for i, article in enumerate(articles):
        writer.add(article)
        if several and i % 70 == 69:
            writer.commit(Catalogue())
    writer.commit(Catalogue())
    if several:
        writer.remove(article.id for article in chance.sample(articles, 40))
        writer.commit(Catalogue())
    return Snapshot(folder)


@pytest.fixture(scope="module")
def searcher(snapshot: Snapshot) -> Iterator[Searcher]:
    index = storage.open_index(snapshot.generation)
    with index.searcher(weighting=scoring.BM25F(B=B, K1=K1)) as opened:
        yield opened


def _whoosh_finds(searcher: Searcher, query: w.Query) -> dict[int, float]:
    """Scores by document. Whoosh's collectors would let OR add up scores ahead, without regard to positions."""
    context = searcher.context(needs_current=True)
    found = {}
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf, context)
        while matcher.is_active():
            found[matcher.id() + offset] = matcher.score()
            matcher.next()
    return found


def _term(field: str, text: str) -> w.Query:
    return w.Term(field, text)


def _asked(query: q.Query) -> w.Query:
    """The same query of Whoosh."""
    match query:
        case q.Word(text):
            key = f"~{stem(fold(text))}"
            return _term(TEXT, key)
        case q.Exact(text):
            key = f"{fold(text)}\0{text}"
            return _term(TEXT, key)
        case q.Phrase(text, slop=0):
            words = [fold(word) for word in text.split()]
            return w.Phrase(TEXT, words)
        case q.And(parts):
            return w.And([_asked(part) for part in parts])
        case q.Or(parts):
            return w.Or([_asked(part) for part in parts])
        case q.Not(part):
            return w.And([w.Every(), w.Not(_asked(part))])
    raise AssertionError(query)


def _random_query(chance: random.Random, depth: int = 2) -> q.Query:
    kind = chance.random()
    if depth and kind < 0.25:
        return q.And(tuple(_random_query(chance, depth - 1) for _ in range(chance.randrange(2, 4))))
    if depth and kind < 0.5:
        return q.Or(tuple(_random_query(chance, depth - 1) for _ in range(chance.randrange(2, 4))))
    if depth and kind < 0.55:
        return q.Not(_random_query(chance, depth - 1))
    if kind < 0.7:
        return q.Phrase(" ".join(chance.choices(PLAIN, k=2)))
    if kind < 0.8:
        return q.Exact(chance.choice(WORDS))
    return q.Word(chance.choice(PLAIN))


def _found(snapshot: Snapshot, query: q.Query) -> dict[int, float]:
    collection = snapshot.collection
    found = Evaluator(collection, Expansion(collection), _unasked, ignore_common=False).found(query)
    if isinstance(found, Ranked):
        return dict(zip(found.docs.tolist(), found.scores.tolist(), strict=True))
    return {int(doc): 0.0 for doc in found.all.nonzero()[0]}


def _unasked(leaf: object) -> Ranked:
    raise AssertionError(leaf)


def test_random_queries_find_what_whoosh_finds_and_score_alike(
    snapshot: Snapshot, searcher: Searcher
) -> None:
    chance = random.Random(SEED)
    for _ in range(200):
        query = _random_query(chance)
        expected = _whoosh_finds(searcher, _asked(query))
        ours = _found(snapshot, query)
        assert ours.keys() == expected.keys(), query
        if not any(isinstance(part, q.Not) for part in _parts(query)):  # Whoosh scores what NOT leaves as 1
            assert all(abs(ours[doc] - score) < 0.005 for doc, score in expected.items()), query


def _parts(query: q.Query) -> Iterator[q.Query]:
    yield query
    match query:
        case q.And(parts) | q.Or(parts):
            for part in parts:
                yield from _parts(part)
        case q.Not(part):
            yield from _parts(part)


def test_near_finds_what_whoosh_finds(snapshot: Snapshot, searcher: Searcher) -> None:
    chance = random.Random(SEED)
    for ordered in (False, True):
        for _ in range(40):
            left, right = chance.sample(["attack", "troops", "iraqi", "police", "the"], 2)
            distance = chance.randrange(1, 6)
            terms = [_term("body", f"~{stem(fold(word))}") for word in (left, right)]
            asked = whoosh_spans.SpanNear(*terms, slop=distance, ordered=ordered, mindist=1)
            expected = _whoosh_finds(searcher, asked).keys()
            near = q.Near(q.Word(left, "body"), q.Word(right, "body"), distance, ordered)
            assert _found(snapshot, near).keys() == expected, near
