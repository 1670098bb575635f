"""What is a source like? Which lines its articles share, and in which order it writes numeric dates.

Learned from the traits of all articles at once, whatever their order, and frozen until it is learned anew: what
arrives in between changes no article. Frequency is evidence, not proof: a sentence that many articles end with
may be news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from index.cleaning.lines import Line
from index.cleaning.window import Window

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MOST_WORDS = 25
"""Words of a line that may be common to a source: a longer one is a paragraph."""

SIDE = 12
"""Lines that count on each side of the body, those nearest to it: so many distinguish sources, and cost little."""

_INTO_HEAD, _INTO_TAIL = 2, 4
"""Lines of the body's own beginning and end that count too: residue may read as prose."""

_FEWEST, _SHARE = 5, 0.02
"""A line is common if so many articles of its source have it, and this share of them."""

_FIXED = 0.3
"""The share from which a line belongs to the source even if it reads as a sentence."""

_VOTES, _AGAINST = 3, 0.1
"""Articles that prove the order of dates, at least, and the most of them that may prove the other one."""

COMMON = 0.25
"""What a line weighs that is common to a source but reads as a sentence: it may be news that repeats itself."""


_HOST = re.compile(r"[a-z]+://(?:www\.)?(?P<name>[^/:?#\s]+)", re.IGNORECASE)


class Traits(NamedTuple):
    """What an article tells about its source, whatever is known of the source already."""

    group: str = ""
    """See `source_key`."""
    lines: tuple[int, ...] = ()
    """Hashes of its short lines near head and tail, with the side on which each stands; ascending, each once; at most
    24."""
    text: int = 0
    """A hash of its longest line: copies of an article are one article."""
    order: int = 0
    """What its numeric dates prove: 1 day first, -1 month first, 0 nothing."""
    ambiguous: bool = False
    """Its own date has two readings: the order of its source decides."""


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """What is known of one source."""

    common: frozenset[int] = frozenset()
    """Hashes of lines that several of its articles have in one place."""
    fixed: frozenset[int] = frozenset()
    """Those that a good part of its articles have."""
    day_first: bool | None = None
    """How it writes numeric dates; None: not known."""

    def weights(self, lines: Sequence[Line], body: Window) -> Iterator[tuple[int, float]]:
        """The lines that are common to the source, by index, and what that weighs."""
        if self.common:
            for i, number in _near(lines, body):
                if number in self.common:
                    alone = number in self.fixed or not lines[i].sentence
                    yield i, 1.0 if alone else COMMON


_UNKNOWN = SourceProfile()


@dataclass(frozen=True, slots=True)
class Profiles:
    """What is known of all sources."""

    sources: Mapping[str, SourceProfile] = field(default_factory=dict)

    def of(self, group: str) -> SourceProfile:
        return self.sources.get(group, _UNKNOWN)

    @classmethod
    def learn(
        cls,
        groups: Sequence[str],
        codes: npt.NDArray[np.integer[Any]],
        lines: npt.NDArray[np.uint32],
        sizes: npt.NDArray[np.integer[Any]],
        texts: npt.NDArray[np.uint32],
        orders: npt.NDArray[np.integer[Any]],
    ) -> Profiles:
        """Profiles of the articles with these traits, in any order: `codes` are positions in `groups`, `sizes`
        how many of `lines` each article has; the other arrays have one number an article.

        Copies count once: of articles of a group with the same longest line, no more than one has a line.
        """
        import numpy as np

        owners = np.arange(len(codes)).repeat(sizes)
        having = _by_group(
            codes[owners], lines.astype(np.uint64) << np.uint64(32) | texts[owners], len(groups)
        )
        articles = _by_group(codes, texts, len(groups))
        votes = _by_group(codes, orders, len(groups))
        learned = map(_learned, having, articles, votes)
        return cls({group: found for group, found in zip(groups, learned, strict=True) if found != _UNKNOWN})

    def to_json(self) -> dict[str, Any]:
        """Plain values that `from_json` reads; equal profiles give equal JSON."""
        return {
            group: {"common": sorted(p.common), "fixed": sorted(p.fixed), "day_first": p.day_first}
            for group, p in sorted(self.sources.items())
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Profiles:
        return cls(
            {
                group: SourceProfile(frozenset(p["common"]), frozenset(p["fixed"]), p["day_first"])
                for group, p in found.items()
            }
        )


def _by_group(
    codes: npt.NDArray[np.integer[Any]], values: npt.NDArray[Any], groups: int
) -> list[npt.NDArray[Any]]:
    """The values of each group: `values[i]` belongs to group `codes[i]`."""
    import numpy as np

    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(groups))
    return np.split(values[order], starts)[1:]


