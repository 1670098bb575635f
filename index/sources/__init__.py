"""From files to records: `scan` finds the files of a corpus, `read` yields the articles that one holds.

The only part that opens the files of a corpus. Nothing here decides what is boilerplate.
"""

from __future__ import annotations

from index.sources.formats import first_bytes, read
from index.sources.walk import Entry, Skipped, scan, shown

__all__ = ["Entry", "Skipped", "first_bytes", "read", "scan", "shown"]
