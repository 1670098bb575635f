"""How is a short list kept between two runs? As JSON in the user's state folder, replaced in one step."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

MAX_BYTES = 1024 * 1024
"""What is kept here is far shorter; a longer file is not ours."""


def load(name: str) -> list[str]:
    """The strings in the file `name`. A missing or damaged file is an empty list."""
    file = _file(name)
    try:
        if file.stat().st_size > MAX_BYTES:
            return []
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def save(name: str, strings: Iterable[str]) -> None:
    """Replace the file `name`. A state folder that cannot be written is no reason to stop reading."""
    file, text = _file(name), json.dumps(list(strings), indent=1)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, text)


def _replace(file: Path, text: str) -> None:
    """In one step, so that a reader finds the old list or the new one; readable by its owner alone."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem}")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as temporary:
            temporary.write(text)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise


def _file(name: str) -> Path:
    from platformdirs import user_state_path

    return user_state_path("broadsheet") / name
