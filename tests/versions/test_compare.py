"""What is different in two versions of a text."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Block, BlockKind, Span
from index.compare import Pair, compare
from index.text import tokens


def article(*paragraphs: str, title: str = "") -> Article:
    text, blocks = "", []
    for number, words in enumerate((title, *paragraphs) if title else paragraphs):
        kind = BlockKind.TITLE if title and number == 0 else BlockKind.BODY
        blocks.append(Block(len(text), len(text) + len(words) + 2, kind))
        text += words + "\n\n"
    return Article("a.txt", text, tuple(blocks), title or "title")


def shown(left: Article, right: Article, pairs: Sequence[Pair]) -> list[tuple[str, str]]:
    """The paragraphs of each pair, their differences in brackets."""
    return [(marked(left, pair, 0), marked(right, pair, 1)) for pair in pairs]


def marked(article: Article, pair: Pair, side: int) -> str:
    span = pair[:2][side]
    if span is None:
        return ""
    text = article.text[span.start : span.end]
    for change in reversed(pair.changes):
        start, end = change[side].start - span.start, change[side].end - span.start
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def compared(left: Article, right: Article) -> list[tuple[str, str]]:
    return shown(left, right, compare(left, right))


def test_changed_words_are_marked_in_both_texts() -> None:
    left = article("Two soldiers were killed on Monday, the ministry said.")
    right = article("Three soldiers were killed late on Monday, the ministry said")
    assert compared(left, right) == [
        (
            "[Two] soldiers were killed []on Monday, the ministry said.",
            "[Three] soldiers were killed [late] on Monday, the ministry said",
        )
    ]


def test_paragraphs_that_one_text_has_stand_alone_among_those_that_both_have() -> None:
    first, last = "The attack came before dawn on Sunday.", "Nobody has claimed it so far, officials said."
    new = "A spokesman for the governor called it barbaric."
    assert compared(article(first, last), article(first, new, last)) == [
        (first, first),
        ("", new),
        (last, last),
    ]
    assert compared(article(first, new, last), article(first, last)) == [
        (first, first),
        (new, ""),
        (last, last),
    ]


def test_an_edited_paragraph_stands_beside_what_it_was() -> None:
    left = article("The ministry said on Monday that talks would go on.", "Prices rose by 3 percent in May.")
    right = article("Prices rose by 4 percent in May.", "The union has called for a strike.")
    assert [(pair.left is None, pair.right is None) for pair in compare(left, right)] == [
        (False, True),
        (False, False),
        (True, False),
    ]


def test_headlines_stand_beside_each_other_however_they_differ() -> None:
    left = article("The same words follow here.", title="Quake hits coast")
    right = article("The same words follow here.", title="Dozens feared dead")
    assert compared(left, right)[0] == ("[Quake hits coast]", "[Dozens feared dead]")


def test_the_same_words_are_no_difference_whatever_stands_between_them() -> None:
    left, right = article('"We will go on", he said.'), article("“We will go on,” he said")
    assert [pair.differs for pair in compare(left, right)] == [False]


def test_hidden_lines_are_left_out() -> None:
    shown_text, hidden = "Prose that is shown.\n", "Share this\n"
    blocks = (
        Block(0, len(shown_text), BlockKind.BODY),
        Block(len(shown_text), len(shown_text + hidden), BlockKind.BOILERPLATE, hidden=True),
    )
    left = Article("a", shown_text + hidden, blocks, "title")
    assert compare(left, article("Prose that is shown.")) == (Pair(Span(0, 20), Span(0, 20)),)


def test_a_text_without_line_breaks_is_compared_sentence_by_sentence() -> None:
    sentences = [f"Sentence number {number} of a text whose breaks are lost." for number in range(30)]
    left, right = article(" ".join(sentences)), article(" ".join(sentences[:10] + sentences[11:]))
    pairs = compare(left, right)
    assert len(pairs) == 30
    assert [number for number, pair in enumerate(pairs) if pair.differs] == [10]


def test_what_is_too_long_to_be_compared_comes_whole() -> None:
    left = article(*(f"left {number}" for number in range(3000)))
    right = article(*(f"right {number}" for number in range(3000)))
    pairs = compare(left, right)
    assert [pair.left is None for pair in pairs] == [False] * 3000 + [True] * 3000


TEXTS = st.lists(st.lists(st.sampled_from("a b c d e f".split()), min_size=1, max_size=8), max_size=8)


def terms(article: Article, span: Span, left_out: Sequence[Span]) -> list[str]:
    """The words of a span, but for those in the spans left out."""
    inside = tokens(article.text, span.start, span.end)
    return [
        word.term
        for word in inside
        if not any(out.start <= word.start and word.end <= out.end for out in left_out)
    ]


@given(TEXTS, TEXTS)
def test_every_paragraph_comes_once_and_what_is_not_marked_is_the_same(
    left: list[list[str]], right: list[list[str]]
) -> None:
    one, other = (article(*map(" ".join, words)) for words in (left, right))
    pairs = compare(one, other)
    for side, whole in ((0, one), (1, other)):
        spans = [pair[:2][side] for pair in pairs]
        assert [span for span in spans if span] == [whole.content(block) for block in whole.blocks]
    for pair in pairs:
        if pair.left and pair.right:
            assert terms(one, pair.left, [change.left for change in pair.changes]) == terms(
                other, pair.right, [change.right for change in pair.changes]
            )


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(words: list[list[str]]) -> None:
    same = article(*map(" ".join, words))
    assert not any(pair.differs for pair in compare(same, same))
