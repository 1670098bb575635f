"""Which words name somebody or something? Candidates for mentions, line by line, from lists and rules.

Precision comes before recall: a capital at the start of a sentence, in a headline or in a heading proves
nothing, nationalities and religions are no entities, and quoted titles of works are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.article import EntityKind
from index.entities import gazetteer as g
from index.entities.dateline import dateline
from index.entities.evidence import classify
from index.entities.gazetteer import Phrase, lexicon
from index.entities.runs import Line
from index.entities.tokens import Token, tokenise

# A line is a headline in title case when this share of its longer words is capitalised …
_HEADLINE_SHARE = 0.75
# … and it has this many of them: a caption may well be a name and a title.
_HEADLINE_WORDS = 5
# Letters from which a word counts as a longer one: "with" is capitalised in title case, "the" is not.
_LONGER_WORD = 4
# Countries whose name before a body's own name is read apart: "U.S. Senate" is a place and an organisation.
_STANDS_APART = frozenset({"United States", "United Kingdom"})
_DETERMINERS = frozenset({"The", "A", "An", "This", "That", "These", "Those"})
_CLOSING = frozenset("”’\"'")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of words that may be a mention."""

    start: int
    end: int
    words: tuple[str, ...]
    kind: EntityKind | None
    """None when nothing in its own sentence tells what it names."""
    sure: bool
    """Known from a list or from strong evidence; otherwise other mentions in the article may overrule it."""


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
    head, body = dateline(text, start, end)
    for span_start, span_end, kind, name in head:
        yield Candidate(span_start, span_end, tuple(name.split()), kind, sure=True)
    tokens = tokenise(text, body, end)
    if not tokens:
        return
    line = Line([token.text for token in tokens], lexicon())
    headline = _headline(line)
    if headline is not None:
        yield from _Scanner(tokens, line, known_only=True).candidates() if headline else ()
    else:
        yield from _Scanner(tokens, line, known_only=False).candidates()


def _headline(line: Line) -> bool | None:
    """True for a line in title case, False for one in capitals, None for running text."""
    capitals = upper = longer = 0
    for word, flags in zip(line.words, line.flags, strict=True):
        if flags & g.LETTER and len(word) >= _LONGER_WORD:
            longer += 1
            capitals += flags & g.CAPITAL
            upper += word.isupper()
    if longer >= 2 and upper >= _HEADLINE_SHARE * longer:
        return False
    if longer >= _HEADLINE_WORDS and capitals >= _HEADLINE_SHARE * longer and line.words[-1] != ".":
        return True
    return None


