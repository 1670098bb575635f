"""Which fields has a query, and which values do those with a fixed list take?"""

from __future__ import annotations

TEXT_FIELDS = ("title", "body", "hidden")
"""Their values are words, with all that may be typed of words."""
ABOUT_FIELDS = ("source", "author", "path", "url", "lang")
"""Their values are plain text, looked for as part of what the article has there."""
LITERAL_FIELDS = frozenset({"path", "url", "like", "dup", "query", "sort"})
"""Their values may begin with a sign: `path:-draft`, `sort:-date`."""

FIELDS = {
    "title": "words in the title",
    "body": "words in the text below the title",
    "hidden": "words in hidden lines",
    "source": "part of the source's name",
    "author": "part of the byline",
    "path": "part of the file's path",
    "url": "part of the address",
    "lang": "language",
    "date": "day, month, year or range",
    "newer": "published within the last 30d, 2w, 6m, 1y",
    "older": "published before that",
    "person": "people mentioned",
    "org": "organisations mentioned",
    "place": "places mentioned",
    "entity": "people, organisations or places mentioned",
    "says": "people quoted",
    "mentions": "how often somebody or something is mentioned",
    "words": "length in words",
    "tag": "your tags",
    "is": "reading state",
    "has": "what the article has",
    "no": "what the article has not",
    "like": "similar to an article",
    "dup": "versions of an article",
    "query": "a saved query",
    "sort": "order",
}
"""Every name that is a field before a colon, and what it is about."""

STATES = ("unread", "read", "starred", "duplicate", "new")
"""What `is:` takes."""
PRESENT = ("note", "tag", "date", "source", "author", "url", "person", "org", "place", "hidden")
"""What `has:` and `no:` take."""
ORDERS = ("date-", "date", "title", "relevance")
"""What `sort:` takes: newest first, oldest first, by title, the best first."""
ORDER_SYNONYMS = {"-date": "date-", "newest": "date-", "oldest": "date"}
"""What it takes as well."""
