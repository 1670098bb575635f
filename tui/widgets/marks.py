"""How does a component class style a part of a line?"""

from __future__ import annotations

from textual.color import Color
from textual.style import Style
from textual.widget import Widget


def mark_style(widget: Widget, component: str) -> Style:
    """What a component class of `widget` sets, and nothing else: it lies over the style of the line.

    Widget.get_visual_style(partial=True) drops reverse video and opaque backgrounds.
    """
    styles = widget.get_component_styles(component)
    text = styles.text_style
    color = styles.color if styles.has_rule("color") or styles.auto_color else None
    if color is not None and styles.auto_color:
        color = Color(0, 0, 0, color.a, auto=True)
    return Style(
        styles.background if styles.has_rule("background") else None,
        color,
        bold=text.bold,
        dim=text.dim,
        italic=text.italic,
        underline=text.underline,
        reverse=text.reverse,
        auto_color=bool(styles.auto_color),
    )
