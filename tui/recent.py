"""Which corpora were opened lately? A small JSON list in the user's state folder."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from index.config import sample_corpus

LIMIT = 20
"""A list that fits on a screen."""

MAX_BYTES = 256 * 1024
"""Twenty paths are far shorter; a longer file is not ours."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus to offer."""

    path: Path
    label: str = ""
    """What to call it when the path says little."""


def offered() -> list[Corpus]:
    """The corpora to choose from: those opened lately, the latest first, then the sample articles."""
    sample = sample_corpus()
    lately = [Corpus(path) for path in recent() if path != sample]
    return [*lately, Corpus(sample, "The sample articles")]


def recent() -> list[Path]:
    """The paths last opened, the latest first. A missing or damaged list is an empty one."""
    file = _file()
    try:
        if file.stat().st_size > MAX_BYTES:
            return []
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    names = found if isinstance(found, list) else []
    return [Path(name) for name in names if isinstance(name, str) and name and "\0" not in name][:LIMIT]


def remember(corpus: Path) -> None:
    """Put `corpus` first. A state folder that cannot be written is no reason to stop reading."""
    path = Path(os.path.abspath(corpus))
    names = [str(path), *(str(each) for each in recent() if each != path)][:LIMIT]
    file = _file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, json.dumps(names, indent=1))
    except OSError:
        return


def _write(file: Path, text: str) -> None:
    """Replace `file` in one step, so that a reader finds the old list or the new one."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".recent")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as temporary:
            temporary.write(text)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise


def _file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("broadsheet") / "recent.json"
