"""What does each command do with a corpus? Ask the library, print its answer, return the exit code."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

from index.article import EntityKind
from index.config import sample_config, user_config
from index.errors import BroadsheetError, ConfigError
from tui import answers
from tui.context import Context
from tui.output import answer, line, number, progress_line, say
from tui.prose import (
    print_article,
    print_entity,
    print_hit,
    print_mentions,
    print_report,
    print_state,
    print_understood,
)
from tui.survey import print_survey

if TYPE_CHECKING:
    from index.report import Progress


def search(options: argparse.Namespace) -> int:
    with Context.of(options).fresh_library() as library:
        hits = library.search(" ".join(options.query).strip())
        if options.explain:
            answer(answers.understood(hits)) if options.json else print_understood(hits)
        elif options.count:
            answer({"count": len(hits)}) if options.json else line(str(len(hits)))
        else:
            for i in range(min(len(hits), len(hits) if options.limit is None else options.limit)):
                answer(answers.found(hits, i)) if options.json else print_hit(hits, i)
        if not options.count:
            say(f"{number(len(hits), 'article')} of {len(library):,}")
        for message in hits.messages:
            say(message)
        if hits.suggestion:
            say(f"did you mean: {hits.suggestion}")
    return 0 if len(hits) else 1


def show(options: argparse.Namespace) -> int:
    with Context.of(options).fresh_library() as library:
        article = library.article(library.resolve(options.id))
        mentions = library.mentions(article)
        if options.json:
            linked = answers.mentioned(mentions, lambda mention: library.entity_of(mention).id)
            answer(answers.cleaned(article) | {"mentions": linked})
        else:
            print_article(article)
            print_mentions(mentions)
    return 0


def entities(options: argparse.Namespace) -> int:
    with Context.of(options).fresh_library() as library:
        found = library.entities(EntityKind(options.kind) if options.kind else None)
        for entity in islice(found, options.limit):
            answer(answers.known(entity)) if options.json else print_entity(entity)
    say(number(len(found), "entity"))
    return 0 if found else 1


def doctor(options: argparse.Namespace) -> int:
    context = Context.of(options)
    with context.fresh_library() as library:
        state = library.doctor() | {"config": _config_in_use(options)} | _rules_in_use()
        survey = library.survey()
    if options.json:
        answer(state | answers.surveyed(survey))
    else:
        for name, value in state.items():
            print_state(name, value)
        print_survey(survey)
    return 0


def _config_in_use(options: argparse.Namespace) -> str:
    own = user_config()
    if options.config or own.exists():
        return str(options.config or own)
    return f"defaults; to change them copy {sample_config()} to {own}"


def _rules_in_use() -> dict[str, object]:
    """The files of the user's own rules, as far as there are any, or what is wrong with one."""
    # Here, for it brings along what cleaning needs; a search in the shell does without.
    from index import own_rules

    rules, corrections = own_rules.files()
    state: dict[str, object] = {
        "rules": str(rules) if rules.exists() else f"none; your own go into {rules}",
        "corrections": str(corrections) if corrections.exists() else None,
    }
    try:
        own_rules.load()
    except ConfigError as error:
        mistaken = "rules" if str(error).startswith(f"{rules}: ") else "corrections"
        state[mistaken] = str(error)
    return state


def index(options: argparse.Namespace) -> int:
    if options.watch:
        from tui.watching import watch

        return watch(options)
    context = Context.of(options)
    try:
        with context.library() as library, progress_line() as shown:
            progress = print_progress if options.json and options.progress else shown
            report = library.update(progress, rebuild=options.rebuild, verify=options.verify)
            articles = len(library)
            survey = library.survey() if options.report else None
    except BroadsheetError as error:
        if not options.json:
            raise
        answer(answers.failed(error))
        return 3
    if options.json:
        answer(answers.updated(report, articles, survey))
    else:
        print_report(report, articles, context.corpus, survey)
    return 3 if report.mistake else 0


def print_progress(progress: Progress) -> None:
    """How far an update is, as `index --json --progress` says it."""
    answer({"event": "progress", **asdict(progress)})
