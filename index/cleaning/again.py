"""What if only the visible lines had been scraped? They are cleaned in their turn, until nothing more is hidden.

So cleaning what was cleaned changes nothing, and a line is judged without the furniture that stood beside it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.article import Article, Block, Record, Stage

_MOST_TIMES = 8
"""After the second time there is hardly ever anything left to hide."""


def until_settled(article: Article, clean: Callable[[Record], Article]) -> Article:
    """The article with all hidden that `clean` hides in what is visible of it, and in what is visible then."""
    if not any(block.hidden and not _by_format(block) for block in article.blocks):
        return article
    for _ in range(_MOST_TIMES):
        visible = [i for i, block in enumerate(article.blocks) if not block.hidden]
        if not visible:
            break
        found = clean(_left(article, visible))
        hidden = [block for block in found.blocks if block.hidden]
        if not hidden:
            break
        article = replace(article, blocks=_with(article.blocks, visible, found, hidden))
    return article


def _by_format(block: Block) -> bool:
    """Its format has taken it out, so that nothing beside it was judged by it."""
    return block.reasons[0].stage is Stage.FORMAT


def _left(article: Article, visible: Sequence[int]) -> Record:
    """What is visible, as a record of its own."""
    spans = (article.blocks[i] for i in visible)
    text = "".join(article.text[block.start : block.end] for block in spans)
    return Record(article.key, text, *article.stated, locator=article.locator)


def _with(
    blocks: Sequence[Block], visible: Sequence[int], found: Article, hidden: Sequence[Block]
) -> tuple[Block, ...]:
    """The blocks, with those hidden too that lie in a block that was found hidden in the visible text."""
    starts, length = [], 0
    for i in visible:
        starts.append(length)
        length += blocks[i].end - blocks[i].start
    after = list(blocks)
    for block in hidden:
        start, end = found.content(block)
        for at in range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1)):
            old = after[visible[at]]
            after[visible[at]] = Block(old.start, old.end, block.kind, True, block.reasons)
    return tuple(after)
