"""Is a typed regular expression one that is safe to run on the words of an index?"""

from __future__ import annotations

import re

from index import regex
from index.query.terms import expression
from index.query.tree import Regex
from index.regex import Refused

__all__ = ["Refused", "check"]

_BOUNDS = regex.Bounds(characters=100, reach=100, repetitions=4)
"""No word that is indexed is longer; with four repetitions the worst case on it is a few million steps."""


def check(text: str) -> None:
    """Raises Refused if `text` (between the slashes) is no expression of the subset."""
    regex.check(text, _BOUNDS)
    try:
        expression(Regex(text))
    except re.error as error:
        raise Refused(str(error.msg)) from None
