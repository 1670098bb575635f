"""Reading: opening articles, and going from match to match, article to article, back and forward."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING

from textual import on

from index.article import Span
from index.errors import BroadsheetError
from tui.history import Place
from tui.screens.desk import Desk
from tui.steps import At, Go, Opened, next_span
from tui.widgets.reader import Reader
from tui.words import counted

if TYPE_CHECKING:
    from index.library import Hits

ENTITIES_WAIT = 0.04
"""Seconds that an article waits for its entities, so as to be drawn once: less than a person notices."""


class Reading(Desk):
    """From the list to the text, and through it."""

    _bound_for: str | None = None
    """The article that was asked for last: a preview of it that comes late changes nothing."""
    _matched_by: Hits | None = None
    """The answer whose matches are marked in the open article."""

    def go(self, go: Go, *, preview: bool = False) -> None:
        self._leave(go.article)
        self.engaged = not preview or (self.engaged and self._bound_for == go.article)
        self._bound_for = go.article
        self._set_out(self._go, go)

    def mark_again(self) -> None:
        self.arrived.set()
        if self.opened is not None:
            self.run_latest("mark", self._mark_again, self.opened)
        self.show_state()

    async def _mark_again(self, opened: Opened) -> None:
        try:
            await self._tag(opened)
        except BroadsheetError as error:
            self.tell_error(error)

    def _set_out(self, step: Callable[..., Coroutine[None, None, None]], argument: object) -> None:
        """Take a step to somewhere else, in place of one that is under way; the next key waits for its arrival."""
        self.arrived.clear()
        self.run_latest("open", self._take, step, argument)

    async def _take(self, step: Callable[..., Coroutine[None, None, None]], argument: object) -> None:
        try:
            await step(argument)
        except BroadsheetError as error:
            self.tell_error(error)
        self.arrived.set()

    async def _go(self, go: Go) -> None:
        if self.opened is None or self.opened.article.id != go.article:
            await self._open_article(go)
        elif self._matched_by is not self.hits:
            await self._tag(self.opened)
        arrived = self._arrive(go)
        if go.message:
            self.tell(go.message)
        assert self.opened is not None
        if self.opened.mentions is None:
            if arrived:
                self.arrived.set()
            await self._tag(self.opened)
            if not arrived:
                self._arrive(go)

    async def _open_article(self, go: Go) -> None:
        """Show another article: in one piece if its entities are there at once, else the text first."""
        hits = self.hits
        opened = await self.session.read(go.article, hits)
        tagging = asyncio.ensure_future(self.session.tag(opened, hits))
        try:
            await asyncio.wait({tagging}, timeout=ENTITIES_WAIT)
        finally:
            if not tagging.done():
                tagging.cancel()
        self.opened = tagging.result() if tagging.done() else opened
        self._matched_by = hits
        self.pane.show(opened.article, go.offset)
        index = self.hits.index_of(go.article) if self.hits is not None else None
        if index is not None and index != self.articles.cursor:
            self.articles.select(index)
        self._mark()

    async def _tag(self, opened: Opened) -> None:
        """Mentions, entities and matches for `opened`, shown if it is still the open article."""
        hits = self.hits
        tagged = await self.session.tag(opened, hits)
        if self.opened is not None and self.opened.article.id == tagged.article.id:
            self.opened, self._matched_by = tagged, hits
            self._mark()

    def _mark(self) -> None:
        """Show the entities of the open article, and mark matches and mentions in it."""
        assert self.opened is not None
        tagged = self.opened.mentions is not None
        self.entities.show(self.opened.entities if tagged else None, self.chosen.id if self.chosen else None)
        mentions = self.opened.spans_of(self.chosen.id) if self.chosen else ()
        self.pane.set_marks(self.opened.matches, mentions)
        self.show_state()

    def _arrive(self, go: Go) -> bool:
        """Go to where `go` leads; False while that is not known yet, for want of the entities."""
        assert self.opened is not None
        span = self.opened.arrival(go, self.chosen.id if self.chosen else None)
        if span is not None:
            self.pane.reader.go_to(span)
        elif go.at is At.PLACE:
            self.pane.reader.go_to_offset(go.offset)
        self.show_state()
        unsearched = self.hits is None or not self.hits.text.strip()
        return span is not None or go.at is At.PLACE or (unsearched and go.at is not At.FIRST_MENTION)

    # Back and forward

    def _here(self) -> Place | None:
        if self.opened is None or not self.engaged:
            return None
        reader = self.pane.reader
        return Place(self.opened.article.id, reader.top_offset, self.chosen, reader.current)

    def _leave(self, article: str | None = None) -> None:
        """Remember where one is before going elsewhere, unless that is within `article`."""
        here = self._here()
        if here is not None and here.article != article:
            self.history.leave(here)

    def action_history(self, step: int) -> None:
        here = self._here()
        place = self.history.back(here) if step < 0 else self.history.forward(here)
        if place is None:
            self.tell("nothing further back" if step < 0 else "nothing further forward")
            return
        self.chosen, self.engaged = place.entity, True
        self._set_out(self._return, place)

    async def _return(self, place: Place) -> None:
        await self._go(Go(place.article, At.PLACE, place.offset))
        if self.opened is not None:
            self._mark()
            self.pane.reader.stand_at(place.span)
            self.show_state()

    # Matches

    def action_match(self, step: int) -> None:
        if self.opened is None or self.hits is None:
            return
        if not self.hits.text.strip():
            self.tell("nothing is searched for: / starts a search")
        elif not self._move_among(self.opened.matches, step):
            self._go_beside(step, At.FIRST_MATCH if step > 0 else At.LAST_MATCH, "match")

    def _move_among(self, spans: Sequence[Span], step: int) -> bool:
        index = next_span(spans, self.pane.reader.origin, step)
        if index is None:
            return False
        self.engaged = True
        self.pane.reader.go_to(spans[index])
        self.show_state()
        return True

    # Articles

    def action_article(self, step: int) -> None:
        self._go_beside(step, At.FIRST_MATCH, "article")

    def _go_beside(self, step: int, at: At, noun: str) -> None:
        """Open the next or previous article of the list, from outside it the one under its cursor; at its ends
        say so."""
        if self.hits is None or not len(self.hits):
            self.tell("no articles")
            return
        here = self.hits.index_of(self.opened.article.id) if self.opened is not None else None
        index = self.articles.cursor if here is None else here + step
        if 0 <= index < len(self.hits):
            self.go(Go(self.hits.id(index), at))
        else:
            self.tell(f"{'last' if step > 0 else 'first'} {noun}")

    # The text

    def action_read(self, pages: int) -> None:
        self.engaged = True
        self.pane.reader.action_pages(pages)

    def action_block(self, step: int) -> None:
        self.engaged = True
        if not self.pane.reader.go_to_block(step):
            self.tell("last paragraph" if step > 0 else "first paragraph")

    def action_hidden(self) -> None:
        if self.opened is None:
            return
        reader, count = self.pane.reader, sum(block.hidden for block in self.opened.article.blocks)
        reader.show_hidden(bool(count) and not reader.hidden_shown)
        if count:
            self.tell(f"{counted(count, 'line')} {'shown' if reader.hidden_shown else 'hidden'}")
        else:
            self.tell("nothing is hidden in this article")

    @on(Reader.Moved)
    def _moved(self) -> None:
        self.show_state()
