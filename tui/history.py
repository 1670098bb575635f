"""Where has the reader been? Back and forward, as a browser keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.article import Entity, Span

LIMIT = 200
"""More steps back than anyone takes."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the corpus: an article, the code-point offset of the first line in view, what was chosen."""

    article: str
    offset: int = 0
    entity: Entity | None = None
    span: Span | None = None
    """The match or mention that was the current one."""


@dataclass(slots=True)
class History:
    """Two stacks around the place where one is; that place itself is not kept here."""

    _back: list[Place] = field(default_factory=list)
    _forward: list[Place] = field(default_factory=list)

    def leave(self, place: Place) -> None:
        """Remember `place` before going somewhere new; what lay ahead is forgotten."""
        self._forward.clear()
        if not self._back or self._back[-1] != place:
            self._back.append(place)
            del self._back[:-LIMIT]

    def back(self, here: Place | None) -> Place | None:
        """The place before, or None at the beginning; `here` becomes the next one forward."""
        return self._move(self._back, self._forward, here)

    def forward(self, here: Place | None) -> Place | None:
        """The place that was left by going back, or None."""
        return self._move(self._forward, self._back, here)

    @staticmethod
    def _move(source: list[Place], target: list[Place], here: Place | None) -> Place | None:
        if not source:
            return None
        if here is not None:
            target.append(here)
        return source.pop()
