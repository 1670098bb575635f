"""From files to records: `scan` finds the files of a corpus, `read` yields the articles that one holds.

The only part that opens the files of a corpus. Nothing here decides what is boilerplate.
"""

from __future__ import annotations

from index.sources.formats import MAX_BYTES, read
from index.sources.walk import Entry, Skipped, scan

__all__ = ["MAX_BYTES", "Entry", "Skipped", "read", "scan"]
