"""How do rows of the action table become Textual bindings?

Textual hands a key to the focused widget and looks at bindings when it has bubbled back up: whoever types `/kirby`
quickly, or while the screen is busy, would have the letters act on the list. So all keys have priority: each has
done its work before the next one is looked at.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.actions import ACTIONS, OWN_KEYS, Action, Where

ABOUT_THE_ARTICLE = (Where.READING, Where.ENTITIES, Where.MOVING)
"""What these do depends on the article that is open, or about to be."""


def bindings_for(*wheres: Where) -> list[BindingType]:
    """The bindings of the actions that belong to `wheres`, remappable by their IDs."""
    return [
        _binding(action, key)
        for action in ACTIONS
        if action.where in wheres
        for key in action.keys.split(",")
    ]


def _binding(action: Action, key: str) -> Binding:
    """A key of the whole screen acts through `Desk.action_pressed`, which leaves it to who has its own use for it."""
    handler = action.handler
    if action.where is not Where.PANE and action.where not in OWN_KEYS:
        is_text = belongs_to_text(key)
        about_article = is_text and action.where in ABOUT_THE_ARTICLE
        handler = f"pressed({handler!r}, {is_text}, {about_article})"
    return Binding(key, handler, action.label, show=False, id=action.id, priority=True)


def belongs_to_text(key: str) -> bool:
    """Is Textual's `key` text in a text field, or does it move the cursor there?"""
    return not key.startswith(("ctrl+", "shift+")) and key not in ("tab", "escape", "enter")
