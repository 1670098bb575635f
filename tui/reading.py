"""What happens before the screen opens? Path and settings are checked, and only then textual is loaded."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from index.config import VARIABLE, load, nearest
from tui.arguments import COMMANDS
from tui.output import complain


def read(options: argparse.Namespace) -> int:
    """Open the reader; the exit code once it is closed."""
    chosen = options.path or options.corpus
    if chosen and not os.path.exists(os.path.expanduser(chosen)):
        complain(_missing(chosen, could_be_command=chosen == options.path))
        return 2
    if options.config:
        # The process that keeps the index up while one reads takes its settings from the environment.
        os.environ[VARIABLE] = os.path.abspath(options.config)
    config = load()
    corpus = chosen or config.corpus

    from tui.app import run

    return run(
        Path(corpus).expanduser() if corpus else None,
        config=config,
        query=options.query,
        at=options.at or "",
        cache=Path(options.cache) if options.cache else None,
    )


def _missing(path: str, *, could_be_command: bool) -> str:
    near = nearest(path, COMMANDS) if could_be_command and os.sep not in path else None
    return f"{path}: no such file or folder" + (f'; did you mean "broadsheet {near}"?' if near else "")
