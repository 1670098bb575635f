"""How does an entity get into the query text, and out again?"""

from __future__ import annotations

import re

from index.article import EntityKind

FIELDS = {EntityKind.PERSON: "person", EntityKind.ORGANISATION: "org", EntityKind.PLACE: "place"}
"""The names of the query language for the kinds."""


def toggle(query: str, kind: EntityKind, name: str, *, exclude: bool) -> str:
    """`query` with `person:"name"` added, or `-person:"name"` with `exclude`.

    A filter that is there already is taken out; its opposite is replaced.
    """
    term = f'{FIELDS[kind]}:"{name.replace(chr(34), "")}"'
    wanted = f"-{term}" if exclude else term
    found = re.search(rf"(?<!\S)-?{re.escape(term)}(?!\S)", query)
    if found is None:
        return f"{query.strip()} {wanted}".strip()
    rest = f"{query[: found.start()].rstrip()} {query[found.end() :].lstrip()}".strip()
    return rest if found.group() == wanted else f"{rest} {wanted}".strip()
