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
_NOT_IN_NAME = g.TITLE | g.CALENDAR | g.NOT_A_NAME


class Line:
    """One line of text as words and their classes, with the shapes that can be found in it."""

    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self.words = words
        flags = lexicon.flags
        self.flags = [flags[word] for word in words]
        self._lexicon = lexicon

    def __len__(self) -> int:
        return len(self.words)

    def phrase(self, at: int) -> Phrase | None:
        return self._lexicon.longest(self.words, at) if self.flags[at] & g.PHRASE_START else None

    def has(self, at: int, bits: int) -> bool:
        return 0 <= at < len(self.flags) and bool(self.flags[at] & bits)

    def is_name_word(self, at: int) -> bool:
        return self.has(at, g.CAPITAL) and not self.flags[at] & _NOT_IN_NAME

    def title(self, at: int) -> int:
        """ "Foreign Minister", "Secretary of State", "Maj. Gen." """
        end = title_end = at
        while self.has(end, g.TITLE | g.TITLE_MODIFIER) and self.has(end, g.CAPITAL):
            end += 1
            if self.flags[end - 1] & g.TITLE:
                title_end = end
        return self._complement(title_end) if title_end > at else at

    def _complement(self, at: int) -> int:
        if at + 1 >= len(self) or self.words[at] not in ("of", "for"):
            return at
        end = at + 2 if self.words[at + 1] == "the" else at + 1
        start = end
        while self.has(end, g.TITLE_COMPLEMENT) or (
            end > start and self.words[end : end + 1] == ["and"] and self.has(end + 1, g.TITLE_COMPLEMENT)
        ):
            end += 1
        return end if end > start else at

    def organisation(self, at: int) -> int:
        """ "Higher Military Commission", "Ministry of Health and Education", "Bank of China"."""
        end = head = at
        while end < len(self) and end - at < _LONGEST_NAME:
            if self.is_name_word(end):
                end += 1
                if self.flags[end - 1] & g.ORGANISATION_HEAD and (end - at > 1):
                    head = end
                if self.flags[end - 1] & g.OF_HEAD and self._complemented(end) > end:
                    return self._complemented(end)
            elif self._joins(end):
                end += 1
            else:
                break
        return head

    def _complemented(self, at: int) -> int:
        """The end of "of Foreign Affairs" or "for Human Rights and Democracy" after an organisation's head."""
        if at >= len(self) or self.words[at] not in ("of", "for", "on", "in"):
            return at
        if self.words[at] == "in" and not self._known_place(at + 1):
            return at
        end = at + 2 if self.words[at + 1 : at + 2] == ["the"] else at + 1
        start = end
        while self.is_name_word(end) or (end > start and self._joins(end)):
            end += 1
            if self._known_place(end - 1) and not self.has(end, g.ORGANISATION_HEAD | g.ORGANISATION_WORD):
                break
        return end if end > start else at

    def _joins(self, at: int) -> bool:
        """Whether the small word at `at` holds an organisation's name together."""
        if not self.has(at, g.CONNECTOR) or not self.is_name_word(at + 1):
            return False
        if self.words[at] in ("and", "&", "for", "of"):
            part_of_name = g.ORGANISATION_WORD | g.ORGANISATION_HEAD
            return self.words[at] == "&" or (
                self.has(at - 1, part_of_name) and self.has(at + 1, part_of_name)
            )
        return False

    def _known_place(self, at: int) -> bool:
        found = self.phrase(at) if at < len(self) else None
        return found is not None and found.kind is EntityKind.PLACE

    def place(self, at: int) -> int:
        """ "Al Asad Air Base", "Lake Van", "Mission Support Site Euphrates"."""
        end = head = at
        while end - at < _LONGEST_NAME and self.is_name_word(end):
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
        while end < len(self) and end - at < _LONGEST_NAME:
            if end > at and self._ends_person(end):
                break
            if self.is_name_word(end):
                end += 1
            elif end > at and (skip := self._inside_person(end)):
                end += skip
            else:
                break
        return end

    def _ends_person(self, at: int) -> bool:
        """Whether a known organisation, place or demonym of its own starts here, behind a name."""
        flags = self.flags[at]
        if flags & (g.DEMONYM | g.TITLE) and not flags & (g.GIVEN | g.SURNAME):
            return True
        found = self.phrase(at)
        return found is not None and len(found.words) > 1

    def _inside_person(self, at: int) -> int:
        """The number of words that may stand inside a name here: a particle, or a quoted nickname."""
        if self.has(at, g.PARTICLE) and self.words[at] != "and":
            size = 2 if self.has(at + 1, g.PARTICLE) else 1
            return size if self.is_name_word(at + size) else 0
        quoted = self.words[at] in '"“' and self.words[at + 2 : at + 3] in (["”"], ['"'])
        return 3 if quoted and self.is_name_word(at + 1) and self.is_name_word(at + 3) else 0
