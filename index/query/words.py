"""What does a typed word mean? A word, a form, a pattern, a range of words – or a phrase, where it has several parts.

Each reader takes what was typed and the text field it stands in, and answers None where that holds no word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.query import combine, expressions
from index.query.pieces import signs, unescape
from index.query.ranges import Range, read_range
from index.query.remarks import Remarks, shown
from index.query.tree import (
    Between,
    Everything,
    Exact,
    Fuzzy,
    Has,
    Phrase,
    Prefix,
    Query,
    Regex,
    Wildcard,
    Word,
    quote,
)
from index.text import BLOCK_GAP, fold, tokens, written

FARTHEST = BLOCK_GAP - 1
"""Words that `~5` and `NEAR/5` may span: beyond it they would reach from one block into the next."""
_MOST_EDITS = 2
_LONGEST_PATTERN = 100
"""Characters of a pattern: no word that is indexed is longer."""
_WILD = re.compile(r"[*?]")
_WILD_AFTER_DIGIT = re.compile(r"(?<=[0-9])[*?]+")


def read_word(typed: str, field: str | None, remarks: Remarks) -> Query | None:
    """An unquoted value; what follows it after `~` or `^` is not part of it."""
    text, sign = unescape(typed), signs(typed)
    if sign.startswith("=") and any(tokens(text)):
        if _WILD.search(sign):
            remarks.say(f"{shown(text)}: no wildcards after =: searched for the plain word")
        return read_exact(text[1:], field, remarks)
    if (sign[:1] in ("<", ">") or ".." in sign) and (words := _range(text)):
        return _between(words, field, remarks)
    if sign and not sign.strip("*"):
        return _everything(field, remarks)
    if _WILD.search(sign):
        if len(text) <= _LONGEST_PATTERN:
            return _patterns(text, sign, field, remarks)
        remarks.say(f"{shown(text)}: longer than any word: searched for the plain words")
    return read_plain(text, field, remarks)


def read_plain(text: str, field: str | None, remarks: Remarks) -> Query | None:
    """A word, or a phrase where it has several parts: `al-Asad`. No sign means anything."""
    terms = _terms(text)
    if not terms:
        remarks.say(f"{quote(shown(text))} holds no word: ignored")
        return None
    return Word(terms[0], field) if _is_term(*terms) else Phrase(text, field)


def read_quoted(text: str, field: str | None, slop: str | None, remarks: Remarks) -> Query | None:
    """A phrase; `slop` is what stands after its `~`, None where there is none."""
    terms = _terms(text)
    if not terms:
        remarks.say(f"{quote(shown(text))} holds no word: ignored")
        return None
    if slop is None:
        return Phrase(text, field)
    if not slop or len(terms) == 1:
        why = "a single word has no distance" if slop else "a distance is wanted after ~"
        remarks.say(f"{quote(shown(text))}~{slop}: {why}: searched without")
        return Phrase(text, field)
    return Phrase(text, field, read_distance(f"~{slop}", slop, 0, remarks))


def read_distance(sign: str, number: str, least: int, remarks: Remarks) -> int:
    """The number of words in `~5` or `NEAR/5`, within bounds; `sign` is the whole of it."""
    distance = int(min(max(_number(number), least), FARTHEST))
    if distance != _number(number):
        remarks.say(f"{shown(sign)}: a distance is {least} to {FARTHEST} words: used {distance}")
    return distance


def read_exact(text: str, field: str | None, remarks: Remarks) -> Query | None:
    """Words in these very forms, side by side."""
    terms = _terms(text)
    if not terms or not all(map(_is_term, terms)):
        return read_plain(text, field, remarks)
    return _side_by_side([Exact(term, field) for term in terms], text, field, remarks)


def read_fuzzy(typed: str, edits: str, field: str | None, remarks: Remarks) -> Query | None:
    """A word within `edits`, as typed after `~`; of a word with several parts the last."""
    text, sign = unescape(typed), signs(typed)
    if _WILD.search(sign) or sign[:1] in ("=", "<", ">"):
        remarks.say(f"{shown(text)}~{edits}: ~ goes with plain words alone: ~ ignored")
        return read_word(typed, field, remarks)
    parts = list(tokens(text))
    wanted = _number(edits) if edits else 1
    allowed = 0 if wanted == 0 else 1 if wanted < _MOST_EDITS else _MOST_EDITS
    if wanted != allowed or not allowed:
        remarks.say(f"{shown(text)}~{shown(edits)}: edits are 1 or {_MOST_EDITS}: used {allowed}")
    if not parts or not allowed or not _is_term(parts[-1].term):
        return read_plain(text, field, remarks)
    before = text[parts[0].start : parts[-2].end] if len(parts) > 1 else ""
    fuzzy = Fuzzy(parts[-1].term, allowed, field)
    return _side_by_side([Phrase(before, field), fuzzy] if before else [fuzzy], text, field, remarks)


def read_regex(text: str, field: str | None, remarks: Remarks) -> Query | None:
    """A regular expression, or the plain words in it where it is none that may be run."""
    try:
        expressions.check(text)
    except expressions.Refused as refused:
        remarks.say(f"/{shown(text)}/: {refused}: searched for the plain words")
        return read_plain(text, field, remarks)
    return Regex(text, field)


def read_word_range(typed: str, field: str | None, remarks: Remarks) -> Query | None:
    """`[a TO b]`; each end is one word."""
    ends = read_range(typed)
    words = ends and Range(
        _first_term(ends.first, remarks),
        _first_term(ends.last, remarks),
        ends.includes_first,
        ends.includes_last,
    )
    if words is None or (words.first is None and words.last is None):
        remarks.say(f"{shown(typed)}: no word at either end: ignored")
        return None
    return _between(words, field, remarks)


def _first_term(text: str | None, remarks: Remarks) -> str | None:
    terms = [term for term in _terms(text or "") if _is_term(term)]
    if text and [text] != terms:
        remarks.say(f"{shown(text)}: a range is of single words: used {terms[0] if terms else 'an open end'}")
    return terms[0] if terms else None


def _range(text: str) -> Range | None:
    """The range of words that `>x` or `a..b` is; None where it is more or less than that, as in "wait..."."""
    words = read_range(text)
    if words is None or (".." in text and None in (words.first, words.last)):
        return None
    return words if all(_is_term(end) for end in (words.first, words.last) if end) else None


def _between(words: Range, field: str | None, remarks: Remarks) -> Query:
    first, last = words.first, words.last
    includes_first, includes_last = words.includes_first, words.includes_last
    if first and last and fold(first) > fold(last):
        remarks.say(f"{shown(first)} is after {shown(last)}: turned round")
        first, last, includes_first, includes_last = last, first, includes_last, includes_first
    return Between(first, last, field, includes_first or not first, includes_last or not last)


def _everything(field: str | None, remarks: Remarks) -> Query:
    if field == "hidden":
        return Has("hidden")
    if field:
        remarks.say(f"{field}:* is every article")
    return Everything()


def _patterns(text: str, sign: str, field: str | None, remarks: Remarks) -> Query | None:
    """Words with wildcards, side by side where there are several: `covid-1*`. `sign` tells a wildcard from `\\*`."""
    # A wildcard is part of a word as the characters beside it are: for `tokens` it is one of them.
    masked = _WILD.sub("x", _WILD_AFTER_DIGIT.sub(lambda wild: "0" * len(wild[0]), sign))
    parts: list[Query] = []
    for token in tokens(masked):
        pattern = re.sub(r"\*+", "*", written(sign[token.start : token.end]))
        if pattern == "*":
            remarks.say(f"{shown(text)}: a * alone stands for no word: left out")
        elif not _WILD.search(pattern):
            parts.append(Phrase(pattern, field))
        elif _WILD.search(pattern[:-1]) or pattern.endswith("?"):
            parts.append(Wildcard(pattern, field))
        else:
            parts.append(Prefix(pattern[:-1], field))
    if all(isinstance(part, Phrase) for part in parts):
        return read_plain(text, field, remarks)
    return _side_by_side(parts, text, field, remarks)


def _side_by_side(parts: Sequence[Query], text: str, field: str | None, remarks: Remarks) -> Query | None:
    """`parts` one after the other; what they are of as plain words where they are too many."""
    chain: Query | None = parts[0]
    for part in parts[1:]:
        chain = chain and combine.near(chain, part, 1, ordered=True)
    if chain is None:
        remarks.say(f"{shown(text)}: too many words side by side: searched for the plain phrase")
        return read_plain(text, field, remarks)
    return chain


def _number(typed: str) -> float:
    """What was typed in digits, with a point perhaps; 0 for nothing."""
    return float(typed) if typed.strip(".") else 0.0


def _terms(text: str) -> list[str]:
    return [token.term for token in tokens(text)]


def _is_term(*terms: str) -> bool:
    """Is this one term that, typed again, is itself? Not so one that was cut in the middle of a number."""
    return len(terms) == 1 and _terms(terms[0]) == [terms[0]]
