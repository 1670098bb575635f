"""What do `clean` and `tag` do with texts from anywhere? One answer a text, in the order of the input."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from index.article import Article, Mention, Record, article_id, entity_id
from index.cleaning import Preset
from index.cleaning import clean as clean_record
from index.cleaning.settings import Settings
from index.entities import tag as tag_article
from index.entities import tag_text
from tui import answers
from tui.blocks import print_explained, print_hidden
from tui.context import Context
from tui.inputs import Fault, texts
from tui.output import Bold, answer, line, say
from tui.prose import print_article, print_mentions


def clean(options: argparse.Namespace) -> int:
    context = Context.of(options)

    def answered(record: Record) -> list[answers.Answer]:
        article = _cleaned(record, context, options.preset)
        if options.explain or options.diff:
            return list(answers.decided(article, hidden_only=options.diff))
        return [answers.cleaned(article)]

    def show(record: Record) -> bool:
        article = _cleaned(record, context, options.preset)
        if options.diff:
            return print_hidden(article)
        print_explained(article) if options.explain else print_article(article)
        return True

    return _run(options, context, Job(answered, show))


def tag(options: argparse.Namespace) -> int:
    context = Context.of(options)

    def tagged(record: Record) -> tuple[str, tuple[Mention, ...]]:
        if options.raw:
            return record.text, tag_text(record.text)
        article = _cleaned(record, context)
        return article.text, tag_article(article)

    def linked(record: Record) -> list[answers.Answer]:
        text, mentions = tagged(record)
        named = answers.mentioned(mentions, lambda mention: entity_id(mention.kind, mention.name))
        return [{"id": article_id(record.key), "text": text, "mentions": named}]

    def show(record: Record) -> bool:
        line(Bold(record.key))
        print_mentions(tagged(record)[1])
        return True

    return _run(options, context, Job(linked, show))


@dataclass(frozen=True, slots=True)
class Job:
    """What is done with one text, for a program and for a person."""

    answers: Callable[[Record], list[answers.Answer]]
    show: Callable[[Record], bool]
    """Whether there was something to say."""


def _run(options: argparse.Namespace, context: Context, job: Job) -> int:
    """Do `job` for every text that is named. One that cannot be had does not stop the rest."""
    done = failed = said = 0
    for text in texts(options.files, context.corpus, context.config.reading):
        if isinstance(text, Fault):
            say(text.reason)
            failed += text.serious
            if options.json and text.answer is not None:
                answer(text.answer)
            continue
        if options.json:
            found = job.answers(text.record)
            for each in found:
                answer(each | text.given)
            said += bool(found)
        else:
            if done:
                line()
            said += job.show(text.record)
        done += 1
    return 3 if failed else 0 if said else 1


def _cleaned(record: Record, context: Context, preset: str | None = None) -> Article:
    chosen = Preset(preset or context.config.preset)
    return clean_record(record, Settings(chosen, context.config.day_first, context.own))
