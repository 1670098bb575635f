"""Which keys are there? The whole table, on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions import Action, Where
from tui.widgets.scrolled_page import ScrolledPage


def help_rows(actions: tuple[Action, ...], parts: Iterable[Where] = Where) -> Iterator[tuple[str, str]]:
    """The table as pairs of keys and help; a heading stands alone on the right."""
    for where in parts:
        yield "", str(where).upper()
        yield from ((action.shown_keys, action.help) for action in actions if action.where is where)
        yield "", ""


def help_table(actions: tuple[Action, ...], parts: Iterable[Where] = Where) -> Table:
    """The same, laid out: a long line of help wraps beside its keys."""
    table = Table.grid(padding=(0, 3))
    table.add_column(justify="right", no_wrap=True, style="bold")
    table.add_column()
    for keys, words in help_rows(actions, parts):
        table.add_row(Text(keys), Text(words, style="" if keys else "bold"))
    return table


class HelpScreen(ModalScreen[None]):
    """The help, over the screen that asked for it: those parts of it that this screen knows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,question_mark", "dismiss", "close", show=False),
    ]
    DEFAULT_CSS = "HelpScreen { align: center middle; }"

    def __init__(self, actions: tuple[Action, ...], parts: Iterable[Where] = Where) -> None:
        super().__init__()
        self._actions = actions
        self._parts = parts

    def compose(self) -> ComposeResult:
        page = ScrolledPage()
        page.border_title = "Keys"
        page.border_subtitle = "esc closes"
        with page:
            yield Static(help_table(self._actions, self._parts), markup=False)
