"""Keeping up: the index is brought up to date while one reads, and the list follows."""

from __future__ import annotations

from time import monotonic

from tui.indexing import Advance, Finished, Updater
from tui.screens.desk import Desk
from tui.words import counted

REFRESH_SECONDS = 0.5
"""The least time between two looks at what was committed meanwhile."""


class Updating(Desk):
    """The update in the child process, seen from the screen."""

    _updater: Updater | None = None
    _mending = False
    """Whether a rebuild was asked for."""

    def keep_up(self) -> None:
        """Start the update; it ends with the screen."""
        if self._updater is not None:
            self.run_latest("update", self._keep_up, self._updater)

    def mend(self) -> None:
        """Once: the update finds the damage and rebuilds, unless it is at it already."""
        if not self._mending and not any(worker.group == "update" for worker in self.workers):
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
        looked = monotonic()
        try:
            async for event in updater.events():
                if isinstance(event, Finished):
                    self._finished(event)
                    await self._take_up()
                    self._say_if_empty(event)
                elif event.done < event.total:
                    self.status.show(progress_words(event))
                    if monotonic() - looked > REFRESH_SECONDS:
                        looked = monotonic()
                        await self._take_up()
        finally:
            await updater.stop()
        self.verify()

    async def _take_up(self) -> None:
        """Show what is new, with the place in list and text kept."""
        if await self.session.refresh():
            self.search(self.search_bar.text)

    def _finished(self, event: Finished) -> None:
        parts = [event.message] if event.message else []
        if event.changes:
            parts.append(f"{counted(event.changes, 'article')} new or changed")
        if event.skipped:
            parts.append(f"{counted(event.skipped, 'file')} skipped: {self._doctor}")
        self.status.show(" · ".join(parts), passing=True)

    def _say_if_empty(self, event: Finished) -> None:
        if self.total or event.changes or self.opened is not None:
            return
        skipped = f"{counted(event.skipped, 'file')} could not be read: {self._doctor}"
        self.pane.show_notice(
            "No articles here",
            str(self.session.corpus),
            skipped if event.skipped else "Put text files into this folder, or open another one.",
        )

    def on_unmount(self) -> None:
        if self._updater is not None:
            self._updater.terminate()
        self.session.close()

    @property
    def _doctor(self) -> str:
        return f"broadsheet doctor -C {self.session.corpus} names them"


def progress_words(event: Advance) -> str:
    """`reading 1,240 of 10,000 · entities follow`."""
    counts = f"{event.done:,} of {event.total:,}"
    return f"finding entities · {counts}" if event.phase == "tag" else f"reading {counts} · entities follow"
