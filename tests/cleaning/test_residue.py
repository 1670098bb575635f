"""What the scraper left around an article is hidden, and the article is not."""

from __future__ import annotations

import pytest

from index.article import Article, BlockKind, Record
from index.cleaning import Preset, clean
from index.cleaning.settings import Settings

FIRST = "The government will send two hundred more police officers to the border, the minister said."
SECOND = "Opposition leaders called the plan too late, too small and too expensive for a country in debt."
THIRD = "A vote on the budget is to be held before the end of the month, according to the speaker."
TITLE = "More police for the border"


def article(*lines: str, preset: Preset = Preset.CAREFUL) -> Article:
    return clean(Record("a.txt", "\n\n".join(lines)), Settings(preset))


def hidden(found: Article) -> dict[str, BlockKind]:
    return {found.text[slice(*found.content(block))]: block.kind for block in found.blocks if block.hidden}


@pytest.mark.parametrize(
    "line", ["Advertisement", "Share on Facebook", "READ ALSO: Ten dead in floods", "3 Comments"]
)
def test_short_residue_between_paragraphs_is_hidden(line: str) -> None:
    assert hidden(article(TITLE, FIRST, line, SECOND)) == {line: BlockKind.BOILERPLATE}


@pytest.mark.parametrize(
    "line",
    [
        "She asked readers to share the story on Facebook and to leave a comment below the video.",
        "The advertisement ran for a week before the newsletter published its privacy policy in full.",
        "Comments on the bill were mixed.",
        "“Subscribe to what you like,” he said.",
    ],
)
def test_a_keyword_in_a_sentence_proves_nothing(line: str) -> None:
    assert hidden(article(TITLE, FIRST, line, SECOND)) == {}


@pytest.mark.parametrize(
    "crosshead", ["Privacy", "Accessibility", "Jobs", "Discussion", "Comments", "Politics"]
)
def test_a_crosshead_that_is_also_a_menu_word_stays(crosshead: str) -> None:
    assert hidden(article(TITLE, FIRST, crosshead, SECOND, THIRD)) == {}


def test_an_anchor_opens_a_block_that_prose_closes() -> None:
    found = article(
        TITLE, FIRST, SECOND, "Related articles", "Ten dead in floods", "Floods kill ten in the north", THIRD
    )
    assert set(hidden(found)) == {"Related articles", "Ten dead in floods"} | (
        set(hidden(found)) & {"Floods kill ten in the north"}
    )


def test_a_comment_policy_belongs_to_the_comments_though_it_is_prose() -> None:
    policy = "We welcome comments that are relevant to the article and that meet our community guidelines."
    assert set(hidden(article(TITLE, FIRST, SECOND, "Comments", policy, "Required"))) == {
        "Comments",
        policy,
        "Required",
    }


def test_a_list_longer_than_its_article_is_the_article() -> None:
    products = [
        f"Headphones number {'one two three four five six seven'.split()[i % 7]} {i}" for i in range(30)
    ]
    assert not set(products) & set(hidden(article(TITLE, FIRST, "Don't miss", *products)))


def test_a_text_pasted_twice_is_shown_once() -> None:
    found = article(TITLE, FIRST, SECOND, THIRD, FIRST, SECOND)
    assert hidden(found) == {FIRST: BlockKind.DUPLICATE, SECOND: BlockKind.DUPLICATE}
    assert [block.hidden for block in found.blocks] == [False, False, False, False, True, True]


@pytest.mark.parametrize(
    "line", ["Yes.", "What are you going to do about the roads in the north of this city?"]
)
def test_a_short_answer_and_a_question_may_come_again(line: str) -> None:
    assert hidden(article(TITLE, FIRST, line, SECOND, line, THIRD)) == {}


def test_several_headlines_between_paragraphs_are_of_other_articles() -> None:
    one = "Ten people die in floods after a week of rain in the north"
    two = "Farmers ask the government for help after losing the harvest"
    assert hidden(article(TITLE, FIRST, one, SECOND, two, THIRD)) == {
        one: BlockKind.RELATED,
        two: BlockKind.RELATED,
    }


def test_one_long_crosshead_may_be_the_authors() -> None:
    line = "Ten people die in floods after a week of rain in the north"
    assert hidden(article(TITLE, FIRST, line, SECOND)) == {}


def test_long_lines_in_an_article_with_crossheads_may_be_crossheads() -> None:
    one = "Ten people die in floods after a week of rain in the north"
    two = "Farmers ask the government for help after losing the harvest"
    assert hidden(article(TITLE, FIRST, one, SECOND, two, THIRD, "What next", FIRST[:-1] + " again.")) == {}


def test_a_paragraph_that_was_pasted_three_times_is_shown_once() -> None:
    assert hidden(article(FIRST, FIRST, FIRST)) == {FIRST: BlockKind.DUPLICATE}


def test_a_line_that_continues_a_sentence_is_no_label() -> None:
    lines = [
        FIRST,
        "Officials at the ministry in the capital were not immediately available to",
        "comment",
        SECOND,
    ]
    assert hidden(article(*lines)) == {}


def test_a_caption_that_was_scraped_twice_is_shown_once() -> None:
    caption = "Police officers at the northern border on Friday night [File: Jane Doe/Reuters]"
    found = article(TITLE, caption, FIRST, SECOND, caption, FIRST, SECOND)
    assert [block.hidden for block in found.blocks] == [False, False, False, False, True, True, True]


def test_an_editors_note_is_kept_by_every_preset() -> None:
    note = "Editor’s note: this article was amended on 3 May"
    assert hidden(article(TITLE, FIRST, SECOND, note, preset=Preset.STRICT)) == {}
