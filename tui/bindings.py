"""How do rows of the action table become Textual bindings?"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.actions import ACTIONS, Where


def bindings_for(*wheres: Where) -> list[BindingType]:
    """The bindings of the actions that belong to `wheres`, remappable by their IDs."""
    return [
        Binding(action.keys, action.handler, action.label, show=False, id=action.id)
        for action in ACTIONS
        if action.where in wheres
    ]
