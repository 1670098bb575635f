"""What a facet counts is what its query finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.library import Library

TEXT = "The weather stayed calm and mild across the whole region on Monday, forecasters said."
ARTICLES = (
    ("wire/eu", f"{TEXT} Officials were told so by Jane Kirby. Kirby left."),
    ("wire/eu", f"{TEXT} “We will stay,” John Kirby said in Baghdad."),
    ("wire/europe", f"{TEXT} Nobody said more."),
    ("wire/us", f"{TEXT} Officials of NATO met in New York."),
    ("WIRE/EU", f"{TEXT} Mr Kirby spoke to reporters. Kirby said nothing new."),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    corpus = tmp_path_factory.mktemp("corpus")
    for number, (source, text) in enumerate(ARTICLES, 1):
        (corpus / f"{number}.txt").write_text(f"Article {number}\n\n2024-0{number}-01\n{source}\n\n{text}\n")
    library = Library.open(corpus, cache=tmp_path_factory.mktemp("cache"))
    library.update()
    yield library
    library.close()


@pytest.mark.parametrize("query", ["", "weather", "kirby OR nato"])
def test_a_value_counts_what_its_query_finds(library: Library, query: str) -> None:
    facets = library.search(query).facets()
    counted = {value.query: value.articles for facet in facets for value in facet.values}
    assert {facet.name for facet in facets if facet.values} >= {"source", "month", "person"}
    found = {each: len(library.search(f"({query or '*'}) {each}")) for each in counted}
    assert found == counted


def test_a_source_whose_name_others_hold_is_asked_for_exactly(library: Library) -> None:
    (sources,) = (facet for facet in library.search("").facets() if facet.name == "source")
    assert {value.label: (value.query, value.articles) for value in sources.values} == {
        "wire/eu": ('source:="wire/eu"', 2),
        "wire/europe": ('source:"wire/europe"', 1),
        "wire/us": ('source:"wire/us"', 1),
        "WIRE/EU": ('source:="WIRE/EU"', 1),
    }
