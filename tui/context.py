"""Which corpus, which settings, which cache does a command work with?"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.cleaning import Preset
from index.config import Config, load, sample_corpus
from tui.output import progress_line, say
from tui.prose import say_faults

if TYPE_CHECKING:
    from index.cleaning.own import OwnRules
    from index.library import Library


@dataclass(frozen=True)
class Context:
    """What holds for one run of one command."""

    corpus: Path
    config: Config
    cache: Path | None
    """Where indexes are kept; None for the user's cache folder."""

    @classmethod
    def of(cls, options: argparse.Namespace) -> Context:
        """Raises ConfigError. Says so when no corpus was chosen and the sample articles stand in."""
        config = load(Path(options.config) if options.config else None)
        chosen = getattr(options, "path", None) or options.corpus or config.corpus
        if chosen is None and not getattr(options, "files", ()):
            say("sample articles; choose your own with -C PATH")
        return cls(
            corpus=Path(os.path.expanduser(chosen)) if chosen else sample_corpus(),
            config=config,
            cache=Path(options.cache) if options.cache else None,
        )

    @cached_property
    def own(self) -> OwnRules:
        """The user's own rules for cleaning. Raises ConfigError."""
        from index import own_rules

        return own_rules.load()

    @contextmanager
    def library(self) -> Iterator[Library]:
        """The corpus' index, open; as it is, not brought up to date."""
        # Here, because it brings Whoosh along, which cleaning and tagging do without.
        from index.library import Library, Options

        options = Options(Preset(self.config.preset), self.config.day_first, self.config.reading)
        library = Library.open(self.corpus, cache=self.cache, options=options)
        try:
            yield library
        finally:
            library.close()

    @contextmanager
    def fresh_library(self) -> Iterator[Library]:
        """The corpus' index, built when there is none, brought up to date when that is quick."""
        with self.library() as library:
            with progress_line() as progress:
                report = library.freshen(progress)
            if report is not None:
                # What was skipped is said once, by the command that finds it so.
                say_faults(report if report.changes else replace(report, skipped=()), self.corpus)
            elif library.message:
                say(library.message)
            yield library
