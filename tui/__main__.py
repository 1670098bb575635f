"""`python -m tui` is `broadsheet`."""

from tui.cli import run

raise SystemExit(run())
