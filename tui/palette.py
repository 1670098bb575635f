"""The command palette: every action of the table by its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.actions import OWN_KEYS, Action, Where

if TYPE_CHECKING:
    from tui.app import BroadsheetApp


class ActionCommands(Provider):
    """The actions that make sense wherever one is."""

    @property
    def _actions(self) -> list[Action]:
        actions = cast("BroadsheetApp", self.app).actions
        return [action for action in actions if action.where not in OWN_KEYS and action.id != "palette"]

    async def discover(self) -> Hits:
        for action in self._actions:
            if action.where is Where.PANE:
                continue  # moving the cursor by a command is nobody's first wish
            name = action.label.capitalize()
            yield DiscoveryHit(f"{name} · {action.first_key}", partial(self._run, action), name, action.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action in self._actions:
            name = f"{action.label.capitalize()} · {action.first_key}"
            score = matcher.match(f"{name} {action.help}")
            if score > 0:
                yield Hit(score, matcher.highlight(name), partial(self._run, action), name, action.help)

    async def _run(self, action: Action) -> None:
        """Run it where its key would have been pressed."""
        target = self.focused if action.where is Where.PANE and self.focused is not None else self.screen
        await self.app.run_action(action.handler, target)
