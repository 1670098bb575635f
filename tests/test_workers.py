"""Work is spread over processes: every job is done, whatever becomes of them, and none lives longer than the work."""

from __future__ import annotations

import signal
import subprocess
import sys
from multiprocessing import active_children

import pytest

from index.workers import Workers

_KILLED_AT_WORK = """
import signal, time
from index.workers import Workers
signal.alarm(1)
with Workers(time.sleep, 2) as workers:
    list(workers.messages(iter([1000, 1000])))
"""


def test_every_job_gives_its_messages_in_order() -> None:
    with Workers(range, 2) as workers:
        found = list(workers.messages(iter([3, 2, 1])))
    assert sorted(found) == [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)]
    assert [message for job, message in found if job == 3] == [0, 1, 2]


def test_what_a_job_raises_is_raised_here() -> None:
    with Workers(range, 1) as workers, pytest.raises(TypeError, match="str"):
        list(workers.messages(iter(["no number"])))


def test_the_jobs_of_processes_that_died_are_done_here() -> None:
    with Workers(range, 2) as workers:
        for process in active_children():
            process.kill()
        found = list(workers.messages(iter([2, 1, 3])))
    assert sorted(found) == [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)]


def test_processes_end_with_the_work() -> None:
    with Workers(range, 2) as workers:
        next(workers.messages(iter([1000])))
    assert active_children() == []


def test_processes_end_with_the_one_that_started_them() -> None:
    """They hold its output open: it ends when the last of them does."""
    ended = subprocess.run(
        [sys.executable, "-c", _KILLED_AT_WORK], capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout) == (-signal.SIGALRM, b"")
