"""Comparing: two versions of a text beside each other, and the way from difference to difference."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from index.article import Article
from index.errors import BroadsheetError
from tui.actions import Action, Context, Needs, Where, for_footer
from tui.bindings import bindings_for
from tui.steps import Compared
from tui.widgets.compared_page import WIDE, ComparedPage
from tui.widgets.foot import Foot
from tui.words import counted, date_words, safe


@dataclass(frozen=True, slots=True)
class ReadOn:
    """What the screen is left for: an article, at an offset of its text."""

    article: str
    offset: int


class CompareScreen(Screen["ReadOn | None"]):
    """Two of the versions of a text. Left for one of them, or for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.COMPARING)
    DEFAULT_CSS = """
    CompareScreen {
        & > .standing { height: 1; padding: 0 1; color: $text-muted; }
        & > .heads { height: auto; border-bottom: solid $foreground 25%; }
        & > .heads > Static { width: 1fr; height: auto; padding: 0 2; }
        &.-narrow > .heads { layout: vertical; }
    }
    """

    def __init__(
        self,
        versions: Sequence[str],
        left: int,
        right: int,
        compare: Callable[[str, str], Awaitable[Compared]],
        actions: tuple[Action, ...],
    ) -> None:
        """Compare two of `versions` (article IDs), by their numbers; `compare` fetches two articles, compared."""
        super().__init__()
        self._versions = versions
        self._left, self._right = left, right
        self._compare = compare
        self._actions = actions
        self._compared: Compared | None = None
        self._page = ComparedPage()
        self._standing = Static(markup=False, classes="standing")
        self._heads = Static(markup=False), Static(markup=False)
        self._foot = Foot()

    def compose(self) -> ComposeResult:
        yield self._standing
        with Horizontal(classes="heads"):
            yield from self._heads
        yield self._page
        yield self._foot

    def on_mount(self) -> None:
        self._page.focus()
        self._foot.offer(for_footer(self._actions, Context.COMPARING, {Needs.NOTHING}))
        self._begin()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < WIDE, "-narrow")

    def action_difference(self, step: int) -> None:
        self._foot.tell("")
        if not self._page.go_to_difference(step):
            self._foot.tell(f"{'last' if step > 0 else 'first'} difference")

    def action_swap(self) -> None:
        self._left, self._right = self._right, self._left
        self._begin()

    def action_version(self, step: int) -> None:
        """Another version on the right."""
        others = [number for number in range(len(self._versions)) if number != self._left]
        if len(others) < 2:
            self._foot.tell("there are two versions")
            return
        self._right = others[(others.index(self._right) + step) % len(others)]
        self._begin()

    def action_pages(self, pages: float) -> None:
        self._page.action_pages(pages)

    def action_close(self) -> None:
        self.dismiss(None)

    @on(ComparedPage.Picked)
    def _read_on(self) -> None:
        if self._compared is not None:
            self.dismiss(ReadOn(self._compared.right.id, self._page.offset_right))

    @on(ComparedPage.Moved)
    def _moved(self) -> None:
        self._show_standing()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A mistake of ours must not take the reader away."""
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self.log.error(error)
            self._foot.tell(f"a fault in Broadsheet, please report it: {type(error).__name__}: {error}")

    def _begin(self) -> None:
        self.run_worker(self._load(), group="compare", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        try:
            self._compared = await self._compare(self._versions[self._left], self._versions[self._right])
        except BroadsheetError as error:
            self._foot.tell(str(error))
            return
        self._page.show(*self._compared)
        self._show_standing()
        numbers = (self._left, self._right)
        for head, article, number in zip(self._heads, self._compared[:2], numbers, strict=True):
            head.update(_head(article, number + 1, len(self._versions)))

    def _show_standing(self) -> None:
        count, current = len(self._page.stops), self._page.current
        words = counted(count, "difference") if count else "the words are the same"
        place = f" · {current + 1:,} of {count:,}" if current is not None else ""
        self._standing.update(Content(words + place))


def _head(article: Article, number: int, count: int) -> Content:
    """The title over where and when it was published."""
    title = Content(safe(article.title)).stylize("bold")
    known = [article.source or "", date_words(article.date), f"version {number} of {count}", article.key]
    return title + Content("\n" + safe(" · ".join(filter(None, known))))
