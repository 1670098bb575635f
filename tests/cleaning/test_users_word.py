"""What the user says about a line holds, whatever rules, repeats, formats and metadata say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from index.article import Article, Block, BlockKind, Reason, Record, Span, Stage
from index.cleaning import Preset, clean
from index.cleaning.own import OwnRules, block_key
from index.cleaning.schema import read_rule
from index.cleaning.settings import Settings

FIRST = "The government will send two hundred more police officers to the border, the minister said."
SECOND = "Opposition leaders called the plan too late, too small and too expensive for a country in debt."
THIRD = "A vote on the budget is to be held before the end of the month, according to the speaker."
LINES = ("More police for the border", "By Jane Doe", FIRST, SECOND, "Advertisement", THIRD, FIRST, SECOND)
RECORD = Record("post/a.txt", "\n\n".join(LINES), source="The Northern Post")


def rule(**entry: Any) -> OwnRules:
    return OwnRules((read_rule({"id": "own:mine", **entry}, "own"),))


def blocks(article: Article) -> list[Block]:
    return list(article.blocks)


def cleaned(own: OwnRules, **settings: Any) -> list[Block]:
    return blocks(clean(RECORD, Settings(own=own, **settings)))


@pytest.mark.parametrize("preset", Preset)
def test_a_line_that_is_kept_is_shown_by_every_preset(preset: Preset) -> None:
    advertisement = cleaned(OwnRules().keep_line("advertisement"), preset=preset)[4]
    assert not advertisement.hidden
    assert advertisement.reasons[0] == Reason("own:everywhere", -1.0, Stage.RULE)
    assert "advertisement" in [reason.rule for reason in advertisement.reasons]


def test_a_repeated_paragraph_can_be_restored() -> None:
    article = clean(RECORD)
    assert [block.hidden for block in article.blocks[6:]] == [True, True]
    key = block_key(article, article.blocks[6])
    assert not cleaned(OwnRules().pin(article.id, key, hide=False))[6].hidden


@pytest.mark.parametrize("i", [0, 1, 2], ids=["title", "byline", "paragraph"])
def test_whatever_is_hidden_by_hand_is_hidden(i: int) -> None:
    article = clean(RECORD)
    own = OwnRules().pin(article.id, block_key(article, article.blocks[i]), hide=True)
    block = cleaned(own)[i]
    assert block.hidden
    assert block.kind is BlockKind.BOILERPLATE
    assert block.reasons == (Reason("own:this article", 1.0, Stage.RULE),)


def test_a_correction_of_a_source_holds_there_alone() -> None:
    own = OwnRules().keep_line("advertisement", "the northern post")
    assert not cleaned(own)[4].hidden
    elsewhere = clean(Record(RECORD.key, RECORD.text, source="The Tribune"), Settings(own=own))
    assert elsewhere.blocks[4].hidden


@pytest.mark.parametrize(
    ("entry", "hidden"),
    [
        ({"match": {"prefix": ["a vote on the budget"], "max_words": 30}}, True),
        (
            {"match": {"prefix": ["a vote on the budget"], "max_words": 30}, "source": "The Northern Post"},
            True,
        ),
        ({"match": {"prefix": ["a vote on the budget"], "max_words": 30}, "source": "The Tribune"}, False),
        ({"match": {"prefix": ["a vote on the budget"], "max_words": 30}, "where": "head"}, False),
        ({"match": {"prefix": ["a vote on the budget"], "max_words": 30}, "weight": 0.2}, False),
    ],
)
def test_a_rule_of_ones_own_decides_where_it_speaks(entry: Mapping[str, Any], hidden: bool) -> None:
    assert cleaned(rule(**entry))[5].hidden is hidden


def test_a_rule_of_ones_own_may_keep_and_lift() -> None:
    assert not cleaned(rule(match={"equals": ["advertisement"]}, action="keep"))[4].hidden
    lifted = cleaned(rule(match={"equals": ["advertisement"]}, action="source"))[4]
    assert (lifted.kind, lifted.hidden) == (BlockKind.SOURCE, False)


def test_a_rule_that_is_switched_off_hides_nothing() -> None:
    assert not cleaned(OwnRules().switch_off("advertisement"))[4].hidden


def test_a_line_outside_the_main_content_can_be_restored() -> None:
    at = RECORD.text.index(THIRD)
    page = Record("post/b.html", RECORD.text, outside=(Span(at, at + len(THIRD)),))
    assert clean(page).blocks[5].reasons[0].stage is Stage.FORMAT
    restored = clean(page, Settings(own=OwnRules().keep_line(block_key(clean(page), clean(page).blocks[5]))))
    assert not restored.blocks[5].hidden
    assert restored.record.outside == clean(page).record.outside
