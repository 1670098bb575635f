"""Which files are there? One walk over the corpus folder, one stat a file, nothing opened.

A candidate is a regular file under the root whose path has no hidden part. Everything else that a person
might miss is a `Skipped` with its reason.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from index.errors import CorpusError


class Entry(NamedTuple):
    """A file that may hold articles, and what its stat said."""

    path: str
    """Relative to the corpus, as `shown`."""
    file: str
    """Where to open it. Symbolic links are resolved."""
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @property
    def stat(self) -> tuple[int, int, int, int]:
        return self[2:]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that gave no article, and why, with advice where there is some."""

    path: str
    reason: str


def scan(root: Path) -> Iterator[Entry | Skipped]:
    """Yield what stands under the folder `root` (or `root` itself, if a file), sorted by path.

    Hidden files and folders and editors' backups are passed over. A symbolic link is followed to a file, or to a
    hidden folder, inside the root; a folder that has a name of its own in the corpus is read under that name only.
    Raises CorpusError if `root` does not exist or is neither a folder nor a file.
    """
    real, status = _real(root)
    if stat.S_ISDIR(status.st_mode):
        return _Walk(real).folder(real, "")
    if stat.S_ISREG(status.st_mode):
        return iter((_entry(shown(os.path.basename(root)), real, status),))
    raise CorpusError(f"{root}: neither a folder nor a file")


def glance(root: Path, files: Iterable[str]) -> dict[str, Entry | Skipped | None] | None:
    """What stands where `files` (absolute paths) are or were, by path in the corpus: None for what is not there.

    None in all where a glance does not tell what a `scan` would say, as a folder, a link or a `#` is among them. What
    lies outside the corpus, is hidden or is a backup is left out. Raises CorpusError if there is no corpus.
    """
    inside = os.path.join(_real(root)[0], "")
    seen: dict[str, Entry | Skipped | None] = {}
    for file in files:
        path = file.removeprefix(inside)
        if path == file or is_passed_over(path):
            continue
        if os.path.realpath(file) != file or "#" in path:
            return None
        try:
            status = os.lstat(file)
        except (FileNotFoundError, NotADirectoryError):
            seen[shown(path)] = None
            continue
        except OSError as error:
            seen[shown(path)] = Skipped(shown(path), f"cannot be read: {_why(error)}")
            continue
        if stat.S_ISDIR(status.st_mode):
            return None
        seen[shown(path)] = _beside_its_text(path, file) or _regular(shown(path), file, status)
    return seen


def _beside_its_text(path: str, file: str) -> Skipped | None:
    """What to say of a file that only describes the text beside it."""
    if not file.lower().endswith(_METADATA):
        return None
    text = metadata_beside(os.path.basename(file), os.listdir(os.path.dirname(file)))
    return Skipped(shown(path), f"metadata beside {text}") if text else None


class _Walk:
    """One walk: the root it must not leave, and the folders it reached through links."""

    def __init__(self, root: str) -> None:
        self._inside = os.path.join(root, "")
        self._linked: set[str] = set()

    def folder(self, folder: str, prefix: str) -> Iterator[Entry | Skipped]:
        try:
            with os.scandir(folder) as children:
                ordered = sorted(
                    (_sort_key(child), child) for child in children if not is_passed_over(child.name)
                )
        except OSError as error:
            yield Skipped(prefix.rstrip("/") or ".", f"folder cannot be read: {_why(error)}")
            return
        names = {child.name for _, child in ordered}
        for _, child in ordered:
            path = prefix + shown(child.name)
            try:
                if text := metadata_beside(child.name, names):
                    yield Skipped(path, f"metadata beside {text}")
                elif file := _reads_as_record_of(child):
                    yield Skipped(path, f"its name reads as a part of {file}: rename it")
                elif child.is_symlink():
                    yield from self._link(child.path, path)
                elif child.is_dir(follow_symlinks=False):
                    yield from self.folder(child.path, path + "/")
                else:
                    yield _regular(path, child.path, child.stat(follow_symlinks=False))
            except OSError as error:
                yield Skipped(path, f"cannot be read: {_why(error)}")

    def _link(self, link: str, path: str) -> Iterator[Entry | Skipped]:
        target = os.path.realpath(link, strict=True)
        folder = os.path.join(target, "")
        if not folder.startswith(self._inside):
            yield Skipped(path, "symbolic link out of the corpus: not followed")
        elif not os.path.isdir(target):
            yield _regular(path, target, os.stat(target))
        elif target in self._linked or not is_passed_over(folder.removeprefix(self._inside)):
            yield Skipped(path, "symbolic link to a folder that is read under another name")
        else:
            self._linked.add(target)
            yield from self.folder(target, path + "/")


_METADATA = (".json", ".meta", ".yaml", ".yml")
_TEXTS = (".txt", ".text", ".md", ".html", ".htm")


def metadata_beside(path: str, names: Container[str]) -> str | None:
    """The name of the text that `path` only describes, if `names` has it: `a.txt` for `a.json` or `a.txt.meta`."""
    stem, _, suffix = path.rpartition(".")
    if "." + suffix.lower() not in _METADATA:
        return None
    beside = (stem, *(stem + text for text in _TEXTS))
    return next((shown(each) for each in beside if each in names and each.endswith(_TEXTS)), None)


def _reads_as_record_of(child: os.DirEntry[str]) -> str | None:
    """The file beside `child` of which a record may have the same key: `a.jsonl` for `a.jsonl#17`."""
    name = child.name
    ends = (i for i, char in enumerate(name) if char == "#") if "#" in name else ()
    beside = (name[:end] for end in ends)
    return next((shown(each) for each in beside if os.path.isfile(child.path[: -len(name)] + each)), None)


def _real(root: Path) -> tuple[str, os.stat_result]:
    """Where the corpus stands, links resolved, and what it is."""
    try:
        real = os.path.realpath(root, strict=True)
        return real, os.stat(real)
    except OSError as error:
        raise CorpusError(f"{root}: {_why(error)}") from error


def _sort_key(child: os.DirEntry[str]) -> str:
    """Orders the names of a folder so that the whole walk is in the order of its paths."""
    return child.name + "/" if child.is_dir(follow_symlinks=False) else child.name


def _regular(path: str, file: str, status: os.stat_result) -> Entry | Skipped:
    if stat.S_ISREG(status.st_mode):
        return _entry(path, file, status)
    return Skipped(path, "not a regular file")


def _entry(path: str, file: str, status: os.stat_result) -> Entry:
    return Entry(path, file, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def is_passed_over(path: str) -> bool:
    """Whether `path`, relative to the corpus, is hidden or an editor's backup (`a.txt~`), or lies in such a folder."""
    return any(part.startswith(".") or part.endswith("~") for part in path.split(os.sep))


def shown(path: str) -> str:
    """`path` with what no terminal can show as `\\xNN`, and so the backslash of a name that reads like that.

    No two paths are shown alike.
    """
    if path.isprintable() and "\\x" not in path:
        return path
    return "".join(
        char if char.isprintable() and not path.startswith("\\x", i) else _escape(char)
        for i, char in enumerate(path)
    )


def _escape(char: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(char))


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
