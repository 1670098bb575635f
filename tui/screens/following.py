"""Following an entity: choosing it, and going from mention to mention, also into the articles beyond the query."""

from __future__ import annotations

from textual import on

from index.article import Entity
from tui.screens.reading import Reading
from tui.steps import At, Go, next_in
from tui.widgets.virtual_list import VirtualList


class Following(Reading):
    """A person, organisation or place through the corpus."""

    @on(VirtualList.Picked, "#entities")
    def _choose(self) -> None:
        listed = self.entities.highlighted
        if listed is not None and self.opened is not None:
            self._leave()
            self.choose(listed.entity)
            self.go(Go(self.opened.article.id, At.FIRST_MENTION))
            self.focus_on(self.pane.reader)

    def choose(self, entity: Entity | None) -> None:
        self.chosen = entity
        if self.opened is not None:
            self._mark()

    def _unchosen(self) -> bool:
        if self.chosen is None:
            following = self.opened is not None and self.opened.mentions is None
            self.tell(
                "the entities of this article are still being found"
                if following
                else "no entity is chosen: 3, then enter on one"
            )
        return self.chosen is None

    def action_mention(self, step: int) -> None:
        if self.opened is None or self._unchosen():
            return
        assert self.chosen is not None
        spans = self.opened.spans_of(self.chosen.id)
        if not spans:
            self.tell(f"{self.chosen.name} is not mentioned in this article")
        elif not self._move_among(spans, step):
            self.tell(f"{'last' if step > 0 else 'first'} mention of {self.chosen.name} in this article")

    def action_follow(self, step: int) -> None:
        if not self._unchosen():
            self._set_out(self._follow, step)

    async def _follow(self, step: int) -> None:
        if self.hits is None or self.chosen is None:
            return
        sequence = await self.session.sequence(self.hits, self.chosen.id)
        target = next_in(sequence, self.opened.article.id if self.opened else None, step)
        if target is None:
            self.tell(f"{'last' if step > 0 else 'first'} article with {self.chosen.name}")
            return
        outside = self.hits.index_of(target) is None
        self._leave()
        self.engaged = True
        await self._go(Go(target, At.FIRST_MENTION, message="outside the query" if outside else ""))
