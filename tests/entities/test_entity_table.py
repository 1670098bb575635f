"""Names are joined into entities, and counted over the articles there are."""

from __future__ import annotations

import numpy as np
import pytest

from index.article import EntityKind, LocalKey, Mention
from index.entity_table import EntityTable
from index.query import Named
from index.store.mention_packing import Postings

PERSON, ORG, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE
KIRBY, US, PENTAGON = (PERSON, "John Kirby"), (PLACE, "United States"), (ORG, "Pentagon")

Text = dict[LocalKey, int]


def table(texts: list[Text], articles: list[int] | None = None, gone: int | None = None) -> EntityTable:
    """A table over texts, given by how often each has its names.

    `articles` says which text each document has; one article a text if it is missing. Document `gone` is none.
    """
    keys = sorted({key for text in texts for key in text})
    rows = [
        (i, keys.index(key) + 1, times) for i, text in enumerate(texts) for key, times in sorted(text.items())
    ]
    text, name, mentions = np.array(rows, np.int64).reshape(-1, 3).T
    digests = np.array([2**64 - 1 - 3 * i for i in range(len(texts))], np.uint64)
    documents = list(range(len(texts))) if articles is None else articles
    postings = Postings(dict(enumerate(keys, 1)), digests, text.astype(np.int32), name, mentions)
    live = np.ones(len(documents), np.bool_)
    if gone is not None:
        live[gone] = False
    return EntityTable(postings, digests[documents] if documents else digests[:0], live)


def mask(*documents: bool) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array(documents, np.bool_)


def test_an_entity_counts_articles_and_mentions() -> None:
    (kirby,) = table([{KIRBY: 3}, {KIRBY: 1}]).all
    assert (kirby.name, kirby.articles, kirby.mentions) == ("John Kirby", 2, 4)


def test_the_same_text_in_two_articles_counts_twice() -> None:
    known = table([{KIRBY: 3}], articles=[0, 0])
    (kirby,) = known.all
    assert (kirby.articles, kirby.mentions, known.docs_of(kirby.id).tolist()) == (2, 6, [0, 1])


def test_a_document_that_is_no_article_counts_for_nothing() -> None:
    known = table([{KIRBY: 3, US: 1}, {KIRBY: 1}], gone=0)
    assert [(entity.name, entity.mentions) for entity in known.all] == [("John Kirby", 1)]
    assert known.docs(Named(PERSON, "kirby")).tolist() == [1]


def test_a_text_in_no_article_counts_for_nothing() -> None:
    assert table([{KIRBY: 3}], articles=[]).all == ()


def test_an_article_with_two_names_of_an_entity_counts_once() -> None:
    (kirby,) = table([{KIRBY: 3, (PERSON, "Kirby"): 2}, {(PERSON, "Kirby"): 2}]).all
    assert (kirby.names, kirby.articles, kirby.mentions) == (("Kirby", "John Kirby"), 2, 7)


def test_entities_come_in_the_order_of_their_articles() -> None:
    known = table([{KIRBY: 1, US: 1}, {US: 1, PENTAGON: 9}, {US: 1}])
    assert [entity.name for entity in known.all] == ["United States", "Pentagon", "John Kirby"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Named(PERSON, "John Kirby"), ["John Kirby"]),
        (Named(PERSON, "john kirby"), ["John Kirby"]),
        (Named(PERSON, "kirby"), ["Ann Kirby", "John Kirby"]),
        (Named(None, "pentagon"), ["Pentagon"]),
        (Named(PERSON, "pentagon"), []),
        (Named(PERSON, "nobody"), []),
        (Named(PERSON, ""), []),
    ],
)
def test_a_query_names(query: Named, names: list[str]) -> None:
    known = table([{KIRBY: 1, PENTAGON: 1}, {(PERSON, "Ann Kirby"): 1}])
    assert sorted(entity.name for entity in known.named(query)) == names


def test_the_mentions_of_all_that_a_query_names_add_up_in_each_document() -> None:
    known = table([{KIRBY: 2, (PERSON, "Ann Kirby"): 5}, {US: 1}, {KIRBY: 1}])
    docs, mentions = known.counts(Named(PERSON, "kirby"))
    assert (docs.tolist(), mentions.tolist()) == ([0, 2], [7, 1])


def test_the_documents_with_anybody_are_told() -> None:
    known = table([{KIRBY: 2, US: 1}, {US: 1}, {(PERSON, "Ann Blort"): 1, KIRBY: 1}, {}])
    assert [known.docs_with(kind).tolist() for kind in (PERSON, PLACE, ORG)] == [[0, 2], [0, 1], []]


def test_nobody_is_in_no_document() -> None:
    known = table([{KIRBY: 1}])
    docs, mentions = known.counts(Named(PERSON, "nobody"))
    assert (docs.tolist(), mentions.tolist(), known.docs_of("no such ID").tolist()) == ([], [], [])


@pytest.mark.parametrize(
    ("kind", "limit", "expected"),
    [
        (None, 9, [("United States", 2), ("John Kirby", 1), ("Pentagon", 1)]),
        (None, 1, [("United States", 2)]),
        (PERSON, 9, [("John Kirby", 1)]),
        (None, 0, []),
    ],
)
def test_a_facet_counts_the_documents_of_a_mask(
    kind: EntityKind | None, limit: int, expected: list[tuple[str, int]]
) -> None:
    known = table([{US: 1}, {US: 3, PENTAGON: 1}, {US: 1, KIRBY: 7}, {KIRBY: 1}, {US: 1}])
    found = known.facet(known.articles_in(mask(False, True, True, False, False)), kind, limit)[0]
    assert [(entity.name, articles) for entity, articles in found] == expected


def test_a_facet_of_most_documents_is_what_the_others_leave() -> None:
    known = table([{US: 1}, {US: 3, PENTAGON: 1}, {KIRBY: 7}])
    found = known.facet(known.articles_in(mask(True, False, True)), None, 9)[0]
    assert [(entity.name, articles) for entity, articles in found] == [
        ("United States", 1),
        ("John Kirby", 1),
    ]


def test_a_mention_belongs_to_the_entity_of_its_name() -> None:
    known = table([{KIRBY: 1, (PERSON, "Kirby"): 1}])
    assert known.of(Mention(0, 5, PERSON, "Kirby")).name == "John Kirby"


def test_an_unknown_mention_is_an_entity_of_its_own() -> None:
    assert table([]).of(Mention(0, 10, *KIRBY)).name == "John Kirby"
