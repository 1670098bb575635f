"""Which articles would be cleaned otherwise now? Those are cleaned anew, from the text that the index holds.

What can differ is what the user has said, and what was learnt of sources. No file of the corpus is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index import query as q
from index.cleaner import Cleaner, Made
from index.cleaning.own import Difference
from index.cleaning.profiles import Changed, changed
from index.query.combine import conjunction, disjunction
from index.query.tree import ArticleQuery
from index.report import Progress, Tell
from index.store.codec import ArraySegment
from index.store.columns import TraitsOfAll
from index.store.drafts import Draft
from index.store.found import Found, Mask
from index.store.manifest import read_dictionary
from index.store.snapshot import Snapshot
from index.store.writer import Writer
from index.text import FIELDS
from index.workers import Workers

_FEWEST = 1000
"""Articles that are cleaned here if there are no more: starting processes takes as long as cleaning 700."""
_AT_ONCE = 2000
"""Articles that a process is given at once, at most: a few seconds' work."""
_TELL_EVERY = 50
_PLAIN_WORD = re.compile(r"(?<!\S)[a-z]+(?!\S)")
"""A word of a line's key that the index has for certain, however the line is written."""


class Concerned(NamedTuple):
    """The articles of a snapshot that a change of cleaning concerns, by document number."""

    certain: Mask
    doubtful: Mask
    """Their text decides, see `Difference.touches`."""


def concerned(snapshot: Snapshot, before: Cleaner, now: Cleaner, made: Sequence[Made] = ()) -> Concerned:
    """The articles that may be cleaned otherwise as `now` says.

    Those of `made` were cleaned as it says there, all others as `before`.
    """
    identities = snapshot.columns.identities
    others = snapshot.live.copy()
    certain = doubtful = np.zeros(len(others), np.bool_)
    for cleaner, ids in made:
        these = np.isin(identities, np.array(ids, np.int64)) & others
        others &= ~these
        certain = certain | (_certain(snapshot, cleaner, now) & these)
    certain = certain | (_certain(snapshot, before, now) & others)
    if difference := now.settings.own.difference(before.settings.own):
        doubtful = _that_may_hold(snapshot, difference) & others
    return Concerned(certain, doubtful & ~certain)


def _certain(snapshot: Snapshot, before: Cleaner, now: Cleaner) -> Mask:
    """The articles that are to be cleaned anew, whatever their text is."""
    was, wanted = before.settings, now.settings
    if was.preset != wanted.preset or not before.settled:
        return snapshot.live
    mask = np.zeros(len(snapshot.live), np.bool_)
    if changes := changed(was.profiles, wanted.profiles):
        mask = _told_otherwise(snapshot.columns.traits, changes)
    if was.day_first != wanted.day_first:
        mask = mask | snapshot.columns.traits.ambiguous
    return mask


def _told_otherwise(traits: TraitsOfAll, changes: Changed) -> Mask:
    """The articles with a line that weighs something else, or with a date that is read otherwise."""
    codes, sizes = traits.groups.codes.astype(np.uint64), traits.lines.sizes
    mask = np.zeros(len(codes), np.bool_)
    numbers = {group: number for number, group in enumerate(traits.groups.values)}
    known = [
        (numbers[group], line) for group, lines in changes.lines.items() if group in numbers for line in lines
    ]
    if known:
        wanted = np.array([group << 32 | line for group, line in known], np.uint64)
        pairs = np.repeat(codes << np.uint64(32), sizes) | traits.lines.values
        docs = np.repeat(np.arange(len(codes)), sizes)
        mask[docs[np.isin(pairs, wanted)]] = True
    ordered = [numbers[group] for group in changes.orders if group in numbers]
    return mask | (traits.ambiguous & np.isin(codes, np.array(ordered, np.uint64)))


