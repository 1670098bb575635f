"""Which article stands on which row of an answer? Each on its own, or one for all versions of a text.

A row with versions can be unfolded: they follow it then, on rows of their own, in the order of the answer.
"""

from __future__ import annotations

from collections.abc import Set

import numpy as np

from index.store.found import Docs
from index.store.order import Order
from index.store.snapshot import Answer, Snapshot


class Listing:
    """The documents of an answer, row by row."""

    def __init__(
        self,
        snapshot: Snapshot,
        answer: Answer,
        order: str,
        *,
        grouped: bool = False,
        unfolded: Set[int] = frozenset(),
    ) -> None:
        """`unfolded` are the groups, by their numbers in `Snapshot.versions`, whose versions have rows."""
        self.snapshot = snapshot
        self._answer = answer
        self._order = order
        self._groups = snapshot.versions[answer.docs] if grouped else None
        self._unfolded = unfolded
        self._rows = snapshot.ordered(answer, order, self._groups)
        for group in unfolded:
            self._unfold(group)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> int:
        return self._rows[row]

    def place_of(self, doc: int) -> int | None:
        """The row of a document, or of the one that stands for it; None if it is not in the answer."""
        place = self._rows.place_of(doc)
        if place is None and doc in (versions := self.versions(doc)):
            place = self._rows.place_of(int(versions[0]))
        return place

    def versions(self, doc: int) -> Docs:
        """The versions of a document that are in the answer, itself included, the first in order first.

        Empty where there is no other, and where each article stands on its own.
        """
        group = 0 if self._groups is None else self.snapshot.versions[doc]
        return self._members(group) if group else self._answer.docs[:0]

    def folded(self, row: int) -> Docs:
        """The documents that a row stands for besides its own."""
        doc = self[row]
        return self._answer.docs[:0] if self._is_unfolded(doc) else self.versions(doc)[1:]

    def is_version(self, row: int) -> bool:
        """Is this a row below the one that stands for a text?"""
        doc = self[row]
        return self._is_unfolded(doc) and int(self.versions(doc)[0]) != doc

    def unfolded(self) -> list[int]:
        """The documents whose versions follow them."""
        return [int(self._members(group)[0]) for group in self._unfolded]

    def turned(self, row: int) -> Listing:
        """The same with the versions of a row unfolded below it, or folded again."""
        group = frozenset((int(self.snapshot.versions[self[row]]),)) - {0}
        return Listing(
            self.snapshot, self._answer, self._order, grouped=True, unfolded=self._unfolded ^ group
        )

    def _is_unfolded(self, doc: int) -> bool:
        return bool(self._unfolded) and int(self.snapshot.versions[doc]) in self._unfolded

    def _members(self, group: int) -> Docs:
        own = self._groups == group
        docs, scores = self._answer.docs[own], self._answer.scores
        members = Answer(docs, None if scores is None else scores[own])
        return self.snapshot.ordered(members, self._order).all

    def _unfold(self, group: int) -> None:
        members = self._members(group)
        if len(members):
            first = self._rows.place_of(int(members[0]))
            assert first is not None
            docs = np.insert(self._rows.all, first + 1, members[1:])
            self._rows = Order(len(docs), docs, lambda: docs)
