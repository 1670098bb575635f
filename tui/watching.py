"""What does `index --watch` do? It brings the index up to the corpus, says so, and waits for the next change.

It ends with Ctrl-C, or when nobody listens any more: the reader that started it, or the next command of a pipe.
"""

from __future__ import annotations

import argparse
import os
import select
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING

from index import own_rules
from index.errors import BroadsheetError, StoreBusy
from index.watching import Paths, Watcher
from tui import answers
from tui.commands import print_progress
from tui.context import Context
from tui.output import answer, complain, progress_line, say
from tui.prose import print_counts, print_report, say_faults

if TYPE_CHECKING:
    from index.library import Library
    from index.report import Progress, Report

News = Queue[Paths | None]

_AGAIN = 0.5
"""Seconds until an index that somebody else is writing is tried again."""
_TICK = 0.02
"""Seconds between two looks at whether the thread that listens has ended."""
_PATIENCE = 4
"""Tries before that is worth a word: two readers of one corpus meet at every change."""


def watch(options: argparse.Namespace) -> int:
    """Update now and after each change; the exit code once it is interrupted."""
    Thread(target=_end_with_listener, daemon=True).start()
    context = Context.of(options)
    with suppress(KeyboardInterrupt), context.library() as library:
        following = _Following(context, library, options)
        watcher = Watcher(context.corpus, *own_rules.files())
        with _news_of(watcher) as news:
            while True:
                paths = news.get()
                try:
                    following.update(paths)
                    following.say_state(watcher.message)
                finally:
                    news.task_done()
                following.recognise(news)
    return 0


@contextmanager
def _news_of(watcher: Watcher) -> Iterator[News]:
    """What a thread of its own hears of the corpus: one piece of news at a time, the next when that is done."""
    news: News = Queue()

    def listen() -> None:
        for paths in watcher.changes():
            news.put(paths)
            news.join()

    thread = Thread(target=listen)
    thread.start()
    try:
        yield news
    finally:
        watcher.stop()
        while thread.is_alive():  # it may be waiting for the answer to news that nobody takes any more
            with suppress(ValueError):
                news.task_done()
            thread.join(_TICK)


class _Interrupted(Exception):  # noqa: N818 - no error
    """There is news of the corpus while names are being found."""


class _Following:
    """The updates of one watch, and what was said of them."""

    def __init__(self, context: Context, library: Library, options: argparse.Namespace) -> None:
        self._context = context
        self._library = library
        self._json, self._progress = options.json, options.json and options.progress
        self._once = {"rebuild": options.rebuild, "verify": options.verify}
        self._in_full = options.report
        self._before: Report | None = None
        self._state: str | None = None
        self._fault = self._mistake = ""

    def update(self, paths: Paths | None) -> None:
        """Follow a change, and say what came of it. A fault is said once; another change tries again."""
        try:
            report = self._free(paths)
        except BroadsheetError as error:
            self._fail(error)
            return
        self._once, self._fault = {}, ""
        said = replace(report, mistake="") if report.mistake == self._mistake else report
        if self._before is None or said.changes or said.remarks or said.skipped != self._before.skipped:
            self._tell(said)
        self._before, self._mistake = report, report.mistake

    def recognise(self, news: News) -> None:
        """Find the names in what is new; news of the corpus come first, and what is left then is found after it."""

        def tell(progress: Progress) -> None:
            if self._progress:
                print_progress(progress)
            if not news.empty():
                raise _Interrupted

        with suppress(_Interrupted, BroadsheetError):  # what is wrong is said by the next update
            self._library.recognise(tell)

    def say_state(self, message: str) -> None:
        """That changes are awaited from now on, with `message` if it is not as usual."""
        if message == self._state or self._before is None:
            return
        self._state = message
        if self._json:
            answer({"event": "watching", "message": message})
        else:
            say(" · ".join(filter(None, ["watching; Ctrl-C ends it", message])))

    def _free(self, paths: Paths | None) -> Report:
        """The update, once nobody else is at it."""
        for tries in range(sys.maxsize):
            try:
                with progress_line() as shown:
                    progress = print_progress if self._progress else shown
                    return self._library.update(progress, paths=paths, tag=False, **self._once)
            except StoreBusy as busy:
                if tries == _PATIENCE:
                    self._fail(busy)
            time.sleep(_AGAIN)
        raise AssertionError

    def _tell(self, report: Report) -> None:
        articles, corpus = len(self._library), self._context.corpus
        survey = self._library.survey() if self._in_full and self._before is None else None
        if self._json:
            answer(answers.updated(report, articles, survey))
        elif self._before is None:
            print_report(report, articles, corpus, survey)
        else:
            print_counts(report, articles)
            if report.remarks or report.skipped != self._before.skipped:
                say_faults(report, corpus)

    def _fail(self, error: BroadsheetError) -> None:
        if str(error) != self._fault:
            self._fault = str(error)
            answer(answers.failed(error)) if self._json else complain(self._fault)


def _end_with_listener() -> None:
    """End this process when the other end of its output is closed; an update loses nothing by that."""
    output = sys.stdout.fileno()
    kind = os.fstat(output).st_mode
    if not (stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind)):
        return
    closed = select.poll()
    closed.register(output, 0)
    closed.poll()
    os._exit(1)
