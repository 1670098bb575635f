"""Does an article quote somebody? Direct speech in quotation marks, attributed by a verb of speech beside the name.

Precision comes first: reported speech, a pronoun ("he said") and a name that is only spoken of do not count. The
verbs are English. Method: quotation marks and attribution patterns, as in Pouliquen, Steinberger and Best,
"Automatic Detection of Quotations in Multilingual News" (RANLP 2007).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain

from index.article import Article, Block, Mention, Span

_SAID = (
    r"(?:said|says|added|adds|warned|warns|wrote|writes|argued|argues|insisted|insists|noted|notes|explained|"
    r"explains|stated|states|stressed|stresses|claimed|claims|declared|declares|asked|asks|replied|replies|"
    r"acknowledged|admitted|continued|concluded|emphasi[sz]ed|reiterated|remarked|vowed|recalled|tweeted)\b"
)
"""The verbs that news attributes direct speech by."""
_SPOKE = rf"(?:told|tells|(?:was |were )?quoted (?:by [\w ]{{1,40}})?as saying|{_SAID})"
"""With those that stand after the speaker alone: in "Miller told Kirby" the listener comes second."""
_ANY_VERB = re.compile(rf"\b{_SPOKE}")

_SPEAKS = re.compile(
    r"(?:\s*+\([^()]{1,60}+\))?+(?:,[^,.;:\"“”]{1,80}+){0,2},?+\s++"
    r"(?:(?:also|later|then|further|again|once|first|recently|has|had|have|[a-z]++(?<=ly))\s++){0,2}"
    rf"{_SPOKE}"
)
"""What follows a speaker's name: a party or an apposition perhaps, an adverb or two, the verb."""
_SHORT = r"(?:[A-Z]|Mr|Ms|Dr|St|Lt|Jr|Sr|Mrs|Gen|Sen|Rep|Gov|Col|Sgt|Maj|Rev|Adm|Prof|Capt|Brig)\."
"""An abbreviation, whose point ends no sentence."""
_NO_TITLE = (
    r"(?:who|whom|that|which|and|but|or|as|if|how|when|while|where|after|before|against|than|about|in|at|on|by|with|"
    r"from|like|to)\b"
)
_SPOKEN_BY = re.compile(
    rf"(?:[\"“”'’,]\s*+{_SAID}|\b[Aa]ccording to)"
    rf"(?P<title>(?:\s++(?!{_NO_TITLE})(?:{_SHORT}|[\w'’&-]++))*+\s++)\Z"
)
"""What precedes one: the verb right after the quotation, or "according to"; the words of a title."""
_SPEAKS_FOR = re.compile(
    r"\b(?:spokes\w+|lawyers?|attorneys?|aides?|advis[eo]rs?|officials?|friends?|supporters?|critics?)\s+"
    r"(?:for|of|to|close to)\s[^,.;:]*\Z"
    r"|\b(?:for|to|by|with|from|about|against)\s+(?:[A-Z][\w.'’-]*\s+){0,3}\Z|\bof\s+\Z"
)
"""Before a name that another one's depends on: a spokesman for President Biden said."""
_LONGEST_TITLE = 120
"""Characters before a name that tell whether it speaks."""

_MARK = re.compile(
    r"(?<![^\s(\[{—–-])(?P<opening>[\"“'‘])(?=\S)|(?P<closing>[\"”'’])(?!\w)|(?P<paragraph>\n[ \t]*+\n)"
)
_SINGLE = "'‘’"
_SENTENCE_END = re.compile(rf"\b{_SHORT}(?=\s)|(?P<end>[.!?…])[\"”'’)\]]?+(?=\s)")
_FARTHEST = 250
"""Characters between a quotation and the words that attribute it."""
_FEWEST_WORDS = 3
"""Fewer words in quotation marks are a name or a term, unless punctuation makes them an utterance."""


