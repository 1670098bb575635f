"""What searches of the sample articles find, where, and what is said when they find nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from index.article import EntityKind
from index.errors import UnknownArticle
from index.library import Library


def found(library: Library, query: str) -> str:
    """The first digits of the sample articles that a query finds: `000_… 002_…` → "0 2"."""
    hits = library.search(query)
    return " ".join(sorted(hits.row(i).key[2] for i in range(len(hits))))


def matched(library: Library, query: str, path: str) -> list[str]:
    """The text that a query matches in an article."""
    article = library.article(library.resolve(path))
    spans = library.search(query).matches(article, library.mentions(article))
    return [article.text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("", "0 1 2 3 4"),
        ("*", "0 1 2 3 4"),
        ("Kirby", "0 1 2"),
        ('"US troops"', "0 1 2 4"),
        ('person:"John Kirby"', "0 1 2"),
        ("person:kirby", "0 1 2"),
        ("US", "0 1 2 3 4"),
        ("reCAPTCHA", ""),
        ("hidden:reCAPTCHA", "1"),
        ("kirby -miller", "1"),
        ("-kirby", "3 4"),
        ("kirb*", "0 1 2"),
        ("title:kirby", ""),
        ("title:warns", "3"),
        ("source:rudaw", "0"),
        ("date:2024-02-01", "0"),
        ("date:2024", "0"),
        ("date:2023", ""),
        ("erbil OR seoul", "0 2"),
        ("(erbil OR seoul) miller", "0 2"),
        ("org:pentagon", "0 2 3"),
        ('place:"United States"', "0 1 2 3 4"),
    ],
)
def test_finds(library: Library, query: str, articles: str) -> None:
    assert found(library, query) == articles


def test_a_phrase_is_matched_whole_and_not_in_hidden_lines(library: Library) -> None:
    assert matched(library, '"US troops"', "002_f006952e98d6398b.txt") == ["US troops", "US troops"]


def test_hidden_lines_are_matched_when_asked_for(library: Library) -> None:
    assert matched(library, 'hidden:"US troops"', "002_f006952e98d6398b.txt") == ["US troops"]


def test_the_row_of_an_article_that_was_found_by_a_hidden_line_shows_that_line(library: Library) -> None:
    row = library.search("hidden:recaptcha").row(0)
    assert [row.snippet[start:end] for start, end in row.snippet_matches] == ["reCAPTCHA"]


def test_an_entity_query_matches_its_mentions(library: Library) -> None:
    spans = matched(library, 'person:"John Kirby"', "002_f006952e98d6398b.txt")
    assert spans == ["John Kirby", "Kirby", "Kirby"]


def test_a_stem_matches_the_words_that_carry_it(library: Library) -> None:
    words = matched(library, "attack", "000_9587504e6269fdd0.txt")
    assert set(words) == {"attack", "attacks"}


def test_what_is_excluded_is_not_matched(library: Library) -> None:
    assert matched(library, "kirby -miller", "001_da2faa5035530f5a.txt") == ["Kirby"] * 5


def test_a_word_that_is_being_typed_is_a_beginning(library: Library) -> None:
    hits = library.search("kirb", typing=True)
    assert (hits.canonical, len(hits)) == ("kirb*", 3)
    assert hits.messages == ("nothing holds the last word as it is: kirb*",)


def test_a_finished_word_is_itself_while_typing(library: Library) -> None:
    assert library.search("kirby", typing=True).canonical == "kirby"


@pytest.mark.parametrize(
    "query", ["iraq -miller", "iraq has:person", "iraq (date:2024 OR no:date)", "title:us no:url"]
)
def test_a_word_that_all_articles_have_ranks_where_nothing_else_does(library: Library, query: str) -> None:
    hits = library.search(query)
    assert hits.order == "relevance"
    scores = [hits.score(i) for i in range(len(hits))]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_words_are_ranked_and_filters_dated(library: Library) -> None:
    assert (library.search("kirby").order, library.search("source:rudaw").order) == ("relevance", "date-")


def test_without_a_query_the_newest_is_first_and_the_undated_last(library: Library) -> None:
    hits = library.search("")
    assert [hits.row(i).date.day is None for i in range(5)] == [False, True, True, True, True]


def test_a_row_shows_the_passage_that_was_found(library: Library) -> None:
    row = library.search('"Red Sea"').row(0)
    assert {row.snippet[start:end] for start, end in row.snippet_matches} == {"Red Sea"}


def test_a_row_without_a_query_has_no_snippet(library: Library) -> None:
    assert library.search("").row(0).snippet == ""


def test_an_article_knows_its_place_in_the_answer(library: Library) -> None:
    hits = library.search("kirby")
    assert [hits.index_of(hits.id(i)) for i in range(len(hits))] == [0, 1, 2]


@pytest.mark.parametrize("query", ["\x00\x1b[2J", "\u202e", "\ud800", "(" * 500, "x" * 20_000, '"' * 99])
def test_a_hostile_query_is_answered(library: Library, query: str) -> None:
    library.search(query)


def test_an_article_is_resolved_by_id_prefix_and_path(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = library.search("erbil").id(0)
    monkeypatch.chdir(library.corpus)
    for wanted in (
        identity,
        identity[:6],
        "000_9587504e6269fdd0.txt",
        str(library.corpus / "000_9587504e6269fdd0.txt"),
    ):
        assert library.resolve(wanted) == identity


def test_an_unknown_article_is_named(library: Library) -> None:
    with pytest.raises(UnknownArticle, match=r"nowhere\.txt"):
        library.resolve("nowhere.txt")


def test_entities_count_articles_and_mentions(library: Library) -> None:
    kirby = next(entity for entity in library.entities(EntityKind.PERSON) if entity.name == "John Kirby")
    assert (kirby.articles, kirby.mentions) == (3, 9)


def test_articles_with_an_entity_are_those_that_mention_it(library: Library) -> None:
    kirby = next(entity for entity in library.entities() if entity.name == "John Kirby")
    assert library.articles_with(kirby.id) == {library.search("kirby").id(i) for i in range(3)}


def test_a_beginning_finds_the_acronym_that_looks_like_a_pronoun(library: Library) -> None:
    assert "US" in matched(library, "us*", "000_9587504e6269fdd0.txt")


def test_an_entity_counts_its_articles_and_mentions(library: Library) -> None:
    articles, mentions = defaultdict(set), Counter[str]()
    hits = library.search("")
    for i in range(len(hits)):
        for mention in library.mentions(library.article(hits.id(i))):
            entity = library.entity_of(mention)
            articles[entity.id].add(hits.id(i))
            mentions[entity.id] += 1
    counted = {entity.id: (entity.articles, entity.mentions) for entity in library.entities()}
    assert counted == {identity: (len(articles[identity]), mentions[identity]) for identity in mentions}


def test_a_passage_of_a_long_sentence_in_lines_begins_with_a_whole_word(
    tmp_path: Path, open_library: Callable[..., Library]
) -> None:
    towns = ("Basra", "Mosul", "Kirkuk", "Najaf", "Karbala", "Samarra")
    lines = [f"unfinished words that fill the line about {town} and then more" for town in towns]
    lines.insert(5, "Snow fell on Erbil and on the hills")
    (tmp_path / "a.txt").write_text("Weather\n\nOften " + "\n".join(lines) + ".\n")
    library = open_library(tmp_path / "a.txt")
    library.update()
    shown = library.search("hills").row(0).snippet
    assert shown.startswith("…")
    assert shown[1:].split()[0] in " ".join(lines).split()
