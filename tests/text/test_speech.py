"""When does an article quote somebody?"""

from __future__ import annotations

import pytest

from index.article import Article, Block, BlockKind, EntityKind, Mention
from index.speech import quotes


def quoted(text: str, name: str = "Kirby") -> bool:
    """Is the bearer of `name` quoted in an article of one block?"""
    block = Block(0, len(text), BlockKind.BODY)
    starts = (i for i in range(len(text)) if text.startswith(name, i))
    mentions = [Mention(i, i + len(name), EntityKind.PERSON, name) for i in starts]
    return quotes(Article("a", text, (block,), "title"), mentions)


@pytest.mark.parametrize(
    "text",
    [
        '"We will respond," Kirby said.',
        "“We will respond,” Kirby told reporters on Monday.",
        '"We will respond,” Kirby told Rudaw.',
        '"We will respond", said Kirby.',
        '"We will respond," said National Security Council spokesman Kirby.',
        '"We will respond," White House coordinator for strategic communications Kirby said.',
        '"We will respond," said Gen. Kirby, the commander.',
        '"We will respond," Kirby, the spokesman, later added.',
        '"We will respond," Kirby (R-Texas) said.',
        'Kirby said: "We will respond."',
        'Kirby told reporters in Washington, "We will respond."',
        'Kirby said the attack was "an escalation of the war".',
        'According to Kirby, "this was a deliberate attack".',
        'It was "a deliberate attack by militias", according to Kirby.',
        '"We will," Kirby said, "respond."',
        '"Will we respond?" Kirby asked.',
        "‘We don’t want a war,’ Kirby said.",
        "'We don't want a war,' Kirby said.",
        'Kirby warned of consequences. "We will respond to this."',
        'Kirby was quoted by Xinhua as saying "we will respond".',
        '"We will respond," Miller said. "We have no choice," said Kirby.',
        'Kirby said on Monday: "We will respond.\n\nNothing else.',
    ],
)
def test_direct_speech_beside_the_name_is_a_quotation(text: str) -> None:
    assert quoted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kirby said the US would respond.",
        'Kirby spoke on Monday. "We will respond," he said.',
        '"We will respond," Miller told Kirby.',
        '"Kirby said we would respond," Miller said.',
        '"We will respond," Miller said after Kirby left.',
        '"We will respond," said Miller, who met Kirby.',
        '"We will respond," a spokesman for President Kirby said.',
        '"We will respond," said a friend of Kirby.',
        '"We will respond," Kirby\'s office said.',
        '"We will respond," said officials. Kirby left.',
        'Kirby said the "Axis" was weak.',
        'Kirby left. Miller said: "We will respond."',
        'Kirby said Miller told him "we will respond now".',
        'Kirby said it was late. "We will respond now," Miller said.',
        'Kirby said it was late.\n\n"We will respond now."',
        '"We will respond now." Kirby said nothing of the kind.',
    ],
)
def test_what_others_say_or_nobody_in_quotation_marks_is_none(text: str) -> None:
    assert not quoted(text)


def test_hidden_lines_quote_nobody() -> None:
    text = '"We will respond," Kirby said.'
    article = Article("a", text, (Block(0, len(text), BlockKind.BOILERPLATE, hidden=True),), "title")
    start = text.index("Kirby")
    assert not quotes(article, [Mention(start, start + 5, EntityKind.PERSON, "Kirby")])


def test_only_marks_and_names_of_one_block_belong_together() -> None:
    first, second = "Kirby said:\n", '"We will respond."\n'
    blocks = (
        Block(0, len(first), BlockKind.BODY),
        Block(len(first), len(first + second), BlockKind.BODY),
    )
    article = Article("a", first + second, blocks, "title")
    assert not quotes(article, [Mention(0, 5, EntityKind.PERSON, "Kirby")])


def test_many_marks_take_no_longer_than_their_number() -> None:
    assert not quoted("'a \"b “c ‘d " * 20_000 + "Kirby said")
