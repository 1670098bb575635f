"""Where does a corpus' index live, and who may touch it? The cache folder, its generations, its lock.

<user cache>/broadsheet/<corpus id>/
    corpus        the path of the corpus, for people who look
    lock          held while an update runs; says by whom
    current       the name of the generation to read
    g1, g2, …     one index each; a rebuild goes into a fresh one and is switched in by replacing `current`
    mentions.db   entity mentions, keyed by content, so they outlive generations
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import StoreBusy, StoreError
from index.store.damage import writing

_GENERATION = re.compile(r"g\d+", re.ASCII)
_OURS_ONLY = 0o700


class Folder:
    """The cache folder of one corpus. Creating one makes the folder, private to its owner.

    Raises StoreError when the folder belongs to somebody else or cannot be made private.
    """

    def __init__(self, corpus: Path, cache: Path) -> None:
        resolved = str(corpus.resolve())
        name = hashlib.blake2b(resolved.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
        self.path = cache / name
        with writing(self.path):
            cache.mkdir(mode=_OURS_ONLY, parents=True, exist_ok=True)
            self.path.mkdir(mode=_OURS_ONLY, exist_ok=True)
            _make_private(self.path)
            label = self.path / "corpus"
            if not label.exists():
                write_atomically(label, (resolved + "\n").encode("utf-8", "surrogateescape"))

    @property
    def mentions(self) -> Path:
        return self.path / "mentions.db"

    def current(self) -> Path | None:
        """The generation to read, or None before the first.

        Where the file `current` is gone or damaged, that is the oldest generation with a commit.
        """
        try:
            name = (self.path / "current").read_bytes().decode("ascii", "replace").strip()
        except OSError:
            name = ""
        if _GENERATION.fullmatch(name) and (self.path / name).is_dir():
            return self.path / name
        committed = [folder for folder in self._generations() if (folder / "manifest.json").exists()]
        return min(committed, key=_number, default=None)

    def fresh(self) -> Path:
        """A new, empty generation that nobody reads yet."""
        folder = self.path / f"g{max(map(_number, self._generations()), default=0) + 1}"
        with writing(folder):
            folder.mkdir(mode=_OURS_ONLY)
        return folder

    def switch(self, generation: Path) -> None:
        """Make `generation` the one to read."""
        with writing(self.path):
            write_atomically(self.path / "current", generation.name.encode())
        self.tidy()

    def tidy(self) -> None:
        """Remove generations that nobody will read: older ones, and those a killed rebuild left behind."""
        current = self.current()
        for generation in self._generations():
            if generation != current:
                shutil.rmtree(generation, ignore_errors=True)

    def set_aside(self, generation: Path) -> None:
        """Move a damaged generation out of the way, in place of the one set aside before."""
        aside = self.path / "damaged"
        shutil.rmtree(aside, ignore_errors=True)
        with writing(aside):
            generation.rename(aside)

    def size(self) -> int:
        """Bytes of everything in the folder; what disappears meanwhile counts for nothing."""
        total = 0
        for path in self.path.rglob("*"):
            with suppress(FileNotFoundError):
                total += path.stat().st_size if path.is_file() else 0
        return total

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the right to write. Raises StoreBusy naming the holder; the system frees it if we die."""
        path = self.path / "lock"
        with writing(path):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _try_lock(descriptor):
                raise StoreBusy(
                    f"{_holder(descriptor)} is indexing this corpus: what it has done so far can be read"
                )
            import socket  # for writers alone

            holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": time.strftime("%H:%M:%S")}
            with suppress(OSError):  # on a full disk the holder stays unnamed
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, json.dumps(holder).encode(), 0)
            yield
        finally:
            os.close(descriptor)

    def _generations(self) -> list[Path]:
        return [entry for entry in self.path.iterdir() if _GENERATION.fullmatch(entry.name)]


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content` so that a reader, or a power loss, meets the old or the new, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(temporary, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames inside `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _number(generation: Path) -> int:
    return int(generation.name[1:])


def _make_private(folder: Path) -> None:
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid():
        raise StoreError(f"{folder}: not a folder of yours: choose another with --cache DIR")
    if stat.S_IMODE(state.st_mode) & ~_OURS_ONLY:
        folder.chmod(_OURS_ONLY)


def _try_lock(descriptor: int) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(descriptor: int) -> str:
    try:
        told = json.loads(os.pread(descriptor, 1000, 0))
        return f"another Broadsheet (process {told['pid']} on {told['host']}, since {told['since']})"
    except (ValueError, KeyError, TypeError):
        return "another Broadsheet"
