"""Commands run in this process, on corpora that a test may change."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from tui.cli import main


@pytest.fixture
def run(capfd, monkeypatch):
    """Runs a command; its exit code, its answers, and its talk."""

    def run(*arguments: str, stdin: str | bytes = b"") -> tuple[int, list, str]:
        raw = stdin if isinstance(stdin, bytes) else stdin.encode("utf-8", "surrogatepass")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        code = main(list(arguments))
        shown = capfd.readouterr()
        answers = (
            [json.loads(line) for line in shown.out.splitlines()] if "--json" in arguments else shown.out
        )
        return code, answers, shown.err

    return run


@pytest.fixture
def corpus(tmp_path: Path, seeds: Path) -> Path:
    """A copy of the sample articles that a test may change."""
    return Path(shutil.copytree(seeds, tmp_path / "corpus"))