def _learned(
    having: npt.NDArray[np.uint64], texts: npt.NDArray[np.uint32], orders: npt.NDArray[np.integer[Any]]
) -> SourceProfile:
    """The profile of a source: `having` has a line in its high half and the text that has it in its low one."""
    import numpy as np

    lines, counts = np.unique(np.unique(having) >> np.uint64(32), return_counts=True)
    articles = len(np.unique(texts))
    common = counts >= max(_FEWEST, _SHARE * articles)
    fixed = common & (counts >= _FIXED * articles)
    proofs = int((orders > 0).sum()), int((orders < 0).sum())
    known = max(proofs) >= _VOTES and min(proofs) <= _AGAINST * max(proofs)
    return SourceProfile(
        frozenset(lines[common].tolist()),
        frozenset(lines[fixed].tolist()),
        proofs[0] > proofs[1] if known else None,
    )


class Changed(NamedTuple):
    """What two profiles say differently."""

    lines: Mapping[str, frozenset[int]]
    """By group, the hashes of lines that weigh something else: they concern the articles whose traits have one."""
    orders: frozenset[str]
    """The groups with another order of dates: it concerns their articles with an ambiguous date."""

    def __bool__(self) -> bool:
        return bool(self.lines or self.orders)


def changed(old: Profiles, new: Profiles) -> Changed:
    groups = old.sources.keys() | new.sources.keys()
    pairs = {group: (old.of(group), new.of(group)) for group in groups}
    lines = {
        group: (before.common ^ after.common) | (before.fixed ^ after.fixed)
        for group, (before, after) in pairs.items()
    }
    orders = (group for group, (before, after) in pairs.items() if before.day_first != after.day_first)
    return Changed({group: found for group, found in lines.items() if found}, frozenset(orders))


def source_key(source: str | None, url: str | None, path: str) -> str:
    """What articles of one source share: its name, else the host of the address, else the folder of the file."""
    host = _HOST.match(url) if url else None
    return (source or (host["name"] if host else path.rpartition("/")[0])).casefold()


def traits_of(lines: Sequence[Line], body: Window, group: str, order: int, ambiguous: bool) -> Traits:
    """The traits of an article with these lines; `order` and `ambiguous` as there."""
    near = sorted({number for _, number in _near(lines, body)})
    longest = max(lines, key=lambda line: len(line.text), default=None)
    return Traits(group, tuple(near), _hash(longest.key) if longest else 0, order, ambiguous)


def _near(lines: Sequence[Line], body: Window) -> Iterator[tuple[int, int]]:
    """The short lines near head and tail, by index, and the hash of line and side."""
    head = range(min(body.start + _INTO_HEAD, body.end))[-SIDE:] if body.end else range(len(lines))[:SIDE]
    tail_start = max(body.end - _INTO_TAIL, head.stop)
    tail = range(tail_start, len(lines))[:SIDE]
    for side, indices in (("head", head), ("tail", tail)):
        for i in indices:
            if lines[i].words <= MOST_WORDS:
                yield i, _hash(f"{side}\0{lines[i].key}")


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))
