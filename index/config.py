"""What can a user set, and what holds when nothing is set? Every default stands here, once.

A configuration comes from `--config FILE`, else from the user's configuration folder, else from these
defaults. It is never looked for inside a corpus, and no key in it runs a command.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import NamedTuple

from index import yaml_files
from index.errors import ConfigError, nearest
from index.reading import FIELDS, MAX_ARTICLE_BYTES, MEGABYTE, Reading

PRESETS = ("careful", "balanced", "strict")
"""How readily a line is hidden, the most reluctant first."""

MEASURES = range(20, 301)
"""Columns between a narrow phone over ssh and more than any terminal shows."""

ARTICLE_MEGABYTES = range(1, 257)
"""The longest novels have four; several times the last would not fit the memory of a laptop."""

MAX_BYTES = 64 * 1024
"""A configuration is a page; anything larger is another file by mistake."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run."""

    corpus: str | None = None
    """The folder or file that `broadsheet` opens. None: offer those read lately, at first the samples."""
    theme: str = "broadsheet"
    """The name of a colour theme: broadsheet, or any other that the palette (`:`) lists."""
    measure: int = 80
    """The widest line of an article, in columns."""
    day_first: bool = True
    """How a numeric date is read when the article leaves it open: 01-02-2024 is 1 February."""
    preset: str = "careful"
    """How readily residue is hidden: careful, balanced or strict."""
    watch: bool = True
    """Whether the reader follows the corpus while it is open."""
    fields: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    """What JSON objects and tables call the fields of an article, where Broadsheet would not guess it."""
    max_article_mb: int = MAX_ARTICLE_BYTES // MEGABYTE
    """The longest article, in megabytes. The rest of a longer one is not read, and that is said."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Other keys for actions: the action's name, then its keys with commas between them."""

    @property
    def reading(self) -> Reading:
        """What is set about how files are read."""
        return Reading.of(self.fields, self.max_article_mb)


def load(path: Path | None = None) -> Config:
    """The configuration in `path`, else the user's own, else the defaults.

    Raises ConfigError, which names file and key, for a file that is missing, unreadable or mistaken.
    """
    if path is None:
        path = user_config()
        if not path.exists():
            return Config()
    found = yaml_files.load(path, MAX_BYTES).value or {}
    if not isinstance(found, dict):
        raise ConfigError(f"{path}: expected lines of the form `key: value`")
    return _checked(found, path)


def user_config() -> Path:
    """Where the user's own configuration stands, whether or not it does yet."""
    from platformdirs import user_config_path

    return user_config_path("broadsheet") / "config.yaml"


def sample_corpus() -> Path:
    """The five articles that come with Broadsheet."""
    return _packaged("seeds")


def sample_config() -> Path:
    """The commented configuration that holds exactly the defaults: a start for one's own."""
    return _packaged("config.yaml")


def _packaged(name: str) -> Path:
    """A file of the wheel, or of the checkout when Broadsheet runs from one."""
    here = Path(__file__).resolve().parent
    installed = here / "packaged" / name
    return installed if installed.exists() else here.parent / name


def _checked(found: Mapping[object, object], path: Path) -> Config:
    names = [each.name for each in fields(Config)]
    for key, value in found.items():
        _require(key, names, "key", path)
        rule = _RULES[str(key)]
        if not rule.fits(value):
            raise ConfigError(f"{path}: {key}: expected {rule.wanted}, not {_shown(value)}")
        if key == "fields" and isinstance(value, dict):
            for name in value:
                _require(name, FIELDS, "field", path)
    config = replace(Config(), **found)  # type: ignore[arg-type]  # each value fits its field: see above
    return replace(config, corpus=_resolved(config.corpus, path))


def _require(name: object, known: Sequence[str], what: str, path: Path) -> None:
    if name not in known:
        near = nearest(str(name), known)
        hint = f'did you mean "{near}"?' if near else f"the {what}s are {', '.join(known)}"
        raise ConfigError(f'{path}: no {what} "{name}"; {hint}')


def _shown(value: object) -> str:
    try:
        return f"{value!r:.60}"
    except ValueError:  # Python's limit
        return "a number of thousands of digits"


def _resolved(corpus: str | None, path: Path) -> str | None:
    """A corpus relative to the file that names it, so that the file means the same from everywhere."""
    if corpus is None:
        return None
    return os.path.abspath(path.resolve().parent / os.path.expanduser(corpus))


class _Rule(NamedTuple):
    """What a key takes, in words for the user, and the test for it."""

    wanted: str
    fits: Callable[[object], bool]


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_keymap(value: object) -> bool:
    return isinstance(value, dict) and all(_is_name(each) for pair in value.items() for each in pair)


def _is_field_map(value: object) -> bool:
    return isinstance(value, dict) and all(
        _is_name(each) or (isinstance(each, list) and all(map(_is_name, each))) for each in value.values()
    )


def _is_number(value: object, within: range) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in within


_RULES = {
    "corpus": _Rule("a path, or null", lambda value: value is None or _is_name(value)),
    "theme": _Rule("the name of a theme", _is_name),
    "measure": _Rule(
        f"a number from {MEASURES[0]} to {MEASURES[-1]}",
        lambda value: _is_number(value, MEASURES),
    ),
    "day_first": _Rule("true or false", lambda value: isinstance(value, bool)),
    "preset": _Rule(" or ".join(PRESETS), lambda value: value in PRESETS),
    "watch": _Rule("true or false", lambda value: isinstance(value, bool)),
    "fields": _Rule("lines of the form `text: [name, other.name]`", _is_field_map),
    "max_article_mb": _Rule(
        f"a number from {ARTICLE_MEGABYTES[0]} to {ARTICLE_MEGABYTES[-1]}",
        lambda value: _is_number(value, ARTICLE_MEGABYTES),
    ),
    "keys": _Rule('lines of the form `action: "key,key"`, in quotes', _is_keymap),
}
