"""`python -m tui` is `broadsheet`."""

from tui.cli import main

raise SystemExit(main())
