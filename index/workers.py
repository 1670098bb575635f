"""How is work spread over the cores? Jobs to processes, messages back; a job whose process died is done here.

Processes are spawned, not forked: so they inherit neither locks nor threads nor the lock on the index, on every
system. They do no more than they are told, and end with the process that started them, however it ends.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from types import TracebackType
from typing import Generic, NamedTuple, TypeVar

Job = TypeVar("Job")
Message = TypeVar("Message")
Task = Callable[[Job], Iterable[Message]]
"""What is done with a job: the messages it gives are passed on as they come."""

_SPAWNING = get_context("spawn")
_COLLECTED_AFTER = 50_000
"""Objects made between two searches for cycles, of which reading and tagging make none: a tenth of the time saved."""
_NICE = 5
"""How far processes stand back behind the screen, which must not wait for them."""


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _End(NamedTuple):
    """The last that is heard of a job: what it failed of, if it did."""

    error: Exception | None


class Workers(Generic[Job, Message]):
    """Processes that do `task`, a context manager. Leaving it ends them, whatever they are at.

    `task` and jobs are pickled, and so are messages.
    """

    def __init__(self, task: Task[Job, Message], count: int) -> None:
        self._task = task
        self._idle = [_Worker[Job, Message](task) for _ in range(count)]
        self._busy: dict[Connection, _Worker[Job, Message]] = {}

    def __enter__(self) -> Workers[Job, Message]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in (*self._idle, *self._busy.values()):
            worker.end()

    def messages(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Message]]:
        """What comes of `jobs`, which are asked for one by one as there is somebody to do them.

        Jobs begin in order; their messages mingle. What a job raises is raised here. A job whose process died
        begins anew in this process, so its first messages may come twice.
        """
        while True:
            while self._idle and (job := next(jobs, None)) is not None:
                self._give(self._idle.pop(), job)
            if not self._busy:
                break
            for connection in wait(self._busy):
                assert isinstance(connection, Connection)  # nothing else was asked about
                yield from self._heard(connection)
        for job in jobs:  # nobody is left to do them
            yield from self._here(job)

    def _give(self, worker: _Worker[Job, Message], job: Job) -> None:
        worker.job = job
        self._busy[worker.connection] = worker
        with suppress(OSError):  # it is dead, and that will be heard
            worker.connection.send(job)

    def _heard(self, connection: Connection) -> Iterator[tuple[Job, Message]]:
        worker = self._busy[connection]
        try:
            message = connection.recv()
        except (EOFError, OSError):
            del self._busy[connection]
            worker.end()
            yield from self._here(worker.job)
            return
        if not isinstance(message, _End):
            yield worker.job, message
            return
        self._idle.append(self._busy.pop(connection))
        if message.error:
            raise message.error

    def _here(self, job: Job) -> Iterator[tuple[Job, Message]]:
        return ((job, message) for message in self._task(job))


class _Worker(Generic[Job, Message]):
    """A process, and what it is at."""

    job: Job

    def __init__(self, task: Task[Job, Message]) -> None:
        self.connection, theirs = _SPAWNING.Pipe()
        self._process = _SPAWNING.Process(target=_serve, args=(theirs, task), daemon=True)
        self._process.start()
        theirs.close()  # or its death would not be heard

    def end(self) -> None:
        self._process.terminate()
        self._process.join()
        self.connection.close()


def _serve(connection: Connection, task: Task[Job, Message]) -> None:
    """The life of a process: jobs, one after the other, until nobody gives any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; it is for the first process to decide
    os.nice(_NICE)
    gc.set_threshold(_COLLECTED_AFTER)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            job = connection.recv()
            error: Exception | None = None
            try:
                for message in task(job):
                    connection.send(message)
            except Exception as raised:
                error = raised
            connection.send(_End(error))


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None  # as this process was spawned
    parent.join()
    os._exit(1)  # in the middle of whatever it is at
