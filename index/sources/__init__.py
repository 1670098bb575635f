"""From files to records: `scan` finds the files of a corpus, `read` yields the articles that one holds.

`read` is two steps: `parts` splits a file, cheaply; `parse` makes records of a part. The only part of the house
that opens the files of a corpus. Nothing here decides what is boilerplate.
"""

from __future__ import annotations

from index.sources.opening import open_regular
from index.sources.part import Part
from index.sources.steps import parse, parts, read
from index.sources.walk import Entry, Skipped, glance, scan, shown

__all__ = ["Entry", "Part", "Skipped", "glance", "open_regular", "parse", "parts", "read", "scan", "shown"]
