"""Are the large files of the index still what was written? Read through in the background, as nobody can wait for it.

The small ones are compared at every opening (`manifest.check`), the large ones at any time, each once.
"""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from threading import Event

from index.errors import StoreDamaged
from index.store.manifest import SMALL, distrust, read_manifest

_CHUNK = 1 << 20
"""Bytes read and hashed at once, without the interpreter lock: a few milliseconds' work."""
_REST = 1.0
"""Rest after each chunk, as a multiple of the time it took: half a core, half the disk are left to others."""


class Verification:
    """Compares large files with the manifest. Not for the thread that a person waits for: gigabytes take seconds."""

    def __init__(self) -> None:
        self._sound: set[Path] = set()
        self._stopped = Event()

    def run(self, generation: Path) -> None:
        """Compare the files of `generation` that were not compared before; returns early once stopped.

        Raises StoreDamaged on the first one that differs: the next opening, by whichever process, finds it then.
        """
        try:
            for name, (size, checksum) in read_manifest(generation).items():
                path = generation / name
                if size > SMALL and path not in self._sound and not self._stopped.is_set():
                    self._compare(path, checksum)
        except StoreDamaged:
            distrust(generation)
            raise

    def stop(self) -> None:
        """End what is under way, and whatever is asked for later."""
        self._stopped.set()

    def _compare(self, path: Path, checksum: str) -> None:
        hashed = hashlib.sha256()
        buffer = memoryview(bytearray(_CHUNK))
        try:
            with open(path, "rb", buffering=0) as file:
                started = time.monotonic()
                while size := file.readinto(buffer):
                    hashed.update(buffer[:size])
                    if self._stopped.wait(_REST * (time.monotonic() - started)):
                        return
                    started = time.monotonic()
        except FileNotFoundError:  # a commit has replaced the segment meanwhile
            return
        except OSError as error:
            raise StoreDamaged(f"{path}: {error.strerror}") from error
        if hashed.hexdigest() != checksum:
            raise StoreDamaged(f"{path} has changed")
        self._sound.add(path)
