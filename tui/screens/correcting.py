"""Correcting: which lines are hidden is for the user to say; what they say is kept, applied at once, and undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from index.article import Article, Block
from index.errors import BroadsheetError
from tui.screens.desk import Desk
from tui.widgets.choices import Choices
from tui.words import reason_words, safe

if TYPE_CHECKING:
    from tui.corrections import Choice, Step, Steps

QUOTED = 300
"""Characters of the line that are quoted: four lines of the dialog, enough to know it by."""


class CorrectScreen(ModalScreen[int | None]):
    """Which line it is, why it is hidden, and what can be said about it; the index of the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,escape,X", "dismiss(None)", "close", show=False)]
    CSS = """
    CorrectScreen {
        align: center bottom;
        background: $background 50%;
        & > VerticalScroll {
            width: 84; max-width: 96%; height: auto; max-height: 90%;
            background: $surface; border: round $accent; padding: 0 2; margin-bottom: 1;
            scrollbar-size-vertical: 1;
        }
        & .quote { border-left: outer $accent; padding: 0 1; }
        & .reasons { color: $text-muted; margin: 1 0; }
        & Static { width: 1fr; height: auto; }
    }
    """

    def __init__(self, article: Article, block: Block, offered: Sequence[str]) -> None:
        super().__init__()
        self._quote = quote(article, block)
        self._block = block
        self._offered = offered

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False) as page:
            page.border_title = Content("Show this hidden line" if self._block.hidden else "Hide this line")
            page.border_subtitle = "number or enter chooses · esc leaves · u undoes"
            yield Static(Content(safe(self._quote)), markup=False, classes="quote")
            why = Content("\n").join(Content(safe(line)) for line in self._why())
            yield Static(why, markup=False, classes="reasons")
            yield Choices(self._offered)

    def _why(self) -> Iterator[str]:
        yield f"{'Hidden' if self._block.hidden else 'Shown'} as {self._block.kind}"
        for reason in sorted(self._block.reasons, key=lambda reason: -abs(reason.weight)):
            yield f"  {reason_words(reason)}"

    @on(Choices.Taken)
    def _taken(self, event: Choices.Taken) -> None:
        self.dismiss(event.index)


def quote(article: Article, block: Block) -> str:
    """The text of a block on one line, cut where it is long."""
    text = " ".join(article.text[slice(*article.content(block))].split())
    return text if len(text) <= QUOTED else f"{text[:QUOTED].rstrip()}…"


class Correcting(Desk):
    """The keys that say so."""

    _steps: Steps | None = None

    def action_correct(self) -> None:
        index = self.pane.reader.current_block
        if self.opened is None or index is None:
            self.tell("no article is open")
            return
        self.pane.reader.stand_on(index)
        self.run_latest("correct", self._correct, self.opened.article, index)

    async def _correct(self, article: Article, index: int) -> None:
        """Ask what is to be said about a block."""
        from tui.corrections import Step, choices

        try:
            own = await self.session.rules()
        except BroadsheetError as error:
            self.tell_error(error)
            return
        block = article.blocks[index]
        offered: tuple[Choice, ...] = choices(article, block, own)

        def chosen(answer: int | None) -> None:
            if answer is not None:
                choice = offered[answer]
                self.run_latest("correct", self._take_step, Step(own, choice.rules, choice.told), 0)

        self.app.push_screen(CorrectScreen(article, block, [each.words for each in offered]), chosen)

    def action_undo(self, way: int) -> None:
        """Go a step back (-1) or forth again (1)."""
        steps = self._steps
        step = (steps.undo() if way < 0 else steps.redo()) if steps is not None else None
        if step is None:
            self.tell("nothing to undo" if way < 0 else "nothing to do again")
        else:
            self.run_latest("correct", self._take_step, step, way)

    async def _take_step(self, step: Step, way: int) -> None:
        """Write what the user says, show the open article accordingly, and have the index follow."""
        from tui.corrections import Steps

        try:
            if way and await self.session.rules() != step.before:
                self.tell("your rules were changed elsewhere since: correct the line itself (X)")
                return
            await self.session.change_rules(step.after)
        except BroadsheetError as error:
            self.tell_error(error)
            return
        self._steps = self._steps or Steps()
        self._steps.went(way) if way else self._steps.take(step)
        self.tell(step.told)
        await self.read_again()
        self.mark_again()
        self.follow_rules()
