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
    """The words of people's full names, without initials."""
    return {
        word
        for candidate in candidates
        if candidate.kind is EntityKind.PERSON and len(candidate.words) > 1
        for word in candidate.words
        if len(word) > 2
    }


def _decide(
    candidate: Candidate, kinds: dict[tuple[str, ...], EntityKind], parts: set[str]
) -> EntityKind | None:
    known = kinds.get(candidate.words)
    if known is not None:
        return known
    if all(word in parts for word in candidate.words):
        return EntityKind.PERSON
    return candidate.kind
