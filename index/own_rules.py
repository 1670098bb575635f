"""Where do the user's own cleaning rules stand? In two files of their configuration folder.

`rules.yaml` is written by hand and never by the program, which would lose its comments and its order;
`corrections.yaml` is written by the program and may be edited by hand: lines hidden and shown in the reader, rules
switched off. What they say is read by `index.own_yaml`, when it is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.cleaning.own import OwnRules

RULES, CORRECTIONS = "rules.yaml", "corrections.yaml"


def files(folder: Path | None = None) -> tuple[Path, Path]:
    """`rules.yaml` and `corrections.yaml` in `folder` or the user's configuration folder, there or not."""
    if folder is None:
        from platformdirs import user_config_path

        folder = user_config_path("broadsheet")
    return folder / RULES, folder / CORRECTIONS


def load(folder: Path | None = None) -> OwnRules:
    """What the user says, in `folder` or their configuration folder. Raises ConfigError: file, line, what to do."""
    from index.own_yaml import read

    return read(*files(folder))


def save(own: OwnRules, folder: Path | None = None) -> None:
    """Write the corrections and what is switched off: all or nothing. Raises ConfigError."""
    from index.own_yaml import write

    write(own, files(folder)[1])


def stamp(folder: Path | None = None) -> tuple[tuple[int, int, int] | None, ...]:
    """A value that is another one after a file was written: cheap to compare with the one before."""
    return tuple(map(_stamp, files(folder)))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
