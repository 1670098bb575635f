"""What does a text hold wherever it holds one of these words? A few short strings, quicker to look for than words.

Looking for `irr`, `Irr` and `IRR` costs a hundredth of taking a text apart into words to find the 40 forms of `irr*`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

_MOST = 16
"""Probes for one set of terms: beyond, looking for them costs about as much as taking the text apart."""
_LONGEST = 12
"""Characters of a probe: words that share as many are mostly forms of one."""


def probes(terms: Collection[str]) -> tuple[str, ...] | None:
    """Strings, one of which every written word begins with whose term is in `terms`; None if that takes too many."""
    best: tuple[str, ...] | None = None
    for length in range(1, _LONGEST + 1):
        beginnings = {term[:length] for term in terms}
        if len(beginnings) > _MOST:
            break
        written = {spelling for beginning in beginnings for spelling in spellings(beginning)}
        probed = without_longer(written)
        if len(probed) > _MOST:
            break
        best = probed
    return best


def spellings(beginning: str) -> Iterator[str]:
    """How words begin whose terms begin so: as it is, or with what a term leaves out after some character.

    `US` is also written `U.S`, `2500` also `2,500`.
    """
    yield beginning
    for i in range(1, len(beginning)):
        left, right = beginning[i - 1], beginning[i]
        if not (left + right).isascii():
            return
        between_digits = left.isdigit() and right.isdigit()
        if between_digits:
            yield f"{beginning[:i]},{right}"
        if (between_digits and not beginning[0].isdigit()) or (i == 1 and (left + right).isalpha()):
            yield f"{beginning[:i]}.{right}"


def without_longer(beginnings: set[str]) -> tuple[str, ...]:
    """Those that begin with no other one."""
    kept: list[str] = []
    for beginning in sorted(beginnings):
        if not kept or not beginning.startswith(kept[-1]):
            kept.append(beginning)
    return tuple(kept)