class _Scanner:
    """Walks through a line's tokens from name to name."""

    def __init__(self, tokens: Sequence[Token], line: Line, known_only: bool) -> None:
        self._tokens = tokens
        self._line = line
        self._known_only = known_only
        self._titled = False

    def candidates(self) -> Iterator[Candidate]:
        line, flags = self._line, self._line.flags
        at, count = 0, len(flags)
        while at < count:
            if not flags[at] & g.CAPITAL:
                found = line.phrase(at) if flags[at] & g.PHRASE_START else None
                if found is None:
                    if flags[at] & g.LETTER or line.words[at] != '"':
                        self._titled = bool(flags[at] & g.ROLE)
                    at += 1
                    continue
            end, kind, sure, keep = self._next(at)
            if keep:
                yield self._candidate(at, end, kind, sure)
                self._titled = False
            at = end

    def _candidate(self, start: int, end: int, kind: EntityKind | None, sure: bool) -> Candidate:
        tokens = self._tokens[start:end]
        return Candidate(tokens[0].start, tokens[-1].end, tuple(t.text for t in tokens), kind, sure)

    def _next(self, at: int) -> tuple[int, EntityKind | None, bool, bool]:
        """The end of what starts at `at`, its kind, whether that is sure, and whether it may be a mention."""
        line = self._line
        if work := self._quoted_work(at):
            return work, None, False, False
        phrase = line.phrase(at)
        size = len(phrase.words) if phrase else 0
        if phrase and size > 1 and not self._continues(at, size):
            return at + size, phrase.kind, True, phrase.kind is not None
        if line.words[at] in _DETERMINERS:
            return at + 1, None, False, False
        if (event := line.event(at)) > at + 1:
            return event, None, False, False
        if (title := line.title(at)) > at and line.organisation(at) <= title:
            self._titled = title < len(line)
            return title, None, False, False
        if line.has(at, g.DEMONYM | g.CALENDAR | g.NOT_A_NAME) and not self._given_before_surname(at):
            return at + 1, None, False, False
        if self._role_at_start(at):
            self._titled = True
            return at + 1, None, False, False
        end = self._shape(at, phrase)
        if end > at + size:
            return end, self._shape_kind(at, end), True, True
        if phrase and not self._personal_name(at, phrase):
            return self._known(at, phrase)
        return self._unknown(at)

    def _quoted_work(self, at: int) -> int:
        """The end of a short quotation in title case ("Meet the Press") that starts here, else 0."""
        line = self._line
        if at == 0 or line.words[at - 1] not in ('"', "“", "‘"):
            return 0
        for end in range(at + 2, min(at + 8, len(line))):
            if line.words[end] in _CLOSING:
                return end if line.has(end - 1, g.CAPITAL) and line.phrase(at) is None else 0
            if not line.flags[end] & g.LETTER:
                return 0
        return 0

    def _continues(self, at: int, size: int) -> bool:
        """Whether a known phrase is only the start of a longer organisation's or place's name."""
        return self._line.organisation(at) > at + size or self._line.place(at) > at + size

    def _shape(self, at: int, phrase: Phrase | None) -> int:
        """The end of an organisation's or place's name by its shape; `at` if there is none."""
        line = self._line
        if phrase is not None and phrase.name in _STANDS_APART:
            return at
        if line.flags[at] & g.COMMON and not line.flags[at] & g.ORGANISATION_WORD and self._tokens[at].initial:
            return at
        return max(line.organisation(at), line.place(at))

    def _shape_kind(self, at: int, end: int) -> EntityKind:
        line = self._line
        return EntityKind.ORGANISATION if line.organisation(at) == end else EntityKind.PLACE

    def _role_at_start(self, at: int) -> bool:
        """Whether a sentence starts with a role before a name: "Researcher Salvatore Sagues"."""
        if not self._tokens[at].initial or not self._line.is_name_word(at + 1):
            return False
        return bool(lexicon().flags[self._line.words[at].lower()] & g.ROLE)

    def _given_before_surname(self, at: int) -> bool:
        line = self._line
        if self._titled and line.has(at, g.GIVEN):
            return True
        return line.has(at, g.GIVEN) and line.is_name_word(at + 1) and not line.has(at + 1, g.COMMON)

    def _personal_name(self, at: int, phrase: Phrase) -> bool:
        """Whether the place or company at `at` is a given name here: "Jordan Spieth", "Austin Powers"."""
        line = self._line
        after = at + len(phrase.words)
        if self._titled and phrase.kind is EntityKind.PLACE and line.has(at, g.GIVEN | g.SURNAME):
            return True
        return (
            line.has(at, g.GIVEN)
            and line.is_name_word(after)
            and not line.has(after, g.COMMON | g.DEMONYM | g.ORGANISATION_HEAD)
            and line.phrase(after) is None
        )

    def _known(self, at: int, phrase: Phrase) -> tuple[int, EntityKind | None, bool, bool]:
        line, end = self._line, at + len(phrase.words)
        ordinary = line.has(at, g.COMMON) and self._tokens[at].initial and not line.has(end, g.SPEECH_VERB)
        if phrase.kind is EntityKind.ORGANISATION and line.word(end)[:3] in ("al-", "Al-"):
            end += 1
        return end, phrase.kind, True, phrase.kind is not None and not ordinary

    def _unknown(self, at: int) -> tuple[int, EntityKind | None, bool, bool]:
        line = self._line
        named = line.has(at, g.GIVEN) and line.is_name_word(at + 1)
        initial = self._tokens[at].initial
        if line.flags[at] & (g.COMMON | g.ORGANISATION_WORD) and not (named or self._titled):
            return at + 1, None, False, False
        if initial and not line.has(at, g.GIVEN | g.SURNAME) and line.has(at + 1, g.GIVEN | g.PHRASE_START):
            return at + 1, None, False, False
        end = max(line.person(at), at + 1)
        while end - at > 1 and line.has(end - 1, g.DEMONYM | g.CALENDAR):
            end -= 1
        if self._known_only and not line.has(at, g.GIVEN):
            return end, None, False, True
        kind, sure = classify(line, at, end, self._titled)
        if end - at == 1 and initial and (not sure or line.words[at].endswith("s")):
            kind, sure = None, False
        return end, kind, sure, True
