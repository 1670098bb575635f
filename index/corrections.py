"""What do the user's rules say of an article before the index has followed them? It is cleaned anew when it is read."""

from __future__ import annotations

from pathlib import Path

from index import own_rules
from index.article import Article
from index.cleaner import Cleaner
from index.cleaning.own import Difference, OwnRules
from index.errors import ConfigError, StoreDamaged


class Corrections:
    """The user's rules, read again whenever their files change, beside those that an index was made with."""

    def __init__(self) -> None:
        self._stamp: object = None
        self._own = OwnRules()
        self._made: tuple[object, Cleaner] | None = None
        self._compared: tuple[OwnRules, OwnRules, Difference] | None = None

    def own(self) -> OwnRules:
        """What the user says now. Raises ConfigError, which names file, line and what to do."""
        stamp = own_rules.stamp()
        if stamp != self._stamp:
            self._own = own_rules.load()
            self._stamp = stamp
        return self._own

    def applied(self, article: Article, generation: Path) -> Article:
        """An article of the index `generation`, as it is with what the user says now.

        Where their files are mistaken, or the index is damaged, as it is in the index.
        """
        try:
            own, cleaner = self.own(), self._cleaner(generation)
        except (ConfigError, StoreDamaged):
            return article
        difference = self._difference(own, cleaner.settings.own)
        if not difference or article.id not in (difference.articles or (article.id,)):
            return article
        return (
            cleaner.following(own).examine(article.record).article if difference.touches(article) else article
        )

    def _cleaner(self, generation: Path) -> Cleaner:
        stamp = Cleaner.stamp(generation)
        if self._made is None or self._made[0] != stamp:
            self._made = stamp, Cleaner.load(generation)
        return self._made[1]

    def _difference(self, now: OwnRules, before: OwnRules) -> Difference:
        if self._compared is None or self._compared[0] is not now or self._compared[1] is not before:
            self._compared = now, before, now.difference(before)
        return self._compared[2]
