"""How are the files read and written that people write too? As YAML, bounded, with the line of what is wrong."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import ConfigError

MAX_DEPTH = 6
"""Collections inside each other: more than any file has, and a message instead of a limit of Python's."""


class Document(NamedTuple):
    """What a file says."""

    path: Path
    value: object
    """None if it says nothing."""
    node: Any
    """The same as YAML's nodes, which know their lines."""

    def wrong(self, message: str, *keys: str | int) -> ConfigError:
        """The error to raise; `keys` lead to the place: names in mappings, numbers in lists."""
        return ConfigError(f"{self.path}: line {_line(self.node, keys)}: {message}")


def load(path: Path, max_bytes: int) -> Document:
    """The document in `path`. Raises ConfigError, which names the file, and the line where there is one."""
    import yaml

    loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = _read(path, max_bytes)
    try:
        _bound(yaml, text, path)
        reading = loader(text)
        node = reading.get_single_node()
        return Document(path, None if node is None else reading.construct_document(node), node)
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigError(f"{path}: not YAML: {_one_line(error)}") from None


def save(path: Path, explanation: Sequence[str], value: object, max_bytes: int) -> None:
    """Write `value` to `path` behind lines of comment: all of it or, on any failure, nothing. Raises ConfigError.

    What `load` would refuse for its length is not written.
    """
    import yaml

    text = "".join(f"# {line}".rstrip() + "\n" for line in explanation)
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text += yaml.dump(value, Dumper=dumper, allow_unicode=True, default_flow_style=False, width=1_000_000)
    raw = text.encode("utf-8", "backslashreplace")
    if len(raw) > max_bytes:
        raise ConfigError(
            f"{path}: would be longer than {max_bytes // 1024} KB; take out what is no longer needed"
        )
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise ConfigError(f"{path}: cannot be written: {error.strerror or error}") from None


def _read(path: Path, max_bytes: int) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(max_bytes + 1)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(raw) > max_bytes:
        raise ConfigError(f"{path}: longer than {max_bytes // 1024} KB; is it another file?")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


def _bound(yaml: Any, text: str, path: Path) -> None:
    """Refuse what makes gigabytes, a deep recursion, or odd objects out of one page: aliases, nesting, tags."""
    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise ConfigError(f"{path}: line {line}: aliases are not read here; write the value out")
        if tag := getattr(event, "tag", None):
            raise ConfigError(f"{path}: line {line}: tags such as {tag:.30} are not read here")
        if depth > MAX_DEPTH:
            raise ConfigError(f"{path}: line {line}: nested too deeply")


def _one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return where + str(getattr(error, "problem", None) or error).partition("\n")[0]


def _line(node: Any, keys: Sequence[str | int]) -> int:
    """The line of what `keys` lead to, as far as they lead."""
    mark = node.start_mark
    for key in keys:
        if key not in (below := _below(node)):
            break
        mark, node = below[key]
    return int(mark.line) + 1


def _below(node: Any) -> dict[str | int, tuple[Any, Any]]:
    """The nodes in a list, by number, or in a mapping, by name: where each begins, and the node."""
    if node.id == "mapping":
        return {name.value: (name.start_mark, value) for name, value in node.value}
    return {i: (each.start_mark, each) for i, each in enumerate(node.value)}
