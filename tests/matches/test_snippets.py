"""Which passage stands for an article in a list."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Block, BlockKind, EntityKind
from index.query.finder import Finder, Found, words_asked
from index.query.terms import accepts
from index.query.tree import And, Named, Near, Or, Phrase, Query, Word
from index.snippets import Passages, passages, snippet
from index.text import Wanted, tokens
from tests.matches.strategies import articles, word_queries

FILLER = "Nothing of note was said in these hours of waiting. "
LONG = "while the talks went on and on without a word to those who stood outside, "


def shown_of(*paragraphs: str) -> Passages:
    """Paragraphs one after the other, all visible."""
    text = "\n".join(paragraphs)
    ends = [match.start() for match in re.finditer(r"\n|\Z", text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return Passages(text, tuple(zip(starts, ends, strict=True)), 0)


def shown_by(article: Article) -> Passages:
    return passages(article.text, [(b.start, b.end, b.kind, b.hidden) for b in article.blocks])


def marked(shown: Passages, query: Query, mentions: tuple[Found, ...] = ()) -> str:
    """The snippet with its matches in brackets."""
    made = snippet(shown, Finder(query), mentions)
    text = made.text
    for start, end in reversed(made.matches):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def test_the_window_with_most_different_words_wins() -> None:
    shown = shown_of("Oil, oil, oil. " + FILLER * 10 + "Oil fell in Iran. " + FILLER * 10)
    assert marked(shown, And((Word("oil"), Word("iran")))).startswith("[Oil] fell in [Iran]. Nothing")


def test_of_equal_windows_the_shortest_wins() -> None:
    shown = shown_of("Oil fell, they say, in Iran. " + FILLER * 10 + "Oil fell in Iran. " + FILLER * 10)
    assert marked(shown, And((Word("oil"), Word("iran")))).startswith("[Oil] fell in [Iran]")


def test_words_of_one_leaf_are_not_different() -> None:
    shown = shown_of("Attacks, attacked, attack. " + FILLER * 10 + "An attack in Iran. " + FILLER * 10)
    assert marked(shown, And((Word("attack"), Word("iran")))).startswith("An [attack] in [Iran]")


def test_whole_sentences_as_many_as_fit() -> None:
    shown = shown_of(FILLER * 10 + "Oil fell in Iran. " + FILLER * 10)
    assert marked(shown, Word("iran")) == ("Oil fell in [Iran]. " + FILLER * 4).rstrip()


def test_a_sentence_too_long_is_cut_between_words() -> None:
    shown = shown_of("It was so, " + LONG * 5 + "that oil rose, " + LONG * 5)
    text = marked(shown, Word("oil"))
    assert re.fullmatch(r"…\w.{,60} that \[oil\] rose, while .*\w,?…", text)


def test_a_short_last_sentence_is_read_with_those_before() -> None:
    shown = shown_of(FILLER * 10 + "Oil fell.")
    assert marked(shown, Word("fell")) == FILLER * 4 + "Oil [fell]."


def test_initials_and_titles_end_no_sentence() -> None:
    shown = shown_of(FILLER * 10 + "It was Mr. J. Doe of the U.S. Army who sold oil. " + FILLER * 10)
    assert marked(shown, Word("oil")).startswith("It was Mr. J. Doe of the U.S. Army who sold [oil].")


def test_neighbouring_paragraphs_are_joined_by_a_space() -> None:
    assert marked(shown_of("Oil fell.", "Iran rose."), Or((Word("oil"), Word("iran")))) == (
        "[Oil] fell. [Iran] rose."
    )


def test_a_phrase_is_one_match() -> None:
    assert marked(shown_of("The prime minister spoke."), Phrase("prime minister")) == (
        "The [prime minister] spoke."
    )


def test_near_marks_its_words() -> None:
    query = Near(Word("prime"), Word("spoke"), 2)
    assert marked(shown_of("The prime minister spoke."), query) == "The [prime] minister [spoke]."


def test_mentions_count_as_words_of_the_query() -> None:
    shown = shown_of(FILLER * 10 + "Kirby sold oil. " + FILLER * 10)
    named = Named(EntityKind.PERSON, "John Kirby")
    start = shown.text.index("Kirby")
    text = marked(shown, And((named, Word("oil"))), (Found(start, start + 5, named),))
    assert text.startswith("[Kirby] sold [oil].")


def test_far_down_a_long_text_a_match_is_still_found() -> None:
    shown = shown_of(*[FILLER * 10] * 200, "Oil fell.")
    assert marked(shown, Word("oil")).endswith(" [Oil] fell.")


def test_without_a_match_the_start_of_the_body() -> None:
    shown = Passages("2 May 2024\nOil fell.", ((0, 10), (11, 20)), 11)
    assert marked(shown, Word("iran")) == "Oil fell."


def test_a_word_of_the_title_alone_is_not_looked_for_in_the_body() -> None:
    assert marked(shown_of("Oil fell."), Word("oil", "title")) == "Oil fell."


def test_nothing_visible_gives_an_empty_snippet() -> None:
    assert marked(Passages("", (), 0), Word("oil")) == ""


def test_titles_and_hidden_lines_are_not_shown() -> None:
    text = "Oil\nOil fell.\nShare oil\nIran rose.\n"
    article = Article(
        "a.txt",
        text,
        (
            Block(0, 4, BlockKind.TITLE),
            Block(4, 14, BlockKind.BODY),
            Block(14, 24, BlockKind.BOILERPLATE, hidden=True),
            Block(24, 35, BlockKind.BODY),
        ),
        "Oil",
    )
    assert shown_by(article) == Passages(text, ((4, 13), (24, 34)), 4)
    assert marked(shown_by(article), And((Word("oil"), Word("iran")))) == "[Oil] fell."


@given(articles(), word_queries())
@settings(max_examples=200, deadline=None)
def test_every_word_of_a_match_is_one_that_the_query_means(article: Article, query: Query) -> None:
    made = snippet(shown_by(article), Finder(query))
    judges = [word.accepts if isinstance(word, Wanted) else accepts(word) for word in words_asked(query)]
    for start, end in made.matches:
        analysed = list(tokens(made.text, start, end))
        assert (analysed[0].start, analysed[-1].end) == (start, end)
        assert all(any(judge(token.term) for judge in judges) for token in analysed)


@given(articles(), word_queries())
@settings(max_examples=200, deadline=None)
def test_a_snippet_is_one_line_of_visible_text(article: Article, query: Query) -> None:
    shown = shown_by(article)
    made = snippet(shown, Finder(query))
    assert "\n" not in made.text
    assert len(made.text) <= 242
    visible = " ".join(shown.text[start:end] for start, end in shown.blocks).replace("\n", " ")
    assert made.text.strip("…") in visible
    ends = [0, *(end for _, end in made.matches)]
    assert all(end <= start < stop for end, (start, stop) in zip(ends, made.matches, strict=False))
    assert bool(made.matches) == bool(Finder(query).find(shown.text, shown.blocks))


@given(st.text(max_size=600), st.text(min_size=1, max_size=3))
@settings(deadline=None)
def test_any_text_has_a_snippet(text: str, word: str) -> None:
    shown = Passages(text, ((0, len(text)),) if text else (), 0)
    made = snippet(shown, Finder(Word(word)))
    assert len(made.text) <= 242
    assert all(0 <= start < end <= len(made.text) for start, end in made.matches)