def quotes(article: Article, mentions: Sequence[Mention]) -> bool:
    """Does `article` quote, in its visible text, the person of these `mentions` (those of one person, in order)?"""
    starts = [mention.start for mention in mentions]
    return any(
        _quotes(
            article.text, block, mentions[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        )
        for block in article.visible()
    )


def _quotes(text: str, block: Block, mentions: Sequence[Mention]) -> bool:
    if not mentions:
        return False
    spoken = list(_quotations(text, block))
    return any(
        _is_attributed(text, block, spoken, said)
        for mention in mentions
        for said in _saying(text, block, mention)
    )


def _quotations(text: str, block: Block) -> Iterator[Span]:
    """What stands in quotation marks, marks included; one left open goes on to the end of its paragraph."""
    opened: re.Match[str] | None = None
    for mark in chain(_MARK.finditer(text, block.start, block.end), [None]):
        if mark is None or mark["paragraph"]:
            if opened and opened[0] not in _SINGLE:
                yield Span(opened.start(), mark.start() if mark else block.end)
            opened = None
        elif mark["opening"]:
            if not opened or mark[0] not in _SINGLE:
                opened = mark
        elif opened and (mark[0] in _SINGLE) == (opened[0] in _SINGLE):
            yield Span(opened.start(), mark.end())
            opened = None


def _saying(text: str, block: Block, mention: Mention) -> Iterator[Span]:
    """The name with the verb beside it that makes it a speaker's, if there is one."""
    before = text[max(block.start, mention.start - _LONGEST_TITLE) : mention.start]
    if text[mention.end : mention.end + 2] in ("'s", "’s"):
        return
    if (by := _SPOKEN_BY.search(before)) and not _SPEAKS_FOR.search(by["title"]):
        yield Span(mention.start - len(before) + by.start(), mention.end)
    if (speaks := _SPEAKS.match(text, mention.end, block.end)) and not _SPEAKS_FOR.search(before):
        yield Span(mention.start, speaks.end())


def _is_attributed(text: str, block: Block, spoken: Sequence[Span], said: Span) -> bool:
    """Does a quotation stand beside `said`, in its sentence or as the sentence after it?"""
    i = bisect_right(spoken, (said.start,))
    before, after = spoken[max(0, i - 1) : i], spoken[i : i + 1]
    # `said` may begin with the mark that closes the quotation; a name inside a quotation is no speaker.
    if any(quotation.end > said.start + 1 for quotation in before):
        return False
    return any(_ends_in(text, quotation, said) for quotation in before) or any(
        _begins_with(text, block, said, quotation) for quotation in after
    )


def _ends_in(text: str, quotation: Span, said: Span) -> bool:
    """`"…," Kirby said`, `"…," said John Kirby`"""
    gap = text[quotation.end : said.start]
    if len(gap) > _FARTHEST or _ANY_VERB.search(gap) or _sentence_end(gap) is not None:
        return False
    return (text[quotation.end - 2] != "." or not gap) and _is_speech(text, quotation)


def _begins_with(text: str, block: Block, said: Span, quotation: Span) -> bool:
    """`Kirby said: "…"`, and `Kirby warned of consequences. "…."` where the next sentence names no other speaker."""
    gap = text[said.end : quotation.start]
    if len(gap) > _FARTHEST or _ANY_VERB.search(gap) or not _is_speech(text, quotation):
        return False
    end = _sentence_end(gap)
    if end is None:
        return True
    following = text[quotation.end : min(block.end, quotation.end + _FARTHEST)]
    goes_on = gap[end:].isspace() and "\n" not in gap and text[quotation.end - 2] == "."
    return goes_on and not _ANY_VERB.search(following[: _sentence_end(following)])


def _is_speech(text: str, quotation: Span) -> bool:
    inner = text[quotation.start + 1 : quotation.end].rstrip("\"”'’")
    return len(inner.split()) >= _FEWEST_WORDS or inner[-1:] in (",", ".", "?", "!", "…")


def _sentence_end(text: str) -> int | None:
    """Where the first sentence of `text` ends; None if it goes on beyond it."""
    return next((match.end() for match in _SENTENCE_END.finditer(text) if match["end"]), None)
