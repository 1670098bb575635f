"""Keeping up: the index follows the corpus while one reads, and list and article follow the index."""

from __future__ import annotations

from functools import partial
from time import monotonic

from index.errors import BroadsheetError, UnknownArticle
from tui.indexing import Advance, Finished, Updater, Watching
from tui.screens.desk import Desk
from tui.steps import kept_place
from tui.widgets.status_line import SHOWN_SECONDS

REFRESH_SECONDS = 0.5
"""The least time between two looks at what was committed meanwhile."""


class Updating(Desk):
    """The update in the child process, seen from the screen."""

    _updater: Updater | None = None
    _at_work = False
    """Whether an update is under way, rather than changes being awaited."""
    _mending = False
    """Whether a rebuild was asked for."""
    _again = False
    """Whether the rules have changed since it began."""
    _news = Finished()
    """What came of the updates that the status line tells of."""
    _told = float("-inf")
    """When it began to."""
    _skipped = 0
    _looked = 0.0
    """When it was last looked what was committed."""
    _lost: str | None = None
    """The open article, if it is known that the corpus no longer has it."""

    def keep_up(self) -> None:
        """Start the update, or start it anew; it ends with the screen."""
        if self._updater is not None:
            self._at_work = True
            self.run_latest("update", self._keep_up, self._updater)

    def follow_rules(self) -> None:
        """Have the user's rules applied to all articles; who watches the corpus watches them too."""
        if self._updater is not None and not self._updater.watch:
            self._again = self._at_work
            if not self._at_work:
                self.keep_up()

    def mend(self) -> None:
        """Once: the update finds the damage and rebuilds, unless it is at it already."""
        if not self._mending and not self._at_work:
            self._mending = True
            self.keep_up()

    def verify(self) -> None:
        """Look for damage in what was committed; where there is some, have it mended."""
        self.run_latest("verify", self._verify)

    async def _verify(self) -> None:
        damage = await self.session.verify()
        if damage:
            self.tell(damage)
            self.mend()

    async def _keep_up(self, updater: Updater) -> None:
        try:
            async for event in updater.events():
                if isinstance(event, Finished):
                    self._at_work = False
                    self._finished(event)
                    await self._take_up()
                    self._say_if_empty(event)
                    self.verify()
                elif isinstance(event, Watching):
                    self._news = Finished()
                    if event.message:
                        self.status.show(event.message, passing=True)
                else:
                    await self._advanced(event)
        finally:
            self._at_work = False
            await updater.stop()
        if self._again:
            self._again = False
            self.keep_up()

    async def _advanced(self, event: Advance) -> None:
        """Say how far a long update is, and show what is ready."""
        ended = event.done >= event.total
        if not ended:
            self.status.show(progress_words(event))
        elif self._at_work:
            self.status.show("")
        self._at_work = not ended
        if ended or monotonic() - self._looked > REFRESH_SECONDS:
            self._looked = monotonic()
            await self._take_up()

    async def _take_up(self) -> None:
        """Show what is new, with the place in list and text kept."""
        if await self.session.refresh():
            await self.read_again()
            self.search(self.search_bar.text)

    async def read_again(self) -> None:
        """Show the open article as it is now, where one was reading; say so if it is no longer what it was."""
        opened = self.opened
        if opened is None:
            return
        try:
            now = await self.session.read(opened.article.id, self.hits)
        except UnknownArticle:
            if self._lost != opened.article.id:
                self.tell("the open article is no longer in the corpus; it stays until you leave it")
            self._lost = opened.article.id
            return
        except BroadsheetError as error:
            self.tell_error(error)
            return
        if self.opened is None or self.opened.article != opened.article or now.article == opened.article:
            return
        if now.article.text != opened.article.text:
            self.tell("the open article has changed")
        self.opened = now
        self.pane.show_again(now.article, partial(kept_place, opened.article.text, now.article.text))

    def _finished(self, event: Finished) -> None:
        """Tell what came of an update, quietly; of several in quick succession together."""
        before = self._news if monotonic() - self._told < SHOWN_SECONDS else Finished()
        skipped, self._skipped = self._skipped, event.skipped or self._skipped
        self._news = Finished(
            before.added + event.added, before.changed + event.changed, before.removed + event.removed
        )
        parts = [event.message, news_words(self._news)]
        if event.skipped > skipped:
            parts.append(f"{event.skipped:,} skipped: {self._doctor}")
        words = " · ".join(filter(None, parts))
        if words:
            self._told = monotonic()
        self.status.show(words, passing=True)

    def _say_if_empty(self, event: Finished) -> None:
        if self.total or event.changes or self.opened is not None:
            return
        skipped = f"{event.skipped:,} skipped: {self._doctor}"
        self.pane.show_notice(
            "No articles here",
            str(self.session.corpus),
            skipped if event.skipped else "Put text files into this folder, or open another one.",
        )

    async def on_unmount(self) -> None:
        if self._updater is not None:
            await self._updater.stop()
        self.session.close()

    @property
    def _doctor(self) -> str:
        return f"broadsheet doctor -C {self.session.corpus} names them"


def news_words(news: Finished) -> str:
    """`3 new articles · 1 changed`, or nothing."""
    counts = {"new": news.added, "changed": news.changed, "removed": news.removed}
    parts = [f"{count:,} {what}" for what, count in counts.items() if count]
    if parts:
        count, _, what = parts[0].partition(" ")
        parts[0] = f"{count} {what} {'article' if count == '1' else 'articles'}"
    return " · ".join(parts)


def progress_words(event: Advance) -> str:
    """`reading 1,240 of 10,000 · entities follow`."""
    counts = f"{event.done:,} of {event.total:,}"
    if event.unit == "bytes":
        counts = f"{event.done / 1e6:,.1f} of {event.total / 1e6:,.1f} MB"
    match event.phase:
        case "tag":
            return f"finding entities · {counts}"
        case "clean":
            return f"cleaning anew {counts}"
        case _:
            return f"reading {counts} · entities follow"
