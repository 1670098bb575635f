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
    """The folder of a generation. What is opened through it is unpickled by the list above."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        return _File(open(self._fpath(name), "rb"), name=name, **kwargs)  # noqa: SIM115 - Whoosh closes it


class _File(StructFile):
    def read_pickle(self) -> Any:
        return _Unpickler(self.file).load()


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
    return whoosh_index.TOC._latest_generation(Storage(folder), NAME) >= 0


def read_contents(folder: Path) -> whoosh_index.TOC:
    """The newest table of contents. Whatever Whoosh raises on a damaged one passes through."""
    # The schema in the file is another pickle, which Whoosh skips when it is given one.
    return whoosh_index.TOC.read(Storage(folder), NAME, schema=schema())


def write_contents(folder: Path, segments: list[ArraySegment], generation: int) -> None:
    """Put a new table of contents in place by a rename, then remove the files that no segment owns."""
    storage = Storage(folder)
    whoosh_index.TOC(schema(), segments, generation).write(storage, NAME)
    whoosh_index.clean_files(storage, NAME, generation, segments)


def open_index(folder: Path) -> whoosh_index.FileIndex:
    """Whoosh's own view of the index."""
    return whoosh_index.FileIndex(Storage(folder), schema=schema(), indexname=NAME)
