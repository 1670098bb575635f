"""Which colours? Ink on paper, by night and by day, and one theme of the greatest contrast."""

from __future__ import annotations

from textual.theme import Theme

NIGHT = Theme(
    name="broadsheet",
    primary="#E8DCC4",
    secondary="#9DB4C0",
    accent="#7FB7BE",
    warning="#E3B25B",
    error="#D9695F",
    success="#8FB573",
    foreground="#D9D4C9",
    background="#16181B",
    surface="#1F2226",
    panel="#262A2F",
    boost="#2B3036",
    dark=True,
    variables={"input-selection-background": "#3A5560", "screen-selection-background": "#3A5560"},
)

DAY = Theme(
    name="broadsheet-day",
    primary="#1B1B1B",
    secondary="#3E5C6B",
    accent="#0B5F6B",
    warning="#8A5A00",
    error="#9E2A20",
    success="#3F6B2A",
    foreground="#26241F",
    background="#FAF7F0",
    surface="#F0EBDF",
    panel="#E7E0D1",
    boost="#E4DCCB",
    dark=False,
    variables={"input-selection-background": "#BFD9DE"},
)

CONTRAST = Theme(
    name="broadsheet-contrast",
    primary="#FFFFFF",
    secondary="#00FFFF",
    accent="#00FFFF",
    warning="#FFFF00",
    error="#FF6060",
    success="#60FF60",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#202020",
    boost="#303030",
    dark=True,
    variables={"text-muted": "#FFFFFF", "text-disabled": "#C0C0C0"},
)

THEMES = (NIGHT, DAY, CONTRAST)
DEFAULT = NIGHT.name
