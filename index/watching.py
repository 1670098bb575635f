"""When is it time to look at a corpus again? When something in it changes, and every now and then in any case.

The only module that imports watchfiles. It opens no file: what a change means is for the update to find out.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event

from index.sources.walk import is_passed_over

Paths = frozenset[str]

_TICK = 0.1
"""Seconds between two looks at the root and at single files: they are few, and cost a stat each."""

_QUIET_MS = 20
"""Milliseconds without news that end a burst of changes: an editor that saves is done by then."""
_BURST_MS = 500
"""Milliseconds after which a burst that does not end is handed on as far as it has come."""

_NOW_AND_THEN = 300.0
"""Seconds between two looks at everything: the system may lose news, and has none of what other machines do."""
_UNTOLD = 2.0
"""The same where the system does not tell of changes, unless looking takes long."""
_SHARE = 10
"""Of the time, the part that looking at everything may take then."""

State = tuple[int, ...] | None


class Watcher:
    """A corpus, and single files beside it, under watch."""

    def __init__(self, corpus: Path, *beside: Path) -> None:
        self._root = os.path.realpath(corpus)
        self._beside = beside
        self._stopped = Event()
        self.message = ""
        """Empty, or one line for the user: why changes are looked for instead of being told of at once."""

    def stop(self) -> None:
        """Let `changes` end soon; from any thread."""
        self._stopped.set()

    def changes(self) -> Iterator[Paths | None]:
        """Give the paths that may have changed, as soon as there are any; None to have everything looked at.

        Begins with None, once no change can be missed any more. The paths are absolute and may be gone, or folders.
        What changes while the caller is at work comes next. Ends when it is stopped.
        """
        while not self._stopped.is_set():
            yield from self._until_replaced()

    def _until_replaced(self) -> Iterator[Paths | None]:
        """Watch for as long as the root is the same folder; or the same file, with the same content."""
        root, beside, due = _state(self._root), self._states(), 0.0
        for told in self._ticks():
            if _state(self._root) != root:
                return
            before, beside = beside, self._states()
            if before != beside or time.monotonic() >= due:
                started = time.monotonic()
                yield None
                due = time.monotonic() + self._pause(time.monotonic() - started)
            elif paths := frozenset(self._ours(told)):
                yield paths

    def _pause(self, took: float) -> float:
        """Seconds to the next look at everything, when the last one took so long."""
        return min(max(_UNTOLD, _SHARE * took), _NOW_AND_THEN) if self.message else _NOW_AND_THEN

    def _ticks(self) -> Iterator[Iterable[str]]:
        """The paths that the system tells of; none every now and then."""
        self.message = ""
        if os.path.isdir(self._root):
            yield from self._notifications()
        while not self._stopped.wait(_TICK):
            yield ()

    def _notifications(self) -> Iterator[Iterable[str]]:
        """Ends where the system cannot tell of changes."""
        from watchfiles import watch

        try:
            for changes in watch(
                self._root,
                watch_filter=None,
                debounce=_BURST_MS,
                step=_QUIET_MS,
                stop_event=self._stopped,
                rust_timeout=round(1000 * _TICK),
                yield_on_timeout=True,
                ignore_permission_denied=True,
            ):
                yield [path for _, path in changes]
        except (OSError, RuntimeError) as error:  # watchfiles' own error is a RuntimeError
            why = str(error).partition(" about ")[0]
            self.message = f"the system does not tell of changes ({why}): looked for every few seconds"

    def _ours(self, paths: Iterable[str]) -> Iterator[str]:
        inside = os.path.join(self._root, "")
        for path in paths:
            if path.startswith(inside) and not is_passed_over(path.removeprefix(inside)):
                yield path

    def _states(self) -> list[State]:
        return [_state(path) for path in self._beside]


def _state(path: str | Path) -> State:
    """What changes when another file or folder takes the place of `path`, or the file is written to."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    which = (found.st_dev, found.st_ino)
    return which if stat.S_ISDIR(found.st_mode) else (*which, found.st_size, found.st_mtime_ns)
