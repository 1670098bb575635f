"""How does the index keep up while one reads? A child process updates it, follows changes, and reports events.

A process of its own, because the work would hold the interpreter lock that the screen needs.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MAX_LINE = 64 * 1024 * 1024
"""Bytes of one event: the last one names every skipped file."""

GRACE = 2.0
"""Seconds that a child has to stop by itself."""


@dataclass(frozen=True, slots=True)
class Advance:
    """How far it is: `done` of `total` in `phase` "read", "clean" or "tag"."""

    phase: str
    done: int
    total: int
    unit: str = "articles"
    """What these count: "files", "bytes" or "articles"."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of an update: how many articles it was about, and what else there is to say."""

    added: int = 0
    changed: int = 0
    """Those that were moved among them."""
    removed: int = 0
    skipped: int = 0
    """Files, records and members that give no article, in all."""
    message: str = ""

    @property
    def changes(self) -> int:
        return self.added + self.changed + self.removed


@dataclass(frozen=True, slots=True)
class Watching:
    """From now on changes are awaited; with a message where that is done in another way than usual."""

    message: str = ""


Event = Advance | Finished | Watching


def read_event(line: str | bytes) -> Event | None:
    """The event in one line of the child's output; None for anything else."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    match found.get("event"):
        case "progress":
            counts = _count(found, "done"), _count(found, "total")
            return Advance(str(found.get("phase", "")), *counts, str(found.get("unit", "articles")))
        case "done":
            changed = sum(_count(found, name) for name in ("changed", "moved"))
            skipped = found.get("skipped")
            return Finished(
                _count(found, "added"),
                changed,
                _count(found, "removed"),
                len(skipped) if isinstance(skipped, list) else 0,
                str(found.get("message") or ""),
            )
        case "busy" | "error":
            return Finished(message=str(found.get("message") or "the index could not be updated"))
        case "watching":
            return Watching(str(found.get("message") or ""))
    return None


def _count(found: dict[str, object], name: str) -> int:
    value = found.get(name)
    return value if isinstance(value, int) else 0


class Updater:
    """The child process that brings the index of a corpus up to date, once, or with `watch` after each change."""

    def __init__(
        self, corpus: Path, cache: Path | None = None, config: Path | None = None, *, watch: bool = False
    ) -> None:
        self.watch = watch
        self._arguments = ["index", "--json", "--progress", *(["--watch"] if watch else [])]
        for option, path in (("--cache", cache), ("--config", config)):
            if path is not None:
                self._arguments += [option, str(path)]
        self._arguments += ["--", str(corpus)]
        self._process: asyncio.subprocess.Process | None = None
        self._asked = False

    async def events(self) -> AsyncIterator[Event]:
        """Start the child and yield what it reports, until it ends. The last one is a Finished in every case."""
        last: Event | None = None
        try:
            self._process, self._asked = await self._start(), False
            assert self._process.stdout is not None
            async for line in self._process.stdout:
                event = read_event(line)
                if event is not None:
                    last = event
                    yield event
            await self._process.wait()
        except (OSError, ValueError) as error:
            yield Finished(message=f"the index could not be updated: {error}")
            return
        if self.watch or not isinstance(last, Finished):
            yield Finished(message="the update stopped early: see broadsheet index")

    def terminate(self) -> None:
        """Ask the child to end, without waiting; once, because asking again would take its exit code from asyncio."""
        if self._process is not None and self._process.returncode is None and not self._asked:
            self._asked = True
            with suppress(ProcessLookupError):
                self._process.terminate()

    async def stop(self) -> None:
        """End the child and wait for it; a killed update loses nothing that was committed."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        self.terminate()
        try:
            await asyncio.wait_for(process.wait(), GRACE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _start(self) -> asyncio.subprocess.Process:
        """`-P` keeps the current folder, which may be the corpus, from providing a package named tui."""
        ours = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, [ours, os.environ.get("PYTHONPATH", "")]))
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-P", "-m", "tui"),
            *self._arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            limit=MAX_LINE,
            start_new_session=True,
        )
