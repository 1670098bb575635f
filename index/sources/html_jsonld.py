"""What does a page say of itself in JSON-LD? The article that schema.org's vocabulary describes, if there is one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import unescape

from lxml.html import HtmlElement

Thing = Mapping[str, object]
"""A JSON object."""

_LONGEST = 1 << 20
"""Characters of a script; real ones have up to 50,000."""
_MOST = 1000
"""Objects that are looked at, in a page."""
_ARTICLES = (
    "Article",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "SocialMediaPosting",
    "DiscussionForumPosting",
)
"""What the types of articles end in: `NewsArticle`, `ReportageNewsArticle`, `https://schema.org/Article`."""
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")
"""Where an article stands in what else a page describes. Lists of other articles are not among them."""


def linked_article(root: HtmlElement) -> Thing:
    """The article described in the scripts under `root` with a headline, else the first one, else nothing."""
    articles = [thing for thing in _things(root) if _is_article(thing)]
    return next((thing for thing in articles if thing.get("headline")), articles[0] if articles else {})


def name_in(value: object) -> str:
    """The name of a thing, the first of several. Empty if there is none."""
    return next(iter(names_in(value)), "")


def names_in(value: object) -> list[str]:
    """The names of a thing or of several."""
    if isinstance(value, str):
        name = " ".join(unescape(value).split())
        return [name] if name else []
    if isinstance(value, Mapping):
        return names_in(value.get("name")) if not isinstance(value.get("name"), Mapping) else []
    if isinstance(value, list):
        return [name for each in value[:_MOST] if not isinstance(each, list) for name in names_in(each)]
    return []


def _things(root: HtmlElement) -> Iterator[Thing]:
    """The objects of all scripts, outer ones first."""
    pending: list[object] = [_parsed(script) for script in root.iter("script")]
    for _ in range(_MOST):
        if not pending:
            return
        thing = pending.pop(0)
        if isinstance(thing, list):
            pending[:0] = thing[:_MOST]
        elif isinstance(thing, Mapping):
            yield thing
            pending[:0] = [thing[name] for name in _WITHIN if name in thing]


def _parsed(script: HtmlElement) -> object:
    text = script.text
    if script.get("type", "").strip().lower() != "application/ld+json" or not text or len(text) > _LONGEST:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _is_article(thing: Thing) -> bool:
    types = thing.get("@type")
    return any(
        isinstance(name, str) and name.endswith(_ARTICLES)
        for name in (types if isinstance(types, list) else [types])
    )
