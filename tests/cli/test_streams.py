"""Streams that are closed, full, or abandoned: commands end with a line and a code, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

NEEDS_DEV_FULL = pytest.mark.skipif(
    not os.path.exists("/dev/full"), reason="only some systems have /dev/full"
)


def shell(*arguments: str, **options: object) -> subprocess.Popen:
    """A command in a process of its own."""
    command = [sys.executable, "-m", "tui", *arguments]
    root = Path(__file__).parents[2]
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=root, **(streams | options))


def test_a_reader_that_leaves_early_is_no_fault(seeds):
    read, write = os.pipe()
    os.close(read)
    with shell("clean", "--json", str(seeds), stdout=write) as process:
        os.close(write)
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_each_line_is_answered_before_the_next_is_read():
    line = json.dumps({"id": 1, "text": "Words."}).encode() + b"\n"
    with shell("tag", "--json", "-", stdin=subprocess.PIPE) as process:
        for _ in range(2):
            process.stdin.write(line)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == 1
        process.stdin.close()
    assert process.returncode == 0


def test_an_interrupt_ends_quietly():
    with shell("tag", "--json", "-", stdin=subprocess.PIPE) as process:
        process.stdin.write(b'{"id": 1, "text": "x"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == 130


def closed(redirection: str, *arguments: str) -> subprocess.CompletedProcess:
    """A command from a shell that closes or diverts a stream."""
    command = ["sh", "-c", f'exec "$@" {redirection}', "sh", sys.executable, "-m", "tui", *arguments]
    return subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)


@pytest.mark.parametrize("arguments", [["search", "kirby"], ["clean", "--json"], ["--help"]], ids=" ".join)
@pytest.mark.parametrize("redirection", [">&-", pytest.param(">/dev/full", marks=NEEDS_DEV_FULL)])
def test_answers_that_nobody_can_take_are_a_failure(redirection, arguments):
    ended = closed(redirection, *arguments)
    assert ended.returncode == 3
    assert ended.stderr.splitlines()[-1].startswith("broadsheet: standard output: ")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("redirection", ["2>&-", pytest.param("2>/dev/full", marks=NEEDS_DEV_FULL)])
def test_talk_that_nobody_can_hear_is_no_failure(redirection):
    ended = closed(redirection, "search", "--count", "kirby")
    assert (ended.returncode, ended.stdout) == (0, "3\n")


@pytest.mark.parametrize("command", ["clean", "tag"])
def test_closed_standard_input_holds_no_texts(command):
    ended = closed("<&-", command, "--json", "-")
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "")


def test_help_that_is_not_read_to_its_end_is_no_fault():
    read, write = os.pipe()
    os.close(read)
    with shell("--help", stdout=write) as process:
        os.close(write)
        assert process.stderr.read() == b""
    assert process.returncode == 141
