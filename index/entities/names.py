"""How are names compared and shown? Normal forms of a name's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_ARTICLES = ("al-", "el-", "ul-", "as-", "ash-", "an-", "ad-", "ar-", "az-")
_NO_SPACE_BEFORE = re.compile(r" (?=[,'’”])|(?<=“) ")
_NOT_IN_ACRONYM = frozenset(("of", "for", "the", "and", "on", "in", "&", "de", "la", "del"))
_NOT_COMPARED = frozenset(("", "jr", "sr", "al", "el"))
_QUOTES = '"“”'


def surface(words: Sequence[str]) -> str:
    """The words as one name: single spaces, none before an apostrophe or a comma or inside quotes."""
    return _NO_SPACE_BEFORE.sub("", " ".join(words))


def bare(words: Iterable[str]) -> tuple[str, ...]:
    """The words of a person's name for comparing, without case, dots, nicknames, "al-" and "Jr."."""
    kept: list[str] = []
    quoted = False
    for word in words:
        if word[0] in _QUOTES or word[-1] in _QUOTES:
            quoted = (not quoted) if len(word) == 1 else word[-1] not in _QUOTES
            continue
        plain = word.lower().rstrip(".")
        if "-" in plain and plain.startswith(_ARTICLES):
            plain = plain.partition("-")[2]
        if not quoted and plain not in _NOT_COMPARED:
            kept.append(plain)
    return tuple(kept)


def acronyms(words: Sequence[str]) -> set[str]:
    """The acronyms that a long form can have: with and without its small words and "al-"."""
    plain = [word.partition("-")[2] if word.startswith(_ARTICLES) else word for word in words]
    main = "".join(word[0] for word in plain if word and word not in _NOT_IN_ACRONYM)
    return {main.upper(), "".join(word[0] for word in words).upper()}
