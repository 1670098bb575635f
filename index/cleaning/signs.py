"""What does a line look like by itself, and what are its words? The signs that need no neighbours.

Nothing here assumes a script: letters are what Unicode calls letters, and text that is written without
spaces is compared by pairs of characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, repeat

from index.cleaning.lines import UNSPACED, Line

_MOST_WORDS, _MOST_CHARACTERS = 200, 1500
_READ = 4000
"""Characters of a line that its signs are taken from."""
_TOPIC_LETTERS = 4
"""Shorter words are mostly grammar: they do not show what a text is about."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_ASCII_WORD = re.compile(r"[a-z]{2,}")
"""The same of small letters that are ASCII, which is faster."""
_SENTENCE = re.compile(r"[.!?…؟।۔。！？](?:(?<=[。！？])|[\"'”’»“)\]]*(?:\s|\Z))")
_MARKS = "|·•»›>/", ",、،，", '"“”„«»「」'
"""Separators, commas, quotes."""
_ASCII_MARKS = "|>/", ",", '"'
_ASCII_CAPITAL = re.compile(" [A-Z]")
_DIGITS = "0123456789"

SIGNS = (
    "words", "characters", "sentence", "colon", "ellipsis", "lower", "blank above", "sentences", "sentences a word",
    "commas", "capitals", "digits", "separators", "quotes",
)  # fmt: skip
WORDING = ("wording", "all wording", "strongest wording", "strong wording")


def words_of(line: Line) -> list[str]:
    """The words of a line in small letters; pairs of characters where words are not spaced."""
    text = line.text[:_READ].casefold()
    if text.isascii():
        return _ASCII_WORD.findall(text)
    unspaced = UNSPACED.findall(text)
    if 2 * len(unspaced) > len(text):
        return [a + b for a, b in pairwise(unspaced)]
    return _WORD.findall(text)


def topics_of(words: Sequence[str]) -> set[str]:
    """Those of a line's words that show what it is about."""
    return {word for word in words if len(word) >= _TOPIC_LETTERS or not word.isascii()}


def signs(line: Line) -> tuple[float, ...]:
    """The columns `SIGNS`."""
    text, words = line.text[:_READ], max(1, line.words)
    separators, commas, quotes = _ASCII_MARKS if text.isascii() else _MARKS
    sentences = len(_SENTENCE.findall(text))
    return (
        min(line.words, _MOST_WORDS),
        min(len(line.text), _MOST_CHARACTERS),
        line.sentence,
        text[-1] in ":：",
        text.endswith(("…", "...", "[…]")),
        text[0].islower(),
        line.after_blank,
        sentences,
        sentences / words,
        _count(text, commas) / words,
        _capitals(text) / max(1, text.count(" ")),
        _count(text, _DIGITS) / len(text),
        _count(text, separators) / words,
        _count(text, quotes),
    )


def wording(words: Sequence[str], lexicon: Mapping[str, float]) -> tuple[float, float, float, float]:
    """The columns `WORDING`: mean, sum, maximum and the mean of the three strongest log odds."""
    odds = list(map(lexicon.get, words, repeat(0.0)))
    if not odds:
        return 0.0, 0.0, 0.0, 0.0
    strongest = sorted(odds)[-3:]
    total = sum(odds)
    return total / len(odds), total, strongest[-1], sum(strongest) / len(strongest)


def _capitals(text: str) -> int:
    """Words behind the first that begin with a capital."""
    if text.isascii():
        return len(_ASCII_CAPITAL.findall(text))
    return sum(map(str.isupper, [word[0] for word in text.split()[1:]]))


def _count(text: str, characters: str) -> int:
    return sum(map(text.count, characters))
