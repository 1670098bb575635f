"""How do rows of the action table become Textual bindings?

Textual hands a key to the focused widget and looks at bindings when it has bubbled back up: whoever types `/kirby`
quickly, or while the screen is busy, would have the letters act on the list. So the keys of panes, and all those
that are characters, have priority: each has done its work before the next key is looked at.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.actions import ACTIONS, Action, Where


def bindings_for(*wheres: Where) -> list[BindingType]:
    """The bindings of the actions that belong to `wheres`, remappable by their IDs."""
    return [
        _binding(action, key)
        for action in ACTIONS
        if action.where in wheres
        for key in action.keys.split(",")
    ]


def _binding(action: Action, key: str) -> Binding:
    """A character acts through `Desk.action_typed`, which leaves it to a text field that has the focus."""
    typed = action.where not in (Where.PANE, Where.INPUT) and is_character(key)
    handler = f"typed({action.handler!r})" if typed else action.handler
    return Binding(
        key, handler, action.label, show=False, id=action.id, priority=typed or action.where is Where.PANE
    )


def is_character(key: str) -> bool:
    """Would Textual's `key` be text in a text field?"""
    return not key.startswith(("ctrl+", "shift+")) and key not in ("tab", "escape", "enter", "left", "right")
