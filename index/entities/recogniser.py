"""Which words name somebody or something? Candidates for mentions, line by line, from lists and rules.

Precision comes before recall: a capital at the start of a sentence, in a headline or in a heading proves
nothing, nationalities and religions are no entities, and quoted titles of works are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.article import EntityKind
from index.entities import gazetteer as g
from index.entities.evidence import classify
from index.entities.gazetteer import Phrase, lexicon
from index.entities.lines import Case, case, dateline
from index.entities.runs import Line
from index.entities.tokens import Token, tokenise

# Countries whose name before a body's own name is read apart: "U.S. Senate" is a place and an organisation.
_STANDS_APART = frozenset({"United States", "United Kingdom"})
_DETERMINERS = frozenset({"The", "A", "An", "This", "That", "These", "Those"})
_ARTICLES = frozenset({"the", "a", "an"})
_OPENS_QUOTE = frozenset('"“‘')
_CLOSES_QUOTE = frozenset("”’\"'")
# Titles of works are short; what is longer is speech.
_LONGEST_WORK = 7
_NO_NAME_ALONE = g.COMMON | g.ORGANISATION_WORD | g.ORGANISATION_HEAD | g.LEGAL_SUFFIX
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of words that may be a mention; `start` and `end` are code points of the text."""

    start: int
    end: int
    words: tuple[str, ...]
    kind: EntityKind | None
    """None when nothing in its own sentence tells what it names."""
    sure: bool
    """Known from a list or from strong evidence; otherwise other mentions in the article may overrule it."""
    definite: bool = False
    """An article stands before it, as never before a person."""


class _Run(NamedTuple):
    """What starts at a word: where it ends, and what it names if it is a candidate."""

    end: int
    named: bool = False
    kind: EntityKind | None = None
    sure: bool = True


