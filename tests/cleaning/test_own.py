"""What the user says about lines: the closest correction counts, and every change gives a new value."""

from __future__ import annotations

import json
import pickle

import pytest

from index.article import Article, Block, BlockKind
from index.cleaning.lines import split
from index.cleaning.own import OwnRules, Place, block_key
from index.cleaning.schema import read_rule

TIP = read_rule({"id": "own:tip", "match": {"regex": ["send us .{0,40}tips?"]}}, "own")
RUDAW_TIP = read_rule(
    {"id": "own:rudaw", "source": "Rudaw", "match": {"equals": ["Send us your tips"]}}, "own"
)


def rules_for(own: OwnRules, text: str, source: str | None = None) -> list[str]:
    (line,) = split(text)
    return [rule.id for rule in own.matcher(source)(line)]


def test_a_correction_for_an_article_comes_before_its_source_and_that_before_everywhere() -> None:
    own = OwnRules().hide_line("a line")
    assert own.verdict("a line", "id", "rudaw") == (True, Place("a line"))
    own = own.keep_line("a line", "rudaw")
    assert own.verdict("a line", "id", "rudaw") == (False, Place("a line", "rudaw"))
    own = own.pin("id", "a line", hide=True)
    assert own.verdict("a line", "id", "rudaw") == (True, Place("a line", article="id"))
    assert own.verdict("a line", "other", "bbc") == (True, Place("a line"))


def test_nothing_is_said_about_other_lines() -> None:
    assert OwnRules().hide_line("a line").verdict("another", "id", "rudaw") is None


def test_a_change_leaves_the_value_before() -> None:
    before = OwnRules().hide_line("a line")
    assert before.keep_line("a line") != before
    assert before.verdict("a line", "id", "") == (True, Place("a line"))
    assert before.switch_off("share-word").switch_on("share-word") == before


def test_a_correction_can_be_taken_back() -> None:
    own = OwnRules().hide_line("a line").keep_line("a line", "rudaw")
    assert own.forget(Place("a line", "rudaw")) == OwnRules().hide_line("a line")


def test_a_paragraph_is_known_by_its_beginning() -> None:
    own = OwnRules().hide_line("word " * 1000)
    assert max(len(place.key) for place in own.lines) < 300
    assert own.verdict("word " * 1000, "id", "") is not None
    assert not own.forget(Place("word " * 1000)).lines


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("x"), "own:everywhere"),
        (Place("x", "rudaw"), "own:this source"),
        (Place("x", article="id"), "own:this article"),
    ],
)
def test_a_correction_is_a_reason_that_can_be_read(place: Place, said: str) -> None:
    assert place.rule == said


def test_a_rule_that_is_switched_off_says_nothing() -> None:
    assert rules_for(OwnRules(), "Share on Facebook")
    off = OwnRules(off=frozenset(rules_for(OwnRules(), "Share on Facebook")))
    assert rules_for(off, "Share on Facebook") == []


def test_own_rules_speak_beside_the_packaged_ones() -> None:
    own = OwnRules((TIP,))
    assert "own:tip" in rules_for(own, "Send us your news tips")
    assert rules_for(own, "Advertisement") == rules_for(OwnRules(), "Advertisement")
    assert "own:tip" not in rules_for(own.switch_off("own:tip"), "Send us your news tips")


def test_a_rule_for_one_source_says_nothing_about_others() -> None:
    own = OwnRules((RUDAW_TIP,))
    assert own.distinguishes("rudaw")
    assert not own.distinguishes("bbc")
    assert "own:rudaw" in rules_for(own, "Send us your tips", "rudaw")
    assert "own:rudaw" not in rules_for(own, "Send us your tips", "bbc")
    assert "own:rudaw" not in rules_for(own, "Send us your tips")


FULL = (
    OwnRules((TIP, RUDAW_TIP))
    .switch_off("nav")
    .hide_line("a")
    .keep_line("b", "rudaw")
    .pin("id", "c", hide=True)
)


def test_rules_come_back_from_json_and_from_another_process() -> None:
    assert OwnRules.from_json(json.loads(json.dumps(FULL.to_json()))) == FULL
    assert pickle.loads(pickle.dumps(FULL)) == FULL


def test_json_is_that_of_what_is_said() -> None:
    one = OwnRules().hide_line("a").keep_line("b")
    other = OwnRules().keep_line("b").hide_line("a")
    assert json.dumps(one.to_json()) == json.dumps(other.to_json()) != json.dumps(FULL.to_json())


def article(text: str, key: str = "a.txt") -> Article:
    return Article(key, text, (Block(0, len(text), BlockKind.BODY),), "A title")


def test_equal_rules_do_not_differ() -> None:
    assert not FULL.difference(OwnRules.from_json(FULL.to_json()))


def test_a_pin_concerns_its_article_alone() -> None:
    found = article("Some line\n\nAnother\n")
    difference = OwnRules().difference(OwnRules().pin(found.id, "some line", hide=True))
    assert difference.articles == {found.id}
    assert difference.touches(found)
    assert not difference.touches(article(found.text, "b.txt"))


@pytest.mark.parametrize(
    "changed",
    [
        OwnRules().hide_line("send us your tips"),
        OwnRules().keep_line("send us your tips", "rudaw"),
        OwnRules((TIP,)),
    ],
)
def test_a_line_and_a_rule_concern_the_articles_that_have_the_line(changed: OwnRules) -> None:
    difference = OwnRules().difference(changed)
    assert difference.articles is None
    assert difference.touches(article("A paragraph.\n\nSend us your tips\n"))
    assert not difference.touches(article("A paragraph that asks to send us your tips.\n"))


def test_a_packaged_rule_switched_off_concerns_the_lines_that_it_is_about() -> None:
    difference = OwnRules().switch_off("advertisement").difference(OwnRules())
    assert difference.touches(article("A paragraph.\n\nAdvertisement\n"))
    assert not difference.touches(article("A paragraph.\n\nShare\n"))


def test_the_key_of_a_block_is_that_of_its_line() -> None:
    text = "A title\n\n  Read   MORE: 12 \n\n"
    found = Article(
        "a.txt", text, (Block(0, 9, BlockKind.TITLE), Block(9, len(text), BlockKind.BODY)), "A title"
    )
    assert [block_key(found, block) for block in found.blocks] == [line.key for line in split(text)]
