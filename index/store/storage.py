"""How does Whoosh get at its files? Its tables of contents are pickles: only what belongs in one is unpickled.

A pickle can name any function to call. Here a name that is not on the list stops the reading; the rest of an index
are arrays, which hold no code.
"""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from index.store.codec import ArraySegment
from index.store.folder import write_atomically
from index.store.schema import schema

NAME = "MAIN"
"""Whoosh's name of an index that is alone in its folder; the names of segments begin with it."""

_ALLOWED = {
    ("index.store.codec", "ArraySegment"): ArraySegment,
    ("builtins", "set"): set,
    ("builtins", "frozenset"): frozenset,
}
"""All that the list of segments is made of, beside plain values."""


class Storage(FileStorage):
    """The folder of a generation. What is opened through it is unpickled by the list above.

    Files are made in memory, and are on the disk once Whoosh renames them: a table of contents is small, and the
    old one goes as soon as the new one is there.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._made: dict[str, bytes] = {}

    def open_file(self, name: str, **_: Any) -> StructFile:
        # Read at once: Whoosh does not close what it fails to read.
        return _File(io.BytesIO(Path(self._fpath(name)).read_bytes()), name)

    def create_file(self, name: str, **_: Any) -> StructFile:
        def keep(file: StructFile) -> None:
            self._made[name] = file.file.getvalue()

        return StructFile(io.BytesIO(), name, onclose=keep)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        write_atomically(Path(self._fpath(newname)), self._made.pop(oldname))


class _File(StructFile):
    def read_pickle(self) -> Any:
        return loads(self.file.read())


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} does not belong in an index") from None


def loads(pickled: bytes) -> Any:
    """Unpickle by the list. Raises pickle.UnpicklingError."""
    return _Unpickler(io.BytesIO(pickled)).load()


def exists(folder: Path) -> bool:
    """Is there a table of contents? Opens none."""
    return bool(whoosh_index.TOC._latest_generation(Storage(folder), NAME) >= 0)


def read_contents(folder: Path) -> whoosh_index.TOC:
    """The newest table of contents. Whatever Whoosh raises on a damaged one passes through."""
    # The schema in the file is another pickle, which Whoosh skips when it is given one.
    return whoosh_index.TOC.read(Storage(folder), NAME, schema=schema())


def write_contents(folder: Path, segments: list[ArraySegment], generation: int) -> None:
    """Put a new table of contents in place, durably, then remove the files that no segment owns. Raises OSError."""
    storage = Storage(folder)
    whoosh_index.TOC(schema(), segments, generation).write(storage, NAME)
    whoosh_index.clean_files(storage, NAME, generation, segments)


def open_index(folder: Path) -> whoosh_index.FileIndex:
    """Whoosh's own view of the index."""
    return whoosh_index.FileIndex(Storage(folder), schema=schema(), indexname=NAME)