def recognise(text: str, start: int, end: int) -> Iterator[Candidate]:
    """The candidates in `text[start:end]`, in order; offsets are code points of `text`."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if stop > at:
            yield from _recognise_line(text, at, stop)
        at = stop + 1


def _recognise_line(text: str, start: int, end: int) -> Iterator[Candidate]:
    filed, body = dateline(text, start, end)
    for name in filed:
        yield Candidate(name.start, name.end, tuple(name.name.split()), name.kind, sure=True)
    tokens = tokenise(text, body, end)
    if tokens:
        line = Line([token.text for token in tokens], lexicon())
        written = case(line)
        if written is not Case.CAPITALS:
            yield from _Scanner(tokens, line, known_only=written is Case.TITLE).candidates()


class _Scanner:
    """Walks through a line's tokens from name to name."""

    def __init__(self, tokens: Sequence[Token], line: Line, known_only: bool) -> None:
        self._tokens = tokens
        self._line = line
        self._known_only = known_only
        self._titled = False
        """Whether a title or a role stands before the next name."""

    def candidates(self) -> Iterator[Candidate]:
        line, flags = self._line, self._line.flags
        at, count = 0, len(flags)
        while at < count:
            if not flags[at] & (g.CAPITAL | g.PHRASE_START) or (
                not flags[at] & g.CAPITAL and line.phrase(at) is None
            ):
                self._titled = bool(flags[at] & g.ROLE) or (self._titled and line.words[at] == '"')
                at += 1
                continue
            run = self._run(at)
            if run.named:
                yield self._candidate(at, run)
                self._titled = False
            at = run.end

    def _candidate(self, start: int, run: _Run) -> Candidate:
        if run.kind is EntityKind.ORGANISATION and start and _ORDINAL.match(self._line.words[start - 1]):
            start -= 1
        tokens = self._tokens[start : run.end]
        words = tuple(token.text for token in tokens)
        definite = self._line.word(start - 1).lower() in _ARTICLES
        return Candidate(tokens[0].start, tokens[-1].end, words, run.kind, run.sure, definite)

    def _run(self, at: int) -> _Run:
        """The rules in order of trust: works, long known names, titles, adjectives, shapes, lists, evidence."""
        line = self._line
        phrase = line.phrase(at)
        after = at + len(phrase.words) if phrase else at
        if work := self._quoted_work(at, phrase):
            return _Run(work)
        if phrase and after > at + 1 and not self._continues(at, after):
            return _Run(after, phrase.kind is not None, phrase.kind)
        if line.words[at] in _DETERMINERS:
            return _Run(at + 1)
        if (event := line.event(at)) > at + 1:
            return _Run(event)
        if (title := line.title(at)) > at and line.organisation(at) <= title:
            self._titled = title < len(line)
            return _Run(title)
        if line.has(at, g.DEMONYM | g.CALENDAR | g.NOT_A_NAME) and not self._given_name(at):
            return _Run(at + 1)
        if self._role(at):
            self._titled = True
            return _Run(at + 1)
        end, kind = self._shape(at, phrase)
        if end > after:
            return _Run(end, True, kind)
        if phrase and not self._personal(at, phrase):
            return self._known(at, phrase)
        return self._unknown(at)

    def _quoted_work(self, at: int, phrase: Phrase | None) -> int:
        """The end of a short quotation in title case ("Meet the Press") that starts here, else 0."""
        line = self._line
        if phrase is not None or line.word(at - 1) not in _OPENS_QUOTE:
            return 0
        for end in range(at + 2, min(at + _LONGEST_WORK, len(line))):
            if line.words[end] in _CLOSES_QUOTE:
                return end if line.has(end - 1, g.CAPITAL) else 0
            if not line.flags[end] & g.LETTER:
                return 0
        return 0

    def _continues(self, at: int, after: int) -> bool:
        """Whether a known name is only the start of a longer organisation's or place's name."""
        return self._line.organisation(at) > after or self._line.place(at) > after

    def _role(self, at: int) -> bool:
        """Whether a sentence starts with a role before a name: "Researcher Salvatore Sagues"."""
        if not self._tokens[at].initial or not self._line.is_name_word(at + 1):
            return False
        return bool(lexicon().flags[self._line.words[at].lower()] & g.ROLE)

    def _shape(self, at: int, phrase: Phrase | None) -> tuple[int, EntityKind | None]:
        """The end and kind of an organisation's or place's name by its shape; `at` if there is none."""
        line = self._line
        if phrase is not None and phrase.name in _STANDS_APART:
            return at, None
        ordinary = line.has(at, g.COMMON) and not line.has(at, g.ORGANISATION_WORD)
        if ordinary and self._tokens[at].initial:
            return at, None
        organisation, place = line.organisation(at), line.place(at)
        if organisation >= place:
            return organisation, EntityKind.ORGANISATION
        return place, EntityKind.PLACE

    def _given_name(self, at: int) -> bool:
        """Whether a word that also has another sense is somebody's given name here: "Jan Petersen"."""
        line = self._line
        if not line.has(at, g.GIVEN):
            return False
        return self._titled or (line.is_name_word(at + 1) and not line.has(at + 1, g.COMMON))

    def _personal(self, at: int, phrase: Phrase) -> bool:
        """Whether the place or company at `at` is part of a person's name: "Jordan Spieth", "Mr. Lincoln"."""
        line, after = self._line, at + len(phrase.words)
        if self._titled and phrase.kind is EntityKind.PLACE and line.has(at, g.GIVEN | g.SURNAME):
            return True
        other = g.COMMON | g.DEMONYM | g.ORGANISATION_HEAD
        follows = line.is_name_word(after) and not line.has(after, other) and line.phrase(after) is None
        return line.has(at, g.GIVEN) and follows

    def _known(self, at: int, phrase: Phrase) -> _Run:
        line, end = self._line, at + len(phrase.words)
        ordinary = line.has(at, g.COMMON) and self._tokens[at].initial and not line.has(end, g.SPEECH_VERB)
        if phrase.kind is EntityKind.ORGANISATION and line.word(end).startswith(("al-", "Al-")):
            end += 1
        return _Run(end, phrase.kind is not None and not ordinary, phrase.kind)

    def _unknown(self, at: int) -> _Run:
        line, initial = self._line, self._tokens[at].initial
        named = line.has(at, g.GIVEN) and line.is_name_word(at + 1)
        if line.has(at, _NO_NAME_ALONE) and not (named or self._titled):
            return _Run(at + 1)
        if initial and not line.has(at, g.GIVEN | g.SURNAME) and line.has(at + 1, g.GIVEN | g.PHRASE_START):
            return _Run(at + 1)
        acronym = line.has(at, g.ACRONYM) and not line.has(at, g.GIVEN)
        end = at + 1 if acronym else max(line.person(at), at + 1)
        while end - at > 1 and line.has(end - 1, g.DEMONYM | g.CALENDAR):
            end -= 1
        if self._known_only and not line.has(at, g.GIVEN):
            return _Run(end, True, None, sure=False)
        kind, sure = classify(line, at, end, self._titled)
        if (
            initial
            and end - at == 1
            and not sure
            and (not line.has(end, g.SPEECH_VERB) or line.words[at].endswith("s"))
        ):
            return _Run(end, True, None, sure=False)
        return _Run(end, True, kind, sure)