def _that_may_hold(snapshot: Snapshot, difference: Difference) -> Mask:
    """The articles that may hold a line about which the user's rules say something else."""
    if difference.rules:
        return snapshot.live.copy()
    mask = np.zeros(len(snapshot.live), np.bool_)
    for place in difference.places:
        if place.article is not None:
            number = snapshot.number(place.article)
            mask[[] if number is None else [number]] = True
        else:
            mask |= _with_words(snapshot, _PLAIN_WORD.findall(place.key))
    return mask


def _with_words(snapshot: Snapshot, words: Sequence[str]) -> Mask:
    """The articles that hold all words, hidden or not."""
    query = conjunction(
        disjunction(q.Phrase(word, field) for field in FIELDS) for word in dict.fromkeys(words)
    )
    mask = np.zeros(len(snapshot.live), np.bool_)
    mask[snapshot.answer(query, _unasked).docs] = True
    return mask


def _unasked(leaf: ArticleQuery, _: object) -> Found:
    """Answers what words do not tell, which is not asked."""
    raise AssertionError(leaf)


class Job(NamedTuple):
    """Articles to be cleaned anew, by document number."""

    docs: Sequence[int]
    certain: bool
    """Else only those that the user's rules touch."""


class Renewed(NamedTuple):
    """What came of a job: the IDs of the articles that are others now, and segments with them nobody has adopted."""

    ids: list[str]
    segments: list[ArraySegment]


@dataclass(frozen=True)
class Renewer:
    """Cleans articles of the index in `generation` anew: the task of a process."""

    generation: Path
    cleaner: Cleaner
    difference: Difference

    @cached_property
    def _snapshot(self) -> Snapshot:
        return Snapshot(self.generation)

    def __call__(self, job: Job) -> Iterator[int | Renewed]:
        """How many articles are done, now and then; what came of them, at the end. Raises StoreError."""
        draft = Draft(self.generation, read_dictionary(self.generation))
        ids: list[str] = []
        for done, doc in enumerate(job.docs, start=1):
            known = self._snapshot.article(doc)
            if job.certain or self.difference.touches(known):
                article, traits = self.cleaner.examine(known.record)
                if article != known:
                    ids.append(article.id)
                    draft.add(article, traits)
            if done % _TELL_EVERY == 0:
                yield done
        yield Renewed(ids, draft.finish())


def renew(
    writer: Writer,
    before: Cleaner,
    now: Cleaner,
    made: Sequence[Made],
    tell: Tell,
    processes: int,
) -> int:
    """Clean anew what `now` says something else about than `before`; how many articles are others for it.

    See `concerned`. Of what is committed. Everything is written by `writer`, which commits it all at once.
    """
    snapshot = Snapshot(writer.generation)
    chosen = concerned(snapshot, before, now, made)
    total = int(np.count_nonzero(chosen.certain)) + int(np.count_nonzero(chosen.doubtful))
    at_once = min(_AT_ONCE, max(1, -(-total // processes)))
    jobs = (
        Job(docs[first : first + at_once], certain)
        for docs, certain in (
            (np.flatnonzero(chosen.certain).tolist(), True),
            (np.flatnonzero(chosen.doubtful).tolist(), False),
        )
        for first in range(0, len(docs), at_once)
    )
    renewer = Renewer(writer.generation, now, now.settings.own.difference(before.settings.own))
    renewed = done = 0
    under_way: dict[int, int] = {}
    for job, message in _messages(renewer, jobs, total, processes):
        if isinstance(message, Renewed):
            under_way.pop(job.docs[0], None)
            done += len(job.docs)
            renewed += len(message.ids)
            writer.remove(message.ids)
            for segment in message.segments:
                writer.adopt(segment)
        else:
            under_way[job.docs[0]] = message
        tell(Progress("clean", done + sum(under_way.values()), total))
    return renewed


def _messages(
    renewer: Renewer, jobs: Iterator[Job], total: int, processes: int
) -> Iterator[tuple[Job, int | Renewed]]:
    if processes < 2 or total <= _FEWEST:
        yield from ((job, message) for job in jobs for message in renewer(job))
        return
    with Workers(renewer, processes) as workers:
        yield from workers.messages(jobs)
