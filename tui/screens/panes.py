"""Moving about: which pane has the focus, which are folded, and what escape leaves."""

from __future__ import annotations

from textual import events
from textual.widget import Widget

from tui.screens.desk import Desk

LEAST_WIDTH, LEAST_HEIGHT = 40, 10
"""Below this no text can be read."""

TALL = 30
"""Lines of a screen from which the timeline has one more."""

ENTITIES = 2
"""The number of that pane from the left, counted from 0."""


class Panes(Desk):
    """Three panes, of which the outer two fold."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-medium"), (100, "-wide")]  # noqa: RUF012 - Textual's type

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT, "-tiny")
        self.set_class(event.size.height >= TALL, "-tall")

    def action_go_to(self, index: int) -> None:
        """Focus a pane by its number from the left; the entities take the place of the facets."""
        if index == ENTITIES:
            self.fold(self.facets)
        self._go_to_pane(index)

    def action_pane(self, step: int) -> None:
        self._go_to_pane((self._focused_pane() + step) % len(self._panes()))

    def action_pane_beside(self, step: int) -> None:
        self._go_to_pane(max(0, min(self._focused_pane() + step, len(self._panes()) - 1)))

    def _go_to_pane(self, index: int) -> None:
        """Focus a pane; a folded one opens over the others."""
        column, target = self._panes()[index]
        if not column.display:
            column.add_class("-overlay")
        self.focus_on(target)

    def action_zoom(self) -> None:
        self.toggle_class("-zoom")
        self.focus_on(self.pane.reader)

    def action_leave(self) -> None:
        """Leave the innermost of completions, input, part, overlay, selection, current block and chosen entity."""
        reader = self.pane.reader
        if self.search_bar.close_completions():
            return
        if self.focused is self.search_bar.input:
            self.action_go_to(0 if self.articles.display else 1)
        elif self.focused is self.facets or self.focused is self.timeline:
            self.fold(self.focused)
        elif self.articles.has_class("-overlay") or self.entities.has_class("-overlay"):
            self.focus_on(reader)
        elif self.selections:
            self.clear_selection()
        elif self.chosen is not None and not reader.leave_block():
            self.choose(None)
        else:
            reader.leave_block()
            self.show_state()

    def action_quit(self) -> None:
        if self.focused is self.facets or self.focused is self.timeline:
            self.fold(self.focused)
        else:
            self.app.exit()

    def on_descendant_focus(self) -> None:
        """An overlay closes when the focus goes to another pane; the footer follows the focus."""
        for column in (self.articles, self.entities):
            column.set_class(column.has_class("-overlay") and column is self.focused, "-overlay")
        if self.focused in (self.articles, self.pane.reader) and not self.has_class("-wide"):
            self.fold(self.facets)
        self.show_state()

    def _panes(self) -> list[tuple[Widget, Widget]]:
        """The panes from left to right: the column, and what takes the focus in it."""
        last = self.facets if self.has_class("-facets") else self.entities
        return [(self.articles, self.articles), (self.pane, self.pane.reader), (last, last)]

    def _focused_pane(self) -> int:
        return next((index for index, (_, each) in enumerate(self._panes()) if each is self.focused), 1)
