"""How are names compared and shown? Normal forms of a name's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|an|ad|ar|az)-", re.IGNORECASE)
_NO_SPACE_BEFORE = re.compile(r" (?=[,'’”])|(?<=“) ")
_NOT_IN_ACRONYM = frozenset("of for the and on in & de la del".split())


def surface(words: Sequence[str]) -> str:
    """The words as one name: single spaces, none before an apostrophe or a comma."""
    return _NO_SPACE_BEFORE.sub("", " ".join(words))


def bare(words: Sequence[str]) -> list[str]:
    """The words of a person's name for comparing: case, dots, nicknames, "al-" and "Jr." taken off."""
    kept: list[str] = []
    quoted = False
    for word in words:
        if word in '"“”':
            quoted = word != "”" and not quoted
        elif not quoted:
            plain = _ARTICLE.sub("", word.casefold()).rstrip(".")
            if plain and plain not in ("jr", "sr", "al", "el"):
                kept.append(plain)
    return kept


def initials(words: Sequence[str]) -> set[str]:
    """The acronyms that a long form can have: with and without its small words, "al-" left out."""
    letters = [_ARTICLE.sub("", word)[:1] for word in words if word not in _NOT_IN_ACRONYM]
    every = [word[:1] for word in words]
    return {"".join(letters).upper(), "".join(every).upper()}
