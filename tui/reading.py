"""What happens before the screen opens? Path and settings are checked, and only then textual is loaded."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from index.config import load
from index.errors import nearest
from tui.arguments import COMMANDS
from tui.output import complain
from tui.recent import offered


def read(options: argparse.Namespace) -> int:
    """Open the reader; the exit code once it is closed."""
    chosen = options.path or options.corpus
    if chosen and not os.path.exists(os.path.expanduser(chosen)):
        complain(_missing(chosen, could_be_command=chosen == options.path))
        return 2
    config_file = Path(options.config) if options.config else None
    config = load(config_file)

    if not _on_a_terminal():
        complain("the reader needs a terminal; `broadsheet search` prints to a pipe")
        return 2

    from tui.app import BroadsheetApp

    app = BroadsheetApp(
        corpus_to_open(chosen or config.corpus),
        config=config,
        query=options.query,
        at=options.at or "",
        cache=Path(options.cache) if options.cache else None,
        config_file=config_file,
    )
    app.run()
    return app.return_code or 0


def corpus_to_open(chosen: str | None) -> Path | None:
    """The corpus that was chosen; else the sample articles as long as nothing else was read; else None: ask."""
    if chosen:
        return Path(os.path.expanduser(chosen))
    known = offered()
    return known[0].path if len(known) == 1 else None


def _on_a_terminal() -> bool:
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return os.environ.get("TERM") != "dumb" and all(stream and stream.isatty() for stream in streams)


def _missing(path: str, *, could_be_command: bool) -> str:
    said = f"{path}: no such file or folder"
    if not could_be_command or os.sep in path:
        return said
    near = nearest(path, COMMANDS)
    return (
        f'{said}; did you mean "broadsheet {near}"?'
        if near
        else f"{said}, and no command; see broadsheet --help"
    )
