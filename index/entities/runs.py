"""Where does a name end? Shapes of organisation, place, title and person names in a row of words.

Every function takes an index into a line's words and returns the index after the shape, or the index itself
when the shape is not there.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.article import EntityKind
from index.entities import gazetteer as g
from index.entities.gazetteer import Lexicon, Phrase

# Longer rows of capitals are headlines or lists, not names.
_LONGEST_NAME = 8
# Shorter words in capitals are acronyms.
_SHORTEST_SHOUT = 4
_NOT_IN_NAME = g.TITLE | g.CALENDAR | g.NOT_A_NAME
# These continue an organisation's name only where an organisation's vocabulary follows.
_LOOSE_PREPOSITIONS = frozenset({"for", "on"})


class Line:
    """One line of text as words and their classes, with the shapes that can be found in it."""

    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self.words = words
        flags = lexicon.flags
        self.flags = [flags[word] for word in words]
        self._lexicon = lexicon

    def __len__(self) -> int:
        return len(self.words)

    def word(self, at: int) -> str:
        """The word at `at`; empty before the first and after the last."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def has(self, at: int, bits: int) -> bool:
        return 0 <= at < len(self.flags) and bool(self.flags[at] & bits)

    def phrase(self, at: int) -> Phrase | None:
        if self.has(at, g.PHRASE_START):
            return self._lexicon.longest(self.words, at)
        return self._lexicon.shouted(self.words, at) if self._shouts(at) else None

    def _shouts(self, at: int) -> bool:
        return self.has(at, g.ACRONYM) and (
            len(self.words[at]) >= _SHORTEST_SHOUT or self.has(at + 1, g.ACRONYM)
        )

    def known_place(self, at: int) -> int:
        found = self.phrase(at)
        return at + len(found.words) if found is not None and found.kind is EntityKind.PLACE else at

    def is_name_word(self, at: int) -> bool:
        return self.has(at, g.CAPITAL) and not self.flags[at] & _NOT_IN_NAME

    def title(self, at: int) -> int:
        """ "Foreign Minister", "Secretary of State", "Maj. Gen." """
        end = title_end = at
        words = g.TITLE | g.TITLE_MODIFIER
        while end - at < _LONGEST_NAME and self.has(end, words) and self.has(end, g.CAPITAL):
            end += 1
            if self.flags[end - 1] & g.TITLE:
                title_end = end
        return self._complement(title_end) if title_end > at else at

    def _complement(self, at: int) -> int:
        if self.word(at) not in ("of", "for"):
            return at
        end = at + 2 if self.word(at + 1) == "the" else at + 1
        start = end
        while self.has(end, g.TITLE_COMPLEMENT) or (
            end > start and self.word(end) == "and" and self.has(end + 1, g.TITLE_COMPLEMENT)
        ):
            end += 1
        return end if end > start else at

    def event(self, at: int) -> int:
        """ "Confederations Cup", "Kyoto Protocol": capitalised, but neither body nor place."""
        end = at
        if self.has(at, g.GIVEN):
            return at
        while end - at < _LONGEST_NAME and self.has(end, g.CAPITAL) and not self.has(end, g.TITLE):
            end += 1
            if self.flags[end - 1] & g.EVENT_HEAD:
                return end
        return at

    def organisation(self, at: int) -> int:
        """ "Higher Military Commission", "Ministry of Health and Education", "Bank of China"."""
        end = head = at
        owner = self._known_organisation(at)
        while end - at < _LONGEST_NAME:
            if self.is_name_word(end) or self._names_and_titles(end):
                if at < end != owner and self._known_organisation(end) > end + 1:
                    break
                if end > at and self.title(end) > end + 1:
                    break
                end += 1
                if self.flags[end - 1] & g.ORGANISATION_HEAD and end - at > 1:
                    head = end
                if self.flags[end - 1] & g.OF_HEAD and (whole := self._complemented(end)) > end:
                    return whole
            elif self._joint(end):
                end += 1
            else:
                break
        return head

    def _names_and_titles(self, at: int) -> bool:
        """Whether a title is also a word in organisations' names: "Justice", "General"."""
        return self.has(at, g.TITLE) and self.has(at, g.ORGANISATION_WORD) and self.has(at, g.CAPITAL)

    def _known_organisation(self, at: int) -> int:
        found = self.phrase(at)
        return at + len(found.words) if found is not None and found.kind is EntityKind.ORGANISATION else at

    def _complemented(self, at: int) -> int:
        """The end of "of Foreign Affairs" or "for the Independence of Angola" after a head; else `at`."""
        end = at
        while end - at < _LONGEST_NAME and (longer := self._complement_of_head(end)) > end:
            end = longer
        return end

    def _complement_of_head(self, at: int) -> int:
        preposition = self.word(at)
        if preposition not in ("of", "for", "on"):
            return at
        start = end = at + 2 if self.word(at + 1) == "the" else at + 1
        if preposition in _LOOSE_PREPOSITIONS and not self._vocabulary(start):
            return at
        if (place := self.known_place(start)) > start:
            return place
        while end - start < _LONGEST_NAME and (self.is_name_word(end) or (end > start and self._joint(end))):
            end += 1
        return end if end > start else at

    def _vocabulary(self, at: int) -> bool:
        return self.has(at, g.ORGANISATION_WORD | g.ORGANISATION_HEAD)

    def _joint(self, at: int) -> bool:
        """Whether the small word at `at` holds an organisation's name together: "and", "&", "'s"."""
        word = self.word(at)
        if word in ("'s", "'"):
            return self.has(at - 1, g.POSSESSOR) and self.is_name_word(at + 1)
        if word == "&":
            return self.is_name_word(at + 1)
        return word == "and" and self.has(at - 1, g.ORGANISATION_WORD) and self._vocabulary(at + 1)

    def place(self, at: int) -> int:
        """ "Al Asad Air Base", "Lake Van", "West Java", "Mission Support Site Euphrates"."""
        if self.has(at, g.DIRECTION) and (end := self.known_place(at + 1)) > at + 1:
            return end
        end = head = at
        while end - at < _LONGEST_NAME and self.is_name_word(end):
            if end > at and self.known_place(end) > end + 1:
                break
            end += 1
            if self.flags[end - 1] & g.PLACE_HEAD and end - at > 1:
                head = end
        if head > at and self.words[head - 1] == "Site":
            return end
        if head == at and self.has(at, g.PLACE_PREFIX) and end - at > 1:
            return end
        return head

    def person(self, at: int) -> int:
        """ "John Kirby", "George W. Bush", "Ali al-Sistani", "Kenneth “Frank” McKenzie"."""
        end = at
        while end - at < _LONGEST_NAME:
            if end > at and (self._ends_person(end) or (end - at > 1 and self._ordinary(end))):
                break
            if self.is_name_word(end) or (end == at and self.has(end, g.GIVEN)):
                end += 1
            elif end > at and (size := self._inside_person(end)):
                end += size
            else:
                break
        return end + 1 if end > at and self.has(end, g.NAME_SUFFIX) else end

    def _ordinary(self, at: int) -> bool:
        return self.has(at, g.COMMON) and not self.has(at, g.SURNAME | g.GIVEN)

    def _ends_person(self, at: int) -> bool:
        """Whether a known organisation, place or demonym of its own starts here, behind a name."""
        if self.has(at, g.DEMONYM | g.TITLE) and not self.has(at, g.GIVEN | g.SURNAME):
            return True
        found = self.phrase(at)
        return found is not None and len(found.words) > 1

    def _inside_person(self, at: int) -> int:
        """The number of words that may stand inside a name here: a particle, or a quoted nickname."""
        if self.has(at, g.PARTICLE):
            size = 2 if self.has(at + 1, g.PARTICLE) else 1
            return size if self.is_name_word(at + size) else 0
        quoted = self.word(at) in ('"', "“") and self.word(at + 2) in ('"', "”")
        return 3 if quoted and self.is_name_word(at + 1) and self.is_name_word(at + 3) else 0
