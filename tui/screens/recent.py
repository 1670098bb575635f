"""Which corpus? Those opened lately, and the sample articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from tui.recent import Corpus, offered
from tui.widgets.marks import mark_style
from tui.widgets.virtual_list import VirtualList
from tui.words import safe


class CorpusList(VirtualList[Corpus]):
    """A corpus on two lines: its name, and where it is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"corpus-list--name", "corpus-list--path"}
    DEFAULT_CSS = """
    CorpusList {
        & > .corpus-list--name { text-style: bold; }
        & > .corpus-list--path { color: $text-muted; }
    }
    """

    def render_row(self, row: Corpus, width: int, *, chosen: bool) -> Sequence[Content]:
        bar = Content("▌ " if chosen else "  ")
        name = Content(safe(row.label or row.path.name or str(row.path)))
        path = Content(safe(str(row.path)))
        return [
            bar + name.stylize(mark_style(self, "corpus-list--name")),
            bar + path.stylize(mark_style(self, "corpus-list--path")),
        ]


class RecentScreen(Screen[None]):
    """Shown when no corpus was named."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "app.quit", "quit", show=False),
        Binding("question_mark", "app.show_help", "help", show=False),
    ]
    DEFAULT_CSS = """
    RecentScreen {
        align: center middle;
        & > Static { width: 76; max-width: 96%; height: auto; margin-bottom: 1; }
        & > .keys { color: $text-muted; margin: 1 0 0 0; }
        & > CorpusList { width: 76; max-width: 96%; height: auto; max-height: 70%; }
    }
    """

    @dataclass
    class Wanted(Message):
        """The user chose a corpus."""

        corpus: Path

    def __init__(self) -> None:
        super().__init__()
        self._offered = offered()
        self._list = CorpusList()

    def compose(self) -> ComposeResult:
        yield Static(Content("Broadsheet").stylize("bold") + Content(" · which corpus?"), markup=False)
        yield self._list
        yield Static(
            "enter opens · q quits · broadsheet FOLDER opens any other folder", markup=False, classes="keys"
        )

    def on_mount(self) -> None:
        self._list.set_source(len(self._offered), self._offered.__getitem__, row_height=3)
        self._list.focus()

    @on(VirtualList.Picked)
    def _picked(self, event: VirtualList.Picked) -> None:
        self.post_message(self.Wanted(self._offered[event.index].path))
