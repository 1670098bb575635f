"""What can the user say about a line that is hidden, or shown, and what does each answer change? Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from index.article import Article, Block
from index.cleaning.own import OwnRules, Place, block_key
from index.cleaning.packaged import family_of
from index.cleaning.profiles import source_key


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer."""

    words: str
    """As it is offered: `everywhere`."""
    told: str
    """Once it is taken: `shown everywhere`."""
    rules: OwnRules
    """All that the user says then."""


def choices(article: Article, block: Block, own: OwnRules) -> tuple[Choice, ...]:
    """What can be said about a block, the narrowest first. What is said widely takes the place of what was narrower."""
    key, source = block_key(article, block), source_key(article.source, article.url, article.path)
    hide, done = not block.hidden, "shown" if block.hidden else "hidden"
    here, there, anywhere = Place(key, article=article.id), Place(key, source), Place(key)
    found = [
        Choice("in this article", f"{done} in this article", own.correct(here, hide=hide)),
        Choice(
            "everywhere", f"{done} everywhere", own.forget(here).forget(there).correct(anywhere, hide=hide)
        ),
    ]
    if source:
        name = article.source or f"all of {source}"
        found.append(Choice(f"in {name}", f"{done} in {name}", own.forget(here).correct(there, hide=hide)))
    return (*found, *_switches(block, own)) if block.hidden else tuple(found)


def _switches(block: Block, own: OwnRules) -> Iterator[Choice]:
    """The rules that hide a block, to be switched off."""
    names = {rule.id: "yours" for rule in own.rules}
    for rule in dict.fromkeys(reason.rule for reason in block.reasons if reason.weight > 0):
        family = names.get(rule) or family_of(rule)
        if family:
            words = f"switch the rule {rule} off ({family})"
            yield Choice(words, f"the rule {rule} is switched off", own.switch_off(rule))


@dataclass(frozen=True, slots=True)
class Step:
    """A change to what the user says."""

    before: OwnRules
    after: OwnRules
    told: str

    @property
    def undone(self) -> Step:
        return Step(self.after, self.before, f"undone: {self.told}")


@dataclass(slots=True)
class Steps:
    """The changes of one session, to be undone from the last and done again."""

    taken: list[Step] = field(default_factory=list)
    left: list[Step] = field(default_factory=list)
    """Those that were undone, the next to be done again last."""

    def take(self, step: Step) -> None:
        self.taken.append(step)
        self.left.clear()

    def undo(self) -> Step | None:
        """The way back from the last step."""
        return self.taken[-1].undone if self.taken else None

    def redo(self) -> Step | None:
        return self.left[-1] if self.left else None

    def went(self, way: int) -> None:
        """A step was undone (-1) or done again (1)."""
        if way < 0:
            self.left.append(self.taken.pop())
        else:
            self.taken.append(self.left.pop())
