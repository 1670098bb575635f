"""What does the rest of the article say? Doubtful candidates decided by the sure ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.article import EntityKind
from index.entities.recogniser import Candidate


def settle(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are mentions, each with a kind; what stays without one is dropped."""
    article = _Article(candidates)
    settled = []
    for candidate in candidates:
        kind = candidate.kind if candidate.sure else article.kind(candidate)
        if kind is not None:
            settled.append(candidate if kind is candidate.kind else replace(candidate, kind=kind))
    return settled


class _Article:
    """What all the candidates of an article tell about each name."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._sure = _kinds_by_name(candidate for candidate in candidates if candidate.sure)
        self._likely = _kinds_by_name(candidates)
        self._people = _parts_of_people(candidates)
        self._organisations = _beginnings_of_organisations(candidates)

    def kind(self, candidate: Candidate) -> EntityKind | None:
        """The kind of a doubtful candidate.

        In this order: that of sure candidates with the same name, of a person whose name it is part of, of an
        organisation whose name it begins, its own likely kind, that of doubtful candidates with the same name.
        """
        if candidate.words in self._sure:
            return self._sure[candidate.words]
        if not candidate.definite and self._people.issuperset(candidate.words):
            return EntityKind.PERSON
        if len(candidate.words) == 1 and candidate.words[0] in self._organisations:
            return EntityKind.ORGANISATION
        return candidate.kind or self._likely.get(candidate.words)


def _kinds_by_name(candidates: Iterable[Candidate]) -> dict[tuple[str, ...], EntityKind]:
    """Each name's commonest kind."""
    counts: dict[tuple[str, ...], Counter[EntityKind]] = {}
    for candidate in candidates:
        if candidate.kind is not None:
            counts.setdefault(candidate.words, Counter())[candidate.kind] += 1
    return {name: counter.most_common(1)[0][0] for name, counter in counts.items()}


def _parts_of_people(candidates: Sequence[Candidate]) -> set[str]:
    """The words of people's full names, without initials.

    A name of several words that nothing tells the kind of is a person's when its last word also stands alone.
    """
    open_kinds = (None, EntityKind.PERSON)
    likely = [c for c in candidates if c.kind in open_kinds and not c.definite]
    alone = {candidate.words[0] for candidate in likely if len(candidate.words) == 1}
    return {
        word
        for candidate in likely
        if len(candidate.words) > 1
        if candidate.kind is EntityKind.PERSON or candidate.words[-1] in alone
        for word in candidate.words
        if len(word) > len("A.")
    }


def _beginnings_of_organisations(candidates: Iterable[Candidate]) -> set[str]:
    """The first words of organisations' names: "Cerberus" for "Cerberus Capital Management"."""
    return {
        candidate.words[0]
        for candidate in candidates
        if candidate.kind is EntityKind.ORGANISATION and len(candidate.words) > 1
    }
