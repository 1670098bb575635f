"""What does the rest of the article say? Doubtful candidates decided by the sure ones, and repeats found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.article import EntityKind
from index.entities.recogniser import Candidate


def settle(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are mentions, each with a kind.

    A doubtful candidate takes the kind that sure candidates of the same name have most often; a single word
    takes that of a person's name it is part of. What stays without a kind is dropped.
    """
    kinds = _kinds_by_name(candidates)
    parts = _parts_of_people(candidates)
    settled = []
    for candidate in candidates:
        kind = candidate.kind
        if not candidate.sure:
            kind = _decide(candidate, kinds, parts)
        if kind is not None:
            settled.append(candidate if kind is candidate.kind else replace(candidate, kind=kind))
    return settled


def _kinds_by_name(candidates: Iterable[Candidate]) -> dict[tuple[str, ...], EntityKind]:
    counts: dict[tuple[str, ...], Counter[EntityKind]] = {}
    for candidate in candidates:
        if candidate.sure and candidate.kind is not None:
            counts.setdefault(candidate.words, Counter())[candidate.kind] += 1
    return {name: counter.most_common(1)[0][0] for name, counter in counts.items()}


def _parts_of_people(candidates: Iterable[Candidate]) -> set[str]:
    """The words of people's full names, without initials.

    A name of several words that nothing tells the kind of is a person's when its last word also stands alone.
    """
    several = [candidate for candidate in candidates if len(candidate.words) > 1]
    open_kinds = (None, EntityKind.PERSON)
    alone = {c.words[0] for c in candidates if len(c.words) == 1 and c.kind in open_kinds and not c.definite}
    return {
        word
        for candidate in several
        if candidate.kind is EntityKind.PERSON
        or (candidate.kind is None and not candidate.definite and candidate.words[-1] in alone)
        for word in candidate.words
        if len(word) > len("A.")
    }


def _decide(
    candidate: Candidate, kinds: dict[tuple[str, ...], EntityKind], parts: set[str]
) -> EntityKind | None:
    known = kinds.get(candidate.words)
    if known is not None:
        return known
    if not candidate.definite and parts.issuperset(candidate.words):
        return EntityKind.PERSON
    return candidate.kind
